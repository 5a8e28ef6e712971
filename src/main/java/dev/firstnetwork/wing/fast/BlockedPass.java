package dev.firstnetwork.wing.fast;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The forward and backward pass of a {@link DenseNetwork}, fast: the same formulas, on {@link RowBlocks} that stay in the
 * processor's cache, by {@link RowProducts}, on all cores. {@link DenseNetwork} keeps every number on the way, for those who want
 * to see them; this keeps none and allocates nothing from step to step.
 *
 * <p>The rows are cut into slices, as many as the sizes ask for, whatever the number of threads. Each slice is summed block
 * by block, and then the slices in order: one thread and many give the same bits.
 *
 * <p>Not safe for use by several threads.
 */
public final class BlockedPass implements Pass {

    /** Makes passes on at most so many threads. */
    public record Maker(int threads) implements Pass.Maker {

        /** On all cores. */
        public Maker() {
            this(Runtime.getRuntime().availableProcessors());
        }

        /** What computes; and what would be faster, where the JVM was started without its second compiler. */
        @Override
        public String name() {
            return name(System.getProperty("java.vm.info", ""));
        }

        String name(String jvm) {
            String name = "plain Java on blocks of rows, on " + threads + (threads == 1 ? " thread" : " threads");
            return jvm.contains("interpreted") || jvm.contains("emulated-client")
                    ? name + "; several times faster without -Xint and -XX:TieredStopAtLevel, which turn vectors off"
                    : name;
        }

        @Override
        public Pass make(DenseNetwork network) {
            return new BlockedPass(network, threads);
        }
    }

    private static final int MOST_SLICES = 64;

    /** A slice has at least this much to do, in rows by parameters: about 10 microseconds, several times what it costs. */
    private static final long LEAST_SLICE = 1 << 17;

    /** A slice has a multiple of so many rows. */
    private static final int SLICE_ROWS = 64;

    private final DenseNetwork network;
    private final int threads;
    private final long count;
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

    /** The passes of {@code network} on all cores. */
    public BlockedPass(DenseNetwork network) {
        this(network, Runtime.getRuntime().availableProcessors());
    }

    /** The passes of {@code network} on at most {@code threads} threads. */
    public BlockedPass(DenseNetwork network, int threads) {
        this.network = network;
        this.threads = threads;
        this.count = network.parameters().count();
    }

    @Override
    public void gradients(Matrix x, Matrix y, Parameters gradients) {
        run(x, y, null, false, gradients);
    }

    /**
     * {@link #gradients}, loss and outputs in one pass.
     *
     * @param outputs becomes them, {@code [n, outputs]}; null where they are not wanted
     */
    public double lossAndGradients(Matrix x, Matrix y, Matrix outputs, Parameters gradients) {
        return run(x, y, outputs, true, gradients);
    }

    @Override
    public double lossAndOutputs(Matrix x, Matrix y, Matrix outputs) {
        return run(x, y, outputs, true, null);
    }

    @Override
    public Matrix predict(Matrix x) {
        Matrix result = Matrix.zeros(x.rows(), outputs());
        run(x, null, result, false, null);
        return result;
    }

    private int outputs() {
        return network.parameters().b(network.layers()).length;
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
        return loss / rows.rows();
    }

    private void requireSizes(Matrix rows, Matrix labels) {
        network.requireInputs(rows);
        if (labels != null && (labels.rows() != rows.rows() || labels.columns() != outputs())) {
            throw new IllegalArgumentException("the outputs are [" + rows.rows() + ", " + outputs()
                    + "] but the labels Y are " + labels.shape() + ": give Y one row a sample");
        }
    }

    private int slices(int n) {
        long work = n * count;
        return (int) Math.max(1, Math.min(MOST_SLICES, Math.min(n / SLICE_ROWS, work / LEAST_SLICE)));
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

    /** One thread's part: it takes slice after slice. */
    private final class Worker extends RecursiveAction {

        private static final long serialVersionUID = 1;

        private final transient RowBlocks blocks = new RowBlocks(network);

        @Override
        protected void compute() {
            blocks.readParameters();
            long count = (x.rows() + SLICE_ROWS - 1L) / SLICE_ROWS;
            for (int slice = nextSlice.getAndIncrement(); slice < slices; slice = nextSlice.getAndIncrement()) {
                int from = (int) (count * slice / slices) * SLICE_ROWS;
                int to = (int) Math.min(x.rows(), count * (slice + 1) / slices * SLICE_ROWS);
                Parameters gradients = wantsGradients ? sliceGradients.get(slice) : null;
                sliceLosses[slice] = blocks.pass(x, y, from, to, predictions, wantsLoss, gradients);
            }
        }
    }
}
