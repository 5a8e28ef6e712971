package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person says about the columns of a table; the rest is found out from their values.
 *
 * @param categorical columns whose values are categories even if they look like numbers
 * @param positive the label of the positive class, of two
 * @param missing what becomes of missing values
 * @param task whether the label is a class or a number
 */
public record ColumnRoles(
        String label,
        List<String> categorical,
        List<String> ignored,
        Optional<String> positive,
        Preparation.Missing missing,
        Task task) {

    public enum Task {
        CLASSIFICATION,
        REGRESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ColumnRoles {
        categorical = List.copyOf(categorical);
        ignored = List.copyOf(ignored);
    }

    /** Only the label is given, and holds classes; missing values are errors. */
    public static ColumnRoles label(String label) {
        return new ColumnRoles(
                label, List.of(), List.of(), Optional.empty(), Preparation.Missing.ERROR, Task.CLASSIFICATION);
    }

    /**
     * Reads a table and learns its columns and classes, in one pass over its rows.
     *
     * @throws DataException if the table does not have these columns, has no rows or less than two
     *     classes, or a cell cannot be used
     */
    public LearnedTable read(TableSource source) {
        return new TableValues(source, in(source), true).learned();
    }

    /** Whether {@code column} is the label, and holds classes. */
    boolean isClass(String column) {
        return column.equals(label) && task == Task.CLASSIFICATION;
    }

    /** These roles with names that hold commas put together again, where the table has such columns. */
    ColumnRoles in(TableSource source) {
        return new ColumnRoles(label, joined(categorical, source), joined(ignored, source), positive, missing, task);
    }

    private static List<String> joined(List<String> parts, TableSource source) {
        List<String> names = new ArrayList<>();
        int i = 0;
        while (i < parts.size()) {
            int end = parts.size();
            while (end > i + 1 && !source.columns().contains(String.join(",", parts.subList(i, end)))) {
                end--;
            }
            names.add(String.join(",", parts.subList(i, end)));
            i = end;
        }
        return names;
    }

    /** What {@link #read} learns of the columns. */
    public Preparation learn(TableSource source) {
        return read(source).preparation();
    }

    /** The label column, with the positive class as the last where there are two. */
    Column checkedLabel(TableSource source, Column found) {
        String place = source.name() + ", column '" + found.name() + "': ";
        if (task == Task.REGRESSION) {
            positive.ifPresent(name -> {
                throw new DataException(
                        place + "a regression predicts numbers and has no positive class '" + name + "'");
            });
            if (!found.isNumeric()) {
                throw new DataException(place + "found no number to predict");
            }
            return found;
        }
        List<String> classes = new ArrayList<>(found.categories());
        if (classes.size() < 2) {
            throw new DataException(
                    place + "every row has the label '" + String.join("", classes) + "', expected two classes or more");
        }
        positive.ifPresent(name -> {
            String known = LabelClasses.named(name, classes, new Numbers(source.dialect()));
            if (classes.size() != 2 || !classes.remove(known)) {
                throw new DataException(place + "'" + name + "' cannot be the positive class: expected one of"
                        + " two labels, found " + String.join(", ", found.categories()));
            }
            classes.add(known);
        });
        return new Column(found.name(), classes);
    }

    /** The whole way from a table to samples, without validation rows; see below. */
    public SplitData split(TableSource source, double testSize, long splitSeed) {
        return split(source, testSize, 0, splitSeed);
    }

    /** The same with validation rows; see {@link LearnedTable#split}. */
    public SplitData split(TableSource source, double testSize, double validationSize, long splitSeed) {
        return read(source).split(SplitData.Method.RANDOM, testSize, validationSize, splitSeed);
    }
}
