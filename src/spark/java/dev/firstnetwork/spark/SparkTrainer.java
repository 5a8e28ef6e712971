package dev.firstnetwork.spark;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer.TrainingResult;
import dev.firstnetwork.training.Trainer.TrainingResult.Stop;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Gradient descent on the rows of a cluster, epoch by epoch. A task depends on its partition and on what is sent to it, and
 * what comes back is added up in the order of the partitions: the same partitions give the same bits, on one machine or on
 * many, whatever failed on the way.
 */
final class SparkTrainer {

    /** How the partitions work together. */
    enum Mode {
        /**
         * Each trains on its own rows for an epoch from the same parameters; then parameters and the updater's state are
         * averaged by rows (McMahan et al.: <i>Communication-Efficient Learning of Deep Networks</i>, 2017, algorithm 1; Zinkevich
         * et al.: <i>Parallelized Stochastic Gradient Descent</i>, 2010).
         */
        AVERAGE,
        /** Each step is of one batch, whose gradient is the sum of what its rows in each partition say. */
        SYNC;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Hears of each epoch. */
    @FunctionalInterface
    interface Listener {

        /**
         * The network has been looked at after an epoch.
         *
         * @param state what it takes to go on from here
         */
        void epoch(EpochFigures figures, TrainingState state);
    }

    private final SparkData data;
    private final NetworkSpec spec;
    private final TrainingPlan plan;
    private final JavaSparkContext spark;

    SparkTrainer(SparkData data, NetworkSpec spec, TrainingPlan plan, JavaSparkContext spark) {
        this.data = data;
        this.spec = spec;
        this.plan = plan;
        this.spark = spark;
    }

    /**
     * Trains until the plan is done or a loss is no longer finite.
     *
     * @param from where to take up
     */
    TrainingResult train(Mode mode, TrainingState from, Listener listener) {
        Run run = new Run(from, listener);
        while (run.stop == null) {
            if (mode == Mode.AVERAGE) {
                average(run);
            } else {
                synchronous(run);
            }
        }
        return new TrainingResult(
                run.kept, run.history.size() - (run.stop == Stop.DIVERGED ? 2 : 1), run.history, run.stop);
    }

    /** How far training has come. */
    private final class Run {

        private final Listener listener;
        private final HandEngine engine;
        private final List<EpochFigures> history;
        private Parameters kept;
        private Stop stop;
        private Optional<LearningRule.Gradient> gradient = Optional.empty();

        Run(TrainingState from, Listener listener) {
            this.listener = listener;
            LearningRule.Gradient distributed =
                    (network, x, y, dropout, step) -> gradient.orElseThrow().of(network, x, y, dropout, step);
            this.engine = new HandEngine(spec.with(spec.learning().with(distributed)), from.parameters(spec));
            engine.restore(from.engine());
            this.history = new ArrayList<>(from.history());
            this.kept = engine.parameters();
        }

        /** Epoch number, of which the figures come next. */
        int epoch() {
            return history.size();
        }

        /** Takes the figures of the network as it is. */
        void add(EpochFigures figures) {
            history.add(figures);
            if (!figures.isFinite()) {
                stop = Stop.DIVERGED;
                listener.epoch(figures, state());
                return;
            }
            kept = engine.parameters();
            listener.epoch(figures, state());
            if (history.size() > plan.epochs()) {
                stop = Stop.EPOCHS;
            }
        }

        /** Before the last look at the network: whoever goes on from here looks again, and sees the same. */
        TrainingState state() {
            return new TrainingState(List.copyOf(history.subList(0, history.size() - 1)), engine.state());
        }
    }

    /** The figures of the network as it is, and the next epoch, in one job. */
    private void average(Run run) {
        int epoch = run.epoch();
        boolean last = epoch == plan.epochs();
        try (Sent<Map<String, double[]>> state = new Sent<>(spark, new TreeMap<>(run.engine.state()))) {
            Broadcast<Map<String, double[]>> sent = state.broadcast;
            Task task = new Task(spec, plan);
            List<Task.Trained> parts = SparkTable.collected(() -> data.shards()
                    .mapPartitionsWithIndex(
                            (p, shards) -> List.of(task.average(p, shards.next(), sent.value(), epoch, !last))
                                    .iterator(),
                            true)
                    .collect());
            run.add(figures(epoch, parts.stream().map(Task.Trained::seen).toList()));
            if (run.stop == null) {
                run.engine.restore(
                        averaged(parts.stream().map(Task.Trained::state).toList(), run.engine.state()));
            }
        }
    }

    /** The mean of the partitions' states, by their training rows. */
    private Map<String, double[]> averaged(List<Map<String, double[]>> states, Map<String, double[]> before) {
        Map<String, double[]> mean = new TreeMap<>();
        before.forEach((name, array) -> mean.put(name, new double[array.length]));
        for (int p = 0; p < states.size(); p++) {
            double weight = (double) data.trainRows()[p] / data.train();
            if (weight > 0) {
                states.get(p).forEach((name, array) -> add(mean.get(name), array, weight));
            }
        }
        // partitions of a row more or less may differ by a step
        double steps = states.stream()
                .mapToDouble(state -> state.get(Task.STEPS)[0])
                .max()
                .orElse(0);
        mean.put(Task.STEPS, new double[] {steps});
        return mean;
    }

    static void add(double[] sum, double[] values, double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * values[i];
        }
    }

    /** The figures of the network as it is, and then the steps of the next epoch, a job each. */
    private void synchronous(Run run) {
        int epoch = run.epoch();
        run.add(figures(epoch, seen(run.engine.state())));
        if (run.stop != null) {
            return;
        }
        int n = Math.toIntExact(data.train());
        int size = plan.batch() == 0 ? n : Math.min(n, plan.batch());
        boolean whole = size == n;
        int[] order = plan.shuffle() && !whole
                ? NumpyRandom.of(plan.shuffleSeed(), epoch + 1).permutation(n)
                : IntStream.range(0, n).toArray();
        Samples nothing = new Samples(Matrix.zeros(0, spec.inputs()), Matrix.zeros(0, spec.outputs()));
        for (int begin = 0; begin < n; begin += size) {
            int[][] rows = whole ? null : data.local(Arrays.copyOfRange(order, begin, Math.min(n, begin + size)));
            run.gradient = Optional.of((network, x, y, dropout, step) -> gradient(run.engine, rows));
            run.engine.step(nothing);
        }
    }

    /** The gradient of the mean loss over a batch. */
    private Parameters gradient(HandEngine engine, int[][] rows) {
        Map<String, double[]> state = new TreeMap<>(engine.state());
        try (Sent<Map<String, double[]>> sent = new Sent<>(spark, state);
                Sent<int[][]> batch = new Sent<>(spark, rows == null ? new int[0][] : rows)) {
            Broadcast<Map<String, double[]>> parameters = sent.broadcast;
            Broadcast<int[][]> all = batch.broadcast;
            Task task = new Task(spec, plan);
            boolean whole = rows == null;
            List<double[][]> parts = SparkTable.collected(() -> data.shards()
                    .mapPartitionsWithIndex(
                            (p, shards) -> List.<double[][]>of(task.gradient(
                                            shards.next(),
                                            parameters.value(),
                                            whole,
                                            whole ? new int[0] : all.value()[p]))
                                    .iterator(),
                            true)
                    .collect());
            Parameters sum = engine.parameters().zeros();
            long n = whole
                    ? data.train()
                    : Arrays.stream(rows).mapToLong(part -> part.length).sum();
            for (int p = 0; p < parts.size(); p++) {
                long own = whole ? data.trainRows()[p] : rows[p].length;
                for (int t = 0; own > 0 && t < sum.tensors().size(); t++) {
                    add(sum.tensors().get(t).values(), parts.get(p)[t], (double) own / n);
                }
            }
            return sum;
        }
    }

    private List<Task.Seen> seen(Map<String, double[]> engine) {
        try (Sent<Map<String, double[]>> state = new Sent<>(spark, new TreeMap<>(engine))) {
            Broadcast<Map<String, double[]>> sent = state.broadcast;
            Task task = new Task(spec, plan);
            return SparkData.each(data.shards(), shard -> task.seen(shard, sent.value()));
        }
    }

    private EpochFigures figures(int epoch, List<Task.Seen> seen) {
        return new EpochFigures(
                epoch,
                side(seen.stream().map(Task.Seen::train).toList(), data.train()),
                side(seen.stream().map(Task.Seen::test).toList(), data.test()),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    private EpochFigures.Side side(List<Task.Sums> parts, long rows) {
        double loss = 0;
        double mean = 0;
        double right = 0;
        for (Task.Sums part : parts) {
            double weight = (double) part.rows() / rows;
            loss += weight == 0 ? 0 : weight * part.loss();
            mean += weight * part.mean();
            right += part.right();
        }
        if (!data.preparation().isRegression()) {
            return new EpochFigures.Side(loss, right / rows);
        }
        double variance = 0;
        for (Task.Sums part : parts) {
            double apart = part.mean() - mean;
            variance += (double) part.rows() / rows * (part.variance() + apart * apart);
        }
        return new EpochFigures.Side(loss, 1 - loss / variance);
    }

    /** Something that is sent to all workers, until it is no longer needed. */
    private static final class Sent<T> implements AutoCloseable {

        private final Broadcast<T> broadcast;

        Sent(JavaSparkContext spark, T value) {
            this.broadcast = spark.broadcast(value);
        }

        @Override
        public void close() {
            broadcast.unpersist();
        }
    }

    /** The engine of a task: plain, on one thread, because the tasks of a machine share its cores. */
    static HandEngine engine(NetworkSpec spec, Map<String, double[]> state) {
        HandEngine engine = new HandEngine(spec, TrainingState.zeros(spec), new BlockedPass.Maker(1));
        engine.restore(state);
        return engine;
    }
}
