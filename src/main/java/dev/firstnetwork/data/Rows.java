package dev.firstnetwork.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a table as a {@link Preparation} makes them, one at a time: each cell is checked, put in the order of the
 * training table, and written into the inputs as a number, or as one 0/1 input for each category.
 */
public final class Rows implements Closeable {

    private final TableSource source;
    private final boolean labelled;
    private final Preparation.Missing missing;
    private final List<Column> columns;
    private final int features;
    private final int[] positions;
    private final List<Map<String, Integer>> indices;
    private final Map<Double, Integer> classNumbers;
    private final Set<String> markers;
    private final TableSource.Reader reader;
    private double label = Double.NaN;

    Rows(Preparation preparation, TableSource source, boolean labelled) {
        this.source = source;
        this.labelled = labelled;
        this.missing = preparation.missing();
        this.columns = new ArrayList<>(preparation.features());
        this.features = columns.size();
        if (labelled) {
            columns.add(preparation.label());
        }
        this.positions = columns.stream().mapToInt(this::position).toArray();
        this.indices = columns.stream().map(Column::indices).toList();
        this.classNumbers = preparation.label().numbers(new Numbers(preparation.dialect()));
        this.markers = new HashSet<>(source.dialect().missing());
        this.reader = source.open();
    }

    private int position(Column column) {
        source.requireColumn(column.name(), ", which the model was trained on");
        return source.columns().indexOf(column.name());
    }

    /**
     * Goes to the next row and writes its inputs, not standardised, into {@code x} from {@code offset} on; NaN where a value
     * is missing and counts as the mean.
     *
     * @return whether there is one
     * @throws DataException if a cell of it cannot be used
     */
    public boolean next(double[] x, int offset) {
        while (reader.advance()) {
            if (take(x, offset)) {
                return true;
            }
        }
        return false;
    }

    /** The row as it stands in the table. */
    public TableSource.Reader cells() {
        return reader;
    }

    /** The class of the row, an index into {@link Preparation#classes}, or its number; NaN where labels are not read. */
    public double label() {
        return label;
    }

    /** Whether the row counts; otherwise it is to be left out. */
    private boolean take(double[] x, int offset) {
        int input = offset;
        for (int j = 0; j < columns.size(); j++) {
            double value = value(j);
            if (Double.isNaN(value)) {
                if (labelled && missing == Preparation.Missing.DROP) {
                    return false;
                }
                if (missing != Preparation.Missing.MEAN || j == features) {
                    throw unusable(j, value);
                }
            }
            if (j == features) {
                label = value;
            } else {
                columns.get(j).write(value, x, input);
                input += columns.get(j).width();
            }
        }
        return true;
    }

    /** The number or the category's index in a cell; NaN where it is missing. */
    private double value(int j) {
        Column column = columns.get(j);
        double value = column.isNumeric() ? reader.number(positions[j]) : index(j);
        if (Math.abs(value) <= Numbers.LARGEST) {
            return value;
        }
        String text = reader.text(positions[j]);
        boolean marked = (column.isNumeric() || j == features) && markers.contains(text);
        if (Double.isNaN(value) && (text.isEmpty() || marked)) {
            return Double.NaN;
        }
        throw unusable(j, value);
    }

    /** Labels that are equal as numbers, as 1 and 1.0, are one class. */
    private double index(int j) {
        Integer index = indices.get(j).get(reader.text(positions[j]));
        if (index == null && j == features && !classNumbers.isEmpty()) {
            index = classNumbers.get(reader.number(positions[j]));
        }
        return index == null ? Double.NaN : index;
    }

    private DataException unusable(int j, double value) {
        Column column = columns.get(j);
        String text = reader.text(positions[j]);
        String found = text.isEmpty() ? "nothing" : DataException.quoted(text);
        String expected = column.isNumeric()
                ? Numbers.expected(text, value)
                : "one of " + TableSource.listed(column.categories());
        return new DataException(source.place(reader.line()) + ", column " + DataException.quoted(column.name())
                + ": found " + found + ", expected " + expected);
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
