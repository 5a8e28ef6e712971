package dev.firstnetwork.wing.compare;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.compare.RecordedMetrics.Estimate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    static FigureRow of(Side side, String key, List<Estimate> estimates, boolean comparable) {
        // on the training rows the best is no merit, and on different data there is none
        Optional<Score> score = Arrays.stream(Score.values())
                .filter(known -> known.toString().equals(key) && side != Side.TRAIN && comparable)
                .findFirst();
        return new FigureRow(
                side, key, estimates, score.map(known -> best(known, estimates)).orElse(Set.of()));
    }

    private static Set<Integer> best(Score score, List<Estimate> estimates) {
        List<Double> ranked = estimates.stream()
                .filter(estimate -> estimate != null && !Double.isNaN(estimate.value()))
                .map(Estimate::value)
                .distinct()
                .sorted(score::compare)
                .toList();
        return IntStream.range(0, estimates.size())
                .filter(i -> ranked.size() > 1 && estimates.get(i) != null)
                .filter(i -> estimates.get(i).value() == ranked.get(0))
                .boxed()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One a run: NaN where it is not defined, null where a run has none. */
    public List<Double> values() {
        return estimates.stream()
                .map(estimate -> estimate == null ? null : estimate.value())
                .toList();
    }

    /** What is said of the uncertainty of each; null where nothing is. */
    List<List<Double>> ranges() {
        return estimates.stream()
                .map(estimate -> estimate == null || estimate.range().isEmpty() ? null : estimate.range())
                .toList();
    }

    /** What people call it. */
    public String name() {
        return NAMES.getOrDefault(key, words(key));
    }

    /** The value of run number {@code i}; a dash where it has none. */
    public String text(int i) {
        return estimates.get(i) == null
                ? Comparison.NONE
                : text(estimates.get(i).value());
    }

    /** What is said of its uncertainty, or nothing. */
    String range(int i) {
        List<Double> range = ranges().get(i);
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
