package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The classes of a label column: labels that are equal as numbers, as 1 and 1.0, are one, called by the shortest of them. */
final class LabelClasses {

    private static final int MOST = 100;

    /** From so many rows on, numbers that mostly differ are told from labels. */
    private static final int ENOUGH_ROWS = 10;

    /** So few rows of a class are worth a word. */
    private static final int FEW_ROWS = 5;

    private final boolean areNumbers;
    private final List<String> names;
    private final int[] byCode;
    private final long[] rows;

    /**
     * The classes of some texts.
     *
     * @param labels the texts that are labels
     * @param texts all texts of the column
     */
    LabelClasses(List<String> labels, Map<String, ColumnSummary.Text> texts, Numbers numbers) {
        this.areNumbers = labels.stream().noneMatch(label -> Double.isNaN(numbers.parse(label)));
        Map<Object, String> shortest = new HashMap<>();
        for (String label : labels) {
            shortest.merge(key(label, numbers), label, (a, b) -> a.length() <= b.length() ? a : b);
        }
        this.names = sorted(shortest.values(), numbers);
        Map<String, Integer> indices = new HashMap<>();
        names.forEach(name -> indices.put(name, indices.size()));
        this.byCode = new int[texts.size()];
        this.rows = new long[names.size()];
        texts.forEach((text, seen) -> {
            int index = indices.getOrDefault(shortest.get(key(text, numbers)), -1);
            byCode[seen.code] = index;
            if (index >= 0) {
                rows[index] += seen.count;
            }
        });
    }

    private Object key(String label, Numbers numbers) {
        // adding zero makes -0 and 0 one; beyond 2^53 a double would make one of several
        double number = areNumbers ? numbers.parse(label) + 0.0 : Double.NaN;
        return Math.abs(number) < 0x1p53 ? (Object) number : label;
    }

    /** The class that is called {@code name}, or a number equal to it; {@code name} where there is none. */
    static String named(String name, List<String> classes, Numbers numbers) {
        double number = numbers.parse(name);
        return classes.contains(name)
                ? name
                : classes.stream()
                        .filter(label -> numbers.parse(label) == number)
                        .findFirst()
                        .orElse(name);
    }

    /** How many rows each class has. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            counts.put(names.get(i), rows[i]);
        }
        return counts;
    }

    List<String> names() {
        return names;
    }

    /** The class of each text by its code; -1 for one that is no label. */
    int[] byCode() {
        return byCode;
    }

    /** The classes of few rows, each with their number. */
    List<String> few() {
        return IntStream.range(0, rows.length)
                .filter(i -> rows[i] < FEW_ROWS)
                .mapToObj(i -> DataException.quoted(names.get(i)) + " (" + rows[i] + ")")
                .toList();
    }

    /**
     * Makes sure that these are classes.
     *
     * @param place where they were found, for the message
     * @throws DataException if there are too many, or they look like numbers to predict
     */
    void requireUsable(String place) {
        long all = IntStream.range(0, rows.length).mapToLong(i -> rows[i]).sum();
        boolean quantity = areNumbers && all >= ENOUGH_ROWS && 2L * names.size() > all;
        if (names.size() > MOST || quantity) {
            throw new DataException(place + ": found " + names.size() + " different values in " + all + " rows"
                    + (quantity ? "" : ", expected " + MOST + " classes or less")
                    + (areNumbers ? "; is this a number to predict? Then add --task regression" : ""));
        }
    }

    /** By value if all are numbers, so that 10 comes after 9; else by character. */
    static List<String> sorted(Collection<String> texts, Numbers numbers) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(Comparator.naturalOrder());
        if (sorted.stream().noneMatch(text -> Double.isNaN(numbers.parse(text)))) {
            sorted.sort(Comparator.comparingDouble(numbers::parse));
        }
        return sorted;
    }
}
