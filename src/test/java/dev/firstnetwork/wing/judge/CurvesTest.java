package dev.firstnetwork.wing.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.evaluation.Judged;
import dev.firstnetwork.evaluation.Ranking;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ROC and calibration curves; the expected points are scikit-learn's. */
class CurvesTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final List<String> THREE = List.of("a", "b", "c");

    static Stream<Judged> drawnByScikitLearn() {
        return Judged.of("curves");
    }

    @ParameterizedTest
    @MethodSource("drawnByScikitLearn")
    void rocCurveHasScikitLearnsPoints(Judged predictions) {
        RocCurve curve = RocCurve.of(predictions.p(), predictions.y(), 1);

        assertThat(curve.falsePositiveRate()).containsExactly(predictions.numbers("falsePositiveRate"), ROUNDING);
        assertThat(curve.truePositiveRate()).containsExactly(predictions.numbers("truePositiveRate"), ROUNDING);
        assertThat(curve.thresholds()[0]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Arrays.copyOfRange(curve.thresholds(), 1, curve.thresholds().length))
                .containsExactly(predictions.numbers("thresholds"));
        assertThat(curve.auc())
                .isCloseTo(Ranking.of(predictions.p(), predictions.y(), 1).rocAuc(), ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("drawnByScikitLearn")
    void calibrationCurveHasScikitLearnsBins(Judged predictions) {
        CalibrationCurve curve = CalibrationCurve.of(predictions.p(), predictions.y(), 1);

        int[] filled = IntStream.range(0, 10).filter(i -> curve.counts()[i] > 0).toArray();
        assertThat(Arrays.stream(filled).mapToDouble(i -> curve.predicted()[i]).toArray())
                .containsExactly(predictions.numbers("predicted"), ROUNDING);
        assertThat(Arrays.stream(filled).mapToDouble(i -> curve.observed()[i]).toArray())
                .containsExactly(predictions.numbers("observed"), ROUNDING);
        assertThat(Arrays.stream(curve.counts()).sum())
                .isEqualTo(predictions.p().rows());
    }

    /** By hand: 0.1 and 0.2 are edges of the bins, and an edge belongs to the bin below. */
    @Test
    void anEdgeBelongsToTheBinBelow() {
        CalibrationCurve curve =
                CalibrationCurve.of(Matrix.of(5, 1, 0, 0.1, 0.15, 0.2, 1), Matrix.of(5, 1, 0, 1, 0, 1, 1), 1);

        assertThat(curve.counts()).containsExactly(2, 2, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(curve.predicted()[0]).isEqualTo(0.05);
        assertThat(curve.observed()[0]).isEqualTo(0.5);
        assertThat(curve.predicted()[2]).isNaN();
        assertThat(curve.observed()[2]).isNaN();
    }

    @Test
    void eachOfThreeClassesIsSetAgainstTheRest() {
        Matrix p = Matrix.of(3, 3, 0.5, 0.3, 0.2, 0.1, 0.6, 0.3, 0.3, 0.3, 0.4);
        Matrix y = Matrix.of(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1);

        assertThat(RocCurve.of(THREE, p, y).keySet()).containsExactly("a", "b", "c");
        assertThat(RocCurve.of(THREE, p, y).get("c").auc()).isEqualTo(1);
        assertThat(CalibrationCurve.of(THREE, p, y).keySet()).containsExactly("a", "b", "c");
        // the column of b: 0.3 twice, which is no b, and 0.6
        assertThat(CalibrationCurve.of(THREE, p, y).get("b").counts()).containsExactly(0, 0, 2, 0, 0, 1, 0, 0, 0, 0);
        assertThat(RocCurve.of(List.of("no", "yes"), Matrix.of(1, 1, 0.5), Matrix.of(1, 1, 1))
                        .keySet())
                .containsExactly("yes");
    }

    /** By hand: the bin up to 0.1 has 0.05 and 0.1 of one curve, one of them positive, and 0.06 of the other. */
    @Test
    void pooledCurvesCountEveryRow() {
        CalibrationCurve one = CalibrationCurve.of(Matrix.of(3, 1, 0.05, 0.1, 0.95), Matrix.of(3, 1, 0, 1, 1), 1);
        CalibrationCurve other = CalibrationCurve.of(Matrix.of(1, 1, 0.06), Matrix.of(1, 1, 0), 1);

        CalibrationCurve pooled = CalibrationCurve.pooled(List.of(one, other));

        assertThat(pooled.counts()).containsExactly(3, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(pooled.predicted()[0]).isCloseTo(0.07, ROUNDING);
        assertThat(pooled.observed()[0]).isCloseTo(1 / 3.0, ROUNDING);
        assertThat(pooled.predicted()[1]).isNaN();
        assertThat(pooled.observed()[9]).isEqualTo(1);
    }

    @Test
    void withoutRowsOfTheClassItsRateIsUndefined() {
        RocCurve curve = RocCurve.of(Matrix.of(2, 1, 0.25, 0.75), Matrix.of(2, 1, 0, 0), 1);

        assertThat(curve.falsePositiveRate()).containsExactly(0, 0.5, 1);
        assertThat(curve.truePositiveRate()).containsOnly(Double.NaN);
        assertThat(curve.auc()).isNaN();
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        Matrix y = Matrix.of(2, 1, 0, 1);
        assertThatThrownBy(() -> RocCurve.of(Matrix.of(2, 1, Double.NaN, 0.5), y, 1))
                .hasMessageContaining("not a number");
        assertThatThrownBy(() -> CalibrationCurve.of(Matrix.of(2, 1, 0.5, 1.5), y, 1))
                .hasMessageContaining("found 1.5");
        assertThatThrownBy(() -> RocCurve.of(Matrix.of(2, 1, 0.5, 0.5), y, 0)).hasMessageContaining("class 0");
        assertThatThrownBy(() -> RocCurve.of(Matrix.zeros(3, 1), y, 1))
                .hasMessageContaining("[3, 1]")
                .hasMessageContaining("[2, 1]");
    }
}
