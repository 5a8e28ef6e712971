package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.network.Engine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Mini-batch gradient descent: epoch by epoch, with the figures of both sides of the split after each. */
public final class Trainer {

    private final Samples train;
    private final Samples test;
    private final TrainingPlan plan;

    /**
     * A trainer on standardised rows.
     *
     * @param train the rows to learn from
     * @param test rows that are only watched: nothing is decided by them
     */
    public Trainer(Samples train, Samples test, TrainingPlan plan) {
        this.train = train;
        this.test = test;
        this.plan = plan;
    }

    /** Trains from the beginning; see below. */
    public TrainingResult train(Engine engine, Consumer<EpochFigures> listener, BooleanSupplier interrupted) {
        return train(engine, List.of(), listener, interrupted);
    }

    /**
     * Trains {@code engine}, which is changed, until the plan is done, the loss is no longer finite, or {@code interrupted}
     * says so between two batches. A batch once begun is finished; an epoch that was cut short is not counted, and the
     * result's parameters are those from before it.
     *
     * @param done the figures of the epochs that {@code engine} has been trained already; empty to begin with the untrained
     *     network's as epoch 0
     * @param listener hears of each further epoch
     */
    public TrainingResult train(
            Engine engine, List<EpochFigures> done, Consumer<EpochFigures> listener, BooleanSupplier interrupted) {
        List<EpochFigures> history = new ArrayList<>(done);
        Parameters good = engine.parameters();
        for (int epoch = history.size(); epoch <= plan.epochs(); epoch++) {
            if (epoch > 0) {
                engine.fit(until(interrupted, plan.batches(train, epoch)));
            }
            if (epoch > 0 && interrupted.getAsBoolean()) {
                return new TrainingResult(good, history, TrainingResult.Stop.INTERRUPTED);
            }
            EpochFigures figures = figures(engine, epoch);
            history.add(figures);
            if (figures.isFinite()) {
                good = engine.parameters();
            }
            listener.accept(figures);
            if (!figures.isFinite()) {
                return new TrainingResult(good, history, TrainingResult.Stop.DIVERGED);
            }
        }
        return new TrainingResult(good, history, TrainingResult.Stop.EPOCHS);
    }

    /** {@code batches} until {@code interrupted} says that it is enough. */
    private static Iterable<Samples> until(BooleanSupplier interrupted, Iterable<Samples> batches) {
        return () -> {
            Iterator<Samples> all = batches.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !interrupted.getAsBoolean() && all.hasNext();
                }

                @Override
                public Samples next() {
                    return all.next();
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
                engine.loss(train),
                engine.loss(test),
                accuracy(engine, train),
                accuracy(engine, test),
                gradient,
                parameter);
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
