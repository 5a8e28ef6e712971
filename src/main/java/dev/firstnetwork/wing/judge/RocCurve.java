package dev.firstnetwork.wing.judge;

import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.evaluation.Ranking;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What lowering the threshold brings, from (0, 0) to (1, 1): scikit-learn's {@code roc_curve} with its default {@code
 * drop_intermediate=True}, which leaves out points between two equal steps.
 *
 * @param falsePositiveRate of the rest, the fraction with a score at or above the threshold, rising; all NaN without rest
 * @param truePositiveRate of the class, the same fraction, rising; all NaN without rows of the class
 * @param thresholds falling, the first one infinite
 */
public record RocCurve(double[] falsePositiveRate, double[] truePositiveRate, double[] thresholds) {

    /** The curve of each class against the rest by its name, of two classes that of the second alone. */
    public static Map<String, RocCurve> of(List<String> classes, Matrix p, Matrix y) {
        return Metrics.ofEach(classes, k -> of(p, y, k));
    }

    /**
     * The curve of class {@code k} against the rest.
     *
     * @param p the probabilities, {@code [n, 1]} for class 1 of two, or {@code [n, classes]}
     * @param y the labels, in the same size
     */
    public static RocCurve of(Matrix p, Matrix y, int k) {
        Ranking ranking = Ranking.of(p, y, k);
        Points points = new Points(ranking.positives().length + ranking.negatives().length + 1);
        ranking.forEach(points);
        return new RocCurve(
                points.shares(points.falsePositives, ranking.negatives().length),
                points.shares(points.truePositives, ranking.positives().length),
                Arrays.copyOf(points.thresholds, points.count));
    }

    /** The area under the curve, by trapezoids. */
    public double auc() {
        double area = 0;
        for (int i = 1; i < thresholds.length; i++) {
            double width = falsePositiveRate[i] - falsePositiveRate[i - 1];
            area += width * (truePositiveRate[i] + truePositiveRate[i - 1]) / 2;
        }
        return area;
    }

    /** The points so far; a point is overwritten by the next where the step to it is the same as the one from it. */
    private static final class Points implements Ranking.Visitor {

        private final int[] falsePositives;
        private final int[] truePositives;
        private final double[] thresholds;
        private int count = 1;
        private int lastPositives;
        private int lastNegatives;

        Points(int most) {
            falsePositives = new int[most];
            truePositives = new int[most];
            thresholds = new double[most];
            thresholds[0] = Double.POSITIVE_INFINITY;
        }

        @Override
        public void score(double score, int positives, int negatives) {
            int truePositive = truePositives[count - 1] + positives;
            int falsePositive = falsePositives[count - 1] + negatives;
            // the first score stays: scikit-learn drops before it puts (0, 0) in front
            boolean straight = count > 2 && positives == lastPositives && negatives == lastNegatives;
            int at = straight ? count - 1 : count;
            truePositives[at] = truePositive;
            falsePositives[at] = falsePositive;
            thresholds[at] = score;
            count = at + 1;
            lastPositives = positives;
            lastNegatives = negatives;
        }

        double[] shares(int[] counts, int whole) {
            IntStream parts = Arrays.stream(counts, 0, count);
            return parts.mapToDouble(part -> (double) part / whole).toArray();
        }
    }
}
