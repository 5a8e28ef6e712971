package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Tensor;
import java.io.Serializable;

/**
 * The L1 and L2 penalties on weights, never on biases: {@code l1 * sum|w| + l2/2 * sum(w^2)}, as DL4J applies them
 * ({@code L1Regularization} and {@code L2Regularization}: to the mean gradient, before the updater).
 *
 * @param l1 factor of the absolute values, 0 or more
 * @param l2 factor of the squares, 0 or more; halved in the loss, so that the gradient is {@code l2 * w}
 */
public record Penalty(double l1, double l2) implements Serializable {

    public static final Penalty NONE = new Penalty(0, 0);

    public Penalty {
        boolean factors = l1 >= 0 && l2 >= 0 && Double.isFinite(l1 + l2);
        LearningRule.require(factors, "L1 and L2 must be finite and 0 or more, found " + l1 + " and " + l2);
    }

    private boolean isNone() {
        return l1 == 0 && l2 == 0;
    }

    /** What the penalty adds to the loss. */
    public double value(Parameters parameters) {
        if (isNone()) {
            return 0;
        }
        double absolutes = 0;
        double squares = 0;
        for (Tensor tensor : parameters.tensors()) {
            if (tensor.isWeights()) {
                for (double w : tensor.values()) {
                    absolutes += Math.abs(w);
                    squares += w * w;
                }
            }
        }
        return l1 * absolutes + l2 / 2 * squares;
    }

    /** Adds the penalty's gradient {@code l1 * sign(w) + l2 * w} to {@code gradients}. */
    public void addGradient(Parameters parameters, Parameters gradients) {
        if (isNone()) {
            return;
        }
        for (int i = 0; i < parameters.tensors().size(); i++) {
            Tensor tensor = parameters.tensors().get(i);
            if (tensor.isWeights()) {
                double[] w = tensor.values();
                double[] dw = gradients.tensors().get(i).values();
                for (int j = 0; j < w.length; j++) {
                    dw[j] += l1 * Math.signum(w[j]) + l2 * w[j];
                }
            }
        }
    }
}
