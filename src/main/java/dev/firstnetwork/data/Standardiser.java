package dev.firstnetwork.data;

import dev.firstnetwork.math.Matrix;
import java.io.Serializable;

/**
 * Shifts each column to mean 0 and scales it to standard deviation 1, as scikit-learn's {@code StandardScaler} does: by the
 * population's deviation (divided by n), and by 1 where a column is constant.
 *
 * @param mean the mean of each column, {@code [columns]}
 * @param standardDeviation what each column is divided by, {@code [columns]}; never 0
 */
public record Standardiser(double[] mean, double[] standardDeviation) implements Serializable {

    /** For no columns at all. */
    public static final Standardiser NONE = new Standardiser(new double[0], new double[0]);

    /** From 1 to the next double. */
    private static final double EPSILON = 0x1p-52;

    public Standardiser {
        if (mean.length != standardDeviation.length) {
            throw new IllegalArgumentException("found " + mean.length + " means and " + standardDeviation.length
                    + " standard deviations: expected one of each a column");
        }
        for (int j = 0; j < mean.length; j++) {
            if (!Double.isFinite(mean[j])
                    || !(standardDeviation[j] > 0 && standardDeviation[j] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("column " + (j + 1) + " has the mean " + mean[j]
                        + " and the standard deviation " + standardDeviation[j] + ": expected finite ones, the second"
                        + " greater than 0");
            }
        }
    }

    /**
     * The means and deviations of {@code x}, {@code [n, columns]}: of the training rows, and of no others. Missing values,
     * which are NaN, are passed over, as scikit-learn does.
     */
    public static Standardiser fit(Matrix x) {
        Sums sums = Sums.of(x);
        return Deviations.of(x, sums.mean()).standardiser(sums);
    }

    /**
     * What the means of columns are made of; those of the parts of a matrix add up.
     *
     * @param n how many values are not missing, {@code [columns]}
     * @param sum of these, {@code [columns]}
     */
    public record Sums(double[] n, double[] sum) implements Serializable {

        /** Of the rows of {@code x}, in their order. */
        public static Sums of(Matrix x) {
            double[] n = new double[x.columns()];
            double[] sum = new double[x.columns()];
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < n.length; j++) {
                    double value = x.get(i, j);
                    if (!Double.isNaN(value)) {
                        n[j]++;
                        sum[j] += value;
                    }
                }
            }
            return new Sums(n, sum);
        }

        /** With those of the rows that come next. */
        public Sums plus(Sums next) {
            return new Sums(added(n, next.n), added(sum, next.sum));
        }

        /** The mean of each column, 0 for one without values. */
        public double[] mean() {
            double[] mean = new double[n.length];
            for (int j = 0; j < mean.length; j++) {
                mean[j] = n[j] == 0 ? 0 : sum[j] / n[j];
            }
            return mean;
        }
    }

    /**
     * What the deviations of columns are made of; those of the parts of a matrix add up.
     *
     * @param squares of the differences from the mean, summed, {@code [columns]}
     * @param correction the sum of the differences, which rounding keeps from 0, {@code [columns]}
     */
    public record Deviations(double[] squares, double[] correction) implements Serializable {

        /** Of the rows of {@code x}, in their order, from the means of all rows. */
        public static Deviations of(Matrix x, double... mean) {
            double[] squares = new double[mean.length];
            double[] correction = new double[mean.length];
            for (int i = 0; i < x.rows(); i++) {
                for (int j = 0; j < mean.length; j++) {
                    double difference = x.get(i, j) - mean[j];
                    if (!Double.isNaN(difference)) {
                        squares[j] += difference * difference;
                        correction[j] += difference;
                    }
                }
            }
            return new Deviations(squares, correction);
        }

        /** With those of the rows that come next. */
        public Deviations plus(Deviations next) {
            return new Deviations(added(squares, next.squares), added(correction, next.correction));
        }

        /** The standardiser of columns with these sums. */
        public Standardiser standardiser(Sums sums) {
            double[] mean = sums.mean();
            double[] deviation = new double[mean.length];
            for (int j = 0; j < mean.length; j++) {
                double n = sums.n[j];
                // the two-pass variance with its rounding taken off (Chan, Golub, LeVeque 1983, equation 1.7)
                double variance = (squares[j] - correction[j] * correction[j] / n) / n;
                // scikit-learn's bound under which a variance is nothing but rounding
                double rounding = n * mean[j] * EPSILON;
                boolean constant = n == 0 || variance <= n * EPSILON * variance + rounding * rounding;
                deviation[j] = constant ? 1 : Math.sqrt(variance);
            }
            return new Standardiser(mean, deviation);
        }
    }

    private static double[] added(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += b[j];
        }
        return sum;
    }

    /**
     * {@code (x - mean) / standard deviation} as a new matrix; a missing value, NaN, becomes 0, which is the mean.
     *
     * @throws IllegalArgumentException if {@code x} has another number of columns
     */
    public Matrix apply(Matrix x) {
        Matrix result = x.copy();
        applyInPlace(result);
        return result;
    }

    /** The same, written over {@code x} itself. */
    void applyInPlace(Matrix x) {
        if (x.columns() != mean.length) {
            throw new IllegalArgumentException(
                    "X is " + x.shape() + ", but the standardiser was fitted on " + mean.length + " columns");
        }
        double[] values = x.values();
        for (int i = 0; i < values.length; i++) {
            int j = i % mean.length;
            values[i] = Double.isNaN(values[i]) ? 0 : (values[i] - mean[j]) / standardDeviation[j];
        }
    }

    /** From standardised values back to the columns' own units: {@code x * standard deviation + mean}, as a new matrix. */
    public Matrix revert(Matrix x) {
        Matrix result = x.copy();
        double[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            int j = i % mean.length;
            values[i] = values[i] * standardDeviation[j] + mean[j];
        }
        return result;
    }
}
