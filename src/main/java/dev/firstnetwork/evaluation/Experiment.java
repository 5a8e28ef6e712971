package dev.firstnetwork.evaluation;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.LockstepEngine;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.Trainer.TrainingResult;
import dev.firstnetwork.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The main job from data to judged network, in one place: initialise, train, predict, decide, judge.
 *
 * @param data the table, split and standardised
 * @param start where the first parameters come from
 * @param precision what DL4J computes in
 * @param plan how long, on which batches
 * @param ensemble how many networks are trained, 1 or more: each from the seeds of weights, shuffling and dropout that
 *     follow those of the one before
 * @param decision how the probability is chosen above which the second of two classes is predicted; one half without it
 */
public record Experiment(
        SplitData data,
        NetworkSpec spec,
        Start start,
        EngineKind engine,
        Precision precision,
        TrainingPlan plan,
        int ensemble,
        Optional<Decision> decision) {

    /**
     * Where the first parameters come from.
     *
     * @param seed of Glorot's uniform ones, in {@code [0, 2^32)}
     * @param given what takes their place
     */
    public record Start(long seed, Optional<Parameters> given) {}

    /** Chooses the decision threshold for two classes. */
    @FunctionalInterface
    public interface Decision {

        /**
         * The probability above which the second class is predicted, in {@code [0, 1]}.
         *
         * @param p the probabilities of the second class, {@code [n, 1]}, on rows that do not test
         * @param y the labels, {@code [n, 1]}
         */
        double threshold(Matrix p, Matrix y);
    }

    /**
     * Networks that have been trained.
     *
     * @param model the networks with their preparation, deciding at one half
     * @param results the history of each one's training
     * @param lockstep the first one's engine with its record of differences, where both trained
     */
    public record Trained(
            Model model, List<TrainingResult> results, double seconds, Optional<LockstepEngine> lockstep) {

        /** The training of the first network. */
        public TrainingResult result() {
            return results.get(0);
        }
    }

    /**
     * What an experiment came to.
     *
     * @param model the trained networks with their preparation and the threshold that was decided on
     * @param outputs what they answer for every row of the table, {@code [n, outputs]}
     * @param train the figures on the training rows
     * @param test the figures on the test rows
     * @param members each network's own figures on the test rows, where there are several
     */
    public record Outcome(
            Trained trained, Model model, Matrix outputs, Figures train, Figures test, List<Figures> members) {}

    public Experiment {
        require(ensemble >= 1, "an ensemble has 1 network or more, found " + ensemble);
        for (long first :
                new long[] {start.seed(), plan.shuffleSeed(), spec.learning().dropoutSeed()}) {
            NumpyRandom.requireSeed(first);
            NumpyRandom.requireSeed(first + ensemble - 1);
        }
        int classes = data.preparation().classes().size();
        require(decision.isEmpty() || classes == 2, "a threshold is chosen between two classes, found " + classes);
    }

    /** An experiment with one network that decides at one half. */
    public Experiment(
            SplitData data,
            NetworkSpec spec,
            long seed,
            Optional<Parameters> given,
            EngineKind engine,
            Precision precision,
            TrainingPlan plan) {
        this(data, spec, new Start(seed, given), engine, precision, plan, 1, Optional.empty());
    }

    public Experiment on(SplitData other) {
        return new Experiment(other, spec, start, engine, precision, plan, ensemble, decision);
    }

    /** The same experiment learning in another way, on other batches. */
    public Experiment with(LearningRule rule, TrainingPlan batches) {
        return new Experiment(data, spec.with(rule), start, engine, precision, batches, ensemble, decision);
    }

    public Experiment with(TrainingPlan other) {
        return new Experiment(data, spec, start, engine, precision, other, ensemble, decision);
    }

    public Experiment deciding(Decision other) {
        return new Experiment(data, spec, start, engine, precision, plan, ensemble, Optional.of(other));
    }

    /** Trains and judges, from the beginning; see below. */
    public Outcome run(Trainer.Listener listener, BooleanSupplier interrupted) {
        return run(listener, interrupted, Optional.empty());
    }

    /**
     * Trains and judges.
     *
     * @param listener hears of each epoch that is trained now
     * @param interrupted whether to end after the batch in hand
     * @param from where to take up; empty for the beginning
     */
    public Outcome run(Trainer.Listener listener, BooleanSupplier interrupted, Optional<Trainer.Snapshot> from) {
        Trained trained = train(listener, interrupted, from);
        Matrix outputs = predictor(trained.model()).apply(data.all().x());
        Model model = decided(trained.model(), outputs);
        int[] train = data.split().trainRows();
        int[] test = data.split().testRows();
        return new Outcome(
                trained,
                model,
                outputs,
                figures(model, outputs.rowsAt(train), train),
                figures(model, outputs.rowsAt(test), test),
                members(model));
    }

    /** Trains without judging. */
    public Trained train(Trainer.Listener listener, BooleanSupplier interrupted, Optional<Trainer.Snapshot> from) {
        long begin = System.nanoTime();
        List<TrainingResult> results = new ArrayList<>();
        Optional<LockstepEngine> lockstep = Optional.empty();
        do {
            int member = results.size();
            LearningRule rule = spec.learning();
            NetworkSpec own = spec.with(rule.withDropout(rule.dropout(), rule.dropoutSeed() + member));
            Engine learner = engine.create(own, initialParameters(member), precision);
            TrainingPlan batches = plan.withShuffleSeed(plan.shuffleSeed() + member);
            results.add(new Trainer(data, batches).train(learner, from, listener, interrupted));
            if (member == 0 && learner instanceof LockstepEngine both) {
                lockstep = Optional.of(both);
            }
        } while (results.size() < ensemble && !interrupted.getAsBoolean());
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Parameters> parameters =
                results.stream().map(TrainingResult::parameters).toList();
        return new Trained(new Model(spec, parameters, data.preparation(), Model.EVEN), results, seconds, lockstep);
    }

    /** The parameters that training begins with: the given ones, or Glorot's uniform ones drawn from the seed. */
    public Parameters initialParameters() {
        return initialParameters(0);
    }

    private Parameters initialParameters(int member) {
        return start.given()
                .orElseGet(() -> Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(start.seed() + member)));
    }

    /**
     * {@code model} as a function. DL4J judges what it trained itself; its outputs and the hand-written engine's are the
     * same but for rounding.
     */
    public Predictor predictor(Model model) {
        EngineKind judge = engine == EngineKind.HAND ? EngineKind.HAND : EngineKind.DL4J;
        return judge.predictor(model, precision);
    }

    /** With the threshold that is chosen on rows that do not test. */
    private Model decided(Model model, Matrix outputs) {
        Samples all = data.all();
        int[] rows = data.split().decisionRows();
        return decision.map(
                        choice -> choice.threshold(outputs.rowsAt(rows), all.y().rowsAt(rows)))
                .map(model::withThreshold)
                .orElse(model);
    }

    /** @param outputs of these rows alone */
    private Figures figures(Model model, Matrix outputs, int... rows) {
        Matrix y = data.all().y().rowsAt(rows);
        return Figures.of(model.preparation(), model.threshold(), outputs, y);
    }

    private List<Figures> members(Model model) {
        if (model.members().size() == 1) {
            return List.of();
        }
        int[] rows = data.split().testRows();
        Matrix x = data.all().x().rowsAt(rows);
        return model.members().stream()
                .map(parameters -> predictor(new Model(spec, parameters, model.preparation())))
                .map(member -> figures(model, member.apply(x), rows))
                .toList();
    }

    /** Trains, and gives the figures on the test rows alone. */
    public Figures testFigures(Trainer.Listener listener, BooleanSupplier interrupted) {
        Model trained = train(listener, interrupted, Optional.empty()).model();
        Predictor predictor = predictor(trained);
        Matrix x = data.all().x();
        Model model = decision.isPresent() ? decided(trained, predictor.apply(x)) : trained;
        int[] rows = data.split().testRows();
        return figures(model, predictor.apply(x.rowsAt(rows)), rows);
    }
}
