package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static final Matrix Y = Matrix.of(4, 1, 0, 1, 1, 0);

    /** Outputs near the labels, and the same turned round. */
    private static final Matrix GOOD = Matrix.of(4, 1, 0.1, 0.8, 0.9, 0.3);

    private static final Matrix BAD = GOOD.map(p -> 1 - p);

    private static final Figures CLASSES = Metrics.of(List.of("0", "1"), GOOD, Y, 0.5);
    private static final Figures NUMBERS = RegressionMetrics.of(GOOD, Y);

    @Test
    void everyFigureIsAScore() {
        assertThat(Arrays.stream(Score.values()).map(Score::toString))
                .containsExactlyElementsOf(Stream.of(CLASSES, NUMBERS)
                        .flatMap(figures -> figures.figures().stream())
                        .map(Figures.Figure::key)
                        .toList());
    }

    @Test
    void goodPredictionsHaveTheBetterScore() {
        Figures badClasses = Metrics.of(List.of("0", "1"), BAD, Y, 0.5);
        Figures badNumbers = RegressionMetrics.of(BAD, Y);
        for (Score score : Score.values()) {
            boolean regression = score.of(CLASSES).isEmpty();
            double good = score.of(regression ? NUMBERS : CLASSES).orElseThrow();
            double bad = score.of(regression ? badNumbers : badClasses).orElseThrow();
            assertThat(score.compare(good, bad)).as(score.toString()).isNegative();
            assertThat(score.isHigherBetter()).isEqualTo(good > bad);
            assertThatCode(() -> score.requireFor(regression)).doesNotThrowAnyException();
            assertThatThrownBy(() -> score.requireFor(!regression))
                    .hasMessageStartingWith(
                            score + " is no figure of a " + (regression ? "classification" : "regression"));
        }
    }

    @Test
    void theUsualScoreIsOneOfTheTask() {
        assertThat(Score.usual(true)).isEqualTo(Score.R2);
        assertThat(Score.usual(false)).isEqualTo(Score.ROC_AUC);
        assertThatThrownBy(() -> Score.F1.requireFor(true))
                .hasMessage("f1 is no figure of a regression: expected one of r2, rootMeanSquaredError,"
                        + " meanAbsoluteError, maxError");
    }

    @Test
    void whatIsNotDefinedIsNoScore() {
        Figures oneClass = Metrics.of(List.of("0", "1"), GOOD, Matrix.zeros(4, 1), 0.5);

        assertThat(Score.ROC_AUC.of(oneClass)).isEmpty();
        assertThat(Score.R2.of(CLASSES)).isEmpty();
    }
}
