package dev.firstnetwork.wing.compare;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    private static final int MOST_RUNS = 26;

    /** Where a run has nothing to say. */
    static final String NONE = "–";

    /** It says where the run folder was made, and nothing of the run. */
    private static final Set<String> NO_OPTIONS = Set.of("out");

    /** What is in the configuration too, or different each time. */
    private static final Set<String> NO_FACTS = Set.of("started", "seeds", "data");

    /**
     * Something that not all runs have the same.
     *
     * @param name an option in camel case, or what the manifest calls it
     * @param values one a run; null where a run has none, as one of an older version
     */
    public record Difference(String name, List<Object> values) {

        /** The value of run number {@code i}; a dash where it has none. */
        public String text(int i) {
            String text = values.get(i) == null ? "" : Texts.value(values.get(i));
            return text.isEmpty() ? NONE : text;
        }

        List<String> texts() {
            return IntStream.range(0, values.size()).mapToObj(this::text).toList();
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
        Map<Path, Path> seen = new HashMap<>();
        for (Path folder : folders) {
            Path before = seen.put(real(folder), folder);
            if (before != null) {
                String same = folder.equals(before) ? "" : " and " + before + " are the same run: it";
                throw new IllegalArgumentException(folder + same + " is named twice");
            }
        }
        return new Comparison(folders.stream().map(RecordedRun::of).toList());
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            // there is no such folder, which is said when it is read
            return folder.toAbsolutePath().normalize();
        }
    }

    public static String letter(int i) {
        return String.valueOf((char) ('A' + i));
    }

    /** Whether all runs are of the same rows, and predict the same of them. */
    public boolean isSameData() {
        return isSame(RecordedRun::dataIdentity) && hasSame("label");
    }

    /** Whether all runs were judged on the same rows too, as far as their number and the seed of the split tell. */
    public boolean isSameTest() {
        return isSameData() && isSame(RecordedRun::testRows) && hasSame("splitSeed");
    }

    /** Whether all runs predict classes, or all numbers. */
    boolean isSameTask() {
        return isSame(RecordedRun::isRegression);
    }

    private boolean hasSame(String option) {
        return isSame(run -> run.configuration().get(option));
    }

    private boolean isSame(Function<RecordedRun, Object> fact) {
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
        return keys(all)
                .filter(name -> !leftOut.contains(name) && differs(all, name))
                .map(name -> new Difference(name, values(all, name)))
                .toList();
    }

    /** What an older version did not know yet is like an option that is off: null, false, 0, or nothing in a list. */
    private static boolean differs(List<Map<String, Object>> facts, String name) {
        boolean known = facts.stream().allMatch(own -> own.containsKey(name));
        Stream<String> texts =
                values(facts, name).stream().map(value -> known || !isOff(value) ? Texts.value(value) : "");
        return texts.distinct().count() > 1;
    }

    private static boolean isOff(Object value) {
        return value == null
                || Boolean.FALSE.equals(value)
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof Collection<?> values && values.isEmpty());
    }

    /** The figures: on the test rows, over the folds where there were some, and on the training rows. */
    public List<FigureRow> figures() {
        boolean comparable = isSameData();
        return Arrays.stream(Side.values())
                .flatMap(side -> {
                    var all = runs.stream().map(run -> run.figures().get(side)).toList();
                    return keys(all).map(key -> FigureRow.of(side, key, values(all, key), comparable));
                })
                .toList();
    }

    /** The keys of all runs, those of the first run first. */
    private static <T> Stream<String> keys(List<Map<String, T>> all) {
        return all.stream().flatMap(own -> own.keySet().stream()).distinct();
    }

    /** One a run, null where it has none. */
    private static <T> List<T> values(List<Map<String, T>> all, String key) {
        return all.stream().map(own -> own.get(key)).toList();
    }
}
