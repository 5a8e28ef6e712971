package dev.firstnetwork.evaluation;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.NumpyRandom;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Precision;
import dev.firstnetwork.training.Checkpoint;
import dev.firstnetwork.training.Checkpointing;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.LockstepEngine;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.training.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The main job from data to judged network, in one place: initialise, train, evaluate.
 *
 * @param data the table, split and standardised
 * @param spec the network
 * @param seed where the initial weights come from
 * @param start initial parameters that take the place of random ones
 * @param engine which engine trains
 * @param precision what DL4J computes in
 * @param plan how long, on which batches
 */
public record Experiment(
        SplitData data,
        NetworkSpec spec,
        long seed,
        Optional<Parameters> start,
        EngineKind engine,
        Precision precision,
        TrainingPlan plan) {

    /** How many grid points a decision surface has in each direction. */
    private static final int RESOLUTION = 161;

    /**
     * What an experiment came to.
     *
     * @param model the trained network with its preparation
     * @param result the history of the training
     * @param seconds how long training took
     * @param probabilities the network's outputs for every row of the table, {@code [n, outputs]}
     * @param train the figures on the training rows
     * @param test the figures on the test rows
     * @param surface where there are two inputs
     * @param lockstep the engine with its record of differences, where both trained
     */
    public record Outcome(
            Model model,
            TrainingResult result,
            double seconds,
            Matrix probabilities,
            Metrics train,
            Metrics test,
            Optional<DecisionSurface> surface,
            Optional<LockstepEngine> lockstep) {}

    /** The parameters that training begins with: the given ones, or Glorot's uniform ones drawn from {@link #seed}. */
    public Parameters initialParameters() {
        Parameters initial = start.orElseGet(() -> Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(seed)));
        if (!initial.sizes().equals(spec.sizes())) {
            throw new DataException("the given initial parameters are for layers of widths " + initial.sizes()
                    + ", the network has " + spec.sizes());
        }
        return initial;
    }

    /** Trains and judges, from the beginning; see below. */
    public Outcome run(Consumer<EpochFigures> listener, BooleanSupplier interrupted) {
        return run(listener, interrupted, Checkpointing.NONE);
    }

    /**
     * Trains and judges.
     *
     * @param listener hears of each epoch that is trained now
     * @param interrupted whether to end after the batch in hand
     * @param checkpointing where to take up, and whether to save the run on its way
     */
    public Outcome run(Consumer<EpochFigures> listener, BooleanSupplier interrupted, Checkpointing checkpointing) {
        Engine learner = engine.create(spec, initialParameters(), precision);
        List<EpochFigures> history = new ArrayList<>();
        checkpointing.from().ifPresent(checkpoint -> {
            learner.restore(checkpoint.engine());
            history.addAll(checkpoint.history());
        });
        Consumer<EpochFigures> savingListener = figures -> {
            history.add(figures);
            listener.accept(figures);
            if (checkpointing.every() > 0 && figures.isFinite() && figures.epoch() % checkpointing.every() == 0) {
                checkpointing.save().accept(new Checkpoint(history, learner.state(), checkpointing.dataSha256()));
            }
        };
        long begin = System.nanoTime();
        TrainingResult result = new Trainer(data.train(), data.test(), plan)
                .train(learner, List.copyOf(history), savingListener, interrupted);
        double seconds = (System.nanoTime() - begin) / 1e9;

        EngineKind judge = engine == EngineKind.HAND ? EngineKind.HAND : EngineKind.DL4J;
        Engine trained = judge.create(spec, result.parameters(), precision);
        Preparation preparation = data.preparation();
        List<String> classes = preparation.classes();
        return new Outcome(
                new Model(spec, result.parameters(), preparation),
                result,
                seconds,
                trained.predict(preparation.standardiser().apply(data.all().x())),
                Metrics.of(
                        classes, trained.predict(data.train().x()), data.train().y()),
                Metrics.of(
                        classes, trained.predict(data.test().x()), data.test().y()),
                surface(trained),
                learner instanceof LockstepEngine both ? Optional.of(both) : Optional.empty());
    }

    private Optional<DecisionSurface> surface(Engine trained) {
        boolean twoNumbers = data.preparation().inputs() == 2
                && data.preparation().features().size() == 2;
        return twoNumbers
                ? Optional.of(DecisionSurface.of(
                        data.all().x(),
                        RESOLUTION,
                        grid -> trained.predict(
                                data.preparation().standardiser().apply(grid))))
                : Optional.empty();
    }
}
