package dev.firstnetwork.math;

import java.util.Arrays;

/**
 * One named array of parameters, or the gradient with respect to it: a weight matrix {@code W1} of shape {@code [inputs,
 * outputs]}, a bias {@code b1} of shape {@code [outputs]}.
 *
 * @param name the symbol in the formulas, such as {@code W1}
 * @param shape the length of each dimension
 * @param values the elements row by row; the array itself, so that writing to it changes the parameter
 */
public record Tensor(String name, int[] shape, double[] values) {

    public Tensor {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (size != values.length) {
            throw new IllegalArgumentException(name + " of shape " + Arrays.toString(shape) + " holds " + size
                    + " values, but " + values.length + " were given");
        }
    }

    public static Tensor weights(String name, Matrix w) {
        return new Tensor(name, new int[] {w.rows(), w.columns()}, w.values());
    }

    public static Tensor bias(String name, double[] b) {
        return new Tensor(name, new int[] {b.length}, b);
    }

    /** Whether this is a weight matrix, which L1 and L2 penalise, and not a bias, which they leave alone. */
    public boolean isWeights() {
        return shape.length == 2;
    }

    /** The weight matrix over the same values. */
    public Matrix matrix() {
        return Matrix.of(shape[0], shape[1], values);
    }

    public Tensor copy() {
        return new Tensor(name, shape, values.clone());
    }

    /** A tensor of zeros with the same name and shape. */
    public Tensor zeros() {
        return new Tensor(name, shape, new double[values.length]);
    }

    /** The indices of the element at position {@code flat} of {@link #values}, as text: {@code [0, 17]}. */
    public String indexOf(int flat) {
        return isWeights() ? "[" + flat / shape[1] + ", " + flat % shape[1] + "]" : "[" + flat + "]";
    }

    /**
     * Checks that {@code other} has this tensor's name and shape.
     *
     * @throws IllegalArgumentException with both shapes, where it has not
     */
    public void requireSameShape(Tensor other) {
        if (!name.equals(other.name) || !Arrays.equals(shape, other.shape)) {
            throw new IllegalArgumentException("expected " + name + " " + Arrays.toString(shape) + ", found "
                    + other.name + " " + Arrays.toString(other.shape));
        }
    }
}
