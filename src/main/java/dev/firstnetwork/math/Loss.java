package dev.firstnetwork.math;

import java.util.Locale;

/**
 * Losses over the network's output, each as the <b>mean</b> over the rows of a batch, with the derivative with respect to
 * the output layer's pre-activations {@code Z}.
 *
 * <p>The cross-entropies are computed from the logits {@code Z} and not from the probabilities {@code P = f(Z)}, so that
 * nothing overflows however far the output saturates (Goodfellow, Bengio, Courville: <i>Deep Learning</i>, section
 * 6.2.2.2). DL4J computes its binary cross-entropy from clipped probabilities, by default in {@code [1e-5, 1 - 1e-5]}, as
 * this program sets it up in double in {@code [1e-15, 1 - 1e-15]}; the two agree inside {@code |z| < 34.5}.
 *
 * <p>In all methods {@code y} is {@code [n, outputs]}: 0 or 1 in one column for {@link #BINARY_CROSS_ENTROPY}, one-hot for
 * {@link #CROSS_ENTROPY}, any number for {@link #MEAN_SQUARED_ERROR}.
 */
public enum Loss {
    /** {@code -mean(y log p + (1 - y) log(1 - p))}, summed over the outputs, of sigmoid outputs. */
    BINARY_CROSS_ENTROPY(Activation.SIGMOID) {
        @Override
        double sum(Matrix z, Matrix a, Matrix y) {
            double sum = 0;
            for (int i = 0; i < z.values().length; i++) {
                double logit = z.values()[i];
                // = -log p where y = 1 and -log(1 - p) where y = 0, with no exponential of a positive number
                sum += Math.max(logit, 0) - logit * y.values()[i] + Math.log1p(Math.exp(-Math.abs(logit)));
            }
            return sum;
        }

        @Override
        public Matrix delta(Activation f, Matrix z, Matrix p, Matrix y) {
            return meanError(p, y);
        }
    },
    /** {@code -mean(log p_label)} of softmax outputs. */
    CROSS_ENTROPY(Activation.SOFTMAX) {
        @Override
        double sum(Matrix z, Matrix a, Matrix y) {
            double sum = 0;
            for (int i = 0; i < z.rows(); i++) {
                double max = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < z.columns(); j++) {
                    max = Math.max(max, z.get(i, j));
                }
                double exponentials = 0;
                double labelLogit = 0;
                double labelWeight = 0;
                for (int j = 0; j < z.columns(); j++) {
                    exponentials += Math.exp(z.get(i, j) - max);
                    labelLogit += y.get(i, j) * z.get(i, j);
                    labelWeight += y.get(i, j);
                }
                sum += labelWeight * (max + Math.log(exponentials)) - labelLogit;
            }
            return sum;
        }

        @Override
        public Matrix delta(Activation f, Matrix z, Matrix p, Matrix y) {
            return meanError(p, y);
        }
    },
    /** {@code mean((a - y)^2)} over rows and outputs, of outputs of any activation. */
    MEAN_SQUARED_ERROR(null) {
        @Override
        double sum(Matrix z, Matrix a, Matrix y) {
            double sum = 0;
            for (int i = 0; i < a.values().length; i++) {
                double error = a.values()[i] - y.values()[i];
                sum += error * error;
            }
            return sum / a.columns();
        }

        @Override
        public Matrix delta(Activation f, Matrix z, Matrix a, Matrix y) {
            requireSameSize(a, y);
            return f.backward(a.minus(y).scaled(2.0 / (a.rows() * a.columns())), z, a);
        }
    };

    private final Activation outputActivation;

    Loss(Activation outputActivation) {
        this.outputActivation = outputActivation;
    }

    /** The loss summed over the rows. */
    abstract double sum(Matrix z, Matrix a, Matrix y);

    /**
     * The mean loss over the rows.
     *
     * @param z the output layer's pre-activations (logits), {@code [n, outputs]}
     * @param a the outputs {@code f(Z)}, {@code [n, outputs]}
     * @param y what they should be, {@code [n, outputs]}
     * @throws IllegalArgumentException if {@code y} has another size than {@code a}: the broadcast that would turn
     *     {@code [n]} against {@code [n, 1]} into {@code [n, n]} is an error here
     */
    public double mean(Matrix z, Matrix a, Matrix y) {
        requireSameSize(a, y);
        return sum(z, a, y) / z.rows();
    }

    /**
     * The output delta {@code dL/dZ}, {@code [n, outputs]}: the derivative of the mean loss with respect to the output
     * layer's pre-activations. Under a cross-entropy it is {@code (P - Y) / n}, because the derivative of the loss cancels
     * that of the activation (Bishop: <i>Pattern Recognition and Machine Learning</i>, section 5.2).
     *
     * @param f the output layer's activation
     */
    public abstract Matrix delta(Activation f, Matrix z, Matrix a, Matrix y);

    /** The delta of a cross-entropy: {@code (P - Y) / n}. */
    private static Matrix meanError(Matrix p, Matrix y) {
        requireSameSize(p, y);
        return p.minus(y).scaled(1.0 / p.rows());
    }

    /** Whether this loss is computed from the logits of {@code f}. */
    public boolean goesWith(Activation f) {
        return outputActivation == null || outputActivation == f;
    }

    /** The name as it is written on the command line: {@code binary-cross-entropy}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void requireSameSize(Matrix a, Matrix y) {
        if (!a.sameSize(y)) {
            throw new IllegalArgumentException("the outputs are " + a.shape() + " but the labels Y are " + y.shape()
                    + ": give Y one row a sample");
        }
    }
}
