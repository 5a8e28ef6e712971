package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.VectorFunctions.CHUNK;
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

/** {@link Kernels#loss} and {@link Kernels#delta} in vector instructions, {@value VectorFunctions#CHUNK} rows at a time. */
final class VectorLosses {

    private VectorLosses() {}

    static void delta(Loss loss, Activation f, Block z, Block y, double[] weights) {
        if (loss == Loss.MEAN_SQUARED_ERROR) {
            new ScalarKernels().delta(loss, f, z, y, weights);
            return;
        }
        VectorFunctions.activate(f, z);
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
                VectorFunctions.exp(z.values(), unit + r, -1, 0, v, aside, count);
                VectorFunctions.log1p(v, aside, count);
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
            VectorFunctions.maxima(z, r, count);
            Arrays.fill(z.values(), above, above + count, -1);
            for (int unit = r; unit < z.size(); unit += z.stride()) {
                VectorFunctions.subtract(z.values(), unit, max, v, aside, count);
                VectorFunctions.exp(v, aside, -1, 0, v, aside, count);
                VectorFunctions.add(v, aside, z.values(), above, count);
            }
            putFractionsAside(z.values(), above, v, aside, count);
            VectorFunctions.log1p(v, aside, count);
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
        DoubleVector log =
                k.fma(broadcast(SPECIES, VectorFunctions.LN2), logFraction).add(roundedAway);
        VectorMask<Double> finite = x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY);
        broadcast(SPECIES, Double.NaN)
                .blend(log, finite)
                .mul(labelWeight)
                .sub(labelLogit)
                .mul(fromArray(SPECIES, weights, row))
                .intoArray(y.values(), y.aside() + CHUNK);
    }
}
