package dev.firstnetwork.report;

import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What several runs have apart: options, figures, and where they ran. Runs are called A, B, C, ... in the order in which
 * they were named.
 *
 * @param runs two or more
 */
public record Comparison(List<RecordedRun> runs) {

    /** One letter for each. */
    public static final int MOST_RUNS = 26;

    /** Where a run has nothing to say. */
    private static final String NONE = "–";

    /** It says where the run folder was made, and nothing of the run. */
    private static final Set<String> NO_OPTIONS = Set.of("out");

    /** What is in the configuration too, or different each time. */
    private static final Set<String> NO_FACTS = Set.of("started", "seeds", "data");

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
     * Something that not all runs have the same.
     *
     * @param name an option in camel case, or what the manifest calls it
     * @param values one a run; null where a run has none, as one of an older version
     */
    public record Difference(String name, List<Object> values) {

        /** The value of run number {@code i}; a dash where it has none. */
        public String text(int i) {
            return values.get(i) == null ? NONE : Texts.value(values.get(i));
        }
    }

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

        /** What people call it. */
        public String name() {
            return NAMES.getOrDefault(key, words(key));
        }

        /** The value of run number {@code i}; a dash where it has none. */
        public String text(int i) {
            return values.get(i) == null ? NONE : text(values.get(i));
        }

        /** What is said of its uncertainty, or nothing. */
        String range(int i) {
            List<Double> range = ranges.get(i);
            if (range == null) {
                return "";
            }
            return range.size() == 1 ? "± " + text(range.get(0)) : text(range.get(0)) + " to " + text(range.get(1));
        }

        /** An error in the label's unit with five digits, anything else with four decimals. */
        private String text(double value) {
            return key.endsWith("Error") ? Texts.shortest(value) : Texts.figure(value);
        }
    }

    public Comparison {
        if (runs.size() < 2 || runs.size() > MOST_RUNS) {
            throw new IllegalArgumentException("expected 2 to " + MOST_RUNS + " runs to compare, found " + runs.size());
        }
        runs = List.copyOf(runs);
    }

    /**
     * Reads the runs in {@code folders}.
     *
     * @throws DataException if one of them is no run folder, or a file in it is missing or damaged
     * @throws IllegalArgumentException if there are less than two, more than 26, or two are the same
     */
    public static Comparison of(List<Path> folders) {
        requireDistinct(folders);
        return new Comparison(folders.stream().map(RecordedRun::of).toList());
    }

    private static void requireDistinct(List<Path> folders) {
        Map<Path, Path> seen = new LinkedHashMap<>();
        for (Path folder : folders) {
            Path before = seen.put(real(folder), folder);
            if (before != null) {
                throw new IllegalArgumentException(
                        folder + (folder.equals(before) ? "" : " and " + before + " are the same run: it")
                                + " is named twice");
            }
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // there is no such folder, which is said when it is read
            return folder.toAbsolutePath().normalize();
        }
    }

    /** The letter of run number {@code i}. */
    public static String letter(int i) {
        return String.valueOf((char) ('A' + i));
    }

    /** The folders of the runs. */
    public List<Path> folders() {
        return runs.stream().map(RecordedRun::folder).toList();
    }

    /** Whether all runs are of the same rows. */
    public boolean isSameData() {
        return isSame(RecordedRun::dataIdentity);
    }

    /** Whether all runs were judged on the same rows, as far as data, test size and split seed tell. */
    public boolean isSameTest() {
        return isSameData()
                && isSame(RecordedRun::testRows)
                && isSame(run -> run.configuration().get("splitSeed"))
                && isSame(run -> run.configuration().get("label"));
    }

    /** Whether all runs predict classes, or all numbers. */
    boolean isSameTask() {
        return isSame(RecordedRun::isRegression);
    }

    boolean isSame(Function<RecordedRun, Object> fact) {
        return runs.stream().map(fact).distinct().count() == 1;
    }

    /** The options that differ, in the order of the first run's. */
    public List<Difference> options() {
        return differences(RecordedRun::configuration, NO_OPTIONS);
    }

    /** What else differs of where the runs took place: versions, backend, data. */
    public List<Difference> environment() {
        return differences(RecordedRun::manifest, NO_FACTS);
    }

    private List<Difference> differences(Function<RecordedRun, Map<String, Object>> facts, Set<String> leftOut) {
        List<Map<String, Object>> all = runs.stream().map(facts).toList();
        return keys(run -> facts.apply(run).keySet())
                .filter(name -> !leftOut.contains(name))
                .filter(name -> differs(all, name))
                .map(name -> new Difference(
                        name, all.stream().map(own -> own.get(name)).toList()))
                .toList();
    }

    /** What an older version did not know yet is like an option that is off: null, false, 0, or nothing in a list. */
    private static boolean differs(List<Map<String, Object>> facts, String name) {
        boolean known = facts.stream().allMatch(own -> own.containsKey(name));
        return facts.stream()
                        .map(own -> own.get(name))
                        .map(value -> known || !isOff(value) ? Texts.value(value) : "")
                        .distinct()
                        .count()
                > 1;
    }

    private static boolean isOff(Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof Collection<?> values && values.isEmpty());
    }

    /** The figures: on the test rows, over the folds where there were some, and on the training rows. */
    public List<FigureRow> figures() {
        List<FigureRow> rows = new ArrayList<>();
        keys(run -> run.test().keySet())
                .forEach(key -> rows.add(row(Side.TEST, key, run -> run.test().get(key), run -> Optional.ofNullable(
                                run.intervals().get(key))
                        .map(interval -> List.of(interval.lower(), interval.upper()))
                        .orElse(null))));
        keys(run -> run.validated().keySet())
                .forEach(key -> rows.add(row(
                        Side.CROSS_VALIDATION,
                        key,
                        run -> spread(run, key).map(RecordedRun.Spread::mean).orElse(null),
                        run -> spread(run, key)
                                .map(spread -> List.of(spread.standardDeviation()))
                                .orElse(null))));
        keys(run -> run.train().keySet())
                .forEach(key -> rows.add(row(Side.TRAIN, key, run -> run.train().get(key), run -> null)));
        return rows;
    }

    private static Optional<RecordedRun.Spread> spread(RecordedRun run, String key) {
        return Optional.ofNullable(run.validated().get(key));
    }

    private FigureRow row(
            Side side, String key, Function<RecordedRun, Double> value, Function<RecordedRun, List<Double>> range) {
        List<Double> values = runs.stream().map(value).toList();
        return new FigureRow(side, key, values, runs.stream().map(range).toList(), best(side, key, values));
    }

    /** On the training rows the best is no merit, and on different data there is none. */
    private Set<Integer> best(Side side, String key, List<Double> values) {
        boolean known = HIGHER_IS_BETTER.contains(key) || LOWER_IS_BETTER.contains(key);
        if (!known || side == Side.TRAIN || !isSameData()) {
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

    /** The keys of all runs, those of the first run first. */
    private Stream<String> keys(Function<RecordedRun, Set<String>> keys) {
        return runs.stream().map(keys).flatMap(Collection::stream).distinct();
    }

    /** {@code averagePrecision} as {@code average precision}. */
    private static String words(String key) {
        return key.chars()
                .mapToObj(c -> Character.isUpperCase(c) ? " " + (char) Character.toLowerCase(c) : "" + (char) c)
                .collect(Collectors.joining());
    }
}
