package dev.firstnetwork.wing.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.evaluation.Judged;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.math.Matrix;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdChoiceTest {

    private static Matrix column(double... values) {
        return Matrix.of(values.length, 1, values);
    }

    static Stream<Judged> triedOneByOne() {
        return Judged.of("costs");
    }

    /** The costs are those of scikit-learn's confusion_matrix at each threshold. */
    @ParameterizedTest
    @MethodSource("triedOneByOne")
    void isTheCheapestOfAllThresholds(Judged predictions) {
        ThresholdChoice choice = ThresholdChoice.of(
                predictions.p(),
                predictions.y(),
                predictions.number("falsePositiveCost"),
                predictions.number("falseNegativeCost"));

        assertThat(choice.from()).containsExactly(predictions.numbers("from"));
        assertThat(choice.costs()).containsExactly(predictions.numbers("costs"));
        assertThat(choice.cost()).isEqualTo(predictions.number("least"));
        Metrics metrics = Metrics.of(predictions.classes(), predictions.p(), predictions.y(), choice.threshold());
        long[][] counts = metrics.confusionMatrix().counts();
        assertThat(counts[0][1] * choice.falsePositiveCost() + counts[1][0] * choice.falseNegativeCost())
                .isEqualTo(choice.cost());
    }

    /** By hand: thresholds in [0.2, 0.6) make no mistake, and theory's 1 / (1 + 3) is one of them. */
    @Test
    void theoryDecidesAmongEquals() {
        ThresholdChoice choice = ThresholdChoice.of(column(0.1, 0.2, 0.6, 0.9), column(0, 0, 1, 1), 1, 3);

        assertThat(choice.threshold()).isEqualTo(0.25);
        assertThat(choice.cost()).isZero();
    }

    /** By hand: no mistake in [0.7, 0.8) alone, far from theory's 0.5. */
    @Test
    void elsewhereItIsTheMiddleOfTheStep() {
        ThresholdChoice choice = ThresholdChoice.of(column(0.6, 0.7, 0.8, 0.9), column(0, 0, 1, 1), 2, 2);

        assertThat(choice.threshold()).isCloseTo(0.75, within(1e-15));
        assertThat(choice.cost()).isZero();
        assertThat(choice.costAt(0.5)).isEqualTo(4);
        assertThat(choice.costAt(0.7)).isZero();
        assertThat(choice.costAt(0.8)).isEqualTo(2);
        assertThat(choice.costAt(0)).isEqualTo(4);
        assertThat(choice.costAt(1)).isEqualTo(4);
    }

    /** By hand: one mistake in [0.1, 0.2) or in [0.6, 0.7), two at theory's 0.5; the second is nearer. */
    @Test
    void ofTwoCheapestStepsTheOneNearerToTheoryIsChosen() {
        ThresholdChoice choice = ThresholdChoice.of(column(0.1, 0.2, 0.6, 0.7), column(0, 1, 0, 1), 1, 1);

        assertThat(choice.costs()).containsExactly(2, 1, 2, 1, 2);
        assertThat(choice.threshold()).isCloseTo(0.65, within(1e-15));
    }

    /** By hand: 3 mistakes at 0.1 or one at 0.3, equal but for rounding; theory's 0.25 has the 3. */
    @Test
    void roundingDecidesNothing() {
        Matrix p = column(0.3, 0.3, 0.3, 0.9, 0.3);

        assertThat(ThresholdChoice.of(p, column(0, 0, 0, 1, 1), 0.1, 0.3).threshold())
                .isEqualTo(0.1 / (0.1 + 0.3));
    }

    @Test
    void scoresAtTheEndsAndNoRowsAtAll() {
        // a probability of 0 is above no threshold
        ThresholdChoice zero = ThresholdChoice.of(column(0, -0.0, 1), column(1, 0, 0), 1, 1);
        assertThat(zero.from()).containsExactly(0, 1);
        assertThat(zero.costs()).containsExactly(2, 1);
        assertThat(zero.threshold()).isEqualTo(1);
        // neighbours in double precision, with no number between them
        double above = Math.nextUp(0.75);
        ThresholdChoice narrow = ThresholdChoice.of(column(0.75, above), column(0, 1), 1, 1);
        assertThat(narrow.threshold()).isEqualTo(0.75);
        assertThat(narrow.cost()).isZero();
        ThresholdChoice none = ThresholdChoice.of(column(), column(), 1, 1);
        assertThat(none.threshold()).isEqualTo(0.5);
        assertThat(none.cost()).isZero();
    }

    @Test
    void costsThatDecideNothingAreRefused() {
        Matrix p = column(0.5);
        for (double cost : List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThatThrownBy(() -> ThresholdChoice.of(p, p, cost, 1))
                    .hasMessageContaining("false positive")
                    .hasMessageContaining("found " + cost);
            assertThatThrownBy(() -> ThresholdChoice.of(p, p, 1, cost)).hasMessageContaining("false negative");
        }
        assertThatThrownBy(() -> ThresholdChoice.of(p, p, 0, 0)).hasMessageContaining("found 0 for both");
        assertThatThrownBy(() -> ThresholdChoice.of(column(1.5), column(1), 1, 1))
                .hasMessageContaining("found 1.5");
        assertThatThrownBy(() -> ThresholdChoice.of(Matrix.zeros(1, 3), Matrix.zeros(1, 3), 1, 1))
                .hasMessageContaining("[1, 3]");
        assertThatThrownBy(() -> ThresholdChoice.of(p, p, 1, 1).costAt(2)).hasMessageContaining("found 2.0");
    }
}
