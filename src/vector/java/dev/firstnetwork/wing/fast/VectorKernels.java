package dev.firstnetwork.wing.fast;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Tensor;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in vector instructions: as many rows side by side as a register holds. A layer is worked through in tiles of
 * four units, so that what is loaded is used several times and each result is stored once. That counts more than the
 * arithmetic: Java aligns its arrays to 8 bytes, and a register that is stored across two cache lines takes twice as long.
 *
 * <p>Each loop over vectors has a method of its own, with few steps in it: the compiler keeps vectors in registers only where
 * it can see all of the loop, and gives up on what is long.
 */
public final class VectorKernels implements Kernels {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() > ShallowSums.LANES
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;

    /** Lanes of a register. */
    static final int L = SPECIES.length();

    @Override
    public String name() {
        return "vector, " + L + " lanes of double";
    }

    @Override
    public void forward(Activation f, Block a, double[] w, double[] b, Block out) {
        out.resize(a.rows());
        boolean relu = f == Activation.RELU;
        int outputs = out.width();
        int j = 0;
        for (; j + 4 <= outputs; j += 4) {
            if (a.width() <= 2) {
                forwardNarrow(a, w, b, j, out, relu);
            } else {
                for (int r = 0; r < out.stride(); r += 2 * L) {
                    forwardTile(a, w, b, j, out, r, relu);
                }
            }
        }
        for (; j < outputs; j++) {
            for (int r = 0; r < out.stride(); r += 2 * L) {
                forwardUnit(a, w, b[j], j, out, r, relu);
            }
        }
        if (!relu) {
            VectorFunctions.activate(f, out);
        }
    }

    /** Four units of all rows, where there are one or two inputs. */
    private static void forwardNarrow(Block a, double[] w, double[] b, int j, Block out, boolean relu) {
        double[] in = a.values();
        double[] z = out.values();
        int n = out.stride();
        boolean two = a.width() == 2;
        int second = two ? n : 0;
        int row = two ? out.width() + j : j;
        // max(0, z) = z/2 + |z/2|
        double scale = relu ? 0.5 : 1;
        DoubleVector b0 = broadcast(SPECIES, scale * b[j]);
        DoubleVector b1 = broadcast(SPECIES, scale * b[j + 1]);
        DoubleVector b2 = broadcast(SPECIES, scale * b[j + 2]);
        DoubleVector b3 = broadcast(SPECIES, scale * b[j + 3]);
        DoubleVector v0 = broadcast(SPECIES, scale * w[j]);
        DoubleVector v1 = broadcast(SPECIES, scale * w[j + 1]);
        DoubleVector v2 = broadcast(SPECIES, scale * w[j + 2]);
        DoubleVector v3 = broadcast(SPECIES, scale * w[j + 3]);
        DoubleVector w0 = broadcast(SPECIES, two ? scale * w[row] : 0);
        DoubleVector w1 = broadcast(SPECIES, two ? scale * w[row + 1] : 0);
        DoubleVector w2 = broadcast(SPECIES, two ? scale * w[row + 2] : 0);
        DoubleVector w3 = broadcast(SPECIES, two ? scale * w[row + 3] : 0);
        int z0 = j * n;
        int z1 = z0 + n;
        int z2 = z1 + n;
        int z3 = z2 + n;
        for (int r = 0; r < n; r += L) {
            DoubleVector a0 = fromArray(SPECIES, in, r);
            DoubleVector a1 = fromArray(SPECIES, in, second + r);
            withSize(a0.fma(v0, a1.fma(w0, b0)), relu).intoArray(z, z0 + r);
            withSize(a0.fma(v1, a1.fma(w1, b1)), relu).intoArray(z, z1 + r);
            withSize(a0.fma(v2, a1.fma(w2, b2)), relu).intoArray(z, z2 + r);
            withSize(a0.fma(v3, a1.fma(w3, b3)), relu).intoArray(z, z3 + r);
        }
    }

    /** Four units of two registers of rows. */
    private static void forwardTile(Block a, double[] w, double[] b, int j, Block out, int r, boolean relu) {
        DoubleVector x0 = broadcast(SPECIES, b[j]);
        DoubleVector x1 = broadcast(SPECIES, b[j + 1]);
        DoubleVector x2 = broadcast(SPECIES, b[j + 2]);
        DoubleVector x3 = broadcast(SPECIES, b[j + 3]);
        DoubleVector y0 = x0;
        DoubleVector y1 = x1;
        DoubleVector y2 = x2;
        DoubleVector y3 = x3;
        double[] in = a.values();
        int n = out.stride();
        int at = r;
        for (int k = j; k < a.width() * out.width(); k += out.width()) {
            DoubleVector x = fromArray(SPECIES, in, at);
            DoubleVector y = fromArray(SPECIES, in, at + L);
            DoubleVector w0 = broadcast(SPECIES, w[k]);
            DoubleVector w1 = broadcast(SPECIES, w[k + 1]);
            DoubleVector w2 = broadcast(SPECIES, w[k + 2]);
            DoubleVector w3 = broadcast(SPECIES, w[k + 3]);
            x0 = x.fma(w0, x0);
            x1 = x.fma(w1, x1);
            x2 = x.fma(w2, x2);
            x3 = x.fma(w3, x3);
            y0 = y.fma(w0, y0);
            y1 = y.fma(w1, y1);
            y2 = y.fma(w2, y2);
            y3 = y.fma(w3, y3);
            at += n;
        }
        double[] z = out.values();
        at = j * n + r;
        relu(x0, relu).intoArray(z, at);
        relu(y0, relu).intoArray(z, at + L);
        relu(x1, relu).intoArray(z, at + n);
        relu(y1, relu).intoArray(z, at + n + L);
        relu(x2, relu).intoArray(z, at + 2 * n);
        relu(y2, relu).intoArray(z, at + 2 * n + L);
        relu(x3, relu).intoArray(z, at + 3 * n);
        relu(y3, relu).intoArray(z, at + 3 * n + L);
    }

    /** One unit of two registers of rows. */
    private static void forwardUnit(Block a, double[] w, double bias, int j, Block out, int r, boolean relu) {
        double[] in = a.values();
        int n = out.stride();
        int step = out.width();
        int end = a.width() * step;
        // four sums, because each addition waits for the one before
        DoubleVector x = broadcast(SPECIES, bias);
        DoubleVector y = x;
        DoubleVector u = broadcast(SPECIES, 0);
        DoubleVector v = u;
        int at = r;
        int k = j;
        for (; k + step < end; k += 2 * step) {
            DoubleVector even = broadcast(SPECIES, w[k]);
            DoubleVector odd = broadcast(SPECIES, w[k + step]);
            x = fromArray(SPECIES, in, at).fma(even, x);
            y = fromArray(SPECIES, in, at + L).fma(even, y);
            u = fromArray(SPECIES, in, at + n).fma(odd, u);
            v = fromArray(SPECIES, in, at + n + L).fma(odd, v);
            at += 2 * n;
        }
        if (k < end) {
            DoubleVector even = broadcast(SPECIES, w[k]);
            x = fromArray(SPECIES, in, at).fma(even, x);
            y = fromArray(SPECIES, in, at + L).fma(even, y);
        }
        x = x.add(u);
        y = y.add(v);
        at = j * out.stride() + r;
        relu(x, relu).intoArray(out.values(), at);
        relu(y, relu).intoArray(out.values(), at + L);
    }

    @Override
    public void activate(Activation f, Block z) {
        VectorFunctions.activate(f, z);
    }

    @Override
    public double loss(Loss loss, Activation f, Block z, Block y, double[] weights) {
        return VectorFunctions.loss(loss, f, z, y, weights);
    }

    @Override
    public void delta(Loss loss, Activation f, Block z, Block y, double[] weights) {
        VectorFunctions.delta(loss, f, z, y, weights);
    }

    @Override
    public void forwardShallow(Block x, List<Tensor> layers, Block z) {
        VectorShallow.forward(x, layers, z);
    }

    @Override
    public void addShallowSums(Block x, Block delta, List<Tensor> layers, ShallowSums sums) {
        VectorShallow.addSums(x, delta, layers, sums);
    }

    @Override
    public void backward(Block delta, double[] w, Activation f, Block a) {
        boolean relu = f == Activation.RELU;
        int outputs = delta.width();
        int k = 0;
        for (; k + 4 <= a.width(); k += 4) {
            if (outputs == 1 && relu) {
                backwardNarrow(delta, w, k, a);
            } else {
                for (int r = 0; r < a.stride(); r += L) {
                    backwardTile(delta, w, k, a, r, f);
                }
            }
        }
        for (; k < a.width(); k++) {
            for (int r = 0; r < a.stride(); r += L) {
                backwardUnit(delta, w, k, a, r, f);
            }
        }
    }

    /** Four units of all rows, where the layer above has one unit and this one is ReLU. */
    private static void backwardNarrow(Block delta, double[] w, int k, Block a) {
        double[] d = delta.values();
        double[] v = a.values();
        int n = a.stride();
        DoubleVector w0 = broadcast(SPECIES, w[k]);
        DoubleVector w1 = broadcast(SPECIES, w[k + 1]);
        DoubleVector w2 = broadcast(SPECIES, w[k + 2]);
        DoubleVector w3 = broadcast(SPECIES, w[k + 3]);
        int a0 = k * n;
        int a1 = a0 + n;
        int a2 = a1 + n;
        int a3 = a2 + n;
        for (int r = 0; r < n; r += L) {
            DoubleVector x = fromArray(SPECIES, d, r);
            VectorFunctions.chain(Activation.RELU, x.mul(w0), fromArray(SPECIES, v, a0 + r))
                    .intoArray(v, a0 + r);
            VectorFunctions.chain(Activation.RELU, x.mul(w1), fromArray(SPECIES, v, a1 + r))
                    .intoArray(v, a1 + r);
            VectorFunctions.chain(Activation.RELU, x.mul(w2), fromArray(SPECIES, v, a2 + r))
                    .intoArray(v, a2 + r);
            VectorFunctions.chain(Activation.RELU, x.mul(w3), fromArray(SPECIES, v, a3 + r))
                    .intoArray(v, a3 + r);
        }
    }

    /** Four units of one register of rows. */
    private static void backwardTile(Block delta, double[] w, int k, Block a, int r, Activation f) {
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = x0;
        DoubleVector x2 = x0;
        DoubleVector x3 = x0;
        double[] d = delta.values();
        int outputs = delta.width();
        int n = a.stride();
        int at = r;
        for (int j = k * outputs; j < k * outputs + outputs; j++) {
            DoubleVector x = fromArray(SPECIES, d, at);
            x0 = x.fma(broadcast(SPECIES, w[j]), x0);
            x1 = x.fma(broadcast(SPECIES, w[j + outputs]), x1);
            x2 = x.fma(broadcast(SPECIES, w[j + 2 * outputs]), x2);
            x3 = x.fma(broadcast(SPECIES, w[j + 3 * outputs]), x3);
            at += n;
        }
        double[] v = a.values();
        at = k * n + r;
        VectorFunctions.chain(f, x0, fromArray(SPECIES, v, at)).intoArray(v, at);
        VectorFunctions.chain(f, x1, fromArray(SPECIES, v, at + n)).intoArray(v, at + n);
        VectorFunctions.chain(f, x2, fromArray(SPECIES, v, at + 2 * n)).intoArray(v, at + 2 * n);
        VectorFunctions.chain(f, x3, fromArray(SPECIES, v, at + 3 * n)).intoArray(v, at + 3 * n);
    }

    /** One unit of one register of rows. */
    private static void backwardUnit(Block delta, double[] w, int k, Block a, int r, Activation f) {
        DoubleVector x = DoubleVector.zero(SPECIES);
        int at = r;
        for (int j = k * delta.width(); j < (k + 1) * delta.width(); j++) {
            x = fromArray(SPECIES, delta.values(), at).fma(broadcast(SPECIES, w[j]), x);
            at += a.stride();
        }
        at = k * a.stride() + r;
        VectorFunctions.chain(f, x, fromArray(SPECIES, a.values(), at)).intoArray(a.values(), at);
    }

    @Override
    public void addGradients(Block a, Block delta, double[] dw, double[] db) {
        int outputs = delta.width();
        int j = 0;
        for (; j + 4 <= outputs; j += 4) {
            for (int k = 0; k < a.width(); k += 2) {
                addGradientTile(a, k, delta, j, dw, db);
            }
        }
        for (; j < outputs; j++) {
            for (int k = 0; k < a.width(); k += 4) {
                addGradientUnit(a, k, delta, j, dw, db);
            }
        }
    }

    /** Two units of {@code a} by four of {@code delta}. */
    private static void addGradientTile(Block a, int k, Block delta, int j, double[] dw, double[] db) {
        int n = a.stride();
        boolean two = k + 1 < a.width();
        dots(a.values(), k * n, two ? n : 0, delta.values(), j * n, n, delta.aside());
        double[] v = delta.values();
        int outputs = delta.width();
        int to = k * outputs + j;
        int at = delta.aside();
        for (int i = 0; i < 4; i++) {
            dw[to + i] += sum(v, at + i * L);
            if (two) {
                dw[to + outputs + i] += sum(v, at + (4 + i) * L);
            }
            if (k == 0) {
                db[j + i] += sum(v, at + (8 + i) * L);
            }
        }
    }

    private static void dots(double[] a, int a0, int second, double[] d, int d0, int n, int aside) {
        int a1 = a0 + second;
        int d1 = d0 + n;
        int d2 = d1 + n;
        int d3 = d2 + n;
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = x0;
        DoubleVector x2 = x0;
        DoubleVector x3 = x0;
        DoubleVector y0 = x0;
        DoubleVector y1 = x0;
        DoubleVector y2 = x0;
        DoubleVector y3 = x0;
        DoubleVector s0 = x0;
        DoubleVector s1 = x0;
        DoubleVector s2 = x0;
        DoubleVector s3 = x0;
        for (int r = 0; r < n; r += L) {
            DoubleVector x = fromArray(SPECIES, a, a0 + r);
            DoubleVector y = fromArray(SPECIES, a, a1 + r);
            DoubleVector e0 = fromArray(SPECIES, d, d0 + r);
            DoubleVector e1 = fromArray(SPECIES, d, d1 + r);
            DoubleVector e2 = fromArray(SPECIES, d, d2 + r);
            DoubleVector e3 = fromArray(SPECIES, d, d3 + r);
            x0 = x.fma(e0, x0);
            x1 = x.fma(e1, x1);
            x2 = x.fma(e2, x2);
            x3 = x.fma(e3, x3);
            y0 = y.fma(e0, y0);
            y1 = y.fma(e1, y1);
            y2 = y.fma(e2, y2);
            y3 = y.fma(e3, y3);
            s0 = s0.add(e0);
            s1 = s1.add(e1);
            s2 = s2.add(e2);
            s3 = s3.add(e3);
        }
        x0.intoArray(d, aside);
        x1.intoArray(d, aside + L);
        x2.intoArray(d, aside + 2 * L);
        x3.intoArray(d, aside + 3 * L);
        y0.intoArray(d, aside + 4 * L);
        y1.intoArray(d, aside + 5 * L);
        y2.intoArray(d, aside + 6 * L);
        y3.intoArray(d, aside + 7 * L);
        s0.intoArray(d, aside + 8 * L);
        s1.intoArray(d, aside + 9 * L);
        s2.intoArray(d, aside + 10 * L);
        s3.intoArray(d, aside + 11 * L);
    }

    /** Up to four units of {@code a} by one of {@code delta}. */
    private static void addGradientUnit(Block a, int k, Block delta, int j, double[] dw, double[] db) {
        int n = a.stride();
        int count = Math.min(4, a.width() - k);
        dots(
                delta.values(),
                j * n,
                a.values(),
                k * n,
                count > 1 ? n : 0,
                count > 2 ? n : 0,
                count > 3 ? n : 0,
                n,
                delta.aside());
        int at = delta.aside();
        for (int i = 0; i < count; i++) {
            dw[(k + i) * delta.width() + j] += sum(delta.values(), at + i * L);
        }
        if (k == 0) {
            db[j] += sum(delta.values(), at + 4 * L);
        }
    }

    private static void dots(
            double[] d, int d0, double[] a, int a0, int second, int third, int fourth, int n, int aside) {
        int a1 = a0 + second;
        int a2 = a1 + third;
        int a3 = a2 + fourth;
        DoubleVector x0 = DoubleVector.zero(SPECIES);
        DoubleVector x1 = x0;
        DoubleVector x2 = x0;
        DoubleVector x3 = x0;
        DoubleVector s = x0;
        for (int r = 0; r < n; r += L) {
            DoubleVector e = fromArray(SPECIES, d, d0 + r);
            x0 = e.fma(fromArray(SPECIES, a, a0 + r), x0);
            x1 = e.fma(fromArray(SPECIES, a, a1 + r), x1);
            x2 = e.fma(fromArray(SPECIES, a, a2 + r), x2);
            x3 = e.fma(fromArray(SPECIES, a, a3 + r), x3);
            s = s.add(e);
        }
        x0.intoArray(d, aside);
        x1.intoArray(d, aside + L);
        x2.intoArray(d, aside + 2 * L);
        x3.intoArray(d, aside + 3 * L);
        s.intoArray(d, aside + 4 * L);
    }

    /**
     * The sum of a register that was put aside. DoubleVector.reduceLanes adds in one order while it is interpreted and in
     * another once it is compiled: the same run would give other bits.
     */
    static double sum(double[] v, int at) {
        if (L == 8) {
            return ((v[at] + v[at + 1]) + (v[at + 2] + v[at + 3]))
                    + ((v[at + 4] + v[at + 5]) + (v[at + 6] + v[at + 7]));
        }
        double sum = 0;
        for (int i = at; i < at + L; i++) {
            sum += v[i];
        }
        return sum;
    }

    /** {@code max(0, z)} if asked for; twice as fast as Java's max, which has rules for -0 and NaN. */
    private static DoubleVector relu(DoubleVector z, boolean relu) {
        return relu ? z.add(z.abs()).mul(0.5) : z;
    }

    /** {@code z + |z|} if asked for. */
    private static DoubleVector withSize(DoubleVector z, boolean relu) {
        return relu ? z.add(z.abs()) : z;
    }
}
