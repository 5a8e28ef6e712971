package dev.firstnetwork.wing.fast;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * What one thread of a {@link BlockedPass} computes on: the way of some rows through the network and back, a block at
 * a time, by {@link RowProducts}. All that it needs is allocated once. Not safe for use by several threads.
 *
 * <p>A block is held unit by unit, {@code [width, rows]}: what is done to one row is done to its neighbours by the same
 * instruction, however narrow the layer. So the formulas stand transposed here, {@code Z' = W' A'}. The bias is the weight of
 * an input that is always 1 (Bishop: <i>Pattern Recognition and Machine Learning</i>, section 5.1): the last unit of each
 * {@code A_l}, and the last column of {@code W_l'}.
 */
final class RowBlocks {

    /** A layer's values of a block: 128 KiB, of a processor's second cache. */
    private static final int BLOCK = 1 << 14;

    /** The longer the loops, the less the way into them counts. */
    private static final int MOST_ROWS = 512;

    private static final int LEAST_ROWS = 128;

    /** Fewer sums than these, a row, are not worth transposing for. */
    private static final int FEW = 8;

    private final DenseNetwork network;

    /** The most rows of a block. */
    private final int rows;

    /** The activations {@code A_0 = X} to {@code A_L}, {@code [width_l + 1, rows]}; of the output its {@code Z_L}. */
    private final double[][][] a;

    private final Logistic logistic;

    private final OutputBlock output;

    /** {@code delta_1} to {@code delta_L}, {@code [width_l, rows]}. */
    private final double[][][] delta;

    /** {@code W_l'} with the bias, {@code [width_l, width_(l-1) + 1]}. */
    private final double[][][] w;

    /** {@code W_l}, {@code [width_(l-1), width_l]}. */
    private final double[][][] transposed;

    /** The gradient of {@code w}, or of {@code W_l} with the bias: {@link #isByInput}. */
    private final double[][][] dw;

    /** {@code delta_l} or {@code A_(l-1)} transposed, {@code [rows, any]}. */
    private final double[][] aside;

    RowBlocks(DenseNetwork network) {
        this.network = network;
        int layers = network.layers();
        a = new double[layers + 1][][];
        delta = new double[layers + 1][][];
        w = new double[layers + 1][][];
        transposed = new double[layers + 1][][];
        dw = new double[layers + 1][][];
        int widest = 1;
        for (int layer = 0; layer <= layers; layer++) {
            widest = Math.max(widest, width(layer));
        }
        rows = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, BLOCK / widest));
        for (int layer = 0; layer <= layers; layer++) {
            int units = width(layer);
            a[layer] = new double[units + 1][rows];
            Arrays.fill(a[layer][units], 1);
            if (layer > 0) {
                int inputs = width(layer - 1);
                delta[layer] = new double[units][rows];
                w[layer] = new double[units][inputs + 1];
                transposed[layer] = new double[inputs][units];
                dw[layer] = isByInput(layer) ? new double[inputs + 1][units] : new double[units][inputs + 1];
            }
        }
        logistic = new Logistic(rows);
        output = new OutputBlock(network, width(layers), rows, logistic);
        aside = new double[rows][widest + 1];
    }

    /** The width of a layer; layer 0 is the input. */
    private int width(int layer) {
        return layer == 0
                ? network.parameters().tensors().get(0).shape()[0]
                : network.parameters().b(layer).length;
    }

    /** Whether a layer's gradient is few sums a row, in one direction. */
    private boolean isFew(int layer) {
        return Math.min(width(layer), width(layer - 1) + 1) < FEW;
    }

    /** Whether the gradient is held as {@code [inputs, units]}; the longer side goes where a loop takes it. */
    private boolean isByInput(int layer) {
        int inputs = width(layer - 1) + 1;
        return isFew(layer) ? width(layer) < inputs : width(layer) > inputs;
    }

    private static double[] weights(Parameters parameters, int layer) {
        return parameters.tensors().get(2 * layer - 2).values();
    }

    /** Takes the parameters as they are now. */
    void readParameters() {
        for (int layer = 1; layer <= network.layers(); layer++) {
            double[][] byInput = transposed[layer];
            double[][] byUnit = w[layer];
            double[] values = weights(network.parameters(), layer);
            double[] b = network.parameters().b(layer);
            int units = b.length;
            for (int k = 0; k < byInput.length; k++) {
                System.arraycopy(values, k * units, byInput[k], 0, units);
            }
            RowProducts.transpose(byInput, byInput.length, units, byUnit);
            for (int j = 0; j < units; j++) {
                byUnit[j][byInput.length] = b[j];
            }
        }
    }

    /**
     * Computes on the rows {@code from} to {@code to} of a batch.
     *
     * @param x the inputs of the whole batch, {@code [n, inputs]}
     * @param labels {@code [n, outputs]}; null where neither loss nor gradients are wanted
     * @param outputs the rows of it become the outputs, {@code [n, outputs]}; null where they are not wanted
     * @param gradients becomes the rows' part of the gradient of the mean loss over the batch; null for none
     * @return the loss summed over the rows, without class weights; 0 if it is not wanted
     */
    double pass(Matrix x, Matrix labels, int from, int to, Matrix outputs, boolean wantsLoss, Parameters gradients) {
        for (int layer = 1; layer < dw.length; layer++) {
            for (double[] row : dw[layer]) {
                Arrays.fill(row, 0);
            }
        }
        double loss = 0;
        for (int row = from; row < to; row += rows) {
            int count = Math.min(rows, to - row);
            forward(x, row, count);
            double[][] z = a[network.layers()];
            output.activate(z, count);
            if (outputs != null) {
                output.write(outputs, row, count);
            }
            if (labels != null) {
                output.readLabels(labels, row, count);
            }
            if (wantsLoss) {
                loss = output.addLosses(loss, z, count);
            }
            if (gradients != null) {
                output.delta(z, labels, row, count, delta[network.layers()]);
                backward(count);
            }
        }
        if (gradients != null) {
            writeGradients(gradients);
        }
        return loss;
    }

    /** Makes {@code block} what {@code count} rows of {@code source} are, from row {@code from} on. */
    static void read(Matrix source, int from, int count, double[][] block) {
        int width = source.columns();
        double[] values = source.values();
        for (int unit = 0; unit < width; unit++) {
            double[] to = block[unit];
            int at = from * width + unit;
            for (int r = 0; r < count; r++) {
                to[r] = values[at + r * width];
            }
        }
    }

    /** {@code A_l = f_l(A_(l-1) W_l + b_l)}, but the output stays at its pre-activations {@code Z_L}. */
    private void forward(Matrix x, int row, int count) {
        read(x, row, count, a[0]);
        for (int layer = 1; layer <= network.layers(); layer++) {
            boolean isHidden = layer < network.layers();
            boolean isRelu = isHidden && network.f(layer) == Activation.RELU;
            double floor = isRelu ? 0 : RowProducts.NO_FLOOR;
            RowProducts.times(w[layer], width(layer), width(layer - 1) + 1, a[layer - 1], floor, a[layer], count);
            for (int unit = 0; isHidden && !isRelu && unit < width(layer); unit++) {
                activate(network.f(layer), a[layer][unit], count, logistic);
            }
        }
    }

    static void activate(Activation f, double[] unit, int count, Logistic logistic) {
        if (f == Activation.SIGMOID) {
            logistic.sigmoid(unit, unit, count);
        } else {
            f.apply(unit, 0, count);
        }
    }

    /** {@code dW_l += A_(l-1)' delta_l} and {@code delta_(l-1) = (delta_l W_l') * f'(Z_(l-1))}. */
    private void backward(int count) {
        for (int layer = network.layers(); layer >= 1; layer--) {
            addGradient(layer, count);
            if (layer > 1) {
                chain(layer, delta[layer - 1], count);
            }
        }
    }

    private void addGradient(int layer, int count) {
        int inputs = width(layer - 1) + 1;
        int units = width(layer);
        double[][] below = a[layer - 1];
        double[][] d = delta[layer];
        if (isFew(layer)) {
            if (isByInput(layer)) {
                RowSums.addTimesTranspose(below, inputs, d, units, dw[layer], count);
            } else {
                RowSums.addTimesTranspose(d, units, below, inputs, dw[layer], count);
            }
        } else if (isByInput(layer)) {
            RowProducts.transpose(d, units, count, aside);
            RowProducts.addTimes(below, inputs, count, aside, dw[layer], units);
        } else {
            RowProducts.transpose(below, inputs, count, aside);
            RowProducts.addTimes(d, units, count, aside, dw[layer], inputs);
        }
    }

    /** {@code delta_(l-1) = (delta_l W_l') * f'(Z_(l-1))}. */
    private void chain(int layer, double[][] below, int count) {
        Activation f = network.f(layer - 1);
        double[][] above = delta[layer];
        if (above.length == 1 && f == Activation.RELU) {
            RowProducts.timesWherePositive(transposed[layer], below.length, above[0], a[layer - 1], below, count);
            return;
        }
        RowProducts.times(transposed[layer], below.length, above.length, above, below, count);
        for (int unit = 0; unit < below.length; unit++) {
            chain(f, below[unit], a[layer - 1][unit], count);
        }
    }

    /** The chain rule through {@code f}; each derivative here is a function of the activation too. */
    private static void chain(Activation f, double[] d, double[] a, int count) {
        if (f == Activation.RELU) {
            for (int r = 0; r < count; r++) {
                d[r] *= RowProducts.isPositive(a[r]);
            }
        } else {
            f.backward(d, a, a, 0, count);
        }
    }

    private void writeGradients(Parameters gradients) {
        for (int layer = 1; layer <= network.layers(); layer++) {
            double[][] from = dw[layer];
            double[] values = weights(gradients, layer);
            double[] b = gradients.b(layer);
            int units = b.length;
            int inputs = values.length / units;
            if (isByInput(layer)) {
                for (int k = 0; k < inputs; k++) {
                    System.arraycopy(from[k], 0, values, k * units, units);
                }
                System.arraycopy(from[inputs], 0, b, 0, units);
            } else {
                for (int j = 0; j < units; j++) {
                    for (int k = 0; k < inputs; k++) {
                        values[k * units + j] = from[j][k];
                    }
                    b[j] = from[j][inputs];
                }
            }
        }
    }
}
