package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Reference;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.evaluation.Judged;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapTest {

    static Stream<Judged> drawnByNumPy() {
        return Judged.of("bootstrap");
    }

    /** NumPy draws the same rows, scikit-learn judges each resample, and NumPy takes the quantiles. */
    @ParameterizedTest
    @MethodSource("drawnByNumPy")
    void intervalsAreThoseOfNumPyAndScikitLearn(Judged predictions) {
        Metrics whole = Metrics.of(predictions.classes(), predictions.p(), predictions.y(), 0.5);
        AtomicInteger leftOut = new AtomicInteger();

        Map<String, Interval> intervals = Bootstrap.intervals(
                whole,
                rows -> {
                    Metrics resample = predictions.judged(rows);
                    leftOut.addAndGet(Double.isNaN(resample.rocAuc()) ? 1 : 0);
                    return resample;
                },
                NumpyRandom.of((long) predictions.number("seed")));

        var expected = predictions.expected().get("intervals");
        assertThat(intervals.keySet()).containsExactlyElementsOf(expected::fieldNames);
        intervals.forEach((key, interval) -> assertThat(new double[] {interval.lower(), interval.upper()})
                .as(key)
                .containsExactly(Reference.numbers(expected.get(key)), within(1e-12)));
        assertThat(leftOut.get()).isEqualTo((int) predictions.number("leftOut"));
    }

    @Test
    void aFigureThatIsNotDefinedHasNoInterval() {
        Matrix p = Matrix.of(3, 1, 0.25, 0.5, 0.75);
        Matrix y = Matrix.zeros(3, 1);
        List<String> classes = List.of("no", "yes");

        Map<String, Interval> intervals = Bootstrap.intervals(
                Metrics.of(classes, p, y, 0.5),
                rows -> Metrics.of(classes, p.rowsAt(rows), y.rowsAt(rows), 0.5),
                NumpyRandom.of(1));

        assertThat(intervals)
                .containsOnlyKeys("accuracy", "balancedAccuracy", "precision", "recall", "f1", "logLoss", "brierScore");
        // of a single row, any resample is that row
        Map<String, Interval> one = Bootstrap.intervals(
                RegressionMetrics.of(Matrix.of(1, 1, 2), Matrix.of(1, 1, 5)),
                rows -> RegressionMetrics.of(Matrix.of(1, 1, 2), Matrix.of(1, 1, 5)),
                NumpyRandom.of(1));
        assertThat(one)
                .isEqualTo(Map.of(
                        "rootMeanSquaredError", new Interval(3, 3),
                        "meanAbsoluteError", new Interval(3, 3),
                        "maxError", new Interval(3, 3)));
    }

    @Test
    void noRowsHaveNoIntervals() {
        Metrics none = Metrics.of(List.of("no", "yes"), Matrix.zeros(0, 1), Matrix.zeros(0, 1), 0.5);

        assertThat(Bootstrap.intervals(none, rows -> none, NumpyRandom.of(1))).isEmpty();
    }

    /** The figure is 0 on all rows and by turns -1 and 1 on a resample, so the quantiles are -1 and 1. */
    @Test
    void theWorkHasALimit() {
        assertInterval(2_000, 1000, 2_000, 1);
        assertInterval(4_000, 500, 4_000, 1);
        assertInterval(10_000, 200, 10_000, 1);
        assertInterval(40_000, 200, 10_000, 0.5);
    }

    private static void assertInterval(int rows, int resamples, int drawn, double half) {
        AtomicInteger calls = new AtomicInteger();
        Set<Integer> sizes = new HashSet<>();
        Map<String, Interval> intervals = Bootstrap.intervals(
                new RegressionMetrics(0, 0, 0, 0, rows),
                numbers -> {
                    sizes.add(numbers.length);
                    return new RegressionMetrics(calls.getAndIncrement() % 2 == 0 ? -1 : 1, 0, 0, 0, rows);
                },
                NumpyRandom.of(1));
        assertThat(calls.get()).isEqualTo(resamples);
        assertThat(sizes).containsExactly(drawn);
        assertThat(intervals.get("r2")).isEqualTo(new Interval(-half, half));
    }
}
