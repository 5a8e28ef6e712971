package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.math.Matrix;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartialDependenceTest {

    private static final Matrix NO_LINES = Matrix.zeros(0, 6);

    static Stream<JsonNode> references() {
        return StreamSupport.stream(SmallModel.REFERENCE.get("dependence").spliterator(), false);
    }

    /** scikit-learn 1.9.1: grid, average and the first five rows' own lines, on few points and on all values. */
    @ParameterizedTest
    @MethodSource("references")
    void gridAverageAndLinesAreScikitLearns(JsonNode expected) {
        Matrix x = SmallModel.x();

        PartialDependence dependence = PartialDependence.of(
                SmallModel::network,
                SmallModel.GROUPS.get(expected.get("column").intValue()),
                x,
                expected.get("points").intValue(),
                x.rowsAt(0, 1, 2, 3, 4));

        assertThat(dependence.grid()).containsExactly(Reference.numbers(expected.get("grid")), within(1e-12));
        assertThat(dependence.average().values())
                .containsExactly(Reference.numbers(expected.get("average")), within(1e-12));
        assertThat(dependence.individual()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(dependence.individual().get(i).values())
                    .containsExactly(
                            Reference.numbers(expected.get("individual").get(i)), within(1e-12));
        }
    }

    @Test
    void missingValuesAreNoPointsOfTheGrid() {
        Matrix x = SmallModel.x().rowsAt(0, 1, 2);
        x.set(1, 0, Double.NaN);

        PartialDependence some = PartialDependence.of(SmallModel::network, SmallModel.GROUPS.get(0), x, 9, NO_LINES);
        x.set(0, 0, Double.NaN);
        x.set(2, 0, Double.NaN);
        PartialDependence none = PartialDependence.of(SmallModel::network, SmallModel.GROUPS.get(0), x, 9, NO_LINES);

        assertThat(some.grid()).containsExactly(-0.909, 0.441);
        assertThat(none.grid()).isEmpty();
        assertThat(none.average().rows()).isZero();
    }

    /** Two rows in a hundred differ: both percentiles are 0, and the grid goes over the whole range instead. */
    @Test
    void aColumnThatIsNearlyConstantStillHasAGrid() {
        Matrix x = Matrix.zeros(100, 6);
        x.set(7, 0, 3);
        x.set(8, 0, 1);

        assertThat(PartialDependence.of(SmallModel::network, SmallModel.GROUPS.get(0), x, 3, NO_LINES)
                        .grid())
                .containsExactly(0, 1.5, 3);
    }

    @Test
    void everyOutputHasItsAverage() {
        Matrix x = SmallModel.x();

        PartialDependence dependence = PartialDependence.of(
                asked -> {
                    Matrix both = Matrix.zeros(asked.rows(), 2);
                    for (int i = 0; i < asked.rows(); i++) {
                        both.set(i, 0, asked.get(i, 0));
                        both.set(i, 1, -2 * asked.get(i, 0));
                    }
                    return both;
                },
                SmallModel.GROUPS.get(0),
                x,
                2,
                NO_LINES);

        assertThat(dependence.average().shape()).isEqualTo("[2, 2]");
        Matrix average = dependence.average();
        double first = average.get(1, 0) - average.get(0, 0);
        assertThat(first).isPositive();
        assertThat(average.get(0, 1) - average.get(1, 1)).isCloseTo(2 * first, within(1e-12));
        assertThat(dependence.average().get(1, 0)).isCloseTo(dependence.grid()[1], within(1e-12));
    }

    @Test
    void aGridOfOnePointIsRefused() {
        assertThatThrownBy(() -> PartialDependence.of(
                        SmallModel::network, SmallModel.GROUPS.get(0), SmallModel.x(), 1, NO_LINES))
                .hasMessage("a grid of 1 points: expected 2 or more");
    }
}
