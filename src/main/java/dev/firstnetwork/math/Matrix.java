package dev.firstnetwork.math;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A dense matrix of doubles, stored row by row: the element in row {@code i} and column {@code j} is {@code
 * values()[i * columns() + j]}. A matrix of data has one sample in each row.
 *
 * <p>The size never changes; the values may. Methods that compute return a new matrix and leave their operands alone, and
 * each sum runs in index order, so a result never depends on threads. Left out on purpose: views, broadcasting beyond a
 * row vector, and every other element type.
 */
public final class Matrix {

    private final int rows;
    private final int columns;
    private final double[] values;

    private Matrix(int rows, int columns, double[] values) {
        if (rows < 0 || columns < 0 || values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    "a [" + rows + ", " + columns + "] matrix cannot hold " + values.length + " values");
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** A matrix over {@code values} (row by row), which is used as it is and not copied. */
    public static Matrix of(int rows, int columns, double... values) {
        return new Matrix(rows, columns, values);
    }

    public static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
    }

    /** A copy of {@code rows}, which must all have the same length. */
    public static Matrix ofRows(double[]... rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Matrix result = zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, result.values, i * columns, columns);
        }
        return result;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** The values themselves, row by row: writing to the array changes the matrix. */
    public double[] values() {
        return values;
    }

    public double get(int row, int column) {
        return values[index(row, column)];
    }

    public void set(int row, int column, double value) {
        values[index(row, column)] = value;
    }

    private int index(int row, int column) {
        return Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns);
    }

    /** A copy of one row, {@code [columns]}. */
    public double[] row(int row) {
        Objects.checkIndex(row, rows);
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /** A copy of one column, {@code [rows]}. */
    public double[] column(int column) {
        return IntStream.range(0, rows).mapToDouble(row -> get(row, column)).toArray();
    }

    /** The rows from {@code from} up to {@code to}, which is not among them: a copy, or this matrix if it is all of it. */
    public Matrix rows(int from, int to) {
        Objects.checkFromToIndex(from, to, rows);
        return to - from == rows
                ? this
                : new Matrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
    }

    /** A copy of the rows at {@code indices}, in that order. */
    public Matrix rowsAt(int... indices) {
        Matrix result = zeros(indices.length, columns);
        double[] copy = result.values;
        // a loop of its own for the narrowest: the way into a loop over columns takes longer than to copy a few values
        if (columns == 1) {
            for (int i = 0; i < indices.length; i++) {
                copy[i] = values[Objects.checkIndex(indices[i], rows)];
            }
        } else if (columns == 2) {
            for (int i = 0; i < indices.length; i++) {
                int from = 2 * Objects.checkIndex(indices[i], rows);
                copy[2 * i] = values[from];
                copy[2 * i + 1] = values[from + 1];
            }
        } else {
            for (int i = 0; i < indices.length; i++) {
                int from = Objects.checkIndex(indices[i], rows) * columns;
                System.arraycopy(values, from, copy, i * columns, columns);
            }
        }
        return result;
    }

    public Matrix copy() {
        return new Matrix(rows, columns, values.clone());
    }

    /** The product {@code A B}: {@code [n, k]} times {@code [k, m]} gives {@code [n, m]}. */
    public Matrix times(Matrix b) {
        require(columns == b.rows, "A B", b);
        Matrix result = zeros(rows, b.columns);
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < columns; k++) {
                addMultiple(values[i * columns + k], b, k, result, i);
            }
        }
        return result;
    }

    /** The product {@code A' B}: {@code [n, k]} and {@code [n, m]} give {@code [k, m]}. */
    public Matrix transposeTimes(Matrix b) {
        require(rows == b.rows, "A' B", b);
        Matrix result = zeros(columns, b.columns);
        for (int n = 0; n < rows; n++) {
            for (int k = 0; k < columns; k++) {
                addMultiple(values[n * columns + k], b, n, result, k);
            }
        }
        return result;
    }

    private static void addMultiple(double factor, Matrix from, int fromRow, Matrix to, int toRow) {
        int width = from.columns;
        int source = fromRow * width;
        int target = toRow * width;
        for (int j = 0; j < width; j++) {
            to.values[target + j] += factor * from.values[source + j];
        }
    }

    /** The product {@code A B'}: {@code [n, k]} and {@code [m, k]} give {@code [n, m]}. */
    public Matrix timesTranspose(Matrix b) {
        require(columns == b.columns, "A B'", b);
        Matrix result = zeros(rows, b.rows);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < b.rows; j++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum += values[i * columns + k] * b.values[j * columns + k];
                }
                result.values[i * b.rows + j] = sum;
            }
        }
        return result;
    }

    /** Adds the row vector {@code b}, {@code [columns]}, to every row. */
    public Matrix plusRow(double[] b) {
        if (b.length != columns) {
            throw new IllegalArgumentException(
                    "A + b needs one value a column: A is " + shape() + ", b is [" + b.length + "]");
        }
        Matrix result = copy();
        for (int i = 0; i < values.length; i++) {
            result.values[i] += b[i % columns];
        }
        return result;
    }

    /** The difference {@code A - B} of two matrices of the same size. */
    public Matrix minus(Matrix b) {
        require(sameSize(b), "A - B", b);
        Matrix result = copy();
        for (int i = 0; i < values.length; i++) {
            result.values[i] -= b.values[i];
        }
        return result;
    }

    /** The product element by element of two matrices of the same size. */
    public Matrix hadamard(Matrix b) {
        require(sameSize(b), "A * B element by element", b);
        Matrix result = copy();
        for (int i = 0; i < values.length; i++) {
            result.values[i] *= b.values[i];
        }
        return result;
    }

    public Matrix scaled(double factor) {
        return map(v -> v * factor);
    }

    /** {@code f} of each element. */
    public Matrix map(DoubleUnaryOperator f) {
        Matrix result = copy();
        for (int i = 0; i < values.length; i++) {
            result.values[i] = f.applyAsDouble(values[i]);
        }
        return result;
    }

    /** The sum of each column, {@code [columns]}. */
    public double[] columnSums() {
        double[] sums = new double[columns];
        for (int i = 0; i < values.length; i++) {
            sums[i % columns] += values[i];
        }
        return sums;
    }

    public boolean sameSize(Matrix b) {
        return rows == b.rows && columns == b.columns;
    }

    /** The size as text, for messages: {@code [rows, columns]}. */
    public String shape() {
        return "[" + rows + ", " + columns + "]";
    }

    private void require(boolean fits, String operation, Matrix b) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "the sizes do not fit " + operation + ": A is " + shape() + ", B is " + b.shape());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix m && sameSize(m) && Arrays.equals(values, m.values);
    }

    @Override
    public int hashCode() {
        return 31 * rows + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return shape() + Arrays.toString(values);
    }
}
