package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.network.Engine;
import java.util.ArrayList;
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

    /**
     * Trains {@code engine}, which is changed, until the plan is done, the loss is no longer finite, or {@code interrupted}
     * says so between two epochs.
     *
     * @param listener hears of each epoch, the untrained network's as epoch 0
     */
    public TrainingResult train(Engine engine, Consumer<EpochFigures> listener, BooleanSupplier interrupted) {
        List<EpochFigures> history = new ArrayList<>();
        Parameters good = engine.parameters();
        TrainingResult.Stop stop = TrainingResult.Stop.EPOCHS;
        for (int epoch = 0; epoch <= plan.epochs(); epoch++) {
            if (interrupted.getAsBoolean()) {
                stop = TrainingResult.Stop.INTERRUPTED;
                break;
            }
            if (epoch > 0) {
                engine.fit(plan.batches(train, epoch));
            }
            EpochFigures figures = figures(engine, epoch);
            history.add(figures);
            listener.accept(figures);
            if (!figures.isFinite()) {
                stop = TrainingResult.Stop.DIVERGED;
                break;
            }
            good = engine.parameters();
        }
        return new TrainingResult(good, history, stop);
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
