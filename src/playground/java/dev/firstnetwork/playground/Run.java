package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Pass;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.util.ArrayList;
import java.util.List;

/**
 * A training run that goes on a step at a time: what {@code train --engine hand} does, to the same bits, and by the same
 * {@link BlockedPass}, on one thread.
 */
final class Run {

    private static final Pass.Maker PASS = new BlockedPass.Maker(1);

    private final Points points;
    private final Recipe recipe;
    private final TrainTestSplit split;
    private final Standardiser standardiser;
    private final Samples train;
    private final Samples test;
    private final NetworkSpec spec;
    private final Parameters start;
    private final HandEngine engine;
    private int steps;
    private int[] order = {};

    /**
     * A run at its beginning.
     *
     * @param given what the network starts from; null for weights from the recipe's seed
     */
    Run(Points points, Recipe recipe, Parameters given) {
        this.points = points;
        this.recipe = recipe;
        Samples all = new Samples(points.x(), points.y());
        this.split = TrainTestSplit.of(all.rows(), recipe.testSize(), recipe.splitSeed());
        Samples rows = all.rowsAt(split.trainRows());
        this.standardiser = Standardiser.fit(rows.x());
        this.train = standardised(rows);
        this.test = standardised(all.rowsAt(split.testRows()));
        this.spec = NetworkSpec.classifier(
                points.x().columns(), recipe.hidden(), points.outputs(), recipe.activation(), recipe.rule());
        this.start = given == null ? Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(recipe.seed())) : given;
        this.engine = new HandEngine(spec, start, PASS);
    }

    private Samples standardised(Samples rows) {
        return rows.withInputs(standardiser.apply(rows.x()));
    }

    /** The same run at its beginning, from these parameters. */
    Run from(Parameters parameters) {
        return new Run(points, recipe, parameters);
    }

    /** Makes a step: one batch. */
    void step() {
        int step = steps % stepsInEpoch();
        if (step == 0 && !recipe.batches().isWhole(train.rows())) {
            order = recipe.batches().order(train.rows(), epochs() + 1);
        }
        engine.fit(List.of(recipe.batches().batch(train, order, step)));
        steps++;
    }

    /** Makes the steps that are left of the epoch. */
    void epoch() {
        int before = epochs();
        while (epochs() == before) {
            step();
        }
    }

    /** How many epochs are done. */
    int epochs() {
        return steps / stepsInEpoch();
    }

    int stepsInEpoch() {
        return recipe.batches().steps(train.rows());
    }

    int steps() {
        return steps;
    }

    /** The losses on the training and test rows, without penalties, then the fractions of them that get their right class. */
    double[] figures() {
        Engine.Outcome onTrain = engine.evaluate(train);
        Engine.Outcome onTest = engine.evaluate(test);
        return new double[] {
            onTrain.loss(), onTest.loss(), accuracy(onTrain.outputs(), train), accuracy(onTest.outputs(), test)
        };
    }

    private static double accuracy(Matrix outputs, Samples samples) {
        return (double) samples.right(outputs) / samples.rows();
    }

    /** What the network answers for {@code x}, standardised rows. */
    Matrix predict(Matrix x) {
        return engine.predict(x);
    }

    Points points() {
        return points;
    }

    Recipe recipe() {
        return recipe;
    }

    TrainTestSplit split() {
        return split;
    }

    Standardiser standardiser() {
        return standardiser;
    }

    Samples train() {
        return train;
    }

    NetworkSpec spec() {
        return spec;
    }

    /** What the network started from. */
    Parameters start() {
        return start;
    }

    /** The parameters as they are: a copy. */
    Parameters parameters() {
        return engine.parameters();
    }

    /** The network as it is, on a copy of its parameters. */
    DenseNetwork network() {
        return HandEngine.network(spec, engine.parameters());
    }

    /** Row {@code i} of the points as a batch of its own, standardised. */
    Samples row(int i) {
        return standardised(new Samples(points.x().rowsAt(i), points.y().rowsAt(i)));
    }

    /** The gradients and then the parameters of a step on {@code batch}, which this run itself does not take. */
    List<Parameters> next(Samples batch) {
        HandEngine copy = new HandEngine(spec, start, PASS);
        copy.restore(engine.state());
        List<Parameters> result = new ArrayList<>();
        result.add(copy.step(batch));
        result.add(copy.parameters());
        return result;
    }
}
