package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far two computations of the same tensor lie apart.
 *
 * @param tensor its name, such as {@code W1}
 * @param shape its shape, such as {@code [2, 32]}
 * @param maxAbsolute the largest {@code |a - b|} of an element
 * @param relative {@code ||a - b|| / max(||a||, ||b||)} in the Euclidean norm, 0 where both are zero: a ratio of norms, so
 *     that a tiny element beside large ones does not blow it up
 * @param cosine the cosine of the angle between the two; 1 where both are zero, 0 where one is. It hides a wrong factor
 * @param worst the position of the largest difference in the tensor's values
 */
public record TensorDifference(
        String tensor, List<Integer> shape, double maxAbsolute, double relative, double cosine, int worst) {

    /**
     * The difference of {@code a} and {@code b}. A value that is not finite makes {@code maxAbsolute} and {@code relative}
     * infinite, so that it cannot pass for agreement.
     *
     * @throws IllegalArgumentException if the names or shapes differ
     */
    public static TensorDifference of(Tensor a, Tensor b) {
        a.requireSameShape(b);
        double[] x = a.values();
        double[] y = b.values();
        double max = 0;
        int worst = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = Math.abs(x[i] - y[i]);
            if (Double.isNaN(difference)) {
                difference = Double.POSITIVE_INFINITY;
            }
            if (difference > max) {
                max = difference;
                worst = i;
            }
        }
        List<Integer> shape = Arrays.stream(a.shape()).boxed().toList();
        if (Double.isInfinite(max)) {
            return new TensorDifference(a.name(), shape, max, Double.POSITIVE_INFINITY, 0, worst);
        }
        // scaled by the largest value, so that no square overflows or vanishes
        double scale = Math.max(maxAbsolute(x), maxAbsolute(y));
        if (scale == 0) {
            return new TensorDifference(a.name(), shape, 0, 0, 1, 0);
        }
        double dot = 0;
        double squaresX = 0;
        double squaresY = 0;
        double squaresDifference = 0;
        for (int i = 0; i < x.length; i++) {
            double xi = x[i] / scale;
            double yi = y[i] / scale;
            dot += xi * yi;
            squaresX += xi * xi;
            squaresY += yi * yi;
            squaresDifference += (xi - yi) * (xi - yi);
        }
        double relative = Math.sqrt(squaresDifference / Math.max(squaresX, squaresY));
        double cosine = squaresX == 0 || squaresY == 0 ? 0 : dot / Math.sqrt(squaresX) / Math.sqrt(squaresY);
        return new TensorDifference(a.name(), shape, max, relative, cosine, worst);
    }

    /** The difference of each tensor of {@code a} and {@code b}, in their order. */
    public static List<TensorDifference> of(Parameters a, Parameters b) {
        a.requireSameShapes(b);
        List<TensorDifference> differences = new ArrayList<>();
        for (int i = 0; i < a.tensors().size(); i++) {
            differences.add(of(a.tensors().get(i), b.tensors().get(i)));
        }
        return differences;
    }

    /** The largest absolute difference of all. */
    public static double largest(List<TensorDifference> differences) {
        return differences.stream()
                .mapToDouble(TensorDifference::maxAbsolute)
                .max()
                .orElse(0);
    }

    /** The larger of each figure here and in {@code other}, and the smaller cosine. */
    public TensorDifference worse(TensorDifference other) {
        return new TensorDifference(
                tensor,
                shape,
                Math.max(maxAbsolute, other.maxAbsolute),
                Math.max(relative, other.relative),
                Math.min(cosine, other.cosine),
                maxAbsolute >= other.maxAbsolute ? worst : other.worst);
    }

    private static double maxAbsolute(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, Math.abs(value));
        }
        return max;
    }
}
