package dev.firstnetwork.wing.judge;

import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.evaluation.Ranking;
import dev.firstnetwork.math.Matrix;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Whether rows given a probability of 0.3 are of the class in 3 of 10 cases: scikit-learn's {@code calibration_curve} with
 * bins of equal width, and the bins without rows kept. A probability on an edge belongs to the bin below.
 *
 * @param predicted the mean probability in each bin; NaN without rows
 * @param observed the fraction of its rows that are of the class; NaN without rows
 * @param counts how many rows each bin has
 */
public record CalibrationCurve(double[] predicted, double[] observed, long[] counts) {

    private static final int BINS = 10;

    /** The curve of each class against the rest by its name, of two classes that of the second alone. */
    public static Map<String, CalibrationCurve> of(List<String> classes, Matrix p, Matrix y) {
        return Metrics.ofEach(classes, k -> of(p, y, k));
    }

    /**
     * The curve of class {@code k} against the rest, in ten bins.
     *
     * @param p the probabilities, {@code [n, 1]} for class 1 of two, or {@code [n, classes]}
     * @param y the labels, in the same size
     * @throws IllegalArgumentException if a probability is not in {@code [0, 1]}
     */
    public static CalibrationCurve of(Matrix p, Matrix y, int k) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        long[] counts = new long[BINS];
        Ranking.of(p, y, k).forEach((score, positives, negatives) -> {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("a probability must be in [0, 1], found " + score);
            }
            int bin = bin(score);
            predicted[bin] += score * (positives + negatives);
            observed[bin] += positives;
            counts[bin] += positives + negatives;
        });
        return meansOf(predicted, observed, counts);
    }

    /** One curve of all pairs of row and class: each row counts once for each of {@code curves}. */
    public static CalibrationCurve pooled(Collection<CalibrationCurve> curves) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        long[] counts = new long[BINS];
        for (CalibrationCurve curve : curves) {
            for (int bin = 0; bin < BINS; bin++) {
                long count = curve.counts[bin];
                predicted[bin] += count == 0 ? 0 : count * curve.predicted[bin];
                observed[bin] += count == 0 ? 0 : count * curve.observed[bin];
                counts[bin] += count;
            }
        }
        return meansOf(predicted, observed, counts);
    }

    /** The sums of each bin divided by its rows, in place. */
    private static CalibrationCurve meansOf(double[] predicted, double[] observed, long[] counts) {
        for (int bin = 0; bin < BINS; bin++) {
            predicted[bin] /= counts[bin];
            observed[bin] /= counts[bin];
        }
        return new CalibrationCurve(predicted, observed, counts);
    }

    /** The edges are NumPy's {@code linspace(0, 1, 11)}, where 3 times 0.1 is a little above 0.3. */
    private static int bin(double probability) {
        int bin = 0;
        while (bin < BINS - 1 && probability > (bin + 1) * (1.0 / BINS)) {
            bin++;
        }
        return bin;
    }
}
