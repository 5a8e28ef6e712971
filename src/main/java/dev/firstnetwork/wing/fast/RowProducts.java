package dev.firstnetwork.wing.fast;

/**
 * Products of matrices whose rows are arrays of their own. Each element is summed in the order of {@link
 * dev.firstnetwork.math.Matrix}, and so to the same bits.
 *
 * <p>The loops have the one shape that HotSpot's compiler turns into vector instructions on every JDK from 17 on: from 0 to a
 * length, over neighbouring values of whole arrays, none of them read at another place than it is written. Rows of one array,
 * told apart by where they begin, might overlap for all that the compiler knows. Four rows in a loop are what its limit on the
 * size of a loop allows. Multiplications and additions are rounded one by one, never fused: then it does not matter which
 * instructions a processor has.
 */
final class RowProducts {

    /** So many rows of a product, of 1 KiB each, stay in a processor's first cache beside the four that they are made of. */
    private static final int TILE = 16;

    /** A floor that is under every number. */
    static final double NO_FLOOR = Double.NEGATIVE_INFINITY;

    private RowProducts() {}

    /** {@code C = A B}: {@code A [rows, inner]}, {@code B [inner, length]}, {@code C [rows, length]}. */
    static void times(double[][] a, int rows, int inner, double[][] b, double[][] c, int length) {
        times(a, rows, inner, b, NO_FLOOR, c, length);
    }

    /**
     * {@code C = max(floor, A B)}, in the same sizes: with a floor of 0, a ReLU that takes no loop of its own where A is
     * narrow.
     */
    static void times(double[][] a, int rows, int inner, double[][] b, double floor, double[][] c, int length) {
        boolean isNarrow = inner <= 4;
        for (int from = 0; from < rows; from += TILE) {
            int to = Math.min(rows, from + TILE);
            for (int i = from; i < to; i++) {
                set(c[i], isNarrow ? floor : NO_FLOOR, a[i], inner, b, length);
            }
            addTimes(a, from, to, 4, inner, b, c, length);
            if (!isNarrow && floor != NO_FLOOR) {
                for (int i = from; i < to; i++) {
                    raise(c[i], floor, length);
                }
            }
        }
    }

    private static void raise(double[] to, double floor, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = Math.max(floor, to[i]);
        }
    }

    /** {@code C += A B}, in the same sizes. */
    static void addTimes(double[][] a, int rows, int inner, double[][] b, double[][] c, int length) {
        for (int from = 0; from < rows; from += TILE) {
            addTimes(a, from, Math.min(rows, from + TILE), 0, inner, b, c, length);
        }
    }

    /** The products with the columns of {@code A} from {@code first} on, of some of its rows. */
    private static void addTimes(
            double[][] a, int from, int to, int first, int inner, double[][] b, double[][] c, int length) {
        for (int k = first; k < inner; k += 4) {
            for (int i = from; i < to; i++) {
                double[] f = a[i];
                switch (inner - k) {
                    case 1 -> add(c[i], f[k], b[k], length);
                    case 2 -> add(c[i], f[k], b[k], f[k + 1], b[k + 1], length);
                    case 3 -> add(c[i], f[k], b[k], f[k + 1], b[k + 1], f[k + 2], b[k + 2], length);
                    default ->
                        add(c[i], f[k], b[k], f[k + 1], b[k + 1], f[k + 2], b[k + 2], f[k + 3], b[k + 3], length);
                }
            }
        }
    }

    private static void add(double[] to, double f, double[] a, int length) {
        for (int i = 0; i < length; i++) {
            to[i] += f * a[i];
        }
    }

    private static void add(double[] to, double f, double[] a, double g, double[] b, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = to[i] + f * a[i] + g * b[i];
        }
    }

    private static void add(double[] to, double f, double[] a, double g, double[] b, double h, double[] c, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = to[i] + f * a[i] + g * b[i] + h * c[i];
        }
    }

    private static void add(
            double[] to,
            double f,
            double[] a,
            double g,
            double[] b,
            double h,
            double[] c,
            double k,
            double[] d,
            int length) {
        for (int i = 0; i < length; i++) {
            to[i] = to[i] + f * a[i] + g * b[i] + h * c[i] + k * d[i];
        }
    }

    /** {@code to = max(floor, f_0 b_0 + ...)}, of the first four. */
    private static void set(double[] to, double floor, double[] f, int inner, double[][] b, int length) {
        switch (inner) {
            case 1 -> set(to, floor, f[0], b[0], length);
            case 2 -> set(to, floor, f[0], b[0], f[1], b[1], length);
            case 3 -> set(to, floor, f[0], b[0], f[1], b[1], f[2], b[2], length);
            default -> set(to, floor, f[0], b[0], f[1], b[1], f[2], b[2], f[3], b[3], length);
        }
    }

    private static void set(double[] to, double floor, double f, double[] a, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = Math.max(floor, f * a[i]);
        }
    }

    private static void set(double[] to, double floor, double f, double[] a, double g, double[] b, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = Math.max(floor, f * a[i] + g * b[i]);
        }
    }

    private static void set(
            double[] to, double floor, double f, double[] a, double g, double[] b, double h, double[] c, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = Math.max(floor, f * a[i] + g * b[i] + h * c[i]);
        }
    }

    private static void set(
            double[] to,
            double floor,
            double f,
            double[] a,
            double g,
            double[] b,
            double h,
            double[] c,
            double k,
            double[] d,
            int length) {
        for (int i = 0; i < length; i++) {
            to[i] = Math.max(floor, f * a[i] + g * b[i] + h * c[i] + k * d[i]);
        }
    }

    /**
     * {@code C = A b * [G > 0]}: {@code A [rows, 1]}, {@code b [length]}, {@code G} like {@code C} and of no negative
     * numbers.
     */
    static void timesWherePositive(double[][] a, int rows, double[] b, double[][] g, double[][] c, int length) {
        for (int i = 0; i < rows; i++) {
            setWherePositive(c[i], a[i][0], b, g[i], length);
        }
    }

    private static void setWherePositive(double[] to, double f, double[] a, double[] g, int length) {
        for (int i = 0; i < length; i++) {
            to[i] = f * a[i] * isPositive(g[i]);
        }
    }

    /** 1 where {@code a > 0}, 0 where it is 0, without a branch; of no negative numbers. */
    static double isPositive(double a) {
        return Math.min(1, Math.ceil(a));
    }

    /** {@code B = A'}: {@code A [rows, columns]}. */
    static void transpose(double[][] a, int rows, int columns, double[][] b) {
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            double[] a0 = a[i];
            double[] a1 = a[i + 1];
            double[] a2 = a[i + 2];
            double[] a3 = a[i + 3];
            for (int j = 0; j < columns; j++) {
                double[] to = b[j];
                to[i] = a0[j];
                to[i + 1] = a1[j];
                to[i + 2] = a2[j];
                to[i + 3] = a3[j];
            }
        }
        for (; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                b[j][i] = a[i][j];
            }
        }
    }
}
