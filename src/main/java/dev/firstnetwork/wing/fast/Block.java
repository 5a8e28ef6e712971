package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * A block of rows on their way through a network: {@code [rows, width]}, held unit by unit, so that the values of one unit
 * for neighbouring rows lie side by side. {@link Kernels} take them so: what is done to one row is done to all rows, however
 * narrow the layer.
 *
 * <p>Each unit has room for {@link #stride()} rows, which is the number of rows rounded up to a multiple of {@value #LANES}:
 * no kernel needs code for a remainder. The rows beyond the last are computed along; they count for nothing, because their
 * weight in the loss is zero.
 */
public final class Block {

    /** Twice as many doubles as the widest vector register that is used holds. */
    static final int LANES = 16;

    /** The most rows that {@link Kernels#forwardShallow} and {@link Kernels#addShallowSums} take. */
    public static final int SHALLOW_ROWS = 512;

    /** How many doubles a kernel may put aside: one for each shallow input of a row. */
    static final int ASIDE = SHALLOW_ROWS * Kernels.SHALLOW_INPUTS;

    private final int width;
    private final double[] values;
    private int rows;
    private int stride;

    /** An empty block with room for {@code capacity} rows of {@code width} units. */
    public Block(int capacity, int width) {
        this.width = width;
        this.values = new double[Math.addExact(Math.multiplyExact(padded(capacity), width), ASIDE)];
    }

    /** {@code rows}, rounded up to a multiple of {@value #LANES}. */
    public static int padded(int rows) {
        return Math.addExact(rows, LANES - 1) / LANES * LANES;
    }

    public int width() {
        return width;
    }

    public int rows() {
        return rows;
    }

    /** How far apart two units lie in {@link #values()}: the number of rows, rounded up. */
    public int stride() {
        return stride;
    }

    /** The number of values, those of the rows beyond the last included. */
    int size() {
        return width * stride;
    }

    /** The values themselves: unit {@code j} of row {@code i} is {@code values()[j * stride() + i]}. */
    public double[] values() {
        return values;
    }

    /** Where {@value #ASIDE} of {@link #values()} begin that belong to no unit: room for what a kernel is working on. */
    int aside() {
        return values.length - ASIDE;
    }

    /** Makes this a block of {@code newRows} rows, whose values are any. */
    public void resize(int newRows) {
        if (newRows < 0 || padded(newRows) * width > aside()) {
            throw new IllegalArgumentException(
                    "a block with room for " + aside() / width + " rows cannot hold " + newRows);
        }
        rows = newRows;
        stride = padded(newRows);
    }

    /** Makes this a copy of {@code count} rows of {@code source}, {@code [n, width]}, from row {@code from} on. */
    public void read(Matrix source, int from, int count) {
        resize(count);
        double[] all = source.values();
        if (width == 2) {
            // a loop of its own, because in that for any width the compiler checks the bounds at each value
            for (int row = 0; row < count; row++) {
                values[row] = all[2 * (from + row)];
                values[stride + row] = all[2 * (from + row) + 1];
            }
        } else if (width == 1) {
            System.arraycopy(all, from, values, 0, count);
        } else {
            for (int unit = 0; unit < width; unit++) {
                int target = unit * stride;
                int at = from * width + unit;
                for (int row = 0; row < count; row++) {
                    values[target + row] = all[at + row * width];
                }
            }
        }
        for (int unit = 0; unit < width; unit++) {
            Arrays.fill(values, unit * stride + count, (unit + 1) * stride, 0);
        }
    }

    /** Copies the rows of this block into {@code target}, {@code [n, width]}, from row {@code from} on. */
    public void write(Matrix target, int from) {
        for (int unit = 0; unit < width; unit++) {
            for (int row = 0; row < rows; row++) {
                target.values()[(from + row) * width + unit] = values[unit * stride + row];
            }
        }
    }
}
