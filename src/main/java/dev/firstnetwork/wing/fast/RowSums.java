package dev.firstnetwork.wing.fast;

/**
 * Sums over rows, each in the order of the rows. Each stands alone, which no vector instruction is for, and each addition waits
 * for the one before: so several run side by side, in blocks that use what they have read more than once. Where there are
 * many sums, {@link RowProducts#addTimes} of a transposed matrix is faster.
 */
final class RowSums {

    private RowSums() {}

    /** {@code C += A B'}: {@code A [rows, length]}, {@code B [columns, length]}, {@code C [rows, columns]}. */
    static void addTimesTranspose(double[][] a, int rows, double[][] b, int columns, double[][] c, int length) {
        int j = 0;
        for (; j + 3 <= columns; j += 3) {
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                addBlock(a, i, b, j, c, length);
            }
            for (int k = j; k < j + 3; k++) {
                addSums(a, i, rows, b[k], c, k, length);
            }
        }
        for (; j < columns; j++) {
            int i = 0;
            for (; i + 8 <= rows; i += 8) {
                addSums(a, i, b[j], c, j, length);
            }
            addSums(a, i, rows, b[j], c, j, length);
        }
    }

    /** The rows from {@code from} to {@code to} one by one. */
    private static void addSums(double[][] a, int from, int to, double[] b, double[][] c, int j, int length) {
        for (int i = from; i < to; i++) {
            c[i][j] = sum(c[i][j], a[i], b, length);
        }
    }

    private static double sum(double start, double[] a, double[] b, int length) {
        double sum = start;
        for (int r = 0; r < length; r++) {
            sum += a[r] * b[r];
        }
        return sum;
    }

    /** Eight rows. */
    private static void addSums(double[][] a, int i, double[] b, double[][] c, int j, int length) {
        double[] a0 = a[i];
        double[] a1 = a[i + 1];
        double[] a2 = a[i + 2];
        double[] a3 = a[i + 3];
        double[] a4 = a[i + 4];
        double[] a5 = a[i + 5];
        double[] a6 = a[i + 6];
        double[] a7 = a[i + 7];
        double sum0 = c[i][j];
        double sum1 = c[i + 1][j];
        double sum2 = c[i + 2][j];
        double sum3 = c[i + 3][j];
        double sum4 = c[i + 4][j];
        double sum5 = c[i + 5][j];
        double sum6 = c[i + 6][j];
        double sum7 = c[i + 7][j];
        for (int r = 0; r < length; r++) {
            double factor = b[r];
            sum0 += a0[r] * factor;
            sum1 += a1[r] * factor;
            sum2 += a2[r] * factor;
            sum3 += a3[r] * factor;
            sum4 += a4[r] * factor;
            sum5 += a5[r] * factor;
            sum6 += a6[r] * factor;
            sum7 += a7[r] * factor;
        }
        c[i][j] = sum0;
        c[i + 1][j] = sum1;
        c[i + 2][j] = sum2;
        c[i + 3][j] = sum3;
        c[i + 4][j] = sum4;
        c[i + 5][j] = sum5;
        c[i + 6][j] = sum6;
        c[i + 7][j] = sum7;
    }

    /** A block of four rows and three columns: twelve sums of seven values. */
    private static void addBlock(double[][] a, int i, double[][] b, int j, double[][] c, int length) {
        double[] a0 = a[i];
        double[] a1 = a[i + 1];
        double[] a2 = a[i + 2];
        double[] a3 = a[i + 3];
        double[] b0 = b[j];
        double[] b1 = b[j + 1];
        double[] b2 = b[j + 2];
        double[] c0 = c[i];
        double[] c1 = c[i + 1];
        double[] c2 = c[i + 2];
        double[] c3 = c[i + 3];
        double sum00 = c0[j];
        double sum01 = c0[j + 1];
        double sum02 = c0[j + 2];
        double sum10 = c1[j];
        double sum11 = c1[j + 1];
        double sum12 = c1[j + 2];
        double sum20 = c2[j];
        double sum21 = c2[j + 1];
        double sum22 = c2[j + 2];
        double sum30 = c3[j];
        double sum31 = c3[j + 1];
        double sum32 = c3[j + 2];
        for (int r = 0; r < length; r++) {
            double x0 = b0[r];
            double x1 = b1[r];
            double x2 = b2[r];
            sum00 += a0[r] * x0;
            sum01 += a0[r] * x1;
            sum02 += a0[r] * x2;
            sum10 += a1[r] * x0;
            sum11 += a1[r] * x1;
            sum12 += a1[r] * x2;
            sum20 += a2[r] * x0;
            sum21 += a2[r] * x1;
            sum22 += a2[r] * x2;
            sum30 += a3[r] * x0;
            sum31 += a3[r] * x1;
            sum32 += a3[r] * x2;
        }
        c0[j] = sum00;
        c0[j + 1] = sum01;
        c0[j + 2] = sum02;
        c1[j] = sum10;
        c1[j + 1] = sum11;
        c1[j + 2] = sum12;
        c2[j] = sum20;
        c2[j + 1] = sum21;
        c2[j + 2] = sum22;
        c3[j] = sum30;
        c3[j + 1] = sum31;
        c3[j + 2] = sum32;
    }
}
