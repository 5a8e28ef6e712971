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
        public double of(double[] z, double[] a, double[] y, int at, int width) {
            double sum = 0;
            for (int j = at; j < at + width; j++) {
                // = -log p where y = 1 and -log(1 - p) where y = 0, with no exponential of a positive number
                sum += Math.max(z[j], 0) - z[j] * y[j] + Elementary.log1p(Elementary.exp(-Math.abs(z[j])));
            }
            return sum;
        }
    },
    /** {@code -mean(log p_label)} of softmax outputs. */
    CROSS_ENTROPY(Activation.SOFTMAX) {
        @Override
        public double of(double[] z, double[] a, double[] y, int at, int width) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = at; j < at + width; j++) {
                max = Math.max(max, z[j]);
            }
            double exponentials = 0;
            double labelLogit = 0;
            double labelWeight = 0;
            for (int j = at; j < at + width; j++) {
                exponentials += Elementary.exp(z[j] - max);
                labelLogit += y[j] * z[j];
                labelWeight += y[j];
            }
            return labelWeight * (max + Elementary.log(exponentials)) - labelLogit;
        }
    },
    /** {@code mean((a - y)^2)} over rows and outputs, of outputs of any activation. */
    MEAN_SQUARED_ERROR(null) {
        @Override
        public double of(double[] z, double[] a, double[] y, int at, int width) {
            double sum = 0;
            for (int j = at; j < at + width; j++) {
                double error = a[j] - y[j];
                sum += error * error;
            }
            return sum / width;
        }

        @Override
        public void delta(
                Activation f, double[] z, double[] a, double[] y, int at, int width, double weight, double[] d) {
            for (int j = at; j < at + width; j++) {
                d[j] = 2 * (a[j] - y[j]) * (weight / width);
            }
            f.backward(d, z, a, at, width);
        }
    };

    private final Activation outputActivation;

    Loss(Activation outputActivation) {
        this.outputActivation = outputActivation;
    }

    /**
     * The loss of one row: of each array the {@code width} values from {@code at} on.
     *
     * @param z the pre-activations (logits)
     * @param a the outputs {@code f(z)}
     * @param y what they should be
     */
    public abstract double of(double[] z, double[] a, double[] y, int at, int width);

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
        double sum = 0;
        for (int i = 0; i < z.rows(); i++) {
            sum += of(z.values(), a.values(), y.values(), i * z.columns(), z.columns());
        }
        return sum / z.rows();
    }

    /**
     * The output delta {@code dL/dZ}, {@code [n, outputs]}: the derivative of the mean loss with respect to the output
     * layer's pre-activations. Under a cross-entropy it is {@code (P - Y) / n}, because the derivative of the loss cancels
     * that of the activation (Bishop: <i>Pattern Recognition and Machine Learning</i>, section 5.2).
     *
     * @param f the output layer's activation
     */
    public Matrix delta(Activation f, Matrix z, Matrix a, Matrix y) {
        requireSameSize(a, y);
        Matrix delta = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < a.rows(); i++) {
            int at = i * a.columns();
            delta(f, z.values(), a.values(), y.values(), at, a.columns(), 1.0 / a.rows(), delta.values());
        }
        return delta;
    }

    /**
     * The output delta of one row: of each array the {@code width} values from {@code at} on.
     *
     * @param weight what the row counts in the mean: {@code 1/n} of n rows
     * @param d becomes the delta
     */
    public void delta(Activation f, double[] z, double[] a, double[] y, int at, int width, double weight, double[] d) {
        for (int j = at; j < at + width; j++) {
            d[j] = (a[j] - y[j]) * weight;
        }
    }

    /** Whether this loss is computed from the logits of {@code f}. */
    public boolean goesWith(Activation f) {
        return outputActivation == null || outputActivation == f;
    }

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
