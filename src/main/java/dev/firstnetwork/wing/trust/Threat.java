package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;

/**
 * What may be done to a row: each input that is a number is moved, so far that the norm of all moves is at most epsilon in
 * standardised units (an epsilon of 1 is one standard deviation of the training rows). Categories are left alone. A moved
 * row need not be one that could be met: nothing keeps an age above 0.
 *
 * @param norm how moves are measured together
 * @param free which inputs of the network are numbers, {@code [inputs]}
 */
public record Threat(Norm norm, boolean[] free) {

    /** How the moves of a row's inputs are measured together. */
    public enum Norm {
        /** The largest of them. */
        INF,
        /** The root of the sum of their squares. */
        TWO;

        @Override
        public String toString() {
            return this == INF ? "inf" : "2";
        }

        /** In words, for a page. */
        String words() {
            return this == INF ? "each number by up to epsilon" : "all numbers of a row together by up to epsilon";
        }
    }

    /**
     * The moves of what {@code preparation} makes of a row.
     *
     * @throws IllegalArgumentException if it predicts numbers, or no input is a number
     */
    public static Threat of(Norm norm, Preparation preparation) {
        if (preparation.isRegression()) {
            throw new IllegalArgumentException("robustness is whether a class stays the same, and this model predicts"
                    + " numbers: expected a model of classes");
        }
        boolean[] free = new boolean[preparation.inputs()];
        int at = 0;
        int numbers = 0;
        for (Column column : preparation.features()) {
            free[at] = column.isNumeric();
            numbers += column.isNumeric() ? 1 : 0;
            at += column.width();
        }
        if (numbers == 0) {
            throw new IllegalArgumentException("robustness is against small changes of numbers, and this model has"
                    + " categories alone: expected one column of numbers or more");
        }
        return new Threat(norm, free);
    }

    /** Whether a row is two numbers, which a picture can show. */
    boolean isPlane() {
        return free.length == 2 && free[0] && free[1];
    }

    /** Throws an {@link IllegalArgumentException} unless {@code epsilon} is finite and 0 or more. */
    static void requireEpsilon(String option, double epsilon) {
        if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(option + " is " + epsilon + ": expected a number of 0 or more, in"
                    + " standard deviations of the inputs");
        }
    }

    /**
     * How much a move of norm 1 adds to {@code a x} at most, for each row of {@code a}: its dual norm, that of 1 for the
     * largest and that of 2 for the root of squares.
     *
     * @param a {@code [n, inputs]}
     */
    double[] dual(Matrix a) {
        double[] sums = new double[a.rows()];
        for (int i = 0; i < a.values().length; i++) {
            double value = free[i % free.length] ? Math.abs(a.values()[i]) : 0;
            sums[i / free.length] += norm == Norm.INF ? value : value * value;
        }
        for (int i = 0; i < sums.length && norm == Norm.TWO; i++) {
            sums[i] = Math.sqrt(sums[i]);
        }
        return sums;
    }

    /** The move of length {@code length} that rises most along each row of {@code gradient}; none where that is 0. */
    Matrix steepest(Matrix gradient, double length) {
        double[] size = dual(gradient);
        Matrix move = gradient.copy();
        for (int i = 0; i < move.values().length; i++) {
            double value = free[i % free.length] ? move.values()[i] : 0;
            double unit = norm == Norm.INF ? Math.signum(value) : value / size[i / free.length];
            move.values()[i] = value == 0 ? 0 : length * unit;
        }
        return move;
    }

    /** {@code moved}, each row brought back to within {@code epsilon} of that of {@code x}; {@code moved} itself is changed. */
    Matrix within(Matrix x, Matrix moved, double epsilon) {
        double[] far = dual(moved.minus(x));
        for (int i = 0; i < moved.values().length; i++) {
            double home = x.values()[i];
            double move = free[i % free.length] ? moved.values()[i] - home : 0;
            double size = far[i / free.length];
            double kept = norm == Norm.INF
                    ? Math.max(-epsilon, Math.min(epsilon, move))
                    : size > epsilon ? move * (epsilon / size) : move;
            moved.values()[i] = home + kept;
        }
        return moved;
    }

    /** A point for each row of {@code x}, drawn evenly from all that are within {@code epsilon}. */
    Matrix random(Matrix x, double epsilon, NumpyRandom random) {
        Matrix move = x.map(ignored -> norm == Norm.INF ? 2 * random.nextDouble() - 1 : random.nextGaussian());
        int numbers = 0;
        for (boolean is : free) {
            numbers += is ? 1 : 0;
        }
        double[] size = dual(move);
        double scale = epsilon;
        for (int i = 0; i < move.values().length; i++) {
            if (norm == Norm.TWO && i % free.length == 0) {
                // evenly in the ball: a direction, and a distance that outer shells have more room for
                scale = epsilon * Elementary.exp(Elementary.log(random.nextDouble()) / numbers) / size[i / free.length];
            }
            move.values()[i] = x.values()[i] + (free[i % free.length] ? scale * move.values()[i] : 0);
        }
        return move;
    }
}
