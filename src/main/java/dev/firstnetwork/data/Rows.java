package dev.firstnetwork.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.Record;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * The rows of a table as a {@link Preparation} makes them, read one at a time: each cell is checked, put in the order of the
 * training table, and turned into numbers by DataVec's {@link TransformProcess}.
 */
public final class Rows implements Iterator<Rows.Row>, Closeable {

    /**
     * One row.
     *
     * @param cells the cells as they stand in the table, in the table's order
     * @param x the inputs, {@code [inputs]}, not standardised; NaN where a value is missing and counts as the mean
     * @param label the class, an index into {@link Preparation#classes}, or the number to predict; NaN where labels are
     *     not read
     */
    public record Row(List<String> cells, double[] x, double label) {}

    private final TableSource source;
    private final boolean labelled;
    private final List<Column> columns;
    private final int[] positions;
    private final TransformProcess transform;
    private final int inputs;
    private final int features;
    private final Preparation.Missing missing;
    private final RecordReader reader;
    private Row ahead;

    Rows(Preparation preparation, TableSource source, boolean labelled) {
        this.source = source;
        this.labelled = labelled;
        this.columns = new ArrayList<>(preparation.features());
        if (labelled) {
            columns.add(preparation.label());
        }
        this.positions = columns.stream().mapToInt(this::position).toArray();
        this.transform = preparation.transform(labelled);
        this.inputs = preparation.inputs();
        this.features = preparation.features().size();
        this.missing = preparation.missing();
        this.reader = source.open();
    }

    private int position(Column column) {
        int position = source.columns().indexOf(column.name());
        if (position < 0) {
            throw new DataException(source.name() + " has no column '" + column.name()
                    + "', which the model was trained on: its columns are " + String.join(", ", source.columns()));
        }
        return position;
    }

    /** @throws DataException if a cell of the next row cannot be used */
    @Override
    public boolean hasNext() {
        while (ahead == null && reader.hasNext()) {
            ahead = row(reader.nextRecord());
        }
        return ahead != null;
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Row row = ahead;
        ahead = null;
        return row;
    }

    /** The row in {@code record}; null if it is to be left out. */
    private Row row(Record record) {
        List<Writable> checked = new ArrayList<>(columns.size());
        boolean[] isMissing = new boolean[columns.size()];
        for (int j = 0; j < positions.length; j++) {
            Column column = columns.get(j);
            String value = record.getRecord().get(positions[j]).toString();
            isMissing[j] = column.isNumeric() ? Numbers.isMissing(value) : value.isBlank();
            if (isMissing[j] && labelled && missing == Preparation.Missing.DROP) {
                return null;
            }
            boolean filled = isMissing[j] && missing == Preparation.Missing.MEAN && j < features;
            checked.add(filled ? anyValue(column) : check(column, value, record));
        }
        List<Writable> numbers = transform.execute(checked);
        double[] x = new double[inputs];
        int input = 0;
        for (int j = 0; j < features; j++) {
            for (int end = input + columns.get(j).width(); input < end; input++) {
                x[input] = isMissing[j] ? Double.NaN : numbers.get(input).toDouble();
            }
        }
        List<String> cells = record.getRecord().stream().map(Writable::toString).toList();
        return new Row(cells, x, labelled ? numbers.get(inputs).toDouble() : Double.NaN);
    }

    /** Something for DataVec's transform to work on where a value is missing. */
    private static Writable anyValue(Column column) {
        return column.isNumeric()
                ? new DoubleWritable(0)
                : new Text(column.categories().get(0));
    }

    private Writable check(Column column, String value, Record record) {
        if (column.isNumeric()) {
            double number = Numbers.parse(value);
            if (Double.isNaN(number)) {
                throw unusable(column, value, record, Numbers.isNumber(value) ? "a finite number" : "a number");
            }
            return new DoubleWritable(number);
        }
        if (!column.categories().contains(value)) {
            throw unusable(column, value, record, "one of " + String.join(", ", column.categories()));
        }
        return new Text(value);
    }

    private DataException unusable(Column column, String value, Record record, String expected) {
        String found = value.isBlank() ? "nothing" : "'" + value + "'";
        return new DataException(
                source.place(record) + ", column '" + column.name() + "': found " + found + ", expected " + expected);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
