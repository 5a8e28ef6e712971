package dev.firstnetwork.wing.fast;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * What one thread of a {@link BlockedPass} computes on: the way of some rows through the network and back, a block at a time.
 * Not safe for use by several threads.
 */
final class RowBlocks {

    /** With 64 units a layer, so many activations take 64 KiB. */
    private static final int ROWS = 128;

    /** How many blocks a shallow network reads in one go: with a pause after each, waiting for memory is a tenth of a step. */
    private static final int SHALLOW_BLOCKS = 16;

    private final DenseNetwork network;
    private final Kernels kernels;

    /** The inputs of the next blocks, and their labels. */
    private final Block[] inputs;

    private final Block[] labels;

    /** The activations {@code A_0 = X} to {@code A_L}; on the way back each becomes its layer's delta. */
    private final Block[] a;

    private final double[] weights;

    /** Of a shallow network; null for others. */
    private final ShallowSums sums;

    private Matrix x;
    private Matrix y;
    private Matrix predictions;

    RowBlocks(DenseNetwork network, Kernels kernels) {
        this.network = network;
        this.kernels = kernels;
        boolean shallow = isShallow(network);
        int rows = rowsOf(network);
        int last = network.layers();
        inputs = new Block[shallow ? SHALLOW_BLOCKS : 1];
        labels = new Block[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = new Block(rows, width(network, 0));
            labels[i] = new Block(rows, width(network, last));
        }
        a = new Block[last + 1];
        for (int layer = shallow ? last : 1; layer <= last; layer++) {
            a[layer] = new Block(rows, width(network, layer));
        }
        weights = new double[Block.padded(rows)];
        sums = shallow ? new ShallowSums(width(network, 1), width(network, 0)) : null;
    }

    /** Whether the network is what {@link Kernels#forwardShallow} is for. */
    private static boolean isShallow(DenseNetwork network) {
        return network.layers() == 2
                && network.f(1) == Activation.RELU
                && width(network, 0) <= Kernels.SHALLOW_INPUTS
                && width(network, 2) == 1;
    }

    /** The most rows of a block. */
    static int rowsOf(DenseNetwork network) {
        return isShallow(network) ? Block.SHALLOW_ROWS : ROWS;
    }

    /** The width of a layer; layer 0 is the input. */
    private static int width(DenseNetwork network, int layer) {
        return layer == 0
                ? network.parameters().tensors().get(0).shape()[0]
                : network.parameters().b(layer).length;
    }

    /**
     * Sets what the next passes are on.
     *
     * @param newX the inputs, {@code [n, inputs]}
     * @param newY the labels, {@code [n, outputs]}; null for predictions
     * @param newPredictions becomes the outputs, {@code [n, outputs]}; null for loss and gradients
     */
    void rows(Matrix newX, Matrix newY, Matrix newPredictions) {
        x = newX;
        y = newY;
        predictions = newPredictions;
    }

    /**
     * Computes on the rows from {@code from} to {@code to}.
     *
     * @param gradients becomes their part of the gradient; null for none
     * @return their part of the loss; 0 if it is not wanted
     */
    double pass(int from, int to, boolean wantsLoss, Parameters gradients) {
        if (gradients != null) {
            gradients.tensors().forEach(tensor -> Arrays.fill(tensor.values(), 0));
        }
        if (sums != null) {
            sums.clear();
        }
        int rows = rowsOf(network);
        double loss = 0;
        for (int row = from; row < to; row += rows) {
            int block = (row - from) / rows % inputs.length;
            if (block == 0) {
                read(row, to);
            }
            loss += block(row, block, wantsLoss, gradients);
        }
        if (sums != null && gradients != null) {
            sums.addGradients(network.parameters().tensors(), gradients.tensors());
        }
        return loss;
    }

    /** Reads the blocks from row {@code from} on, as many as there is room for. */
    private void read(int from, int to) {
        int rows = rowsOf(network);
        int row = from;
        for (int i = 0; i < inputs.length && row < to; i++) {
            int count = Math.min(rows, to - row);
            inputs[i].read(x, row, count);
            if (predictions == null) {
                labels[i].read(y, row, count);
            }
            row += count;
        }
    }

    private double block(int row, int block, boolean wantsLoss, Parameters gradients) {
        a[0] = inputs[block];
        forward();
        if (predictions != null) {
            kernels.activate(network.f(network.layers()), output());
            output().write(predictions, row);
            return 0;
        }
        weigh(row, gradients != null && !network.classWeights().isEmpty());
        double loss = wantsLoss
                ? kernels.loss(network.loss(), network.f(network.layers()), output(), labels[block], weights)
                : 0;
        if (gradients != null) {
            backward(labels[block], gradients);
        }
        return loss;
    }

    private Block output() {
        return a[network.layers()];
    }

    /** {@code A_l = f_l(A_(l-1) W_l + b_l)}, but the output stays at its pre-activations {@code Z_L}. */
    private void forward() {
        if (sums != null) {
            kernels.forwardShallow(a[0], network.parameters().tensors(), output());
            return;
        }
        for (int layer = 1; layer <= network.layers(); layer++) {
            Activation f = layer == network.layers() ? Activation.IDENTITY : network.f(layer);
            kernels.forward(f, a[layer - 1], w(layer), network.parameters().b(layer), a[layer]);
        }
    }

    /** What each row of a block counts in the loss, and in its gradient; nothing beyond the last. */
    private void weigh(int row, boolean byClass) {
        int count = output().rows();
        Arrays.fill(weights, 0, count, 1.0 / x.rows());
        if (byClass) {
            for (int i = 0; i < count; i++) {
                weights[i] *= network.classWeights().of(y, row + i);
            }
        }
        Arrays.fill(weights, count, output().stride(), 0);
    }

    private void backward(Block label, Parameters gradients) {
        int last = network.layers();
        kernels.delta(network.loss(), network.f(last), output(), label, weights);
        if (sums != null) {
            kernels.addShallowSums(a[0], output(), network.parameters().tensors(), sums);
            return;
        }
        for (int layer = last; layer >= 1; layer--) {
            double[] dw = gradients.tensors().get(2 * layer - 2).values();
            kernels.addGradients(a[layer - 1], a[layer], dw, gradients.b(layer));
            if (layer > 1) {
                kernels.backward(a[layer], w(layer), network.f(layer - 1), a[layer - 1]);
            }
        }
    }

    /** {@code W_layer}, row by row. */
    private double[] w(int layer) {
        return network.parameters().tensors().get(2 * layer - 2).values();
    }
}
