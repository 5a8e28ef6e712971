package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.VectorKernels.L;
import static dev.firstnetwork.wing.fast.VectorKernels.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations and losses in vector instructions, on an exponential function and a logarithm of their own. What one loop
 * leaves for the next is put aside in the blocks, {@value #CHUNK} rows at a time.
 *
 * <p>The loops call nothing but methods of the JDK: those the compiler always inlines, but ours no more once the method that
 * it compiles has grown, and then every vector is an object. So each series stands in one loop, and the others call that.
 */
final class VectorFunctions {

    private static final int CHUNK = Block.ASIDE / 2;

    // a constant each: the compiler would take the logarithm anew for every register
    private static final double LN2 = Math.log(2);

    private static final double LOG2_E = 1 / LN2;

    /** The natural logarithm of 2 in two parts, the first with zeros at its end: {@code k} times it is exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /** Added to and taken from a number under 2^51, this rounds it. */
    private static final double ROUNDING = 0x1.8p52;

    private VectorFunctions() {}

    /** {@code A = f(Z)} in place. */
    static void activate(Activation f, Block z) {
        double[] v = z.values();
        switch (f) {
            case IDENTITY -> {}
            case LEAKY_RELU -> leakyRelu(v, z.size());
            case SOFTMAX -> softmax(z);
            case TANH -> {
                for (int at = 0; at < z.size(); at += CHUNK) {
                    tanh(v, at, z.aside(), Math.min(CHUNK, z.size() - at));
                }
            }
            case SIGMOID -> {
                for (int at = 0; at < z.size(); at += CHUNK) {
                    sigmoid(v, at, z.aside(), Math.min(CHUNK, z.size() - at));
                }
            }
            case RELU -> new ScalarKernels().activate(f, z);
        }
    }

    private static void leakyRelu(double[] v, int end) {
        for (int i = 0; i < end; i += L) {
            DoubleVector z = fromArray(SPECIES, v, i);
            z.blend(z.mul(Activation.LEAK), z.compare(VectorOperators.LT, 0)).intoArray(v, i);
        }
    }

    /** {@code tanh z = (1 - exp(-2z)) / (1 + exp(-2z))}, of |z|. */
    private static void tanh(double[] v, int at, int aside, int count) {
        exp(v, at, -2, 1, v, aside, count);
        for (int i = 0; i < count; i += L) {
            DoubleVector difference = fromArray(SPECIES, v, aside + i);
            DoubleVector z = fromArray(SPECIES, v, at + i);
            DoubleVector size = difference.neg().div(difference.add(2));
            size.blend(size.neg(), z.compare(VectorOperators.LT, 0)).intoArray(v, at + i);
        }
    }

    private static void sigmoid(double[] v, int at, int aside, int count) {
        exp(v, at, -1, 0, v, aside, count);
        for (int i = 0; i < count; i += L) {
            DoubleVector e = fromArray(SPECIES, v, aside + i);
            DoubleVector z = fromArray(SPECIES, v, at + i);
            e.blend(1, z.compare(VectorOperators.GE, 0)).div(e.add(1)).intoArray(v, at + i);
        }
    }

    private static void softmax(Block z) {
        double[] v = z.values();
        int n = z.stride();
        for (int r = 0; r < n; r += CHUNK) {
            int count = Math.min(CHUNK, n - r);
            int max = z.aside();
            int sum = max + CHUNK;
            maxima(z, r, count);
            Arrays.fill(v, sum, sum + count, 0);
            for (int unit = r; unit < z.size(); unit += n) {
                subtract(v, unit, max, v, unit, count);
                exp(v, unit, -1, 0, v, unit, count);
                add(v, unit, v, sum, count);
            }
            for (int unit = r; unit < z.size(); unit += n) {
                divide(v, unit, sum, count);
            }
        }
    }

    /** Puts the largest logit of each row aside in {@code z}. */
    private static void maxima(Block z, int row, int count) {
        double[] v = z.values();
        int max = z.aside();
        System.arraycopy(v, row, v, max, count);
        for (int unit = row + z.stride(); unit < z.size(); unit += z.stride()) {
            for (int i = 0; i < count; i += L) {
                fromArray(SPECIES, v, max + i)
                        .max(fromArray(SPECIES, v, unit + i))
                        .intoArray(v, max + i);
            }
        }
    }

    /** {@code to = v - max}. */
    private static void subtract(double[] v, int at, int max, double[] to, int toIndex, int count) {
        for (int i = 0; i < count; i += L) {
            fromArray(SPECIES, v, at + i).sub(fromArray(SPECIES, v, max + i)).intoArray(to, toIndex + i);
        }
    }

    /** {@code sum += v}. */
    private static void add(double[] v, int at, double[] sum, int sumIndex, int count) {
        for (int i = 0; i < count; i += L) {
            fromArray(SPECIES, sum, sumIndex + i)
                    .add(fromArray(SPECIES, v, at + i))
                    .intoArray(sum, sumIndex + i);
        }
    }

    /** {@code v /= sum}. */
    private static void divide(double[] v, int at, int sum, int count) {
        for (int i = 0; i < count; i += L) {
            fromArray(SPECIES, v, at + i).div(fromArray(SPECIES, v, sum + i)).intoArray(v, at + i);
        }
    }

    /** The chain rule: {@code da * f'(a)}. */
    static DoubleVector chain(Activation f, DoubleVector da, DoubleVector a) {
        return switch (f) {
            case RELU -> da.blend(0, a.compare(VectorOperators.LE, 0));
            case LEAKY_RELU -> da.blend(da.mul(Activation.LEAK), a.compare(VectorOperators.LT, 0));
            case TANH -> da.mul(broadcast(SPECIES, 1).sub(a.mul(a)));
            case SIGMOID -> da.mul(a.mul(broadcast(SPECIES, 1).sub(a)));
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
            fromArray(SPECIES, p, from + r)
                    .sub(fromArray(SPECIES, y, from + r))
                    .mul(fromArray(SPECIES, weights, r))
                    .intoArray(p, from + r);
        }
    }

    static double loss(Loss loss, Activation f, Block z, Block y, double[] weights) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY -> binaryCrossEntropy(z, y, weights);
            case CROSS_ENTROPY -> crossEntropy(z, y, weights);
            case MEAN_SQUARED_ERROR -> new ScalarKernels().loss(loss, f, z, y, weights);
        };
    }

    private static double binaryCrossEntropy(Block z, Block y, double[] weights) {
        double[] v = y.values();
        int aside = y.aside();
        double sum = 0;
        for (int unit = 0; unit < z.size(); unit += z.stride()) {
            for (int r = 0; r < z.stride(); r += CHUNK) {
                int count = Math.min(CHUNK, z.stride() - r);
                exp(z.values(), unit + r, -1, 0, v, aside, count);
                log1p(v, aside, count);
                sumLosses(z.values(), v, unit + r, aside, weights, r, count);
                sum += VectorKernels.sum(v, aside);
            }
        }
        return sum;
    }

    /** Puts the sum aside of {@code max(z, 0) - z y + log(1 + exp(-|z|))}, each by its weight, where the logarithm was. */
    private static void sumLosses(double[] z, double[] y, int at, int aside, double[] weights, int row, int count) {
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int i = 0; i < count; i += L) {
            DoubleVector logit = fromArray(SPECIES, z, at + i);
            DoubleVector positive = logit.add(logit.abs()).mul(0.5);
            DoubleVector label = fromArray(SPECIES, y, at + i);
            sum = positive.sub(logit.mul(label))
                    .add(fromArray(SPECIES, y, aside + i))
                    .fma(fromArray(SPECIES, weights, row + i), sum);
        }
        sum.intoArray(y, aside);
    }

    private static double crossEntropy(Block z, Block y, double[] weights) {
        double[] v = y.values();
        int aside = y.aside();
        int max = z.aside();
        // what the sum of exponentials is above that of the largest logit, which is 1
        int above = max + CHUNK;
        double sum = 0;
        for (int r = 0; r < z.stride(); r += CHUNK) {
            int count = Math.min(CHUNK, z.stride() - r);
            maxima(z, r, count);
            Arrays.fill(z.values(), above, above + count, -1);
            for (int unit = r; unit < z.size(); unit += z.stride()) {
                subtract(z.values(), unit, max, v, aside, count);
                exp(v, aside, -1, 0, v, aside, count);
                add(v, aside, z.values(), above, count);
            }
            putFractionsAside(z.values(), above, v, aside, count);
            log1p(v, aside, count);
            for (int i = 0; i < count; i += L) {
                putLossesAside(z, y, r + i, i, weights);
                sum += VectorKernels.sum(v, aside + CHUNK);
            }
        }
        return sum;
    }

    /** {@code 1 + u = 2^k m} with m in [1, 2): puts {@code m - 1} aside. */
    private static void putFractionsAside(double[] u, int at, double[] to, int aside, int count) {
        for (int i = 0; i < count; i += L) {
            fromArray(SPECIES, u, at + i)
                    .add(1)
                    .reinterpretAsLongs()
                    .and(0x000fffffffffffffL)
                    .or(0x3ff0000000000000L)
                    .reinterpretAsDoubles()
                    .sub(1)
                    .intoArray(to, aside + i);
        }
    }

    /** Puts aside in {@code y} the losses of a register of rows, each by its weight. */
    private static void putLossesAside(Block z, Block y, int row, int i, double[] weights) {
        double[] v = z.values();
        DoubleVector max = fromArray(SPECIES, v, z.aside() + i);
        DoubleVector labelLogit = DoubleVector.zero(SPECIES);
        DoubleVector labelWeight = DoubleVector.zero(SPECIES);
        for (int at = row; at < z.size(); at += z.stride()) {
            DoubleVector label = fromArray(SPECIES, y.values(), at);
            labelLogit = label.fma(fromArray(SPECIES, v, at).sub(max), labelLogit);
            labelWeight = labelWeight.add(label);
        }
        DoubleVector u = fromArray(SPECIES, v, z.aside() + CHUNK + i);
        DoubleVector x = u.add(1);
        DoubleVector k = x.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHR, 52)
                .or(0x4330000000000000L)
                .reinterpretAsDoubles()
                .sub(0x1p52 + 1023);
        DoubleVector logFraction = fromArray(SPECIES, y.values(), y.aside() + i);
        DoubleVector roundedAway = u.sub(x.sub(1)).div(x);
        DoubleVector log = k.fma(broadcast(SPECIES, LN2), logFraction).add(roundedAway);
        VectorMask<Double> finite = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        broadcast(SPECIES, Double.NaN)
                .blend(log, finite)
                .mul(labelWeight)
                .sub(labelLogit)
                .mul(fromArray(SPECIES, weights, row))
                .intoArray(y.values(), y.aside() + CHUNK);
    }

    /** {@code u} becomes {@code log(1 + u) = 2 atanh(s) = 2 (s + s^3 / 3 + s^5 / 5 ...)}, {@code s = u / (2 + u)}, for u in [0, 1]. */
    private static void log1p(double[] v, int at, int count) {
        for (int i = at; i < at + count; i += L) {
            DoubleVector u = fromArray(SPECIES, v, i);
            DoubleVector s = u.div(u.add(2));
            DoubleVector q = s.mul(s);
            DoubleVector sum = broadcast(SPECIES, 2.0 / 33);
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 31));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 29));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 27));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 25));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 23));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 21));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 19));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 17));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 15));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 13));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 11));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 9));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 7));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 5));
            sum = sum.fma(q, broadcast(SPECIES, 2.0 / 3));
            sum.fma(q, broadcast(SPECIES, 2)).mul(s).intoArray(v, i);
        }
    }

    /**
     * {@code to = exp(scale |x|) - minus}, for a negative {@code scale} and a {@code minus} of 0 or 1, which loses no digit of
     * a small difference. {@code exp = 2^k exp(r)} with r in {@code +-log(2) / 2}, and {@code exp(r) - 1 = r + r^2 / 2! + r^3
     * / 3! ...}.
     *
     */
    private static void exp(
            double[] from, int fromIndex, double scale, double minus, double[] to, int toIndex, int count) {
        for (int i = 0; i < count; i += L) {
            DoubleVector x = fromArray(SPECIES, from, fromIndex + i).abs().mul(scale);
            DoubleVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDING));
            DoubleVector k = shifted.sub(ROUNDING);
            DoubleVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), x));
            DoubleVector sum = broadcast(SPECIES, 1.0 / 6227020800L);
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 479001600));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 39916800));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 3628800));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 362880));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 40320));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 5040));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 720));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 120));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 24));
            sum = sum.fma(r, broadcast(SPECIES, 1.0 / 6));
            sum = sum.fma(r, broadcast(SPECIES, 0.5));
            sum = sum.fma(r, broadcast(SPECIES, 1));
            // 2^k: the last bits of what was rounded are k
            DoubleVector power = shifted.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .add(0x3ff0000000000000L)
                    .reinterpretAsDoubles();
            sum.mul(r)
                    .fma(power, power.sub(minus))
                    .blend(0 - minus, x.compare(VectorOperators.LT, ScalarKernels.SMALLEST_EXPONENT))
                    .intoArray(to, toIndex + i);
        }
    }
}
