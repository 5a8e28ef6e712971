package dev.firstnetwork.wing.fast;

import static dev.firstnetwork.wing.fast.VectorKernels.L;
import static dev.firstnetwork.wing.fast.VectorKernels.SPECIES;
import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import dev.firstnetwork.math.Activation;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A layer's way back in vector instructions, in tiles of four units: {@link Kernels#backward} and {@link Kernels#addGradients}.
 */
final class VectorBackward {

    private VectorBackward() {}

    static void backward(Block delta, double[] w, Activation f, Block a) {
        int k = 0;
        for (; k + 4 <= a.width(); k += 4) {
            for (int r = 0; r < a.stride(); r += L) {
                backwardTile(delta, w, k, a, r, f);
            }
        }
        for (; k < a.width(); k++) {
            for (int r = 0; r < a.stride(); r += L) {
                backwardUnit(delta, w, k, a, r, f);
            }
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
        chain(f, x0, fromArray(SPECIES, v, at)).intoArray(v, at);
        chain(f, x1, fromArray(SPECIES, v, at + n)).intoArray(v, at + n);
        chain(f, x2, fromArray(SPECIES, v, at + 2 * n)).intoArray(v, at + 2 * n);
        chain(f, x3, fromArray(SPECIES, v, at + 3 * n)).intoArray(v, at + 3 * n);
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
        chain(f, x, fromArray(SPECIES, a.values(), at)).intoArray(a.values(), at);
    }

    /** The chain rule: {@code da * f'(a)}. */
    private static DoubleVector chain(Activation f, DoubleVector da, DoubleVector a) {
        return switch (f) {
            case RELU -> da.blend(0, a.compare(VectorOperators.LE, 0));
            case LEAKY_RELU -> da.blend(da.mul(Activation.LEAK), a.compare(VectorOperators.LT, 0));
            case TANH -> da.mul(broadcast(SPECIES, 1).sub(a.mul(a)));
            case SIGMOID -> da.mul(a.mul(broadcast(SPECIES, 1).sub(a)));
            case IDENTITY -> da;
            case SOFTMAX -> throw new UnsupportedOperationException("softmax is for the output layer");
        };
    }

    static void addGradients(Block a, Block delta, double[] dw, double[] db) {
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
            dw[to + i] += VectorKernels.sum(v, at + i * L);
            if (two) {
                dw[to + outputs + i] += VectorKernels.sum(v, at + (4 + i) * L);
            }
            if (k == 0) {
                db[j + i] += VectorKernels.sum(v, at + (8 + i) * L);
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
            dw[(k + i) * delta.width() + j] += VectorKernels.sum(delta.values(), at + i * L);
        }
        if (k == 0) {
            db[j] += VectorKernels.sum(delta.values(), at + 4 * L);
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
}
