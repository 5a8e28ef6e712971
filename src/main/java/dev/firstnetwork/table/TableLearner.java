package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.data.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Learns from what has been seen of a table's columns what they are, and what a person should know of it. */
final class TableLearner {

    private final TableSource source;
    private final ColumnRoles roles;
    private final ToLongFunction<ColumnSummary> different;
    private final List<ColumnLearner> columns;
    private final List<String> notes;

    /**
     * Nothing is learned yet.
     *
     * @param source the table, whose rows are not read
     * @param seen its columns but those that are ignored
     * @param different finds how many different numbers a column has
     */
    TableLearner(
            TableSource source, ColumnRoles roles, List<ColumnSummary> seen, ToLongFunction<ColumnSummary> different) {
        this.source = source;
        this.roles = roles;
        this.different = different;
        this.columns = seen.stream()
                .map(column -> new ColumnLearner(source, roles, column))
                .toList();
        this.notes = new ArrayList<>(source.notes());
    }

    /**
     * What is known of the table before its rows are taken.
     *
     * @param place where each class that was found stands among the classes: the positive one of two is the last
     */
    record Learned(List<ColumnLearner> features, ColumnLearner label, Preparation preparation, int... place) {

        /** The number or class that a label's value stands for. */
        double target(double value) {
            return preparation.isRegression() ? value : place[(int) value];
        }
    }

    List<ColumnLearner> columns() {
        return columns;
    }

    /** What a person should know of how the table was read, as far as it has been learned, a line each. */
    List<String> notes() {
        return notes;
    }

    /**
     * What the columns are.
     *
     * @throws DataException if no network can be trained on them
     */
    Learned learned() {
        List<ColumnLearner> features = features();
        List<Column> found = features.stream().map(ColumnLearner::column).toList();
        ColumnLearner label =
                columns.stream().filter(ColumnLearner::isLabel).findFirst().orElseThrow();
        Column checked = roles.checkedLabel(source, label.column());
        notes.addAll(label.notes());
        if (source.dialect().header()) {
            noteHeader(found, checked);
        }
        Preparation preparation =
                new Preparation(found, checked, roles.missing(), source.dialect(), null, Standardiser.NONE);
        int[] place = label.column().categories().stream()
                .mapToInt(checked.categories()::indexOf)
                .toArray();
        return new Learned(features, label, preparation, place);
    }

    /**
     * Says which rows are left out for missing values.
     *
     * @throws DataException if all are
     */
    void noteDropped(Learned learned, long rows, long kept) {
        if (kept == rows) {
            return;
        }
        String where = Stream.concat(learned.features().stream(), Stream.of(learned.label()))
                .filter(column -> column.missingRows() > 0)
                .map(column -> DataException.quoted(column.name()) + " in " + column.missingRows())
                .collect(Collectors.joining(", "));
        String dropped = "dropped " + (rows - kept) + " of " + rows + " rows for missing values: " + where;
        if (kept == 0) {
            throw new DataException(
                    source.name() + ": " + dropped + "; give --missing mean, or leave columns out" + " with --ignore");
        }
        notes.add(dropped);
    }

    /**
     * Makes sure that the rows that are taken are of several classes.
     *
     * @param classes of these rows
     * @throws DataException if all are of one
     */
    void requireSeveral(Column label, IntStream classes) {
        int[] few = classes.distinct().limit(2).toArray();
        if (few.length < 2) {
            throw new DataException(source.name() + ", column " + DataException.quoted(label.name())
                    + ": without the rows that --missing drop leaves out, every row has the label "
                    + DataException.quoted(label.categories().get(few[0])) + "; give --missing mean");
        }
    }

    /** What is known of the features, with notes of what is left out. */
    List<ColumnLearner> features() {
        List<ColumnLearner> features = new ArrayList<>();
        for (ColumnLearner learner : columns) {
            if (learner.name().isEmpty()) {
                notes.add(learner.index(different.applyAsLong(learner.seen())));
            } else if (!learner.isLabel() && learner.isEmpty() && roles.missing() == Preparation.Missing.MEAN) {
                notes.add("column " + DataException.quoted(learner.name()) + " is left out: no row has a value");
            } else if (!learner.isLabel()) {
                features.add(learner);
                learner.column();
                notes.addAll(learner.notes());
            }
        }
        noteConstant(features.stream()
                .filter(ColumnLearner::isConstant)
                .map(ColumnLearner::name)
                .toList());
        features.stream()
                .filter(ColumnLearner::countsRows)
                .forEach(counting -> notes.add("column "
                        + DataException.quoted(counting.name())
                        + " counts the rows; if it is no feature, leave it out with"
                        + " --ignore " + counting.name()));
        if (features.isEmpty()) {
            throw new DataException(source.name() + " has no column beside the label '" + roles.label()
                    + "': expected one feature or more");
        }
        return features;
    }

    private void noteConstant(List<String> names) {
        if (!names.isEmpty()) {
            String quoted =
                    TableSource.listed(names.stream().map(DataException::quoted).toList(), 5);
            notes.add((names.size() == 1 ? "column " + quoted + " is" : "columns " + quoted + " are")
                    + " constant: what is the same in each row tells the network nothing");
        }
    }

    /** Says so where each name could stand in its own column. */
    private void noteHeader(List<Column> columns, Column label) {
        Numbers numbers = new Numbers(source.dialect());
        boolean isRow = Stream.concat(columns.stream(), Stream.of(label))
                .allMatch(column -> column.isNumeric()
                        ? isNumber(numbers, column.name())
                        : column.categories().contains(column.name())
                                || (isNumber(numbers, column.name())
                                        && column.categories().stream().allMatch(text -> isNumber(numbers, text))));
        if (isRow) {
            notes.add("the header looks like a row: " + TableSource.listed(source.columns())
                    + "; if it is one, give --no-header");
        }
    }

    private static boolean isNumber(Numbers numbers, String text) {
        return !Double.isNaN(numbers.parse(text));
    }
}
