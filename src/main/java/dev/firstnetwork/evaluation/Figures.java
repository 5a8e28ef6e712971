package dev.firstnetwork.evaluation;

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

    List<Figure> figures();

    /** How many rows were judged. */
    long rows();

    /** Whether the figure called {@code key} in JSON is in the label's own unit, and not a share or a mean of logarithms. */
    static boolean isInLabelUnit(String key) {
        return key.endsWith("Error");
    }
}
