package dev.firstnetwork.wing.compare;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.report.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A figure of each run.
 *
 * @param key what it is called in JSON
 * @param values one a run: NaN where it is not defined, null where a run has none
 * @param ranges what is said of its uncertainty, one a run, null where nothing is: two ends of a 95% interval on the
 *     test rows, the standard deviation over the folds of a cross-validation
 * @param best which runs have the best value; none where all are as good, or must not be compared
 */
public record FigureRow(Side side, String key, List<Double> values, List<List<Double>> ranges, Set<Integer> best) {

    private static final Set<String> HIGHER_IS_BETTER =
            Set.of("accuracy", "balancedAccuracy", "precision", "recall", "f1", "rocAuc", "averagePrecision", "r2");

    private static final Set<String> LOWER_IS_BETTER =
            Set.of("logLoss", "brierScore", "rootMeanSquaredError", "meanAbsoluteError", "maxError");

    /** Names that are not their keys in words. */
    private static final Map<String, String> NAMES = Map.of(
            "f1", "F1",
            "rocAuc", "ROC AUC",
            "brierScore", "Brier score",
            "r2", "R²",
            "rootMeanSquaredError", "RMSE",
            "meanAbsoluteError", "MAE");

    /** Where a figure comes from. */
    public enum Side {
        TEST("test"),
        CROSS_VALIDATION("cross-validation"),
        TRAIN("train");

        private final String text;

        Side(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A row in which the best is found.
     *
     * @param comparable whether the runs are of the same data
     */
    static FigureRow of(Side side, String key, List<Double> values, List<List<Double>> ranges, boolean comparable) {
        return new FigureRow(side, key, values, ranges, best(side, key, values, comparable));
    }

    /** On the training rows the best is no merit, and on different data there is none. */
    private static Set<Integer> best(Side side, String key, List<Double> values, boolean comparable) {
        boolean known = HIGHER_IS_BETTER.contains(key) || LOWER_IS_BETTER.contains(key);
        if (!known || side == Side.TRAIN || !comparable) {
            return Set.of();
        }
        List<Double> defined = values.stream()
                .filter(value -> value != null && !Double.isNaN(value))
                .toList();
        if (defined.stream().distinct().count() < 2) {
            return Set.of();
        }
        double best = HIGHER_IS_BETTER.contains(key)
                ? defined.stream().mapToDouble(Double::doubleValue).max().orElseThrow()
                : defined.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return IntStream.range(0, values.size())
                .filter(i -> values.get(i) != null && values.get(i) == best)
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What people call it. */
    public String name() {
        return NAMES.getOrDefault(key, words(key));
    }

    /** The value of run number {@code i}; a dash where it has none. */
    public String text(int i) {
        return values.get(i) == null ? Comparison.NONE : text(values.get(i));
    }

    /** What is said of its uncertainty, or nothing. */
    String range(int i) {
        List<Double> range = ranges.get(i);
        if (range == null) {
            return "";
        }
        return range.size() == 1 ? "± " + text(range.get(0)) : ends(range.get(0), range.get(1));
    }

    /** With less digits than the figure itself, for its ends say less. */
    private String ends(double lower, double upper) {
        return isInUnits()
                ? Texts.shortest(lower) + " to " + Texts.shortest(upper)
                : String.format(Locale.ROOT, "%.3f to %.3f", lower, upper);
    }

    private boolean isInUnits() {
        return Figures.isInLabelUnit(key);
    }

    /** An error in the label's unit with five digits, anything else with four decimals. */
    private String text(double value) {
        return isInUnits() ? Texts.shortest(value) : Texts.figure(value);
    }

    /** {@code averagePrecision} as {@code average precision}. */
    private static String words(String key) {
        return key.chars()
                .mapToObj(c -> Character.isUpperCase(c) ? " " + (char) Character.toLowerCase(c) : "" + (char) c)
                .collect(Collectors.joining());
    }
}
