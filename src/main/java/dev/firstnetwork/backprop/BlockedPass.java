package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Block;
import dev.firstnetwork.math.Kernels;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.ShallowSums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The forward and backward pass of a {@link DenseNetwork}, fast: the same formulas, on blocks of {@value #BLOCK_ROWS} rows
 * whose activations stay in the processor's cache, by {@link Kernels}, on all cores. {@link DenseNetwork} keeps every number
 * on the way, for those who want to see them; this keeps none and allocates nothing from step to step.
 *
 * <p>The rows are cut into slices, as many as the sizes ask for, whatever the number of threads. Each slice is summed block
 * by block, and then the slices in order: one thread and many give the same bits.
 *
 * <p>Not safe for use by several threads.
 */
public final class BlockedPass {

    /** A block of a network whose hidden activations are kept: with 64 units a layer they take 64 KiB. */
    private static final int BLOCK_ROWS = 128;

    private static final int MOST_SLICES = 64;

    /** A slice has at least this much to do, in rows by parameters: about 20 microseconds, several times what it costs. */
    private static final long LEAST_SLICE = 1 << 17;

    private final DenseNetwork network;
    private final Kernels kernels;
    private final int threads;
    private final boolean shallow;
    private final int blockRows;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Parameters> sliceGradients = new ArrayList<>();
    private final double[] sliceLosses = new double[MOST_SLICES];
    private final AtomicInteger nextSlice = new AtomicInteger();

    /** What to do, for all workers: the rows, and what to find of them; null or false for what is not wanted. */
    private Matrix x;

    private Matrix y;
    private Matrix predictions;
    private boolean wantsLoss;
    private boolean wantsGradients;
    private int slices;

    /** The passes of {@code network} with the fastest kernels that run here, on all cores. */
    public BlockedPass(DenseNetwork network) {
        this(network, Kernels.fastest(), Runtime.getRuntime().availableProcessors());
    }

    /** The passes of {@code network} on at most {@code threads} threads. */
    public BlockedPass(DenseNetwork network, Kernels kernels, int threads) {
        this.network = network;
        this.kernels = kernels;
        this.threads = threads;
        this.shallow = network.layers() == 2
                && network.f(1) == Activation.RELU
                && width(0) <= Kernels.SHALLOW_INPUTS
                && width(2) == 1;
        this.blockRows = shallow ? Block.SHALLOW_ROWS : BLOCK_ROWS;
    }

    /**
     * The gradient of the network's loss, without penalties: {@link DenseNetwork#dataGradient}.
     *
     * @param x the rows, {@code [n, inputs]}
     * @param y the labels, {@code [n, outputs]}
     * @param gradients becomes the gradient
     * @throws IllegalArgumentException if a size does not fit the network
     */
    public void gradients(Matrix x, Matrix y, Parameters gradients) {
        run(x, y, null, false, gradients);
    }

    /** The same, and the loss that it is the gradient of. */
    public double lossAndGradients(Matrix x, Matrix y, Parameters gradients) {
        return run(x, y, null, true, gradients);
    }

    /**
     * The mean loss over the rows, without penalties and class weights: {@link DenseNetwork#dataLoss}.
     *
     * @throws IllegalArgumentException if a size does not fit the network
     */
    public double loss(Matrix x, Matrix y) {
        return run(x, y, null, true, null);
    }

    /**
     * The outputs for {@code x}, {@code [n, outputs]}.
     *
     * @throws IllegalArgumentException if {@code x} has not as many columns as the network has inputs
     */
    public Matrix predict(Matrix x) {
        Matrix result = Matrix.zeros(x.rows(), width(network.layers()));
        run(x, null, result, false, null);
        return result;
    }

    /** The width of a layer; layer 0 is the input. */
    private int width(int layer) {
        return layer == 0
                ? network.parameters().tensors().get(0).shape()[0]
                : network.parameters().b(layer).length;
    }

    private double run(Matrix rows, Matrix labels, Matrix outputs, boolean withLoss, Parameters gradients) {
        requireSizes(rows, labels);
        x = rows;
        y = labels;
        predictions = outputs;
        wantsLoss = withLoss;
        wantsGradients = gradients != null;
        slices = slices(rows.rows());
        prepare(gradients);
        int helpers = Math.min(slices, threads) - 1;
        nextSlice.set(0);
        for (int i = 1; i <= helpers; i++) {
            workers.get(i).reinitialize();
            workers.get(i).fork();
        }
        workers.get(0).compute();
        for (int i = helpers; i >= 1; i--) {
            workers.get(i).join();
        }
        if (wantsGradients) {
            sum(gradients);
        }
        double loss = 0;
        for (int slice = 0; slice < slices; slice++) {
            loss += sliceLosses[slice];
        }
        return loss;
    }

    private void requireSizes(Matrix rows, Matrix labels) {
        network.requireInputs(rows);
        if (labels != null && (labels.rows() != rows.rows() || labels.columns() != width(network.layers()))) {
            throw new IllegalArgumentException("the outputs are [" + rows.rows() + ", " + width(network.layers())
                    + "] but the labels Y are " + labels.shape() + ": give Y one row a sample");
        }
    }

    private int slices(int n) {
        long work = (long) n * network.parameters().count();
        return (int) Math.max(1, Math.min(MOST_SLICES, Math.min(n / blockRows, work / LEAST_SLICE)));
    }

    /** Room for what each thread and each slice needs; a single slice writes into the result. */
    private void prepare(Parameters gradients) {
        while (workers.size() < Math.min(slices, threads)) {
            workers.add(new Worker());
        }
        if (!wantsGradients) {
            return;
        }
        if (sliceGradients.isEmpty()) {
            sliceGradients.add(gradients);
        }
        sliceGradients.set(0, gradients);
        while (sliceGradients.size() < slices) {
            sliceGradients.add(gradients.zeros());
        }
    }

    /** The sum of the slices' gradients, in their order. */
    private void sum(Parameters gradients) {
        for (int i = 0; i < gradients.tensors().size(); i++) {
            double[] sum = gradients.tensors().get(i).values();
            for (int slice = 1; slice < slices; slice++) {
                double[] part = sliceGradients.get(slice).tensors().get(i).values();
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += part[j];
                }
            }
        }
    }

    /** One thread's part, with its blocks: it takes slice after slice. */
    private final class Worker extends RecursiveAction {

        private static final long serialVersionUID = 1;

        /** The rows of the next blocks. Read together, they come from memory sooner than with a pause after each block. */
        private final transient Block[] inputs = new Block[shallow ? 16 : 1];

        private final transient Block[] labels = new Block[inputs.length];

        /** The activations {@code A_0 = X} to {@code A_L}; on the way back each becomes its layer's delta. */
        private final transient Block[] a = new Block[network.layers() + 1];

        private final transient double[] weights = new double[Block.padded(blockRows)];
        private final transient ShallowSums sums = shallow ? new ShallowSums(width(1), width(0)) : null;

        Worker() {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = new Block(blockRows, width(0));
                labels[i] = new Block(blockRows, width(network.layers()));
            }
            for (int layer = shallow ? 2 : 1; layer <= network.layers(); layer++) {
                a[layer] = new Block(blockRows, width(layer));
            }
        }

        @Override
        protected void compute() {
            for (int slice = nextSlice.getAndIncrement(); slice < slices; slice = nextSlice.getAndIncrement()) {
                slice(slice);
            }
        }

        private void slice(int slice) {
            int n = x.rows();
            long blocks = (n + blockRows - 1L) / blockRows;
            int from = (int) (blocks * slice / slices) * blockRows;
            int to = (int) Math.min(n, blocks * (slice + 1) / slices * blockRows);
            Parameters gradients = wantsGradients ? sliceGradients.get(slice) : null;
            if (wantsGradients) {
                gradients.tensors().forEach(tensor -> Arrays.fill(tensor.values(), 0));
            }
            if (shallow) {
                sums.clear();
            }
            double loss = 0;
            for (int row = from; row < to; row += blockRows) {
                int block = (row - from) / blockRows % inputs.length;
                if (block == 0) {
                    read(row, to);
                }
                loss += block(row, block, gradients);
            }
            sliceLosses[slice] = loss;
            if (shallow && wantsGradients) {
                sums.addGradients(network.parameters().tensors(), gradients.tensors());
            }
        }

        /** Reads the blocks from {@code from} on, as many as there is room for. */
        private void read(int from, int to) {
            for (int i = 0; i < inputs.length && from + i * blockRows < to; i++) {
                int row = from + i * blockRows;
                int count = Math.min(blockRows, to - row);
                inputs[i].read(x, row, count);
                if (predictions == null) {
                    labels[i].read(y, row, count);
                }
            }
        }

        /** Does with a block what is wanted, and tells its part of the loss. */
        private double block(int row, int block, Parameters gradients) {
            a[0] = inputs[block];
            forward();
            if (predictions != null) {
                kernels.activate(network.f(network.layers()), output());
                output().write(predictions, row);
                return 0;
            }
            weigh(row, output().rows());
            double loss = wantsLoss
                    ? kernels.loss(network.loss(), network.f(network.layers()), output(), labels[block], weights)
                    : 0;
            if (wantsGradients) {
                backward(labels[block], gradients);
            }
            return loss;
        }

        private Block output() {
            return a[network.layers()];
        }

        /** {@code A_l = f_l(A_(l-1) W_l + b_l)}, but the output stays at its pre-activations {@code Z_L}. */
        private void forward() {
            if (shallow) {
                kernels.forwardShallow(a[0], network.parameters().tensors(), output());
                return;
            }
            for (int layer = 1; layer <= network.layers(); layer++) {
                Activation f = layer == network.layers() ? Activation.IDENTITY : network.f(layer);
                kernels.forward(f, a[layer - 1], w(layer), network.parameters().b(layer), a[layer]);
            }
        }

        /** What each row of a block counts in the loss, and in its gradient; nothing beyond the last. */
        private void weigh(int row, int count) {
            Arrays.fill(weights, 0, count, 1.0 / x.rows());
            if (wantsGradients && !network.classWeights().isEmpty()) {
                for (int i = 0; i < count; i++) {
                    weights[i] *= network.classWeights().of(y, row + i);
                }
            }
            Arrays.fill(weights, count, output().stride(), 0);
        }

        private void backward(Block y, Parameters gradients) {
            int last = network.layers();
            kernels.delta(network.loss(), network.f(last), output(), y, weights);
            if (shallow) {
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
}
