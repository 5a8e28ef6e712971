package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.ShallowSums.LANES;
import static dev.firstnetwork.wing.fast.VectorKernels.L;
import static dev.firstnetwork.wing.fast.VectorKernels.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * A shallow network in vector instructions: {@link Kernels#forwardShallow} and {@link Kernels#addShallowSums}. The
 * pre-activations of a hidden unit live in registers alone; a second input that is not there is the first once more, with
 * weight 0.
 */
final class VectorShallow {

    /** Before JDK 18, additions under a mask take twice as long as clearing what is added, bit by bit, and adding it. */
    private static final boolean MASKED_ADDITION = Runtime.version().feature() >= 18;

    private VectorShallow() {}

    static void forward(Block x, List<Tensor> layers, Block z) {
        z.resize(x.rows());
        double[] w2 = layers.get(2).values();
        Arrays.fill(z.values(), 0, z.stride(), layers.get(3).values()[0]);
        for (int j = 0; j < w2.length; j += 4) {
            addUnits(x, layers.get(0).values(), layers.get(1).values(), w2, j, z);
        }
    }

    /** Adds four hidden units to the output. */
    private static void addUnits(Block x, double[] w1, double[] b1, double[] w2, int j, Block z) {
        int last = b1.length - 1;
        int j1 = Math.min(j + 1, last);
        int j2 = Math.min(j + 2, last);
        int j3 = Math.min(j + 3, last);
        boolean two = x.width() == 2;
        int row = two ? b1.length : 0;
        DoubleVector b_0 = broadcast(SPECIES, b1[j]);
        DoubleVector b_1 = broadcast(SPECIES, b1[j1]);
        DoubleVector b_2 = broadcast(SPECIES, b1[j2]);
        DoubleVector b_3 = broadcast(SPECIES, b1[j3]);
        DoubleVector v0 = broadcast(SPECIES, w1[j]);
        DoubleVector v1 = broadcast(SPECIES, w1[j1]);
        DoubleVector v2 = broadcast(SPECIES, w1[j2]);
        DoubleVector v3 = broadcast(SPECIES, w1[j3]);
        DoubleVector u0 = broadcast(SPECIES, two ? w1[row + j] : 0);
        DoubleVector u1 = broadcast(SPECIES, two ? w1[row + j1] : 0);
        DoubleVector u2 = broadcast(SPECIES, two ? w1[row + j2] : 0);
        DoubleVector u3 = broadcast(SPECIES, two ? w1[row + j3] : 0);
        // w_2 max(0, z) = w_2 / 2 (z + |z|)
        DoubleVector h0 = broadcast(SPECIES, 0.5 * w2[j]);
        DoubleVector h1 = broadcast(SPECIES, j + 1 > last ? 0 : 0.5 * w2[j1]);
        DoubleVector h2 = broadcast(SPECIES, j + 2 > last ? 0 : 0.5 * w2[j2]);
        DoubleVector h3 = broadcast(SPECIES, j + 3 > last ? 0 : 0.5 * w2[j3]);
        double[] in = x.values();
        double[] out = z.values();
        int n = x.stride();
        int second = two ? n : 0;
        for (int r = 0; r < n; r += L) {
            DoubleVector x1 = fromArray(SPECIES, in, r);
            DoubleVector x2 = fromArray(SPECIES, in, second + r);
            DoubleVector z0 = x1.fma(v0, x2.fma(u0, b_0));
            DoubleVector z1 = x1.fma(v1, x2.fma(u1, b_1));
            DoubleVector z2 = x1.fma(v2, x2.fma(u2, b_2));
            DoubleVector z3 = x1.fma(v3, x2.fma(u3, b_3));
            DoubleVector s = z0.add(z0.abs()).fma(h0, fromArray(SPECIES, out, r));
            DoubleVector t = z1.add(z1.abs()).mul(h1);
            s = z2.add(z2.abs()).fma(h2, s);
            t = z3.add(z3.abs()).fma(h3, t);
            s.add(t).intoArray(out, r);
        }
    }

    static void addSums(Block x, Block delta, List<Tensor> layers, ShallowSums sums) {
        double[] w1 = layers.get(0).values();
        double[] b1 = layers.get(1).values();
        putDeltaTimesInputsAside(x, delta);
        for (int j = 0; j < b1.length; j += 2) {
            addWhereOpen(x, delta, w1, b1, j, sums);
        }
        addAll(delta, sums.values(), sums.at(b1.length, 0));
    }

    /** Puts {@code delta x_k} of each row aside in {@code delta}. */
    private static void putDeltaTimesInputsAside(Block x, Block delta) {
        double[] d = delta.values();
        double[] in = x.values();
        int n = x.stride();
        int second = x.width() == 2 ? n : 0;
        int d1 = delta.aside();
        int d2 = d1 + n;
        for (int r = 0; r < n; r += L) {
            DoubleVector e = fromArray(SPECIES, d, r);
            e.mul(fromArray(SPECIES, in, r)).intoArray(d, d1 + r);
            e.mul(fromArray(SPECIES, in, second + r)).intoArray(d, d2 + r);
        }
    }

    /** Adds to the sums of hidden units {@code j} and {@code j + 1}; a second that is not there is closed for all rows. */
    private static void addWhereOpen(Block x, Block delta, double[] w1, double[] b1, int j, ShallowSums sums) {
        int n = x.stride();
        int second = x.width() == 2 ? n : 0;
        boolean pair = j + 1 < b1.length;
        boolean two = x.width() == 2;
        // of -Z_1, whose sign says whether a unit is open: with 0 - b it never is -0
        DoubleVector b = broadcast(SPECIES, 0 - b1[j]);
        DoubleVector v1 = broadcast(SPECIES, -w1[j]);
        DoubleVector v2 = broadcast(SPECIES, two ? -w1[b1.length + j] : 0);
        DoubleVector c = broadcast(SPECIES, pair ? 0 - b1[j + 1] : 0);
        DoubleVector u1 = broadcast(SPECIES, pair ? -w1[j + 1] : 0);
        DoubleVector u2 = broadcast(SPECIES, pair && two ? -w1[b1.length + j + 1] : 0);
        double[] s = sums.values();
        int p = sums.at(j, 0);
        int q = sums.at(j + 1, 0);
        DoubleVector p0 = fromArray(SPECIES, s, p);
        DoubleVector p1 = fromArray(SPECIES, s, p + LANES);
        DoubleVector p2 = fromArray(SPECIES, s, p + 2 * LANES);
        DoubleVector q0 = fromArray(SPECIES, s, q);
        DoubleVector q1 = fromArray(SPECIES, s, q + LANES);
        DoubleVector q2 = fromArray(SPECIES, s, q + 2 * LANES);
        double[] in = x.values();
        double[] d = delta.values();
        int d1 = delta.aside();
        int d2 = d1 + n;
        for (int r = 0; r < n; r += L) {
            DoubleVector x1 = fromArray(SPECIES, in, r);
            DoubleVector x2 = fromArray(SPECIES, in, second + r);
            DoubleVector y = x1.fma(v1, x2.fma(v2, b));
            DoubleVector z = x1.fma(u1, x2.fma(u2, c));
            DoubleVector e0 = fromArray(SPECIES, d, r);
            DoubleVector e1 = fromArray(SPECIES, d, d1 + r);
            DoubleVector e2 = fromArray(SPECIES, d, d2 + r);
            if (MASKED_ADDITION) {
                VectorMask<Double> open = y.compare(VectorOperators.LT, 0);
                p0 = p0.add(e0, open);
                p1 = p1.add(e1, open);
                p2 = p2.add(e2, open);
                VectorMask<Double> nextOpen = z.compare(VectorOperators.LT, 0);
                q0 = q0.add(e0, nextOpen);
                q1 = q1.add(e1, nextOpen);
                q2 = q2.add(e2, nextOpen);
            } else {
                LongVector open = y.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
                p0 = p0.add(e0.reinterpretAsLongs().and(open).reinterpretAsDoubles());
                p1 = p1.add(e1.reinterpretAsLongs().and(open).reinterpretAsDoubles());
                p2 = p2.add(e2.reinterpretAsLongs().and(open).reinterpretAsDoubles());
                LongVector nextOpen = z.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
                q0 = q0.add(e0.reinterpretAsLongs().and(nextOpen).reinterpretAsDoubles());
                q1 = q1.add(e1.reinterpretAsLongs().and(nextOpen).reinterpretAsDoubles());
                q2 = q2.add(e2.reinterpretAsLongs().and(nextOpen).reinterpretAsDoubles());
            }
        }
        p0.intoArray(s, p);
        p1.intoArray(s, p + LANES);
        p2.intoArray(s, p + 2 * LANES);
        q0.intoArray(s, q);
        q1.intoArray(s, q + LANES);
        q2.intoArray(s, q + 2 * LANES);
    }

    private static void addAll(Block delta, double[] sums, int at) {
        DoubleVector sum = fromArray(SPECIES, sums, at);
        for (int r = 0; r < delta.stride(); r += L) {
            sum = sum.add(fromArray(SPECIES, delta.values(), r));
        }
        sum.intoArray(sums, at);
    }
}
