package dev.firstnetwork.evaluation;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Matrix;
import java.util.List;

/**
 * The figures of merit of predictions, in the order in which people want to read them. Who shows or stores them all need
 * not know each: a table, a JSON object and an interval are made of the list alone.
 */
public sealed interface Figures permits Metrics, RegressionMetrics {

    /**
     * One figure.
     *
     * @param name what people call it, such as {@code log loss}
     * @param key what it is called in JSON, such as {@code logLoss}
     * @param value NaN where the figure is not defined on these rows
     */
    record Figure(String name, String key, double value) {}

    /** From {@code lower} to {@code upper}, both included. */
    record Interval(double lower, double upper) {

        public Interval {
            if (!(lower <= upper)) {
                throw new IllegalArgumentException("an interval from " + lower + " to " + upper + " is none");
            }
        }
    }

    /**
     * Judges predictions.
     *
     * @param preparation says which classes there are, or that numbers are predicted
     * @param threshold the probability above which the positive one of two classes is predicted
     * @param outputs probabilities or numbers, {@code [n, outputs]}, in the label's own units
     * @param y the labels in the same size and units
     */
    static Figures of(Preparation preparation, double threshold, Matrix outputs, Matrix y) {
        if (preparation.isRegression()) {
            return RegressionMetrics.of(outputs, y);
        }
        return preparation.outputs() == 1
                ? Metrics.of(preparation.classes(), outputs, y, threshold)
                : Metrics.of(preparation.classes(), outputs, y);
    }

    List<Figure> figures();

    /** How many rows were judged. */
    long rows();

    /** Whether the figure called {@code key} in JSON is in the label's own unit, and not a share or a mean of logarithms. */
    static boolean isInLabelUnit(String key) {
        return key.endsWith("Error");
    }
}
