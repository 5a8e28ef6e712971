package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.math.Matrix;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardiserTest {

    private static final JsonNode SPLIT = Reference.json("golden/split.json");

    /** The article's rows, as scikit-learn made them. */
    private static Matrix rows(String side) {
        double[][] rows = Reference.rows("golden/moons_n100_noise0.1_seed1.csv");
        return Matrix.ofRows(Stream.of(rows)
                        .map(row -> new double[] {row[0], row[1]})
                        .toArray(double[][]::new))
                .rowsAt(Reference.integers(SPLIT.get(side)));
    }

    /** scikit-learn's StandardScaler().fit(X_train): mean_ and scale_. */
    @Test
    void meanAndDeviationAreScikitLearns() {
        Standardiser standardiser = Standardiser.fit(rows("train_rows"));

        assertThat(standardiser.mean()).containsExactly(Reference.numbers(SPLIT.get("mean")), within(1e-15));
        assertThat(standardiser.standardDeviation())
                .containsExactly(Reference.numbers(SPLIT.get("std")), within(1e-15));
    }

    /** scikit-learn's transform of both sides. */
    @Test
    void standardisedRowsAreScikitLearns() {
        Standardiser standardiser = Standardiser.fit(rows("train_rows"));

        assertRows(standardiser.apply(rows("train_rows")), "golden/train_standardised.csv");
        assertRows(standardiser.apply(rows("test_rows")), "golden/test_standardised.csv");
    }

    private static void assertRows(Matrix actual, String file) {
        double[][] expected = Reference.rows(file);
        assertThat(actual.rows()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.row(i))
                    .as("row %d of %s", i, file)
                    .containsExactly(new double[] {expected[i][0], expected[i][1]}, within(1e-13));
        }
    }

    /** By hand: 1, 2, 3, 4 have the mean 2.5 and the population variance 5/4; the sample's would be 5/3. */
    @Test
    void theDeviationIsThePopulations() {
        Standardiser standardiser = Standardiser.fit(Matrix.of(4, 1, 1, 2, 3, 4));

        assertThat(standardiser.mean()).containsExactly(2.5);
        assertThat(standardiser.standardDeviation()).containsExactly(Math.sqrt(1.25));
    }

    /** scikit-learn divides a constant column by 1; the sums of 0.1 and 1e9 + 0.1 leave rounding, which is no variance. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -7, 0.1, 1e9 + 0.1, 1e-300, -1e100})
    void aConstantColumnIsDividedByOne(double value) {
        Matrix x = Matrix.zeros(1000, 1).map(zero -> value);

        Standardiser standardiser = Standardiser.fit(x);

        assertThat(standardiser.standardDeviation()).containsExactly(1);
        assertThat(standardiser.apply(x).values()).containsExactly(new double[1000], within(Math.abs(value) * 1e-13));
    }

    /**
     * By hand: two values in turn have half their distance for deviation, however far from zero they lie; E[x^2] - E[x]^2
     * would lose it all, and the rounding of the mean would show in the smaller.
     */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3})
    void aSmallSpreadFarFromZeroIsKept(double spread) {
        double low = 1e9 + 0.1 - spread;
        double high = 1e9 + 0.1 + spread;
        Matrix x = Matrix.zeros(1000, 1);
        for (int i = 0; i < x.rows(); i++) {
            x.set(i, 0, i % 2 == 0 ? low : high);
        }

        double deviation = Standardiser.fit(x).standardDeviation()[0];

        assertThat(deviation).isCloseTo((high - low) / 2, within(spread * 1e-12));
    }

    /** By hand: 1, 2, 3, 4 in another unit have the same deviation in it. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 1e9})
    void theUnitDoesNotMatter(double unit) {
        Standardiser standardiser = Standardiser.fit(Matrix.of(4, 1, 1, 2, 3, 4).scaled(unit));

        assertThat(standardiser.standardDeviation()[0]).isCloseTo(Math.sqrt(1.25) * unit, within(unit * 1e-12));
    }

    /** By hand: x * deviation + mean. */
    @Test
    void standardisedRowsGoBackToTheirUnits() {
        Standardiser standardiser = new Standardiser(new double[] {1, 10}, new double[] {2, 5});
        Matrix standardised = Matrix.of(2, 2, 0, 1, -1, 2);

        assertThat(standardiser.revert(standardised)).isEqualTo(Matrix.of(2, 2, 1, 15, -1, 20));
        assertThat(standardised).isEqualTo(Matrix.of(2, 2, 0, 1, -1, 2));
        assertThat(standardiser.apply(standardiser.revert(standardised))).isEqualTo(standardised);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1", "Infinity, 1", "0, 0", "0, -1", "0, NaN", "0, Infinity"})
    void whatCannotStandardiseIsRefusedWithItsColumn(double mean, double deviation) {
        assertThatThrownBy(() -> new Standardiser(new double[] {0, mean}, new double[] {1, deviation}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "column 2 has the mean " + mean + " and the standard deviation " + deviation + ": expected");
    }

    @Test
    void oneRowBecomesZeros() {
        Matrix x = Matrix.of(1, 3, 5, -2, 0);

        Standardiser standardiser = Standardiser.fit(x);

        assertThat(standardiser.mean()).containsExactly(5, -2, 0);
        assertThat(standardiser.apply(x).values()).containsExactly(0, 0, 0);
    }

    @Test
    void applyLeavesItsArgumentAlone() {
        Matrix x = Matrix.of(2, 1, 1, 3);

        assertThat(Standardiser.fit(x).apply(x).values()).containsExactly(-1, 1);
        assertThat(x.values()).containsExactly(1, 3);
    }

    @Test
    void otherNumbersOfColumnsAreRefusedWithBothSizes() {
        Standardiser standardiser = Standardiser.fit(Matrix.of(2, 2, 1, 2, 3, 4));

        assertThatThrownBy(() -> standardiser.apply(Matrix.zeros(5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X is [5, 3], but the standardiser was fitted on 2 columns");
        assertThatThrownBy(() -> new Standardiser(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 means and 3 standard deviations");
    }
}
