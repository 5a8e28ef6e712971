package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A step of DP-SGD (Abadi et al.: <i>Deep Learning with Differential Privacy</i>, 2016, algorithm 1). Each row is in a batch
 * with the same probability, independently of all others; each row's gradient, of all layers together, is scaled down to the
 * norm {@code clip}; noise is added to their sum; and the sum is divided by how many rows a batch has on average, which tells
 * nothing of how many it has.
 *
 * <p>No row is taken alone: the gradient of a row in a dense layer is the outer product of {@code a_(l-1)} and {@code
 * delta_l}, so that the square of its norm over all layers is the sum of {@code (|a_(l-1)|^2 + 1) |delta_l|^2} (Goodfellow:
 * <i>Efficient Per-Example Gradient Computations</i>, 2015), and a scaled row of the deltas makes a scaled gradient.
 *
 * <p>The noise is made of doubles, whose last bits an attacker who sees the parameters in full can use (Mironov: <i>On
 * significance of the least significant bits for differential privacy</i>, 2012): nothing is done against that.
 */
public final class PrivateGradient implements LearningRule.Gradient {

    private final double noise;
    private final double clip;
    private final double expected;
    private final IntFunction<RandomGenerator> random;

    /**
     * A way to make steps.
     *
     * @param noise the standard deviation of the noise on each element of the sum, in units of {@code clip}, 0 or more
     * @param clip the largest norm of a row's gradient, greater than 0
     * @param expected how many rows a batch has on average, greater than 0
     * @param random where the noise of a step comes from, by its number
     */
    public PrivateGradient(double noise, double clip, double expected, IntFunction<RandomGenerator> random) {
        this.noise = noise;
        this.clip = clip;
        this.expected = expected;
        this.random = random;
    }

    /**
     * Poisson sampling: each of {@code n} things with probability {@code rate}, in {@code (0, 1]}, independently of all
     * others, in rising order. From one to the next the gap is drawn, which is geometric, so that a few of many take few draws.
     */
    public static int[] drawn(int n, double rate, RandomGenerator random) {
        IntSupplier gap = () -> (int) Math.min(n, Elementary.log1p(-random.nextDouble()) / Elementary.log1p(-rate));
        return IntStream.iterate(gap.getAsInt(), i -> i < n, i -> i + 1 + gap.getAsInt())
                .toArray();
    }

    @Override
    public Parameters of(DenseNetwork network, Matrix x, Matrix y, LearningRule.Dropout dropout, int step) {
        int last = network.layers();
        Matrix[] a = new Matrix[last + 1];
        Matrix[] slopes = new Matrix[last];
        a[0] = x;
        for (int layer = 1; layer < last; layer++) {
            a[layer] = z(network, a[layer - 1], layer);
            slopes[layer] = activate(network.f(layer), a[layer]);
            if (dropout != null) {
                Matrix mask = dropout.mask(layer, x.rows(), a[layer].columns());
                a[layer] = a[layer].hadamard(mask);
                slopes[layer] = slopes[layer].hadamard(mask);
            }
        }
        Matrix z = z(network, a[last - 1], last);
        Activation f = network.f(last);
        Matrix[] deltas = new Matrix[last + 1];
        deltas[last] = network.loss().delta(f, z, f.apply(z), y);
        for (int layer = last - 1; layer >= 1; layer--) {
            deltas[layer] =
                    deltas[layer + 1].timesTranspose(network.parameters().w(layer + 1));
            multiply(deltas[layer].values(), slopes[layer].values());
        }
        double[] factors = factors(network, a, deltas, y);
        List<Tensor> gradient = new ArrayList<>();
        for (int layer = 1; layer <= last; layer++) {
            double[] bias = scale(deltas[layer], factors);
            gradient.add(Tensor.weights("W" + layer, a[layer - 1].transposeTimes(deltas[layer])));
            gradient.add(Tensor.bias("b" + layer, bias));
        }
        addNoise(gradient, noise * clip / expected, random.apply(step));
        return new Parameters(gradient);
    }

    /** Adds Gaussian noise with this standard deviation to every element. */
    static void addNoise(List<Tensor> tensors, double deviation, RandomGenerator random) {
        for (Tensor tensor : tensors) {
            double[] values = tensor.values();
            for (int i = 0; i < values.length; i++) {
                values[i] += deviation * random.nextGaussian();
            }
        }
    }

    private static Matrix z(DenseNetwork network, Matrix a, int layer) {
        Matrix z = a.times(network.parameters().w(layer));
        double[] b = network.parameters().b(layer);
        double[] values = z.values();
        for (int row = 0; row < values.length; row += b.length) {
            for (int j = 0; j < b.length; j++) {
                values[row + j] += b[j];
            }
        }
        return z;
    }

    /** {@code z} becomes {@code f(z)}; returns the derivatives. */
    private static Matrix activate(Activation f, Matrix z) {
        Matrix slopes = z.copy();
        double[] values = z.values();
        for (int i = 0; i < values.length; i++) {
            double a = f.f(values[i]);
            slopes.values()[i] = f.derivative(values[i], a);
            values[i] = a;
        }
        return slopes;
    }

    private static void multiply(double[] values, double[] by) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= by[i];
        }
    }

    /** What each row's delta is multiplied by, to be a part of the sum whose gradient is no longer than it may be. */
    private double[] factors(DenseNetwork network, Matrix[] a, Matrix[] deltas, Matrix y) {
        int n = y.rows();
        double[] factors = new double[n];
        for (int layer = 1; layer < a.length; layer++) {
            for (int i = 0; i < n; i++) {
                factors[i] += (square(a[layer - 1], i) + 1) * square(deltas[layer], i);
            }
        }
        for (int i = 0; i < n; i++) {
            // the deltas are those of the mean over the rows, in which each row counts 1
            factors[i] = Math.min(n * network.classWeights().of(y, i), clip / Math.sqrt(factors[i])) / expected;
        }
        return factors;
    }

    /** The square of the norm of a row. */
    private static double square(Matrix matrix, int row) {
        double sum = 0;
        double[] values = matrix.values();
        int end = (row + 1) * matrix.columns();
        for (int i = row * matrix.columns(); i < end; i++) {
            sum += values[i] * values[i];
        }
        return sum;
    }

    /** Each row of {@code delta} becomes so many times itself; returns the sum of the rows. */
    private static double[] scale(Matrix delta, double[] factors) {
        int width = delta.columns();
        double[] values = delta.values();
        double[] sum = new double[width];
        for (int i = 0; i < factors.length; i++) {
            for (int j = 0; j < width; j++) {
                values[i * width + j] *= factors[i];
                sum[j] += values[i * width + j];
            }
        }
        return sum;
    }
}
