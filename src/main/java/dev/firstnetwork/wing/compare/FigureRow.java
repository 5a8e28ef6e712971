package dev.firstnetwork.wing.compare;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.compare.RecordedRun.Estimate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A figure of each run.
 *
 * @param key what it is called in JSON
 * @param estimates one a run, null where a run has none
 * @param best which runs have the best value; none where all are as good, or must not be compared
 */
public record FigureRow(Side side, String key, List<Estimate> estimates, Set<Integer> best) {

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
        TEST,
        CROSS_VALIDATION,
        TRAIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A row in which the best is found.
     *
     * @param comparable whether the runs are of the same data
     */
    static FigureRow of(Side side, String key, List<Estimate> estimates, boolean comparable) {
        // on the training rows the best is no merit, and on different data there is none
        Set<Integer> best = Arrays.stream(Score.values())
                .filter(known -> known.toString().equals(key) && side != Side.TRAIN && comparable)
                .map(known -> best(known, estimates))
                .findFirst()
                .orElse(Set.of());
        return new FigureRow(side, key, estimates, best);
    }

    private static Set<Integer> best(Score score, List<Estimate> estimates) {
        double[] ranked = estimates.stream()
                .filter(estimate -> estimate != null && !Double.isNaN(estimate.value()))
                .map(Estimate::value)
                .distinct()
                .sorted(score::compare)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return IntStream.range(0, estimates.size())
                .filter(i -> ranked.length > 1
                        && estimates.get(i) != null
                        && estimates.get(i).value() == ranked[0])
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One a run: NaN where it is not defined, null where a run has none. */
    public List<Double> values() {
        return each(Estimate::value);
    }

    /** What is said of the uncertainty of each; null where nothing is. */
    List<List<Double>> ranges() {
        return each(estimate -> estimate.range().isEmpty() ? null : estimate.range());
    }

    /** Something of each; null where a run has none. */
    <T> List<T> each(Function<Estimate, T> part) {
        return estimates.stream()
                .map(estimate -> estimate == null ? null : part.apply(estimate))
                .toList();
    }

    /** What people call it. */
    public String name() {
        return NAMES.getOrDefault(key, words(key));
    }

    /** A run's value with what is said of its uncertainty, as the page has it. */
    record Cell(String value, String range, boolean best) {}

    /** One a run. */
    List<Cell> cells() {
        return IntStream.range(0, estimates.size())
                .mapToObj(i -> new Cell(text(i), range(i), best.contains(i)))
                .toList();
    }

    /** The value of run number {@code i}; a dash where it has none. */
    public String text(int i) {
        Estimate estimate = estimates.get(i);
        return estimate == null ? Comparison.NONE : text(estimate.value());
    }

    /** What is said of its uncertainty, or nothing; of two ends with less digits than the figure itself. */
    String range(int i) {
        List<Double> range = ranges().get(i);
        if (range == null) {
            return "";
        }
        if (range.size() == 1) {
            return "± " + text(range.get(0));
        }
        return Figures.isInLabelUnit(key)
                ? text(range.get(0)) + " to " + text(range.get(1))
                : String.format(Locale.ROOT, "%.3f to %.3f", range.get(0), range.get(1));
    }

    /** An error in the label's unit with five digits, anything else with four decimals. */
    private String text(double value) {
        return Figures.isInLabelUnit(key) ? Texts.shortest(value) : Texts.figure(value);
    }

    /** {@code averagePrecision} as {@code average precision}. */
    private static String words(String key) {
        return key.chars()
                .mapToObj(c -> Character.isUpperCase(c) ? " " + (char) Character.toLowerCase(c) : "" + (char) c)
                .collect(Collectors.joining());
    }
}
