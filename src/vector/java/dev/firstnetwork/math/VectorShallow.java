package dev.firstnetwork.math;

import static dev.firstnetwork.math.VectorKernels.L;
import static dev.firstnetwork.math.VectorKernels.SPECIES;
import static dev.firstnetwork.math.VectorKernels.constant;
import static dev.firstnetwork.math.VectorKernels.load;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A shallow network in vector instructions: {@link Kernels#forwardShallow} and {@link Kernels#addShallowGradients}. The
 * pre-activations of a hidden unit live in registers alone; a second input that is not there is the first once more, with
 * weight 0.
 */
final class VectorShallow {

    /** Before JDK 18 an addition under a mask is slower than a mask of bits and an addition. */
    private static final boolean MASKED_ADDITION = Runtime.version().feature() >= 18;

    private VectorShallow() {}

    static void forward(Block x, List<Tensor> layers, Block z) {
        z.resize(x.rows());
        for (int r = 0; r < z.stride(); r += 2 * L) {
            forward(
                    x,
                    layers.get(0).values(),
                    layers.get(1).values(),
                    layers.get(2).values(),
                    layers.get(3).values()[0],
                    z,
                    r);
        }
    }

    /** Two registers of rows. */
    private static void forward(Block x, double[] w1, double[] b1, double[] w2, double b2, Block z, int r) {
        double[] in = x.values();
        boolean two = x.width() == 2;
        int second = two ? x.stride() : 0;
        int row = two ? b1.length : 0;
        DoubleVector x0 = load(in, r);
        DoubleVector x1 = load(in, second + r);
        DoubleVector y0 = load(in, r + L);
        DoubleVector y1 = load(in, second + r + L);
        DoubleVector s = constant(b2);
        DoubleVector t = s;
        for (int j = 0; j < b1.length; j++) {
            DoubleVector b = constant(b1[j]);
            DoubleVector v = constant(w1[j]);
            DoubleVector w = constant(two ? w1[row + j] : 0);
            // w_2 max(0, z) = w_2 / 2 (z + |z|)
            DoubleVector half = constant(0.5 * w2[j]);
            DoubleVector p = x0.fma(v, x1.fma(w, b));
            DoubleVector q = y0.fma(v, y1.fma(w, b));
            s = p.add(p.abs()).fma(half, s);
            t = q.add(q.abs()).fma(half, t);
        }
        s.intoArray(z.values(), r);
        t.intoArray(z.values(), r + L);
    }

    static void addGradients(Block x, Block delta, List<Tensor> layers, List<Tensor> gradients) {
        double[] w1 = layers.get(0).values();
        double[] b1 = layers.get(1).values();
        double[] w2 = layers.get(2).values();
        double[] dw1 = gradients.get(0).values();
        double[] db1 = gradients.get(1).values();
        double[] dw2 = gradients.get(2).values();
        int hidden = b1.length;
        boolean two = x.width() == 2;
        putDeltaTimesInputsAside(x, delta);
        double[] sums = x.values();
        int aside = x.aside();
        for (int j = 0; j < hidden; j += 2) {
            sumWhereOpen(x, delta, w1, b1, j);
            for (int i = 0; i < 2 && j + i < hidden; i++) {
                int at = j + i;
                double s0 = VectorKernels.sum(sums, aside + i * L);
                double s1 = VectorKernels.sum(sums, aside + (2 + i) * L);
                double s2 = two ? VectorKernels.sum(sums, aside + (4 + i) * L) : 0;
                db1[at] += w2[at] * s0;
                dw1[at] += w2[at] * s1;
                dw2[at] += b1[at] * s0 + w1[at] * s1;
                if (two) {
                    dw1[hidden + at] += w2[at] * s2;
                    dw2[at] += w1[hidden + at] * s2;
                }
            }
        }
        gradients.get(3).values()[0] += sum(delta);
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
            DoubleVector e = load(d, r);
            e.mul(load(in, r)).intoArray(d, d1 + r);
            e.mul(load(in, second + r)).intoArray(d, d2 + r);
        }
    }

    /** Puts the sums of hidden units {@code j} and {@code j + 1} aside in {@code x}, a register each: s_0, s_1 and s_2. */
    private static void sumWhereOpen(Block x, Block delta, double[] w1, double[] b1, int j) {
        double[] in = x.values();
        double[] d = delta.values();
        int n = x.stride();
        boolean two = x.width() == 2;
        int second = two ? n : 0;
        int next = j + 1 < b1.length ? j + 1 : j;
        int row = two ? b1.length : 0;
        int d1 = delta.aside();
        int d2 = d1 + n;
        // -Z_1: its sign says whether a unit is open, and with 0 - b never is -0
        DoubleVector b = constant(0 - b1[j]);
        DoubleVector c = constant(0 - b1[next]);
        DoubleVector v = constant(-w1[j]);
        DoubleVector w = constant(-w1[next]);
        DoubleVector v2 = constant(two ? -w1[row + j] : 0);
        DoubleVector w2 = constant(two ? -w1[row + next] : 0);
        DoubleVector p0 = DoubleVector.zero(SPECIES);
        DoubleVector p1 = p0;
        DoubleVector p2 = p0;
        DoubleVector q0 = p0;
        DoubleVector q1 = p0;
        DoubleVector q2 = p0;
        for (int r = 0; r < n; r += L) {
            DoubleVector x1 = load(in, r);
            DoubleVector x2 = load(in, second + r);
            DoubleVector p = x1.fma(v, x2.fma(v2, b));
            DoubleVector q = x1.fma(w, x2.fma(w2, c));
            DoubleVector e0 = load(d, r);
            DoubleVector e1 = load(d, d1 + r);
            DoubleVector e2 = load(d, d2 + r);
            p0 = addWhereNegative(p0, e0, p);
            p1 = addWhereNegative(p1, e1, p);
            p2 = addWhereNegative(p2, e2, p);
            q0 = addWhereNegative(q0, e0, q);
            q1 = addWhereNegative(q1, e1, q);
            q2 = addWhereNegative(q2, e2, q);
        }
        int aside = x.aside();
        p0.intoArray(in, aside);
        q0.intoArray(in, aside + L);
        p1.intoArray(in, aside + 2 * L);
        q1.intoArray(in, aside + 3 * L);
        p2.intoArray(in, aside + 4 * L);
        q2.intoArray(in, aside + 5 * L);
    }

    /** {@code sum + e} where {@code z} is below 0, {@code sum} elsewhere; {@code z} is not -0. */
    private static DoubleVector addWhereNegative(DoubleVector sum, DoubleVector e, DoubleVector z) {
        if (MASKED_ADDITION) {
            return sum.add(e, z.compare(VectorOperators.LT, 0));
        }
        LongVector negative = z.reinterpretAsLongs().lanewise(VectorOperators.ASHR, 63);
        return sum.add(e.reinterpretAsLongs().and(negative).reinterpretAsDoubles());
    }

    private static double sum(Block delta) {
        double[] d = delta.values();
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int r = 0; r < delta.stride(); r += L) {
            sum = sum.add(load(d, r));
        }
        sum.intoArray(d, delta.aside());
        return VectorKernels.sum(d, delta.aside());
    }
}
