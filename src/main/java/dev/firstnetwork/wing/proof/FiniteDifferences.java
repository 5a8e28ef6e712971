package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import java.util.stream.IntStream;

/**
 * The gradient by central differences, {@code (L(w + h) - L(w - h)) / 2h}, one parameter at a time: slow, and independent
 * of any derivative that somebody wrote down. Its error is about {@code h^2} from the curvature plus {@code 1e-16 / h} from
 * rounding, least near {@code h = 1e-5} (Press et al.: <i>Numerical Recipes</i>, section 5.7).
 *
 * <p>ReLU has a kink. Where a pre-activation changes its sign between {@code w - h} and {@code w + h}, the difference
 * averages two slopes and says nothing of either, so {@code h} is divided by ten until no sign changes, down to {@code
 * 1e-8}. An element that still straddles the kink takes the analytic value over and is counted as not judged.
 *
 * @param gradients the gradient, in the parameters' shapes
 * @param notJudged how many elements lie on a kink and were taken over from the analytic gradient
 */
public record FiniteDifferences(Parameters gradients, int notJudged) {

    private static final double STEP = 1e-5;
    private static final double SMALLEST_STEP = 1e-8;

    /**
     * The gradient of {@code network}'s loss over the rows of {@code x} and {@code y} by central differences. The network's
     * parameters are changed on the way and put back.
     *
     * @param analytic what stands for an element that cannot be judged
     */
    public static FiniteDifferences of(DenseNetwork network, Matrix x, Matrix y, Parameters analytic) {
        Parameters gradients = network.parameters().zeros();
        gradients.requireSameShapes(analytic);
        int notJudged = 0;
        for (int i = 0; i < gradients.tensors().size(); i++) {
            double[] w = network.parameters().tensors().get(i).values();
            double[] g = gradients.tensors().get(i).values();
            double[] known = analytic.tensors().get(i).values();
            for (int j = 0; j < w.length; j++) {
                double difference = centralDifference(network, x, y, w, j);
                if (Double.isNaN(difference)) {
                    notJudged++;
                    difference = known[j];
                }
                g[j] = difference;
            }
        }
        return new FiniteDifferences(gradients, notJudged);
    }

    /** The central difference in {@code w[j]}; NaN where every step straddles a kink. */
    private static double centralDifference(DenseNetwork network, Matrix x, Matrix y, double[] w, int j) {
        double before = w[j];
        try {
            for (double h = STEP * Math.max(1, Math.abs(before)); h >= SMALLEST_STEP; h /= 10) {
                double above = before + h;
                w[j] = above;
                ForwardTrace plus = network.forward(x);
                double lossPlus = network.loss(plus, y);
                double below = before - h;
                w[j] = below;
                ForwardTrace minus = network.forward(x);
                double lossMinus = network.loss(minus, y);
                boolean penaltyKink = network.penalty().l1() > 0 && Math.signum(above) != Math.signum(below);
                if (!penaltyKink && sameSigns(network, plus, minus)) {
                    // above - below is 2h as the computer rounded it
                    return (lossPlus - lossMinus) / (above - below);
                }
            }
            return Double.NaN;
        } finally {
            w[j] = before;
        }
    }

    private static boolean sameSigns(DenseNetwork network, ForwardTrace plus, ForwardTrace minus) {
        return IntStream.rangeClosed(1, network.layers())
                .filter(layer -> network.f(layer).hasKink())
                .allMatch(layer -> signs(plus.z(layer)).equals(signs(minus.z(layer))));
    }

    /** -1, 0 or 1 for each element, and 0 for -0 too. */
    private static Matrix signs(Matrix z) {
        return z.map(value -> Math.signum(value) + 0.0);
    }
}
