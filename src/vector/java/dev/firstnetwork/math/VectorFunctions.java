package dev.firstnetwork.math;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Activations and losses in vector instructions, on an exponential function and a logarithm of their own. */
final class VectorFunctions {

    private static final int L = VectorKernels.L;

    /** Added to and taken from a number under 2^51, this rounds it. */
    private static final double ROUNDING = 0x1.8p52;

    /** The natural logarithm of 2 in two parts, the first with zeros at its end: {@code k} times it is exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private VectorFunctions() {}

    /** {@code A = f(Z)} in place. */
    static void activate(Activation f, Block z) {
        double[] v = z.values();
        switch (f) {
            case IDENTITY -> {}
            case LEAKY_RELU -> leakyRelu(v, z.size());
            case TANH -> tanh(v, z.size());
            case SIGMOID -> sigmoid(v, z.size());
            case SOFTMAX -> softmax(z);
            default -> new ScalarKernels().activate(f, z);
        }
    }

    private static void leakyRelu(double[] v, int end) {
        for (int i = 0; i < end; i += L) {
            DoubleVector z = load(v, i);
            z.blend(z.mul(Activation.LEAK), z.compare(VectorOperators.LT, 0)).intoArray(v, i);
        }
    }

    /** {@code tanh z = (1 - exp(-2z)) / (1 + exp(-2z))}, of |z|, with expm1 in place of the difference. */
    private static void tanh(double[] v, int end) {
        for (int i = 0; i < end; i += L) {
            DoubleVector z = load(v, i);
            DoubleVector x = z.abs().mul(-2).max(-40);
            DoubleVector shifted = shifted(x);
            DoubleVector power = power(shifted);
            // exp(x) - 1 = 2^k (exp(r) - 1) + (2^k - 1)
            DoubleVector difference = expm1(remainder(x, shifted)).fma(power, power.sub(1));
            DoubleVector size = difference.neg().div(difference.add(2));
            size.blend(size.neg(), z.compare(VectorOperators.LT, 0)).intoArray(v, i);
        }
    }

    private static void sigmoid(double[] v, int end) {
        for (int i = 0; i < end; i += L) {
            DoubleVector z = load(v, i);
            DoubleVector e = exp(z.abs().neg());
            e.blend(1, z.compare(VectorOperators.GE, 0)).div(e.add(1)).intoArray(v, i);
        }
    }

    private static void softmax(Block z) {
        for (int r = 0; r < z.stride(); r += L) {
            softmax(z.values(), r, z.stride(), z.size(), max(z.values(), r, z.stride(), z.size()));
        }
    }

    private static void softmax(double[] v, int r, int stride, int end, DoubleVector max) {
        DoubleVector sum = constant(0);
        for (int i = r; i < end; i += stride) {
            DoubleVector e = exp(load(v, i).sub(max));
            sum = sum.add(e);
            e.intoArray(v, i);
        }
        DoubleVector factor = constant(1).div(sum);
        for (int i = r; i < end; i += stride) {
            load(v, i).mul(factor).intoArray(v, i);
        }
    }

    /** The largest logit of each of a register of rows. */
    private static DoubleVector max(double[] v, int r, int stride, int end) {
        DoubleVector max = load(v, r);
        for (int i = r + stride; i < end; i += stride) {
            max = max.max(load(v, i));
        }
        return max;
    }

    /** The chain rule: {@code da * f'(a)}. */
    static DoubleVector chain(Activation f, DoubleVector da, DoubleVector a) {
        return switch (f) {
            case RELU -> VectorKernels.gate(da, a);
            case LEAKY_RELU -> da.blend(da.mul(Activation.LEAK), a.compare(VectorOperators.LT, 0));
            case TANH -> da.mul(constant(1).sub(a.mul(a)));
            case SIGMOID -> da.mul(a.mul(constant(1).sub(a)));
            case IDENTITY -> da;
            case SOFTMAX -> throw new UnsupportedOperationException("softmax is for the output layer");
        };
    }

    static void delta(Loss loss, Activation f, Block z, Block y, double[] weights) {
        if (loss == Loss.MEAN_SQUARED_ERROR) {
            new ScalarKernels().delta(loss, f, z, y, weights);
            return;
        }
        activate(f, z);
        for (int j = 0; j < z.size(); j += z.stride()) {
            error(z.values(), y.values(), weights, j, z.stride());
        }
    }

    /** {@code (p - y)} by the weight, in place. */
    private static void error(double[] p, double[] y, double[] weights, int from, int n) {
        for (int r = 0; r < n; r += L) {
            load(p, from + r).sub(load(y, from + r)).mul(load(weights, r)).intoArray(p, from + r);
        }
    }

    /**
     * The loss; between its steps, {@code aside} of the labels takes what they leave behind. The exponential function and the
     * logarithm in one loop would be too long for the compiler.
     */
    static double loss(Loss loss, Activation f, Block z, Block y, double[] weights) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(z, y, weights);
            case CROSS_ENTROPY -> crossEntropy(z, y, weights);
            case MEAN_SQUARED_ERROR -> new ScalarKernels().loss(loss, f, z, y, weights);
        };
    }

    private static double binaryCrossEntropy(Block z, Block y, double[] weights) {
        double sum = 0;
        for (int unit = 0; unit < z.size(); unit += z.stride()) {
            for (int r = 0; r < z.stride(); r += Block.ASIDE) {
                int count = Math.min(Block.ASIDE, z.stride() - r);
                exponentials(z.values(), unit + r, y.values(), y.aside(), count);
                sumLosses(z.values(), unit + r, y.values(), y.aside(), weights, r, count);
                sum += VectorKernels.sum(y.values(), y.aside());
            }
        }
        return sum;
    }

    /** Puts {@code exp(-|z|)} aside. */
    private static void exponentials(double[] z, int from, double[] to, int aside, int count) {
        for (int i = 0; i < count; i += L) {
            exp(load(z, from + i).abs().neg()).intoArray(to, aside + i);
        }
    }

    /** Puts the sum aside of {@code max(z, 0) - z y + log(1 + exp(-|z|))}, each by its weight. */
    private static void sumLosses(double[] z, int from, double[] y, int aside, double[] weights, int row, int count) {
        DoubleVector sum = constant(0);
        for (int i = 0; i < count; i += L) {
            DoubleVector logit = load(z, from + i);
            DoubleVector u = load(y, aside + i);
            // log(1 + u) = 2 atanh(u / (2 + u))
            DoubleVector log = atanh(u.div(u.add(2)));
            DoubleVector positive = logit.add(logit.abs()).mul(0.5);
            DoubleVector one = positive.sub(logit.mul(load(y, from + i))).add(log);
            sum = one.fma(load(weights, row + i), sum);
        }
        sum.intoArray(y, aside);
    }

    private static double crossEntropy(Block z, Block y, double[] weights) {
        double[] v = y.values();
        double sum = 0;
        for (int r = 0; r < z.stride(); r += L) {
            DoubleVector max = max(z.values(), r, z.stride(), z.size());
            crossEntropy(z.values(), v, weights, r, z.stride(), z.size(), max, y.aside());
            addLog(v, y.aside());
            sum += VectorKernels.sum(v, y.aside());
        }
        return sum;
    }

    /**
     * Puts aside the loss of a register of rows but for a logarithm, the weight of that, and what it is the logarithm of, less
     * 1, which is the exponential of the largest logit.
     */
    private static void crossEntropy(
            double[] z, double[] y, double[] weights, int r, int stride, int end, DoubleVector max, int aside) {
        DoubleVector sum = constant(-1);
        DoubleVector labelLogit = constant(0);
        DoubleVector labelWeight = constant(0);
        for (int i = r; i < end; i += stride) {
            DoubleVector logit = load(z, i);
            DoubleVector label = load(y, i);
            sum = sum.add(exp(logit.sub(max)));
            labelLogit = label.fma(logit.sub(max), labelLogit);
            labelWeight = labelWeight.add(label);
        }
        DoubleVector weight = load(weights, r);
        labelLogit.neg().mul(weight).intoArray(y, aside);
        labelWeight.mul(weight).intoArray(y, aside + L);
        sum.intoArray(y, aside + 2 * L);
    }

    /** Adds to the losses put aside their weight times {@code log(1 + u)}, u from 0 on. */
    private static void addLog(double[] v, int aside) {
        DoubleVector u = load(v, aside + 2 * L);
        DoubleVector x = u.add(1);
        // 1 + u = 2^k m with m in [1, 2), log m = 2 atanh(s); what 1 + u rounded away is added
        var bits = x.reinterpretAsLongs();
        DoubleVector k = bits.lanewise(VectorOperators.LSHR, 52)
                .or(0x4330000000000000L)
                .reinterpretAsDoubles()
                .sub(0x1p52 + 1023);
        DoubleVector m = bits.and(0x000fffffffffffffL).or(0x3ff0000000000000L).reinterpretAsDoubles();
        VectorMask<Double> finite = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        DoubleVector rounded = u.sub(x.sub(1)).div(x);
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector log = k.fma(constant(Math.log(2)), atanh(s)).add(rounded);
        constant(Double.NaN)
                .blend(log, finite)
                .fma(load(v, aside + L), load(v, aside))
                .intoArray(v, aside);
    }

    /** {@code 2 atanh(s) = 2 (s + s^3 / 3 + s^5 / 5 ...)} for s in [0, 1/3]. */
    private static DoubleVector atanh(DoubleVector s) {
        DoubleVector q = s.mul(s);
        DoubleVector sum = constant(2.0 / 33);
        sum = sum.fma(q, constant(2.0 / 31));
        sum = sum.fma(q, constant(2.0 / 29));
        sum = sum.fma(q, constant(2.0 / 27));
        sum = sum.fma(q, constant(2.0 / 25));
        sum = sum.fma(q, constant(2.0 / 23));
        sum = sum.fma(q, constant(2.0 / 21));
        sum = sum.fma(q, constant(2.0 / 19));
        sum = sum.fma(q, constant(2.0 / 17));
        sum = sum.fma(q, constant(2.0 / 15));
        sum = sum.fma(q, constant(2.0 / 13));
        sum = sum.fma(q, constant(2.0 / 11));
        sum = sum.fma(q, constant(2.0 / 9));
        sum = sum.fma(q, constant(2.0 / 7));
        sum = sum.fma(q, constant(2.0 / 5));
        sum = sum.fma(q, constant(2.0 / 3));
        return sum.fma(q, constant(2)).mul(s);
    }

    /** {@code exp(x)} for {@code x <= 0}: {@code 2^k exp(r)} with r in {@code +-log(2) / 2}. */
    private static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = shifted(x);
        DoubleVector power = power(shifted);
        return expm1(remainder(x, shifted))
                .fma(power, power)
                .blend(0, x.compare(VectorOperators.LT, ScalarKernels.SMALLEST_EXPONENT));
    }

    /** {@code k = x / log(2)}, rounded, in the last bits of the result. */
    private static DoubleVector shifted(DoubleVector x) {
        return x.fma(constant(1 / Math.log(2)), constant(ROUNDING));
    }

    private static DoubleVector remainder(DoubleVector x, DoubleVector shifted) {
        DoubleVector k = shifted.sub(ROUNDING);
        return k.fma(constant(-LN2_LOW), k.fma(constant(-LN2_HIGH), x));
    }

    /** {@code 2^k}. */
    private static DoubleVector power(DoubleVector shifted) {
        return shifted.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, 52)
                .add(0x3ff0000000000000L)
                .reinterpretAsDoubles();
    }

    /** {@code exp(r) - 1 = r + r^2 / 2! + r^3 / 3! ...} for r in {@code +-log(2) / 2}. */
    private static DoubleVector expm1(DoubleVector r) {
        DoubleVector sum = constant(1.0 / 6227020800L);
        sum = sum.fma(r, constant(1.0 / 479001600));
        sum = sum.fma(r, constant(1.0 / 39916800));
        sum = sum.fma(r, constant(1.0 / 3628800));
        sum = sum.fma(r, constant(1.0 / 362880));
        sum = sum.fma(r, constant(1.0 / 40320));
        sum = sum.fma(r, constant(1.0 / 5040));
        sum = sum.fma(r, constant(1.0 / 720));
        sum = sum.fma(r, constant(1.0 / 120));
        sum = sum.fma(r, constant(1.0 / 24));
        sum = sum.fma(r, constant(1.0 / 6));
        sum = sum.fma(r, constant(0.5));
        return sum.fma(r, constant(1)).mul(r);
    }

    private static DoubleVector load(double[] values, int at) {
        return DoubleVector.fromArray(VectorKernels.SPECIES, values, at);
    }

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(VectorKernels.SPECIES, value);
    }
}
