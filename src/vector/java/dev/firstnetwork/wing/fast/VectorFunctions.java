package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.VectorKernels.L;
import static dev.firstnetwork.wing.fast.VectorKernels.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Activation;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Activations in vector instructions, on an exponential function of their own, and the logarithm that the losses need beside
 * it. What one loop leaves for the next is put aside in the blocks, {@value #CHUNK} rows at a time.
 *
 * <p>The loops call nothing but methods of the JDK: those the compiler always inlines, but ours no more once the method that
 * it compiles has grown, and then every vector is an object. So each series stands in one loop, and the others call that.
 */
final class VectorFunctions {

    static final int CHUNK = Block.ASIDE / 2;

    // a constant each: the compiler would take the logarithm anew for every register
    static final double LN2 = Math.log(2);

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
    static void maxima(Block z, int row, int count) {
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
    static void subtract(double[] v, int at, int max, double[] to, int toIndex, int count) {
        for (int i = 0; i < count; i += L) {
            fromArray(SPECIES, v, at + i).sub(fromArray(SPECIES, v, max + i)).intoArray(to, toIndex + i);
        }
    }

    /** {@code sum += v}. */
    static void add(double[] v, int at, double[] sum, int sumIndex, int count) {
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

    /** {@code u} becomes {@code log(1 + u) = 2 atanh(s) = 2 (s + s^3 / 3 + s^5 / 5 ...)}, {@code s = u / (2 + u)}, for u in [0, 1]. */
    static void log1p(double[] v, int at, int count) {
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
     */
    static void exp(double[] from, int fromIndex, double scale, double minus, double[] to, int toIndex, int count) {
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
