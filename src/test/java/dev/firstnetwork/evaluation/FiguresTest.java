package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    private static final Matrix Y = Matrix.of(4, 1, 0, 1, 1, 0);
    private static final Matrix OUTPUTS = Matrix.of(4, 1, 0.1, 0.4, 0.9, 0.3);

    private static Figures of(Matrix outputs, Matrix y, String... classes) {
        Preparation preparation = new Preparation(
                List.of(new Column("x", List.of())),
                new Column("label", List.of(classes)),
                Preparation.Missing.ERROR,
                Dialect.ANY,
                null,
                Standardiser.NONE);
        return Figures.of(preparation, 0.35, outputs, y);
    }

    /** By hand: above 0.35 all four rows are right, above one half the second would be wrong. */
    @Test
    void theLabelSaysWhichFiguresThereAre() {
        assertThat(((Metrics) of(OUTPUTS, Y, "no", "yes")).accuracy()).isEqualTo(1);
        assertThat(of(OUTPUTS, Y)).isEqualTo(RegressionMetrics.of(OUTPUTS, Y));
        // of three classes the largest is taken whatever the threshold
        Matrix one = Matrix.of(1, 3, 0.36, 0.4, 0.24);
        Metrics three = (Metrics) of(one, Matrix.of(1, 3, 0, 1, 0), "a", "b", "c");
        assertThat(three.confusionMatrix().right(1)).isEqualTo(1);
    }

    /** Errors are in the unit of what is predicted; R2 is a share. */
    @Test
    void someFiguresAreInTheUnitOfTheLabel() {
        assertThat(of(OUTPUTS, Y).figures().stream().map(Figure::key).filter(Figures::isInLabelUnit))
                .containsExactly("rootMeanSquaredError", "meanAbsoluteError", "maxError");
        assertThat(of(OUTPUTS, Y, "no", "yes").figures().stream().map(Figure::key))
                .noneMatch(Figures::isInLabelUnit);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.9, false", "0.9, 0.9, true", "0.8, 0.9, true", "NaN, 1, false", "0, NaN, false"})
    void anIntervalGoesUp(double lower, double upper, boolean fits) {
        if (fits) {
            assertThat(new Interval(lower, upper).upper()).isEqualTo(upper);
        } else {
            assertThatThrownBy(() -> new Interval(lower, upper))
                    .hasMessage("an interval from " + lower + " to " + upper + " is none");
        }
    }

    /** Two columns that add up to 1 say what one says. */
    @Test
    void twoOutputsHaveTheFiguresOfOne() {
        List<String> classes = List.of("no", "yes");

        List<Figure> two = Metrics.of(classes, both(OUTPUTS), both(Y), 0.5).figures();

        List<Figure> one = Metrics.of(classes, OUTPUTS, Y, 0.5).figures();
        assertThat(two)
                .usingRecursiveComparison()
                .withComparatorForType(FiguresTest::compare, Double.class)
                .isEqualTo(one);
    }

    private static int compare(double a, double b) {
        return Math.abs(a - b) < 1e-15 ? 0 : Double.compare(a, b);
    }

    private static Matrix both(Matrix second) {
        return Matrix.ofRows(Arrays.stream(second.values())
                .mapToObj(p -> new double[] {1 - p, p})
                .toArray(double[][]::new));
    }
}
