package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;

/** The kernels in plain Java: the reference. */
public final class ScalarKernels implements Kernels {

    /**
     * {@code exp} of less is taken as 0. It is under 1e-100, which no sum here can notice; but its products with small
     * numbers may be denormal, and a processor takes many times as long over those.
     */
    static final double SMALLEST_EXPONENT = -230;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void forward(Activation f, Block a, double[] w, double[] b, Block out) {
        out.resize(a.rows());
        int n = out.stride();
        for (int j = 0; j < out.width(); j++) {
            Arrays.fill(out.values(), j * n, j * n + n, b[j]);
            for (int k = 0; k < a.width(); k++) {
                addMultiple(w[k * out.width() + j], a.values(), k * n, out.values(), j * n, n);
            }
        }
        activate(f, out);
    }

    /** {@code to += factor * from} on {@code n} neighbouring values of each. */
    private static void addMultiple(double factor, double[] from, int fromIndex, double[] to, int toIndex, int n) {
        for (int i = 0; i < n; i++) {
            to[toIndex + i] += factor * from[fromIndex + i];
        }
    }

    @Override
    public void activate(Activation f, Block z) {
        double[] v = z.values();
        switch (f) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < z.size(); i++) {
                    v[i] = Math.max(0, v[i]);
                }
            }
            case SOFTMAX -> {
                for (int i = 0; i < z.stride(); i++) {
                    softmax(z, i);
                }
            }
            default -> {
                for (int i = 0; i < z.size(); i++) {
                    v[i] = f.f(v[i]);
                }
            }
        }
    }

    /** Replaces the logits of a row by their softmax. */
    private static void softmax(Block z, int row) {
        double[] v = z.values();
        double max = Double.NEGATIVE_INFINITY;
        for (int i = row; i < z.size(); i += z.stride()) {
            max = Math.max(max, v[i]);
        }
        double sum = 0;
        for (int i = row; i < z.size(); i += z.stride()) {
            v[i] = exp(v[i] - max);
            sum += v[i];
        }
        for (int i = row; i < z.size(); i += z.stride()) {
            v[i] /= sum;
        }
    }

    private static double exp(double x) {
        return x < SMALLEST_EXPONENT ? 0 : Math.exp(x);
    }

    @Override
    public double loss(Loss loss, Activation f, Block z, Block y, double[] weights) {
        double sum = 0;
        for (int i = 0; i < z.rows(); i++) {
            sum += weights[i]
                    * switch (loss) {
                        case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(z, y, i);
                        case CROSS_ENTROPY -> crossEntropy(z, y, i);
                        case MEAN_SQUARED_ERROR -> squaredError(f, z, y, i);
                    };
        }
        return sum;
    }

    private static double binaryCrossEntropy(Block z, Block y, int row) {
        double sum = 0;
        for (int i = row; i < z.size(); i += z.stride()) {
            double logit = z.values()[i];
            sum += Math.max(logit, 0) - logit * y.values()[i] + log1p(exp(-Math.abs(logit)));
        }
        return sum;
    }

    /** {@code log(1 + u)}. Math.log is machine code and Math.log1p a call; what {@code 1 + u} rounds away comes back. */
    private static double log1p(double u) {
        double sum = 1 + u;
        return Math.log(sum) + (u - (sum - 1)) / sum;
    }

    private static double crossEntropy(Block z, Block y, int row) {
        double labelLogit = 0;
        double labelWeight = 0;
        for (int i = row; i < z.size(); i += z.stride()) {
            labelLogit += y.values()[i] * z.values()[i];
            labelWeight += y.values()[i];
        }
        return labelWeight * logSumExp(z, row) - labelLogit;
    }

    /** {@code log(sum_k exp(z_k))} of a row. */
    private static double logSumExp(Block z, int row) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = row; i < z.size(); i += z.stride()) {
            max = Math.max(max, z.values()[i]);
        }
        double sum = 0;
        for (int i = row; i < z.size(); i += z.stride()) {
            sum += exp(z.values()[i] - max);
        }
        return max + Math.log(sum);
    }

    private static double squaredError(Activation f, Block z, Block y, int row) {
        double logSumExp = f == Activation.SOFTMAX ? logSumExp(z, row) : 0;
        double sum = 0;
        for (int i = row; i < z.size(); i += z.stride()) {
            double logit = z.values()[i];
            double a = f == Activation.SOFTMAX ? exp(logit - logSumExp) : f.f(logit);
            double error = a - y.values()[i];
            sum += error * error;
        }
        return sum / z.width();
    }

    @Override
    public void delta(Loss loss, Activation f, Block z, Block y, double[] weights) {
        activate(f, z);
        for (int i = 0; i < z.stride(); i++) {
            if (loss == Loss.MEAN_SQUARED_ERROR) {
                squaredErrorDelta(f, z, y, i, 2 * weights[i] / z.width());
            } else {
                for (int at = i; at < z.size(); at += z.stride()) {
                    z.values()[at] = (z.values()[at] - y.values()[at]) * weights[i];
                }
            }
        }
    }

    private static void squaredErrorDelta(Activation f, Block a, Block y, int row, double factor) {
        double[] v = a.values();
        double dot = 0;
        if (f == Activation.SOFTMAX) {
            for (int i = row; i < a.size(); i += a.stride()) {
                dot += (v[i] - y.values()[i]) * v[i];
            }
        }
        for (int i = row; i < a.size(); i += a.stride()) {
            double slope = f == Activation.SOFTMAX ? v[i] : f.derivative(v[i], v[i]);
            v[i] = factor * (v[i] - y.values()[i] - dot) * slope;
        }
    }

    @Override
    public void addGradients(Block a, Block delta, double[] dw, double[] db) {
        int n = a.stride();
        for (int j = 0; j < delta.width(); j++) {
            for (int k = 0; k < a.width(); k++) {
                dw[k * delta.width() + j] += dot(a.values(), k * n, delta.values(), j * n, n);
            }
            db[j] += sum(delta.values(), j * n, n);
        }
    }

    /** Four sums side by side, because each addition waits for the one before. */
    private static double dot(double[] a, int aIndex, double[] b, int bIndex, int n) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < n; i += 4) {
            sum0 += a[aIndex + i] * b[bIndex + i];
            sum1 += a[aIndex + i + 1] * b[bIndex + i + 1];
            sum2 += a[aIndex + i + 2] * b[bIndex + i + 2];
            sum3 += a[aIndex + i + 3] * b[bIndex + i + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    @Override
    public void backward(Block delta, double[] w, Activation f, Block a) {
        int n = a.stride();
        double[] v = a.values();
        for (int k = 0; k < a.width(); k++) {
            int aside = a.aside();
            for (int from = 0; from < n; from += Block.ASIDE) {
                int count = Math.min(Block.ASIDE, n - from);
                Arrays.fill(v, aside, aside + count, 0);
                for (int j = 0; j < delta.width(); j++) {
                    addMultiple(w[k * delta.width() + j], delta.values(), j * n + from, v, aside, count);
                }
                chain(f, v, aside, k * n + from, count);
            }
        }
    }

    /** The chain rule through {@code f}: {@code a}, {@code count} values of it, becomes {@code da * f'(a)}. */
    private static void chain(Activation f, double[] v, int da, int a, int count) {
        if (f == Activation.RELU) {
            for (int i = 0; i < count; i++) {
                v[a + i] = v[a + i] > 0 ? v[da + i] : 0;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            // each derivative here is a function of the activation too
            v[a + i] = v[da + i] * f.derivative(v[a + i], v[a + i]);
        }
    }

    @Override
    public void forwardShallow(Block x, List<Tensor> layers, Block z) {
        z.resize(x.rows());
        int n = z.stride();
        double[] v = z.values();
        double[] w2 = layers.get(2).values();
        Arrays.fill(v, 0, n, layers.get(3).values()[0]);
        for (int j = 0; j < w2.length; j++) {
            int aside = hidden(x, layers, j, z);
            for (int i = 0; i < n; i++) {
                v[i] += w2[j] * Math.max(0, v[aside + i]);
            }
        }
    }

    /** Puts {@code Z_1} of hidden unit {@code j} aside in {@code to}, and tells where. */
    private static int hidden(Block x, List<Tensor> layers, int j, Block to) {
        double[] w1 = layers.get(0).values();
        double[] b1 = layers.get(1).values();
        int n = x.stride();
        Arrays.fill(to.values(), to.aside(), to.aside() + n, b1[j]);
        for (int k = 0; k < x.width(); k++) {
            addMultiple(w1[k * b1.length + j], x.values(), k * n, to.values(), to.aside(), n);
        }
        return to.aside();
    }

    @Override
    public void addShallowSums(Block x, Block delta, List<Tensor> layers, ShallowSums sums) {
        double[] d = delta.values();
        double[] s = sums.values();
        int n = x.stride();
        int units = layers.get(1).values().length;
        for (int j = 0; j < units; j++) {
            int aside = hidden(x, layers, j, delta);
            for (int i = 0; i < n; i++) {
                d[aside + i] = d[aside + i] > 0 ? d[i] : 0;
            }
            s[sums.at(j, 0)] += sum(d, aside, n);
            for (int k = 0; k < x.width(); k++) {
                s[sums.at(j, k + 1)] += dot(x.values(), k * n, d, aside, n);
            }
        }
        s[sums.at(units, 0)] += sum(d, 0, n);
    }

    /** In four sums side by side too. */
    private static double sum(double[] v, int from, int n) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = from; i < from + n; i += 4) {
            sum0 += v[i];
            sum1 += v[i + 1];
            sum2 += v[i + 2];
            sum3 += v[i + 3];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
