package dev.firstnetwork.dl4j;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each parameter stands in the one flat vector that DL4J keeps: layer by layer {@code W} column by column ('f' order:
 * {@code flat[i + inputs * j]}), then {@code b}. No other class knows this.
 */
public final class ParameterLayout {

    private ParameterLayout() {}

    /** The flat vector of {@code parameters}, {@code [count]}. */
    public static double[] flatten(Parameters parameters) {
        double[] flat = new double[parameters.count()];
        int position = 0;
        for (int layer = 1; layer <= parameters.layers(); layer++) {
            Matrix w = parameters.w(layer);
            for (int j = 0; j < w.columns(); j++) {
                for (int i = 0; i < w.rows(); i++) {
                    flat[position++] = w.get(i, j);
                }
            }
            for (double b : parameters.b(layer)) {
                flat[position++] = b;
            }
        }
        return flat;
    }

    /**
     * The parameters in {@code flat} for layers of the given widths.
     *
     * @throws IllegalArgumentException if there are more or fewer values than the widths need
     */
    public static Parameters unflatten(double[] flat, List<Integer> sizes) {
        long expected = count(sizes);
        LearningRule.require(
                flat.length == expected,
                "a network of widths " + sizes + " has " + expected + " parameters, found " + flat.length);
        List<Tensor> tensors = new ArrayList<>();
        int position = 0;
        for (int layer = 1; layer < sizes.size(); layer++) {
            Matrix w = Matrix.zeros(sizes.get(layer - 1), sizes.get(layer));
            for (int j = 0; j < w.columns(); j++) {
                for (int i = 0; i < w.rows(); i++) {
                    w.set(i, j, flat[position++]);
                }
            }
            int end = position + w.columns();
            tensors.add(Tensor.weights("W" + layer, w));
            tensors.add(Tensor.bias("b" + layer, Arrays.copyOfRange(flat, position, end)));
            position = end;
        }
        return new Parameters(tensors);
    }

    /** How many parameters a network of the given widths has. */
    public static long count(List<Integer> sizes) {
        long count = 0;
        for (int layer = 1; layer < sizes.size(); layer++) {
            count = Math.addExact(count, Math.multiplyExact(sizes.get(layer - 1) + 1L, sizes.get(layer)));
        }
        return count;
    }
}
