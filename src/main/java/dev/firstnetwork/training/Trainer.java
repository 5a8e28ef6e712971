package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.wing.resume.Checkpoint;
import dev.firstnetwork.wing.resume.Checkpointing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;

/** Mini-batch gradient descent: epoch by epoch, with the figures of each side of the split after each. */
public final class Trainer {

    private final Samples train;
    private final Optional<Samples> validation;
    private final Samples test;
    private final boolean regression;
    private final TrainingPlan plan;

    /** A trainer on the rows of {@code data}: nothing is decided by its test rows. */
    public Trainer(SplitData data, TrainingPlan plan) {
        this(data.train(), data.validation(), data.test(), data.preparation().isRegression(), plan);
    }

    /**
     * A trainer of a classifier on standardised rows.
     *
     * @param train the rows to learn from
     * @param test rows that are only watched: nothing is decided by them
     */
    public Trainer(Samples train, Samples test, TrainingPlan plan) {
        this(train, Optional.empty(), test, false, plan);
    }

    private Trainer(Samples train, Optional<Samples> validation, Samples test, boolean regression, TrainingPlan plan) {
        this.train = train;
        this.validation = validation;
        this.test = test;
        this.regression = regression;
        this.plan = plan;
    }

    /** Trains from the beginning without saving; see below. */
    public TrainingResult train(Engine engine, TrainingListener listener, BooleanSupplier interrupted) {
        return train(engine, Checkpointing.NONE, listener, interrupted);
    }

    /**
     * Trains {@code engine}, which is changed, until the plan is done, its loss no longer falls, the loss is no longer
     * finite, or {@code interrupted} says so between two batches. A batch once begun is finished; an epoch that was cut short
     * is not counted, and the result's parameters are those from before it.
     *
     * @param checkpointing where to take up, and whether to save the run on its way; from the beginning, epoch 0 is the
     *     untrained network
     * @param listener hears of each further epoch
     */
    public TrainingResult train(
            Engine engine, Checkpointing checkpointing, TrainingListener listener, BooleanSupplier interrupted) {
        Progress progress = new Progress(engine);
        checkpointing.from().ifPresent(progress::restore);
        while (progress.stop == null) {
            int epoch = progress.history.size();
            if (epoch > plan.epochs()) {
                progress.stop = TrainingResult.Stop.EPOCHS;
                break;
            }
            if (epoch > 0) {
                engine.fit(watched(plan.batches(train, epoch), listener, interrupted));
            }
            if (epoch > 0 && interrupted.getAsBoolean()) {
                progress.stop = TrainingResult.Stop.INTERRUPTED;
                break;
            }
            EpochFigures figures = figures(engine, epoch);
            progress.add(figures, engine.parameters());
            listener.epoch(figures);
            if (checkpointing.every() > 0 && figures.isFinite() && epoch % checkpointing.every() == 0) {
                checkpointing.save().accept(progress.checkpoint(checkpointing.dataSha256()));
            }
        }
        return new TrainingResult(progress.kept, progress.keptEpoch, progress.history, progress.stop);
    }

    /** How far a run has come. */
    private final class Progress {

        private final Engine engine;
        private final List<EpochFigures> history = new ArrayList<>();
        private final ScoreImprovementEpochTerminationCondition condition =
                plan.stopping().condition();
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
            boolean keepsBest = condition != null && validation.isPresent();
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
            if (condition != null && condition.terminate(figures.epoch(), watched, true)) {
                stop = keepsBest ? TrainingResult.Stop.EARLY_STOPPING : TrainingResult.Stop.CONVERGED;
            }
        }

        void restore(Checkpoint checkpoint) {
            engine.restore(checkpoint.engine());
            Parameters best = engine.parameters();
            best.tensors().forEach(tensor -> {
                double[] saved = Engine.array(checkpoint.kept(), tensor.name(), tensor.values().length);
                System.arraycopy(saved, 0, tensor.values(), 0, saved.length);
            });
            checkpoint.history().forEach(figures -> add(figures, best));
        }

        Checkpoint checkpoint(String dataSha256) {
            return new Checkpoint(history, engine.state(), arrays(kept), dataSha256);
        }
    }

    private static Map<String, double[]> arrays(Parameters parameters) {
        return parameters.tensors().stream().collect(Collectors.toMap(Tensor::name, Tensor::values));
    }

    /** {@code batches} until {@code interrupted} says that it is enough; {@code listener} hears of each. */
    private static Iterable<Samples> watched(
            Iterable<Samples> batches, TrainingListener listener, BooleanSupplier interrupted) {
        return () -> {
            Iterator<Samples> all = batches.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !interrupted.getAsBoolean() && all.hasNext();
                }

                @Override
                public Samples next() {
                    Samples batch = all.next();
                    listener.batch(batch.rows());
                    return batch;
                }
            };
        };
    }

    private EpochFigures figures(Engine engine, int epoch) {
        OptionalDouble gradient = OptionalDouble.empty();
        OptionalDouble parameter = OptionalDouble.empty();
        if (engine instanceof LockstepEngine lockstep) {
            LockstepEngine.Differences differences = lockstep.takeEpochDifferences();
            gradient = OptionalDouble.of(differences.gradient());
            parameter = OptionalDouble.of(differences.parameter());
        }
        return new EpochFigures(
                epoch,
                side(engine, train),
                side(engine, test),
                validation.map(rows -> side(engine, rows)),
                gradient,
                parameter);
    }

    private EpochFigures.Side side(Engine engine, Samples samples) {
        double loss = engine.loss(samples);
        return new EpochFigures.Side(loss, regression ? r2(loss, samples.y()) : accuracy(engine, samples));
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

    private static double accuracy(Engine engine, Samples samples) {
        int[] predicted = Samples.classes(engine.predict(samples.x()));
        int[] actual = Samples.classes(samples.y());
        int right = 0;
        for (int i = 0; i < actual.length; i++) {
            right += predicted[i] == actual[i] ? 1 : 0;
        }
        return (double) right / actual.length;
    }
}
