package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Elementary;

/**
 * The sigmoid and its cross-entropy over arrays: the bits of {@link dev.firstnetwork.math.Activation#SIGMOID} and {@link
 * dev.firstnetwork.math.Loss#BINARY_CROSS_ENTROPY}, in loops that become vector instructions, with one exponential for both.
 */
final class Logistic {

    /** {@code exp(-|z|)} of what {@link #sigmoid} was last given. */
    private final double[] e;

    private final double[] losses;
    private final double[][] aside;

    /** For arrays of at most {@code rows}. */
    Logistic(int rows) {
        e = new double[rows];
        losses = new double[rows];
        aside = new double[3][rows];
    }

    /**
     * The sigmoid of the first {@code n} of {@code z}.
     *
     * @param p becomes it; may be {@code z}
     */
    void sigmoid(double[] z, double[] p, int n) {
        for (int r = 0; r < n; r++) {
            e[r] = -Math.abs(z[r]);
        }
        Elementary.expOfNegatives(e, e, aside[0], n);
        for (int r = 0; r < n; r++) {
            double isPositive = RowProducts.isPositive(Math.max(0, z[r]));
            p[r] = (isPositive + (1 - isPositive) * e[r]) / (1 + e[r]);
        }
    }

    /**
     * The cross-entropies with the labels {@code y} of the {@code z} that {@link #sigmoid} was last given, added to {@code
     * start} one by one.
     */
    double addLosses(double start, double[] z, double[] y, int n) {
        Elementary.log1pOfFractions(e, losses, aside, n);
        for (int r = 0; r < n; r++) {
            losses[r] = Math.max(z[r], 0) - z[r] * y[r] + losses[r];
        }
        double sum = start;
        for (int r = 0; r < n; r++) {
            sum += losses[r];
        }
        return sum;
    }
}
