package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Goes through a table once, learns what its columns are, and makes samples of what it has kept. */
final class TableLearner {

    private final TableSource source;
    private final ColumnRoles roles;
    private final List<ColumnLearner> learners;
    private final List<String> notes;
    private int rows;

    /**
     * Reads the table.
     *
     * @throws DataException if a column that is named is not there, or a row cannot be read
     */
    TableLearner(TableSource source, ColumnRoles roles) {
        this.source = source;
        this.roles = roles;
        this.notes = new ArrayList<>(source.notes());
        if (roles.label() != null) {
            source.requireColumn(roles.label(), " to use as label");
        }
        roles.categorical().forEach(column -> source.requireColumn(column, " to take as categorical"));
        roles.ignored().forEach(column -> source.requireColumn(column, " to ignore"));
        this.learners = source.columns().stream()
                .filter(column -> !roles.ignored().contains(column))
                .map(column -> new ColumnLearner(source, column, roles))
                .toList();
        try (TableSource.Reader reader = source.open()) {
            while (reader.advance()) {
                for (ColumnLearner learner : learners) {
                    learner.values().add(reader);
                }
                rows++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rows == 0) {
            throw new DataException(source.name() + " has a header but no rows");
        }
    }

    /** What has been read, for a person. */
    TableDescription described() {
        Optional<String> refused = Optional.empty();
        try {
            if (roles.label() == null) {
                features();
            } else {
                understood();
            }
        } catch (DataException e) {
            refused = Optional.of(e.getMessage());
        }
        return new TableDescription(
                source.name(),
                rows,
                source.dialect(),
                learners.stream().map(TableDescription.Described::of).toList(),
                List.copyOf(notes),
                refused);
    }

    /** What is known of the table before its samples are made: which rows are taken, and their labels. */
    private record Understood(List<ColumnLearner> features, Preparation preparation, int[] kept, double[] y) {}

    /** What has been read, as samples. */
    LearnedTable learned() {
        Understood table = understood();
        Matrix x = x(table.preparation(), table.features(), table.kept());
        return new LearnedTable(
                source.name(),
                table.preparation(),
                new Samples(x, table.preparation().y(table.y())),
                notes);
    }

    private Understood understood() {
        List<ColumnLearner> features = features();
        List<Column> columns = features.stream().map(ColumnLearner::column).toList();
        ColumnLearner labels =
                learners.stream().filter(ColumnLearner::isLabel).findFirst().orElseThrow();
        Column found = labels.column();
        Column label = roles.checkedLabel(source, found);
        notes.addAll(labels.notes());
        if (source.dialect().header()) {
            noteHeader(columns, label);
        }
        Preparation preparation =
                new Preparation(columns, label, roles.missing(), source.dialect(), null, Standardiser.NONE);
        int[] kept = kept(features, labels);
        // the positive one of two classes is the last, whatever their order was
        int[] place = found.categories().stream()
                .mapToInt(label.categories()::indexOf)
                .toArray();
        double[] y = Arrays.stream(kept)
                .mapToDouble(labels::value)
                .map(value -> label.isNumeric() ? value : place[(int) value])
                .toArray();
        if (!label.isNumeric() && Arrays.stream(y).distinct().limit(2).count() < 2) {
            throw new DataException(source.name() + ", column " + DataException.quoted(label.name())
                    + ": without the rows that --missing drop leaves out, every row has the label "
                    + DataException.quoted(label.categories().get((int) y[0])) + "; give --missing mean");
        }
        return new Understood(features, preparation, kept, y);
    }

    /** What is known of the features, with notes of what is left out. */
    private List<ColumnLearner> features() {
        List<ColumnLearner> features = new ArrayList<>();
        for (ColumnLearner learner : learners) {
            if (learner.name().isEmpty()) {
                notes.add(learner.index());
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

    /** The rows that are taken: all, or those without a missing value. */
    private int[] kept(List<ColumnLearner> features, ColumnLearner labels) {
        if (roles.missing() != Preparation.Missing.DROP) {
            return IntStream.range(0, rows).toArray();
        }
        List<ColumnLearner> all = new ArrayList<>(features);
        all.add(labels);
        int[] kept = IntStream.range(0, rows)
                .filter(row -> all.stream().noneMatch(learner -> Double.isNaN(learner.value(row))))
                .toArray();
        if (kept.length < rows) {
            String where = all.stream()
                    .map(learner -> Map.entry(
                            learner.name(),
                            IntStream.range(0, rows)
                                    .filter(row -> Double.isNaN(learner.value(row)))
                                    .count()))
                    .filter(missing -> missing.getValue() > 0)
                    .map(missing -> DataException.quoted(missing.getKey()) + " in " + missing.getValue())
                    .collect(Collectors.joining(", "));
            String dropped = "dropped " + (rows - kept.length) + " of " + rows + " rows for missing values: " + where;
            if (kept.length == 0) {
                throw new DataException(source.name() + ": " + dropped + "; give --missing mean, or leave columns out"
                        + " with --ignore");
            }
            notes.add(dropped);
        }
        return kept;
    }

    /** {@code X [kept, inputs]}, a column after another. */
    private static Matrix x(Preparation preparation, List<ColumnLearner> features, int... kept) {
        int inputs = preparation.inputs();
        double[] x = new double[Math.multiplyExact(kept.length, inputs)];
        int input = 0;
        for (int j = 0; j < features.size(); j++) {
            Column column = preparation.features().get(j);
            for (int i = 0; i < kept.length; i++) {
                double value = features.get(j).value(kept[i]);
                column.write(value, x, i * inputs + input);
            }
            input += column.width();
        }
        return Matrix.of(kept.length, inputs, x);
    }
}
