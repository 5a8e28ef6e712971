package dev.firstnetwork.wing.explain;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs that one column of the table becomes, which an explanation moves together: {@code [from, to)} of the columns of
 * X. A categorical column has one for each of its values; moved one by one they would describe rows that cannot be.
 *
 * @param column the column of the table
 * @param from its first input
 * @param to the input after its last
 */
public record InputGroup(Column column, int from, int to) {

    public InputGroup {
        int width = Math.max(1, column.categories().size());
        if (from < 0 || to - from != width) {
            throw new IllegalArgumentException("the column '" + column.name() + "' becomes " + width
                    + " inputs, found those from " + from + " to " + to);
        }
    }

    /** The groups of all inputs, in order. */
    public static List<InputGroup> of(List<Column> features) {
        List<InputGroup> groups = new ArrayList<>();
        int from = 0;
        for (Column column : features) {
            int to = from + Math.max(1, column.categories().size());
            groups.add(new InputGroup(column, from, to));
            from = to;
        }
        return groups;
    }

    /** Throws an {@link IllegalArgumentException} unless {@code groups} have as many inputs as {@code x}. */
    static void requireAll(List<InputGroup> groups, Matrix x) {
        int inputs = groups.stream().mapToInt(group -> group.to - group.from).sum();
        if (inputs != x.columns()) {
            throw new IllegalArgumentException("X is " + x.shape() + ", but the columns become " + inputs + " inputs");
        }
    }

    public String name() {
        return column.name();
    }

    /** Writes this column's inputs in row {@code i} of {@code source} over those in row {@code j} of {@code target}. */
    void copy(Matrix source, int i, Matrix target, int j) {
        System.arraycopy(
                source.values(), i * source.columns() + from, target.values(), j * target.columns() + from, to - from);
    }

    /** Writes {@code value} into row {@code j} of {@code target}: a number, or the index of a category. */
    void put(double value, Matrix target, int j) {
        for (int input = from; input < to; input++) {
            double indicator = input - from == value ? 1 : 0;
            target.set(j, input, column.isNumeric() ? value : indicator);
        }
    }

    /** The value in row {@code i} of {@code x}: a number, or the index of a category; NaN where it is missing. */
    public double value(Matrix x, int i) {
        if (column.isNumeric()) {
            return x.get(i, from);
        }
        for (int input = from; input < to; input++) {
            if (x.get(i, input) == 1) {
                return input - from;
            }
        }
        return Double.NaN;
    }

    /** {@code value} as it stands in the table: a category, or a number, whole ones without a point. */
    public String text(double value) {
        if (Double.isNaN(value)) {
            return "missing";
        }
        return column.isNumeric()
                ? Numbers.text(value).replaceFirst("\\.0$", "")
                : column.categories().get((int) value);
    }
}
