package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs that one column of the table becomes, which an explanation moves together. A categorical column has one for
 * each of its values; moved one by one they would describe rows that cannot be.
 *
 * @param from its first input
 */
public record InputGroup(Column column, int from) {

    public static List<InputGroup> of(List<Column> features) {
        List<InputGroup> groups = new ArrayList<>();
        int from = 0;
        for (Column column : features) {
            groups.add(new InputGroup(column, from));
            from += column.width();
        }
        return groups;
    }

    /** Throws an {@link IllegalArgumentException} unless {@code groups} have as many inputs as {@code x}. */
    static void requireAll(List<InputGroup> groups, Matrix x) {
        int inputs = groups.stream().mapToInt(group -> group.column.width()).sum();
        require(inputs == x.columns(), "X is " + x.shape() + ", but the columns become " + inputs + " inputs");
    }

    public String name() {
        return column.name();
    }

    /** Writes this column's inputs in row {@code i} of {@code source} over those in row {@code j} of {@code target}. */
    void copy(Matrix source, int i, Matrix target, int j) {
        System.arraycopy(source.values(), place(source, i), target.values(), place(target, j), column.width());
    }

    /** Writes {@code value} into row {@code j} of {@code target}: a number, or the index of a category. */
    void put(double value, Matrix target, int j) {
        column.write(value, target.values(), place(target, j));
    }

    /** Where this column's inputs begin in row {@code i} of {@code x}. */
    private int place(Matrix x, int i) {
        return i * x.columns() + from;
    }

    /** The value in row {@code i} of {@code x}: a number, or the index of a category; NaN where it is missing. */
    public double value(Matrix x, int i) {
        if (column.isNumeric()) {
            return x.get(i, from);
        }
        for (int k = 0; k < column.width(); k++) {
            if (x.get(i, from + k) == 1) {
                return k;
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
