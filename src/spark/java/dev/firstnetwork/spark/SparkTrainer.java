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
import java.util.stream.IntStream;

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
    private final Together together;

    SparkTrainer(SparkData data, NetworkSpec spec, TrainingPlan plan) {
        this.data = data;
        this.spec = spec;
        this.plan = plan;
        this.together = new Together(data);
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

        /** Makes a step with a gradient that is known. */
        void step(Parameters known) {
            gradient = Optional.of((network, x, y, dropout, step) -> known);
            engine.step(new Samples(Matrix.zeros(0, spec.inputs()), Matrix.zeros(0, spec.outputs())));
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
        Task task = new Task(spec, plan, run.engine.state());
        List<Task.Trained> parts = SparkTable.collected(() -> data.shards()
                .mapPartitionsWithIndex(
                        (p, shards) -> List.of(task.average(p, shards.next(), epoch, !last))
                                .iterator(),
                        true)
                .collect());
        run.add(together.figures(epoch, parts.stream().map(Task.Trained::seen).toList()));
        if (run.stop == null) {
            run.engine.restore(
                    together.averaged(parts.stream().map(Task.Trained::state).toList(), run.engine.state()));
        }
    }

    /** The figures of the network as it is, with the first step of the next epoch in one job, and then its other steps. */
    private void synchronous(Run run) {
        int epoch = run.epoch();
        if (epoch == plan.epochs()) {
            run.add(together.figures(epoch, job(run.engine, Optional.of(new int[data.partitions()][0]), true).seen));
            return;
        }
        int n = Math.toIntExact(data.train());
        int size = plan.batch() == 0 ? n : Math.min(n, plan.batch());
        boolean whole = size == n;
        int[] order = plan.shuffle() && !whole
                ? NumpyRandom.of(plan.shuffleSeed(), epoch + 1).permutation(n)
                : IntStream.range(0, n).toArray();
        for (int begin = 0; begin < n; begin += size) {
            int end = Math.min(n, begin + size);
            Optional<int[][]> rows =
                    whole ? Optional.empty() : Optional.of(data.local(Arrays.copyOfRange(order, begin, end)));
            Job job = job(run.engine, rows, begin == 0);
            if (begin == 0) {
                run.add(together.figures(epoch, job.seen));
            }
            if (run.stop != null) {
                return;
            }
            run.step(job.gradient);
        }
    }

    /**
     * What a job found.
     *
     * @param seen what is seen of each partition, where that was asked
     * @param gradient of the mean loss over a batch
     */
    private record Job(List<Task.Seen> seen, Parameters gradient) {}

    /** @param rows those of a batch in each partition; empty for all rows */
    private Job job(HandEngine engine, Optional<int[][]> rows, boolean looking) {
        Task task = new Task(spec, plan, engine.state());
        int[][] batch = rows.orElse(null);
        List<Task.Step> parts = SparkTable.collected(() -> data.shards()
                .mapPartitionsWithIndex(
                        (p, shards) -> List.of(task.step(shards.next(), looking, batch == null ? null : batch[p]))
                                .iterator(),
                        true)
                .collect());
        return new Job(
                parts.stream().map(Task.Step::seen).toList(),
                together.gradient(engine.parameters().zeros(), rows, parts));
    }

    /** The engine of a task: plain, on one thread, because the tasks of a machine share its cores. */
    static HandEngine engine(NetworkSpec spec, Map<String, double[]> state) {
        HandEngine engine = new HandEngine(spec, TrainingState.zeros(spec), new BlockedPass.Maker(1));
        engine.restore(state);
        return engine;
    }
}
