package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import java.util.List;

/**
 * What the loss of a row counts in training, by the row's class. The mean is still over the number of rows, as in
 * scikit-learn's and Keras's {@code class_weight}.
 *
 * @param weights one for each class, 0 or more; empty where each row counts 1
 */
public record ClassWeights(List<Double> weights) {

    public static final ClassWeights NONE = new ClassWeights(List.of());

    public ClassWeights {
        weights = List.copyOf(weights);
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a class weight must be finite and 0 or more, found " + weight);
            }
        }
    }

    public boolean isEmpty() {
        return weights.isEmpty();
    }

    /**
     * The weight of each row, {@code [n]}.
     *
     * @param y the labels, {@code [n, 1]} with 0 or 1 for two classes, one-hot {@code [n, classes]} for more
     */
    public double[] of(Matrix y) {
        double[] rows = new double[y.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = of(y, i);
        }
        return rows;
    }

    /** The weight of one row of {@code y}. */
    public double of(Matrix y, int row) {
        if (isEmpty()) {
            return 1;
        }
        if (y.columns() == 1) {
            return (1 - y.get(row, 0)) * weights.get(0) + y.get(row, 0) * weights.get(1);
        }
        double weight = 0;
        for (int k = 0; k < y.columns(); k++) {
            weight += y.get(row, k) * weights.get(k);
        }
        return weight;
    }
}
