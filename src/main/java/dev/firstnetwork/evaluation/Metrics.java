package dev.firstnetwork.evaluation;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well probabilities fit the labels. The definitions are scikit-learn's: {@code accuracy_score}, {@code
 * balanced_accuracy_score}, {@code precision_score}, {@code recall_score}, {@code f1_score} (of the positive class for two
 * classes, else the macro average, 0 where there is nothing to divide by), {@code roc_auc_score} and {@code
 * average_precision_score} (one against the rest, macro average), {@code log_loss} and {@code brier_score_loss}. One
 * departs on purpose: without a row of a class, scikit-learn warns and takes its average precision for 0, here it is NaN.
 *
 * @param rocAuc the probability that a positive row gets a higher score than a negative one; NaN unless all classes occur
 * @param averagePrecision the area under precision over recall, as a sum of steps; NaN unless all classes occur
 * @param logLoss the mean of {@code -log p} of the actual class, in nats
 * @param brierScore the mean squared difference of probability and label: in {@code [0, 1]} for two classes; for more it is
 *     summed over the classes, in {@code [0, 2]}
 * @param confusionMatrix rows actual, columns predicted
 */
public record Metrics(
        double rocAuc, double averagePrecision, double logLoss, double brierScore, ConfusionMatrix confusionMatrix)
        implements Figures {

    /**
     * The figures of {@code p} against {@code y}.
     *
     * @param classes the class names, two or more
     * @param p the network's outputs, {@code [n, 1]} or {@code [n, classes]}
     * @param y the labels, in the same size
     * @param threshold in {@code [0, 1]}; where one output is the probability of the second class, that is predicted above,
     *     not at it. Of several outputs the largest is taken in any case
     */
    public static Metrics of(List<String> classes, Matrix p, Matrix y, double threshold) {
        require(p.sameSize(y), "the probabilities are " + p.shape() + ", the labels " + y.shape());
        require(threshold >= 0 && threshold <= 1, "a threshold must be in [0, 1], found " + threshold);
        ConfusionMatrix confusion = ConfusionMatrix.of(classes, Samples.classes(y), Samples.classes(p, threshold));
        int[] judged = judged(classes);
        double rocAuc = 0;
        double averagePrecision = 0;
        for (int k : judged) {
            Ranking ranking = Ranking.of(p, y, k);
            rocAuc += ranking.rocAuc() / judged.length;
            averagePrecision += ranking.averagePrecision() / judged.length;
        }
        return new Metrics(rocAuc, averagePrecision, logLoss(p, y), brierScore(p, y), confusion);
    }

    /** The fraction predicted right, in {@code [0, 1]}. */
    public double accuracy() {
        return ratio(classes().mapToLong(confusionMatrix::right).sum(), confusionMatrix.rows());
    }

    /** The mean, over the classes that occur, of the fraction of their rows predicted right. */
    public double balancedAccuracy() {
        int[] occurring = classes().filter(k -> confusionMatrix.actual(k) > 0).toArray();
        return mean(occurring, k -> ratio(confusionMatrix.right(k), confusionMatrix.actual(k)));
    }

    /** Of those predicted positive, the fraction that is. */
    public double precision() {
        return meanOfJudged(k -> ratio(confusionMatrix.right(k), confusionMatrix.predicted(k)));
    }

    /** Of those that are positive, the fraction predicted so. */
    public double recall() {
        return meanOfJudged(k -> ratio(confusionMatrix.right(k), confusionMatrix.actual(k)));
    }

    /** The harmonic mean of precision and recall. */
    public double f1() {
        return meanOfJudged(
                k -> ratio(2 * confusionMatrix.right(k), confusionMatrix.predicted(k) + confusionMatrix.actual(k)));
    }

    private IntStream classes() {
        return IntStream.range(0, confusionMatrix.classes().size());
    }

    private double meanOfJudged(IntToDoubleFunction figure) {
        return mean(judged(confusionMatrix.classes()), figure);
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("accuracy", "accuracy", accuracy()),
                new Figure("balanced accuracy", "balancedAccuracy", balancedAccuracy()),
                new Figure("precision", "precision", precision()),
                new Figure("recall", "recall", recall()),
                new Figure("F1", "f1", f1()),
                new Figure("ROC AUC", "rocAuc", rocAuc),
                new Figure("average precision", "averagePrecision", averagePrecision),
                new Figure("log loss", "logLoss", logLoss),
                new Figure("Brier score", "brierScore", brierScore));
    }

    @Override
    public long rows() {
        return confusionMatrix.rows();
    }

    /** The classes that are judged each against the rest: of two the second alone. */
    static int[] judged(List<String> classes) {
        return classes.size() == 2
                ? new int[] {1}
                : IntStream.range(0, classes.size()).toArray();
    }

    /** What {@code of} says of each class that is judged, by the class's name. */
    public static <T> Map<String, T> ofEach(List<String> classes, IntFunction<T> of) {
        Map<String, T> all = new LinkedHashMap<>();
        for (int k : judged(classes)) {
            all.put(classes.get(k), of.apply(k));
        }
        return Collections.unmodifiableMap(all);
    }

    private static double mean(int[] classes, IntToDoubleFunction figure) {
        return Arrays.stream(classes).mapToDouble(figure).average().orElse(Double.NaN);
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Probabilities are kept off 0 and 1 by a machine epsilon, as scikit-learn does, so that no row is infinite. */
    public static double logLoss(Matrix p, Matrix y) {
        double epsilon = Math.ulp(1.0);
        double sum = 0;
        for (int i = 0; i < p.values().length; i++) {
            double probability = Math.min(Math.max(p.values()[i], epsilon), 1 - epsilon);
            double label = y.values()[i];
            sum -= label == 0 ? 0 : label * Elementary.log(probability);
            if (p.columns() == 1 && label != 1) {
                sum -= (1 - label) * Elementary.log1p(-probability);
            }
        }
        return sum / p.rows();
    }

    /** The mean squared difference of probability and label, over two columns or more summed over the classes. */
    public static double brierScore(Matrix p, Matrix y) {
        double sum = 0;
        for (int i = 0; i < p.values().length; i++) {
            double difference = p.values()[i] - y.values()[i];
            sum += difference * difference;
        }
        // two columns say the same twice
        return sum / p.rows() / (p.columns() == 2 ? 2 : 1);
    }
}
