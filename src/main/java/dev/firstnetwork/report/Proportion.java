package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.Figures.Interval;

/** A part of a whole, counted. */
public record Proportion(long part, long whole) {

    /** The 0.975 quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    public Proportion {
        if (part < 0 || part > whole) {
            throw new IllegalArgumentException("found " + part + " of " + whole);
        }
    }

    /** In {@code [0, 1]}; NaN of nothing. */
    public double value() {
        return (double) part / whole;
    }

    public boolean isDefined() {
        return whole > 0;
    }

    /**
     * The 95% interval of Wilson (<i>Probable inference, the law of succession, and statistical inference</i>, 1927), which
     * is sensible for few rows too: of nothing it is {@code [0, 1]}.
     */
    public Interval interval() {
        if (!isDefined()) {
            return new Interval(0, 1);
        }
        double weight = Z * Z / whole;
        double middle = value() + weight / 2;
        double half = Z * Math.sqrt(value() * (1 - value()) / whole + weight / (4 * whole));
        return new Interval(Math.max(0, (middle - half) / (1 + weight)), Math.min(1, (middle + half) / (1 + weight)));
    }
}
