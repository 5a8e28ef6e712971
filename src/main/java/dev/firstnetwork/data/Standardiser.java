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

    private static final double EPSILON = Math.ulp(1.0);

    public Standardiser {
        if (mean.length != standardDeviation.length) {
            throw new IllegalArgumentException("found " + mean.length + " means and " + standardDeviation.length
                    + " standard deviations: expected one of each a column");
        }
    }

    /** The means and deviations of {@code x}, {@code [n, columns]}: of the training rows, and of no others. */
    public static Standardiser fit(Matrix x) {
        int n = x.rows();
        double[] mean = x.columnSums();
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= n;
        }
        double[] deviation = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            double squares = 0;
            double correction = 0;
            for (int i = 0; i < n; i++) {
                double difference = x.get(i, j) - mean[j];
                squares += difference * difference;
                correction += difference;
            }
            // the two-pass variance with its rounding taken off (Chan, Golub, LeVeque 1983, equation 1.7)
            double variance = (squares - correction * correction / n) / n;
            // scikit-learn's bound under which a variance is nothing but rounding
            double rounding = n * mean[j] * EPSILON;
            deviation[j] = variance <= n * EPSILON * variance + rounding * rounding ? 1 : Math.sqrt(variance);
        }
        return new Standardiser(mean, deviation);
    }

    /**
     * {@code (x - mean) / standard deviation} as a new matrix.
     *
     * @throws IllegalArgumentException if {@code x} has another number of columns
     */
    public Matrix apply(Matrix x) {
        if (x.columns() != mean.length) {
            throw new IllegalArgumentException(
                    "X is " + x.shape() + ", but the standardiser was fitted on " + mean.length + " columns");
        }
        Matrix result = x.copy();
        double[] values = result.values();
        for (int i = 0; i < values.length; i++) {
            int j = i % mean.length;
            values[i] = (values[i] - mean[j]) / standardDeviation[j];
        }
        return result;
    }
}
