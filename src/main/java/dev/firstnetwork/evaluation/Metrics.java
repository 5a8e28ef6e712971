package dev.firstnetwork.evaluation;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well probabilities fit the labels. The definitions are scikit-learn's: {@code accuracy_score}, {@code
 * precision_score}, {@code recall_score}, {@code f1_score} (of the positive class for two classes, else the macro average,
 * 0 where there is nothing to divide by), {@code roc_auc_score} (one against the rest, macro average) and {@code log_loss}.
 *
 * @param accuracy the fraction predicted right, in {@code [0, 1]}
 * @param precision of those predicted positive, the fraction that is
 * @param recall of those that are positive, the fraction predicted so
 * @param f1 the harmonic mean of precision and recall
 * @param rocAuc the probability that a positive row gets a higher score than a negative one; NaN unless all classes occur
 * @param logLoss the mean of {@code -log p} of the actual class, in nats
 * @param confusionMatrix rows actual, columns predicted
 */
public record Metrics(
        double accuracy,
        double precision,
        double recall,
        double f1,
        double rocAuc,
        double logLoss,
        ConfusionMatrix confusionMatrix) {

    /**
     * The figures of {@code p} against {@code y}.
     *
     * @param classes the class names, two or more
     * @param p the network's outputs, {@code [n, 1]} or {@code [n, classes]}
     * @param y the labels, in the same size
     */
    public static Metrics of(List<String> classes, Matrix p, Matrix y) {
        if (!p.sameSize(y)) {
            throw new IllegalArgumentException("the probabilities are " + p.shape() + ", the labels " + y.shape());
        }
        int[] actual = Samples.classes(y);
        ConfusionMatrix confusion = ConfusionMatrix.of(classes, actual, Samples.classes(p));
        int[] judged = classes.size() == 2
                ? new int[] {1}
                : IntStream.range(0, classes.size()).toArray();
        double precision = mean(judged, k -> ratio(confusion.right(k), confusion.predicted(k)));
        double recall = mean(judged, k -> ratio(confusion.right(k), confusion.actual(k)));
        double f1 = mean(judged, k -> ratio(2 * confusion.right(k), confusion.predicted(k) + confusion.actual(k)));
        double rocAuc = mean(judged, k -> rocAuc(actual, k, scores(p, k)));
        long right =
                IntStream.range(0, classes.size()).mapToLong(confusion::right).sum();
        return new Metrics(ratio(right, confusion.rows()), precision, recall, f1, rocAuc, logLoss(p, y), confusion);
    }

    private static double mean(int[] judged, IntToDoubleFunction figure) {
        return Arrays.stream(judged).mapToDouble(figure).average().orElseThrow();
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static double[] scores(Matrix p, int k) {
        int column = p.columns() == 1 ? 0 : k;
        return IntStream.range(0, p.rows()).mapToDouble(i -> p.get(i, column)).toArray();
    }

    /** The area under the ROC curve as the Mann-Whitney statistic, with half a point for a tie. */
    private static double rocAuc(int[] actual, int positive, double[] score) {
        Integer[] order = IntStream.range(0, score.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(score[a], score[b]));
        double wins = 0;
        long negatives = 0;
        long positives = 0;
        for (int i = 0; i < order.length; ) {
            long tiedNegatives = 0;
            long tiedPositives = 0;
            double tied = score[order[i]];
            for (; i < order.length && score[order[i]] == tied; i++) {
                if (actual[order[i]] == positive) {
                    tiedPositives++;
                } else {
                    tiedNegatives++;
                }
            }
            wins += tiedPositives * (negatives + tiedNegatives / 2.0);
            negatives += tiedNegatives;
            positives += tiedPositives;
        }
        return wins / ((double) negatives * positives);
    }

    /** Probabilities are kept off 0 and 1 by a machine epsilon, as scikit-learn does, so that no row is infinite. */
    static double logLoss(Matrix p, Matrix y) {
        double epsilon = Math.ulp(1.0);
        double sum = 0;
        for (int i = 0; i < p.values().length; i++) {
            double probability = Math.min(Math.max(p.values()[i], epsilon), 1 - epsilon);
            double label = y.values()[i];
            sum -= label == 0 ? 0 : label * Math.log(probability);
            if (p.columns() == 1 && label != 1) {
                sum -= (1 - label) * Math.log1p(-probability);
            }
        }
        return sum / p.rows();
    }
}
