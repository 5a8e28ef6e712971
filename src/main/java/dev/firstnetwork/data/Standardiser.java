package dev.firstnetwork.data;

import dev.firstnetwork.math.Matrix;

/**
 * Shifts each column to mean 0 and scales it to standard deviation 1, as scikit-learn's {@code StandardScaler} does: by the
 * population's deviation (divided by n), and by 1 where a column is constant.
 *
 * @param mean the mean of each column, {@code [columns]}
 * @param standardDeviation what each column is divided by, {@code [columns]}; never 0
 */
public record Standardiser(double[] mean, double[] standardDeviation) {

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
        double[] mean = new double[x.columns()];
        double[] deviation = new double[x.columns()];
        for (int j = 0; j < mean.length; j++) {
            int n = 0;
            double sum = 0;
            for (int i = 0; i < x.rows(); i++) {
                double value = x.get(i, j);
                if (!Double.isNaN(value)) {
                    n++;
                    sum += value;
                }
            }
            mean[j] = n == 0 ? 0 : sum / n;
            deviation[j] = n == 0 ? 1 : deviation(x, j, mean[j], n);
        }
        return new Standardiser(mean, deviation);
    }

    /** The standard deviation of the {@code n} values in column {@code j} that are not missing. */
    private static double deviation(Matrix x, int j, double mean, int n) {
        double squares = 0;
        double correction = 0;
        for (int i = 0; i < x.rows(); i++) {
            double difference = x.get(i, j) - mean;
            if (!Double.isNaN(difference)) {
                squares += difference * difference;
                correction += difference;
            }
        }
        // the two-pass variance with its rounding taken off (Chan, Golub, LeVeque 1983, equation 1.7)
        double variance = (squares - correction * correction / n) / n;
        // scikit-learn's bound under which a variance is nothing but rounding
        double rounding = n * mean * EPSILON;
        return variance <= n * EPSILON * variance + rounding * rounding ? 1 : Math.sqrt(variance);
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
