package dev.firstnetwork.evaluation;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.LockstepEngine;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.TrainingListener;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.training.TrainingResult;
import dev.firstnetwork.wing.explain.Explanation;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import dev.firstnetwork.wing.resume.Checkpointing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
 * @param ensemble how many networks are trained, 1 or more: each from the seeds of weights, shuffling and dropout that
 *     follow those of the one before
 * @param costs what a mistake costs, where the decision threshold is to be chosen by it
 */
public record Experiment(
        SplitData data,
        NetworkSpec spec,
        long seed,
        Optional<Parameters> start,
        EngineKind engine,
        Precision precision,
        TrainingPlan plan,
        int ensemble,
        Optional<Costs> costs) {

    /** How many grid points a decision surface has in each direction. */
    private static final int RESOLUTION = 161;

    /**
     * What a mistake costs.
     *
     * @param falsePositive of taking a row of the first class for the second
     * @param falseNegative of taking a row of the second class for the first
     */
    public record Costs(double falsePositive, double falseNegative) {

        /** @throws IllegalArgumentException if a cost is negative or not finite, or both are 0 */
        public Costs {
            ThresholdChoice.requireCosts(falsePositive, falseNegative);
        }
    }

    /**
     * Networks that have been trained.
     *
     * @param model the networks with their preparation, deciding at one half
     * @param results the history of each one's training
     * @param seconds how long training took
     * @param lockstep the first one's engine with its record of differences, where both trained
     */
    public record Trained(
            Model model, List<TrainingResult> results, double seconds, Optional<LockstepEngine> lockstep) {}

    /**
     * What an experiment came to.
     *
     * @param model the trained network with its preparation
     * @param result the history of the training, of the first network where there are several
     * @param seconds how long training took
     * @param predictions every row of the table with what is predicted for it
     * @param train the figures on the training rows
     * @param test the figures on the test rows, with all that belongs to them
     * @param members each network's own figures on the test rows, where there are several
     * @param surface of a classifier with two inputs
     * @param lockstep the engine with its record of differences, where both trained
     * @param threshold how the decision threshold was chosen, where it was
     */
    public record Outcome(
            Model model,
            TrainingResult result,
            double seconds,
            Predictions predictions,
            Figures train,
            Evaluation test,
            List<Figures> members,
            Optional<DecisionSurface> surface,
            Optional<LockstepEngine> lockstep,
            Optional<ThresholdChoice> threshold) {}

    public Experiment {
        if (ensemble < 1) {
            throw new IllegalArgumentException("an ensemble has 1 network or more, found " + ensemble);
        }
        for (long first : new long[] {seed, plan.shuffleSeed(), spec.learning().dropoutSeed()}) {
            NumpyRandom.requireSeed(first);
            NumpyRandom.requireSeed(first + ensemble - 1);
        }
        if (costs.isPresent() && data.preparation().classes().size() != 2) {
            throw new IllegalArgumentException("a threshold is chosen between two classes, found "
                    + data.preparation().classes().size());
        }
    }

    /** An experiment with one network that decides at one half. */
    public Experiment(
            SplitData data,
            NetworkSpec spec,
            long seed,
            Optional<Parameters> start,
            EngineKind engine,
            Precision precision,
            TrainingPlan plan) {
        this(data, spec, seed, start, engine, precision, plan, 1, Optional.empty());
    }

    /** The same experiment on other data. */
    public Experiment on(SplitData other) {
        return on(other, spec);
    }

    /** The same experiment on other data, with a network to suit. */
    public Experiment on(SplitData other, NetworkSpec network) {
        return new Experiment(other, network, seed, start, engine, precision, plan, ensemble, costs);
    }

    /** The parameters that training begins with: the given ones, or Glorot's uniform ones drawn from {@link #seed}. */
    public Parameters initialParameters() {
        return initialParameters(0);
    }

    private Parameters initialParameters(int member) {
        Parameters initial =
                start.orElseGet(() -> Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(seed + member)));
        if (!initial.sizes().equals(spec.sizes())) {
            throw new DataException("the given initial parameters are for layers of widths " + initial.sizes()
                    + ", the network has " + spec.sizes());
        }
        return initial;
    }

    /** Trains and judges, from the beginning; see below. */
    public Outcome run(TrainingListener listener, BooleanSupplier interrupted) {
        return run(listener, interrupted, Checkpointing.NONE);
    }

    /**
     * Trains and judges.
     *
     * @param listener hears of each epoch that is trained now
     * @param interrupted whether to end after the batch in hand
     * @param checkpointing where to take up, and whether to save the run on its way
     */
    public Outcome run(TrainingListener listener, BooleanSupplier interrupted, Checkpointing checkpointing) {
        return judge(train(listener, interrupted, checkpointing));
    }

    /** Trains without judging. */
    public Trained train(TrainingListener listener, BooleanSupplier interrupted, Checkpointing checkpointing) {
        long begin = System.nanoTime();
        List<TrainingResult> results = new ArrayList<>();
        Optional<LockstepEngine> lockstep = Optional.empty();
        do {
            int member = results.size();
            LearningRule rule = spec.learning();
            NetworkSpec own = spec.with(rule.withDropout(rule.dropout(), rule.dropoutSeed() + member));
            Engine learner = engine.create(own, initialParameters(member), precision);
            TrainingPlan batches = plan.withShuffleSeed(plan.shuffleSeed() + member);
            results.add(new Trainer(data, batches).train(learner, checkpointing, listener, interrupted));
            if (member == 0 && learner instanceof LockstepEngine both) {
                lockstep = Optional.of(both);
            }
        } while (results.size() < ensemble && !interrupted.getAsBoolean());
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<Parameters> parameters =
                results.stream().map(TrainingResult::parameters).toList();
        return new Trained(new Model(spec, parameters, data.preparation(), Model.EVEN), results, seconds, lockstep);
    }

    /** Trains, and gives the figures on the test rows alone. */
    public Figures testFigures(TrainingListener listener, BooleanSupplier interrupted) {
        Model model = train(listener, interrupted, Checkpointing.NONE).model();
        Predictor predictor = predictor(model);
        Samples all = data.all();
        int[] rows = data.split().testRows();
        double threshold = costs.map(
                        cost -> choose(cost, predictor.apply(all.x())).threshold())
                .orElse(Model.EVEN);
        return Evaluation.figures(
                data.preparation(),
                threshold,
                predictor.apply(all.x().rowsAt(rows)),
                all.y().rowsAt(rows));
    }

    private Outcome judge(Trained trained) {
        Samples all = data.all();
        Predictor predictor = predictor(trained.model());
        Matrix outputs = predictor.apply(all.x());
        Optional<ThresholdChoice> choice = costs.map(cost -> choose(cost, outputs));
        Model model = choice.map(ThresholdChoice::threshold)
                .map(trained.model()::withThreshold)
                .orElse(trained.model());
        double threshold = model.threshold();
        int[] testRows = data.split().testRows();
        List<Figures> members = new ArrayList<>();
        if (model.members().size() > 1) {
            for (Parameters parameters : model.members()) {
                Matrix own = predictor(new Model(spec, parameters, model.preparation()))
                        .apply(all.x().rowsAt(testRows));
                members.add(Evaluation.figures(
                        model.preparation(), threshold, own, all.y().rowsAt(testRows)));
            }
        }
        return new Outcome(
                model,
                trained.results().get(0),
                trained.seconds(),
                new Predictions(all, data.split(), outputs, model.preparation().isRegression(), threshold),
                Evaluation.figures(
                        model.preparation(),
                        threshold,
                        outputs,
                        all,
                        data.split().trainRows()),
                Evaluation.of(
                        model.preparation(),
                        threshold,
                        outputs.rowsAt(testRows),
                        all.y().rowsAt(testRows)),
                members,
                surface(predictor),
                trained.lockstep(),
                choice);
    }

    /** What a network that was trained here goes by, on the test rows; see {@link Explanation}. */
    public Explanation explain(Model model) {
        Explanation.Settings settings = Explanation.Settings.BRIEF;
        Explanation.Subject subject = Explanation.Subject.held(data.all(), data.split(), settings.seed());
        return Explanation.of(predictor(model), model.preparation(), subject, settings);
    }

    /** DL4J judges what it trained itself; its outputs and the hand-written engine's are the same but for rounding. */
    private Predictor predictor(Model model) {
        EngineKind judge = engine == EngineKind.HAND ? EngineKind.HAND : EngineKind.DL4J;
        return judge.predictor(model, precision);
    }

    /** On the validation rows where there are some, else on the training rows: the test rows decide nothing. */
    private ThresholdChoice choose(Costs cost, Matrix outputs) {
        int[] rows = data.split().validationRows().length > 0
                ? data.split().validationRows()
                : data.split().trainRows();
        return ThresholdChoice.of(
                outputs.rowsAt(rows), data.all().y().rowsAt(rows), cost.falsePositive(), cost.falseNegative());
    }

    private Optional<DecisionSurface> surface(Predictor predictor) {
        boolean twoNumbers = !data.preparation().isRegression()
                && data.preparation().inputs() == 2
                && data.preparation().features().size() == 2;
        return twoNumbers ? Optional.of(DecisionSurface.of(data.all().x(), RESOLUTION, predictor)) : Optional.empty();
    }
}
