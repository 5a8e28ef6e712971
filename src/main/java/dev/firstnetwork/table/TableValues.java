package dev.firstnetwork.table;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The values of a table that has been gone through once, a column after another. */
final class TableValues {

    private final TableSource source;
    private final ColumnRoles roles;
    private final List<ColumnValues> columns;
    private int rows;

    /**
     * Reads a table.
     *
     * @param kept whether the values themselves will be asked for, and not their summaries alone
     * @throws DataException if a column that is named is not there, or a row cannot be read
     */
    TableValues(TableSource source, ColumnRoles roles, boolean kept) {
        this.source = source;
        this.roles = roles;
        if (roles.label() != null) {
            source.requireColumn(roles.label(), " to use as label");
        }
        roles.categorical().forEach(column -> source.requireColumn(column, " to take as categorical"));
        roles.ignored().forEach(column -> source.requireColumn(column, " to ignore"));
        this.columns = source.columns().stream()
                .filter(column -> !roles.ignored().contains(column))
                .map(column -> new ColumnValues(source, column, roles, kept))
                .toList();
        try (TableSource.Reader reader = source.open()) {
            while (reader.advance()) {
                for (ColumnValues column : columns) {
                    column.add(reader);
                }
                rows++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is known of the columns without their values, in order. */
    List<ColumnSummary> summaries() {
        return columns.stream().map(ColumnValues::summary).toList();
    }

    private TableLearner learner() {
        if (rows == 0) {
            throw new DataException(source.name() + " has a header but no rows");
        }
        return new TableLearner(source, roles, summaries(), this::different);
    }

    private long different(ColumnSummary column) {
        return values(column).distinctNumbers();
    }

    private ColumnValues values(ColumnSummary summary) {
        return columns.stream()
                .filter(column -> column.summary() == summary)
                .findFirst()
                .orElseThrow();
    }

    /** What has been read, for a person. */
    TableDescription described() {
        TableLearner learner = learner();
        Optional<String> refused = Optional.empty();
        try {
            if (roles.label() == null) {
                learner.features();
            } else {
                learned(learner);
            }
        } catch (DataException e) {
            refused = Optional.of(e.getMessage());
        }
        return new TableDescription(
                source.name(),
                rows,
                source.dialect(),
                learner.columns().stream()
                        .map(column -> TableDescription.Described.of(column, values(column.seen())))
                        .toList(),
                List.copyOf(learner.notes()),
                refused);
    }

    /** What has been read, as samples. */
    LearnedTable learned() {
        return learned(learner());
    }

    private LearnedTable learned(TableLearner learner) {
        TableLearner.Learned learned = learner.learned();
        List<Cells> features = learned.features().stream().map(this::cells).toList();
        Cells labels = cells(learned.label());
        int[] kept = kept(learner, learned, features, labels);
        double[] y = Arrays.stream(kept)
                .mapToDouble(row -> learned.target(labels.at(row)))
                .toArray();
        Preparation preparation = learned.preparation();
        if (!preparation.isRegression()) {
            learner.requireSeveral(preparation.label(), Arrays.stream(y).mapToInt(value -> (int) value));
        }
        Matrix x = x(preparation, features, kept);
        return new LearnedTable(source.name(), preparation, new Samples(x, preparation.y(y)), learner.notes());
    }

    /** The number in each row of a column, or the index of its category; NaN where the value is missing. */
    @FunctionalInterface
    private interface Cells {
        double at(int row);
    }

    private Cells cells(ColumnLearner column) {
        ColumnValues values = values(column.seen());
        int[] categories = column.categories();
        if (categories == null) {
            return values::number;
        }
        return row -> {
            int code = values.code(row);
            return code < 0 || categories[code] < 0 ? Double.NaN : categories[code];
        };
    }

    /** The rows that are taken: all, or those without a missing value. */
    private int[] kept(TableLearner learner, TableLearner.Learned learned, List<Cells> features, Cells labels) {
        if (roles.missing() != Preparation.Missing.DROP) {
            return IntStream.range(0, rows).toArray();
        }
        List<Cells> all = new ArrayList<>(features);
        all.add(labels);
        int[] kept = IntStream.range(0, rows)
                .filter(row -> all.stream().noneMatch(cells -> Double.isNaN(cells.at(row))))
                .toArray();
        learner.noteDropped(learned, rows, kept.length);
        return kept;
    }

    /** {@code X [kept, inputs]}, a column after another. */
    private static Matrix x(Preparation preparation, List<Cells> features, int... kept) {
        int inputs = preparation.inputs();
        double[] x = new double[Math.multiplyExact(kept.length, inputs)];
        int input = 0;
        for (int j = 0; j < features.size(); j++) {
            Column column = preparation.features().get(j);
            for (int i = 0; i < kept.length; i++) {
                column.write(features.get(j).at(kept[i]), x, i * inputs + input);
            }
            input += column.width();
        }
        return Matrix.of(kept.length, inputs, x);
    }
}
