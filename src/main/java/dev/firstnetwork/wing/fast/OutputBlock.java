package dev.firstnetwork.wing.fast;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;

/**
 * The outputs of a block of rows, their labels, and what the loss makes of them, by {@link Loss} itself: unit by unit like all
 * of {@link RowBlocks}, but where a formula looks at a whole row, the row is put together first.
 */
final class OutputBlock {

    private final DenseNetwork network;
    private final Activation f;
    private final Loss loss;
    private final int width;
    private final Logistic logistic;
    private final boolean isLogistic;

    /** {@code P = f_L(Z_L)} and the labels, {@code [width, rows]}. */
    private final double[][] p;

    private final double[][] y;

    /** One row each of Z, P, Y and the delta. */
    private final double[] zRow;

    private final double[] pRow;
    private final double[] yRow;
    private final double[] deltaRow;

    OutputBlock(DenseNetwork network, int width, int rows, Logistic logistic) {
        this.network = network;
        this.f = network.f(network.layers());
        this.loss = network.loss();
        this.width = width;
        this.logistic = logistic;
        this.isLogistic = width == 1 && f == Activation.SIGMOID && loss == Loss.BINARY_CROSS_ENTROPY;
        p = new double[width][rows];
        y = new double[width][rows];
        zRow = new double[width];
        pRow = new double[width];
        yRow = new double[width];
        deltaRow = new double[width];
    }

    void readLabels(Matrix labels, int from, int count) {
        RowBlocks.read(labels, from, count, y);
    }

    /** Copies the outputs into {@code target}, {@code [n, width]}, from row {@code from} on. */
    void write(Matrix target, int from, int count) {
        for (int unit = 0; unit < width; unit++) {
            for (int r = 0; r < count; r++) {
                target.values()[(from + r) * width + unit] = p[unit][r];
            }
        }
    }

    /** {@code P = f_L(Z_L)} of {@code z}, {@code [width, count]}. */
    void activate(double[][] z, int count) {
        if (f != Activation.SOFTMAX) {
            for (int unit = 0; unit < width; unit++) {
                System.arraycopy(z[unit], 0, p[unit], 0, count);
                RowBlocks.activate(f, p[unit], count, logistic);
            }
            return;
        }
        for (int r = 0; r < count; r++) {
            gather(z, r, pRow);
            f.apply(pRow, 0, width);
            scatter(pRow, r, p);
        }
    }

    private void gather(double[][] block, int r, double[] row) {
        for (int unit = 0; unit < width; unit++) {
            row[unit] = block[unit][r];
        }
    }

    private void scatter(double[] row, int r, double[][] block) {
        for (int unit = 0; unit < width; unit++) {
            block[unit][r] = row[unit];
        }
    }

    /** The losses of the rows added to {@code start}, one by one. */
    double addLosses(double start, double[][] z, int count) {
        if (isLogistic) {
            return logistic.addLosses(start, z[0], y[0], count);
        }
        double sum = start;
        for (int r = 0; r < count; r++) {
            if (width == 1) {
                sum += loss.of(z[0], p[0], y[0], r, 1);
            } else {
                gather(z, r, zRow);
                gather(p, r, pRow);
                gather(y, r, yRow);
                sum += loss.of(zRow, pRow, yRow, 0, width);
            }
        }
        return sum;
    }

    /**
     * The output delta {@code dL/dZ_L} of the mean loss over a batch.
     *
     * @param labels those of the whole batch; the block's are its rows from {@code row} on
     * @param delta becomes it, {@code [width, count]}
     */
    void delta(double[][] z, Matrix labels, int row, int count, double[][] delta) {
        double weight = 1.0 / labels.rows();
        for (int r = 0; r < count; r++) {
            if (width == 1) {
                loss.delta(f, z[0], p[0], y[0], r, 1, weight, delta[0]);
            } else {
                gather(z, r, zRow);
                gather(p, r, pRow);
                gather(y, r, yRow);
                loss.delta(f, zRow, pRow, yRow, 0, width, weight, deltaRow);
                scatter(deltaRow, r, delta);
            }
        }
        if (!network.classWeights().isEmpty()) {
            for (int r = 0; r < count; r++) {
                double classWeight = network.classWeights().of(labels, row + r);
                for (double[] unit : delta) {
                    unit[r] *= classWeight;
                }
            }
        }
    }
}
