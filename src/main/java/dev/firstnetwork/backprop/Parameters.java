package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * All weights and biases of a network of dense layers in the order {@code W1, b1, W2, b2, ...}; or the gradient of the loss
 * with respect to them, which has the same names and shapes.
 *
 * @param tensors {@code W_l} of shape {@code [inputs, outputs]} and {@code b_l} of shape {@code [outputs]} for each layer
 */
public record Parameters(List<Tensor> tensors) {

    /** @throws IllegalArgumentException unless the tensors are W and b in turn, each layer as wide as the next expects */
    public Parameters {
        tensors = List.copyOf(tensors);
        if (tensors.isEmpty() || tensors.size() % 2 != 0) {
            throw new IllegalArgumentException("expected W1, b1, W2, b2, ..., found " + tensors.size() + " tensors");
        }
        int width = tensors.get(0).shape()[0];
        for (int layer = 1; 2 * layer <= tensors.size(); layer++) {
            Tensor w = tensors.get(2 * layer - 2);
            Tensor b = tensors.get(2 * layer - 1);
            int outputs = b.values().length;
            Tensor.weights("W" + layer, Matrix.zeros(width, outputs)).requireSameShape(w);
            Tensor.bias("b" + layer, new double[outputs]).requireSameShape(b);
            width = outputs;
        }
    }

    /**
     * Glorot's uniform initialisation, Keras's default for a dense layer: weights uniform in {@code +-sqrt(6 / (inputs +
     * outputs))} and drawn row by row, biases zero (Glorot, Bengio: <i>Understanding the difficulty of training deep
     * feedforward neural networks</i>, 2010, equation 16).
     *
     * @param sizes the width of each layer from the inputs on: {@code 2, 32, 1}
     */
    public static Parameters glorotUniform(List<Integer> sizes, RandomGenerator random) {
        List<Tensor> tensors = new ArrayList<>();
        for (int layer = 1; layer < sizes.size(); layer++) {
            Matrix w = Matrix.zeros(sizes.get(layer - 1), sizes.get(layer));
            double limit = Math.sqrt(6.0 / (w.rows() + w.columns()));
            for (int i = 0; i < w.values().length; i++) {
                w.values()[i] = -limit + 2 * limit * random.nextDouble();
            }
            tensors.add(Tensor.weights("W" + layer, w));
            tensors.add(Tensor.bias("b" + layer, new double[w.columns()]));
        }
        return new Parameters(tensors);
    }

    public int layers() {
        return tensors.size() / 2;
    }

    /** The weight matrix {@code W_layer}, {@code [inputs, outputs]}, over the live values; layers count from 1. */
    public Matrix w(int layer) {
        return tensors.get(2 * layer - 2).matrix();
    }

    /** The bias {@code b_layer}, {@code [outputs]}: the array itself; layers count from 1. */
    public double[] b(int layer) {
        return tensors.get(2 * layer - 1).values();
    }

    /** The width of each layer from the inputs on: {@code 2, 32, 1}. */
    public List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        sizes.add(w(1).rows());
        for (int layer = 1; layer <= layers(); layer++) {
            sizes.add(b(layer).length);
        }
        return sizes;
    }

    /** How many numbers there are in all. */
    public int count() {
        return tensors.stream().mapToInt(t -> t.values().length).sum();
    }

    /** A deep copy. */
    public Parameters copy() {
        return new Parameters(tensors.stream().map(Tensor::copy).toList());
    }

    /** Zeros of the same names and shapes. */
    public Parameters zeros() {
        return new Parameters(tensors.stream().map(Tensor::zeros).toList());
    }

    /**
     * Copies {@code source} into these tensors.
     *
     * @throws IllegalArgumentException if a name or shape differs; nothing has been changed then
     */
    public void assign(Parameters source) {
        requireSameShapes(source);
        for (int i = 0; i < tensors.size(); i++) {
            double[] from = source.tensors.get(i).values();
            System.arraycopy(from, 0, tensors.get(i).values(), 0, from.length);
        }
    }

    /**
     * Checks that {@code other} has the same tensors.
     *
     * @throws IllegalArgumentException with both shapes and the name of the first tensor that differs
     */
    public void requireSameShapes(Parameters other) {
        if (tensors.size() != other.tensors.size()) {
            throw new IllegalArgumentException(
                    "expected " + tensors.size() + " tensors, found " + other.tensors.size() + " (two a layer)");
        }
        for (int i = 0; i < tensors.size(); i++) {
            tensors.get(i).requireSameShape(other.tensors.get(i));
        }
    }
}
