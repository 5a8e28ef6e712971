package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Mini-batch gradient descent: epoch by epoch, with the figures of each side of the split after each.
 *
 * @param data whose rows train, and are watched: nothing is decided by its test rows
 * @param plan how long, on which batches
 */
public record Trainer(SplitData data, TrainingPlan plan) {

    /** Hears how training goes on. */
    @FunctionalInterface
    public interface Listener {

        /** An epoch is done; epoch 0 is the untrained network. */
        void epoch(EpochFigures figures);

        /** The next batch is about to be trained on. */
        default void batch(int rows) {}

        /**
         * An epoch is done and its figures are finite: from here training can go on at another time.
         *
         * @param snapshot the state to go on from, which takes its time to make
         */
        default void state(int epoch, Supplier<Snapshot> snapshot) {}
    }

    /**
     * A run as it stands after an epoch: with it, training goes on as if it had never stopped, to the same bits. The order
     * of the rows needs no saving: each epoch has a stream of its own.
     *
     * @param history the figures of each epoch so far, from 0 on
     * @param kept the parameters that the run would end with, by the names of their tensors
     */
    public record Snapshot(List<EpochFigures> history, Map<String, double[]> engine, Map<String, double[]> kept) {

        public Snapshot {
            history = List.copyOf(history);
            engine = Map.copyOf(engine);
            kept = Map.copyOf(kept);
        }
    }

    /**
     * What training came to.
     *
     * @param parameters the network's: after the last epoch whose losses were finite, or after the one whose validation loss
     *     was lowest
     * @param epoch how many epochs they were trained
     * @param history the figures of each epoch from 0 on; the last may not be finite
     * @param stop why it ended
     */
    public record TrainingResult(Parameters parameters, int epoch, List<EpochFigures> history, Stop stop) {

        public enum Stop {
            /** All epochs are done. */
            EPOCHS,
            /** The validation loss no longer fell. */
            EARLY_STOPPING,
            /** The training loss no longer fell. */
            CONVERGED,
            /** The loss is no longer finite. */
            DIVERGED,
            /** Somebody asked it to end. */
            INTERRUPTED;

            @Override
            public String toString() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        public TrainingResult {
            history = List.copyOf(history);
        }
    }

    /**
     * Trains {@code engine}, which is changed, until the plan is done, its loss no longer falls, the loss is no longer
     * finite, or {@code interrupted} says so between two batches. A batch once begun is finished; an epoch that was cut short
     * is not counted, and the result's parameters are those from before it.
     *
     * @param from where to take up; empty for the beginning, where epoch 0 is the untrained network
     * @param listener hears of each further epoch
     */
    public TrainingResult train(
            Engine engine, Optional<Snapshot> from, Listener listener, BooleanSupplier interrupted) {
        Progress progress = new Progress(engine);
        from.ifPresent(progress::restore);
        while (progress.stop == null) {
            int epoch = progress.history.size();
            if (epoch > plan.epochs()) {
                progress.stop = TrainingResult.Stop.EPOCHS;
                break;
            }
            if (epoch > 0) {
                UnaryOperator<Samples> change = plan.changing(epoch, engine::parameters);
                engine.fit(watched(plan.batches(data.train(), epoch), change, listener, interrupted));
            }
            if (epoch > 0 && interrupted.getAsBoolean()) {
                progress.stop = TrainingResult.Stop.INTERRUPTED;
                break;
            }
            EpochFigures figures = figures(engine, epoch);
            progress.add(figures, engine.parameters());
            listener.epoch(figures);
            if (figures.isFinite()) {
                listener.state(epoch, progress::snapshot);
            }
        }
        return new TrainingResult(progress.kept, progress.keptEpoch, progress.history, progress.stop);
    }

    /** How far a run has come. */
    private final class Progress {

        private final Engine engine;
        private final List<EpochFigures> history = new ArrayList<>();
        private final Optional<Stopping.Watch> watch = plan.stopping().watch();
        private Parameters kept;
        private int keptEpoch;
        private double lowest = Double.POSITIVE_INFINITY;
        private TrainingResult.Stop stop;

        Progress(Engine engine) {
            this.engine = engine;
            this.kept = engine.parameters();
        }

        void add(EpochFigures figures, Parameters parameters) {
            history.add(figures);
            boolean keepsBest = watch.isPresent() && data.validation().isPresent();
            double watched = figures.validation().orElse(figures.train()).loss();
            if (!figures.isFinite()) {
                stop = TrainingResult.Stop.DIVERGED;
                return;
            }
            if (!keepsBest || watched < lowest) {
                lowest = watched;
                kept = parameters;
                keptEpoch = figures.epoch();
            }
            if (watch.isPresent() && watch.get().ends(figures.epoch(), watched)) {
                stop = keepsBest ? TrainingResult.Stop.EARLY_STOPPING : TrainingResult.Stop.CONVERGED;
            }
        }

        void restore(Snapshot snapshot) {
            engine.restore(snapshot.engine());
            Parameters best = engine.parameters();
            best.tensors().forEach(tensor -> {
                double[] saved = Engine.array(snapshot.kept(), tensor.name(), tensor.values().length);
                System.arraycopy(saved, 0, tensor.values(), 0, saved.length);
            });
            snapshot.history().forEach(figures -> add(figures, best));
        }

        Snapshot snapshot() {
            return new Snapshot(history, engine.state(), arrays(kept));
        }
    }

    private static Map<String, double[]> arrays(Parameters parameters) {
        return parameters.tensors().stream().collect(Collectors.toMap(Tensor::name, Tensor::values));
    }

    /** {@code batches}, changed, until {@code interrupted} says that it is enough; {@code listener} hears of each. */
    private static Iterable<Samples> watched(
            Iterable<Samples> batches, UnaryOperator<Samples> change, Listener listener, BooleanSupplier interrupted) {
        return () -> {
            Iterator<Samples> all = batches.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !interrupted.getAsBoolean() && all.hasNext();
                }

                @Override
                public Samples next() {
                    Samples batch = change.apply(all.next());
                    listener.batch(batch.rows());
                    return batch;
                }
            };
        };
    }

    private EpochFigures figures(Engine engine, int epoch) {
        return new EpochFigures(
                epoch,
                side(engine, data.train()),
                side(engine, data.test()),
                data.validation().map(rows -> side(engine, rows)),
                engine instanceof LockstepEngine lockstep
                        ? Optional.of(lockstep.takeEpochDifferences())
                        : Optional.empty());
    }

    private EpochFigures.Side side(Engine engine, Samples samples) {
        Engine.Outcome outcome = engine.evaluate(samples);
        double score = data.preparation().isRegression()
                ? r2(outcome.loss(), samples.y())
                : (double) samples.right(outcome.outputs()) / samples.rows();
        return new EpochFigures.Side(outcome.loss(), score);
    }

    /** The part of the label's variance that is explained: 1 less the mean squared error over the variance. */
    private static double r2(double meanSquaredError, Matrix y) {
        double mean = Arrays.stream(y.values()).average().orElse(0);
        double variance = Arrays.stream(y.values())
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElse(0);
        return 1 - meanSquaredError / variance;
    }
}
