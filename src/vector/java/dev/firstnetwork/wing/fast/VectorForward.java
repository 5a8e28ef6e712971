package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.VectorKernels.L;
import static dev.firstnetwork.wing.fast.VectorKernels.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Activation;
import jdk.incubator.vector.DoubleVector;

/** A layer's forward pass in vector instructions: {@link Kernels#forward}, in tiles of four units. */
final class VectorForward {

    private VectorForward() {}

    static void forward(Activation f, Block a, double[] w, double[] b, Block out) {
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

    /** {@code max(0, z)} if asked for; twice as fast as Java's max, which has rules for -0 and NaN. */
    private static DoubleVector relu(DoubleVector z, boolean relu) {
        return relu ? z.add(z.abs()).mul(0.5) : z;
    }

    /** {@code z + |z|} if asked for. */
    private static DoubleVector withSize(DoubleVector z, boolean relu) {
        return relu ? z.add(z.abs()) : z;
    }
}
