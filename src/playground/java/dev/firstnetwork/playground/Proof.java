package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.wing.proof.FiniteDifferences;
import dev.firstnetwork.wing.proof.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Back-propagation held against central differences, as {@code gradcheck} does it, with a mistake planted or without. */
final class Proof {

    /** As in {@code gradcheck}: the ratio of norms, and what rounding makes of a difference, per unit of the loss. */
    static final double TOLERANCE = 1e-6;

    private static final double ROUNDING = 1e-10;

    /** The most rows that are checked. */
    private static final int ROWS = 100;

    /** Biases of 0 hide a mistake in their penalty. */
    private static final double BIAS_SPREAD = 0.1;

    private static final double L2 = 0.01;

    private Proof() {}

    /**
     * A tensor's gradient, or what a step makes of the tensor.
     *
     * @param difference from central differences, or from a step by them
     * @param passed whether it is no more than they explain
     */
    record Check(TensorDifference difference, boolean passed) {}

    /**
     * All checks.
     *
     * @param tensors for each tensor its gradient, then for each tensor its step
     * @param notJudged how many elements lie on a kink, where a central difference means nothing
     */
    record Checks(List<Check> tensors, int notJudged) {}

    /**
     * Checks the gradients of {@code run} as it is, then a step of plain gradient descent by them.
     *
     * @param planted a mistake to make; null for none
     */
    static Checks check(Run run, Mistake planted) {
        Samples batch = run.train().rows(0, Math.min(ROWS, run.train().rows()));
        DenseNetwork network = checked(run, planted);
        ForwardTrace trace = network.forward(batch.x());
        Parameters right = network.backward(trace, batch.y());
        Parameters found = planted == null ? right : planted.backward(network, trace, batch.y());
        FiniteDifferences differences = FiniteDifferences.of(network, batch.x(), batch.y(), right);
        Parameters numeric = differences.gradients();
        double rounding = ROUNDING * Math.max(1, network.loss(trace, batch.y()));
        double rate = run.recipe().rule().rate().at(1);
        List<Check> checks = new ArrayList<>(checks(found, numeric, rounding));
        Parameters step = change(network, found, rate, planted);
        checks.addAll(checks(step, change(network, numeric, rate, null), rate * rounding));
        return new Checks(checks, differences.notJudged());
    }

    /** The network to check: one whose biases are all 0 has them moved, and under a mistake of L2 there is some. */
    private static DenseNetwork checked(Run run, Mistake planted) {
        DenseNetwork network = run.network();
        Parameters parameters = network.parameters();
        boolean zero = true;
        for (int layer = 1; layer <= parameters.layers(); layer++) {
            zero &= Arrays.stream(parameters.b(layer)).allMatch(b -> b == 0);
        }
        if (zero) {
            NumpyRandom random = NumpyRandom.of(run.recipe().seed());
            for (int layer = 1; layer <= parameters.layers(); layer++) {
                Arrays.setAll(parameters.b(layer), j -> BIAS_SPREAD * random.nextGaussian());
            }
        }
        boolean penalised = planted == Mistake.L2_ON_BIASES && network.penalty().l2() == 0;
        return penalised
                ? new DenseNetwork(
                        parameters,
                        network.activations(),
                        network.loss(),
                        new Penalty(network.penalty().l1(), L2))
                : network;
    }

    /** What a step of plain gradient descent adds to the parameters. */
    private static Parameters change(DenseNetwork network, Parameters gradient, double rate, Mistake planted) {
        Parameters before = network.parameters();
        Parameters after = before.copy();
        for (int i = 0; i < after.tensors().size(); i++) {
            new Updater.Sgd()
                    .step(
                            after.tensors().get(i).values(),
                            gradient.tensors().get(i).values(),
                            null,
                            1,
                            rate);
        }
        Parameters stepped = planted == null ? after : planted.step(before, after);
        Parameters change = stepped.copy();
        for (int i = 0; i < change.tensors().size(); i++) {
            double[] values = change.tensors().get(i).values();
            double[] old = before.tensors().get(i).values();
            Arrays.setAll(values, j -> values[j] - old[j]);
        }
        return change;
    }

    private static List<Check> checks(Parameters a, Parameters b, double rounding) {
        return TensorDifference.of(a, b).stream()
                .map(d -> new Check(d, d.relative() <= TOLERANCE || d.maxAbsolute() <= rounding))
                .toList();
    }

    /**
     * Trains from the start of {@code run} with a mistake in the gradient or the step, and without dropout.
     *
     * @param planted the mistake; null for none
     * @return the loss on the training rows after each epoch, from 0 on
     */
    static double[] losses(Run run, Mistake planted, int epochs) {
        DenseNetwork network = HandEngine.network(run.spec(), run.start().copy());
        Updater updater = run.recipe().rule().updater();
        List<double[][]> state = state(network.parameters(), updater);
        Batches batches = run.recipe().batches();
        Samples train = run.train();
        double[] losses = new double[epochs + 1];
        losses[0] = network.dataLoss(network.forward(train.x()), train.y());
        int t = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            int[] order = batches.isWhole(train.rows()) ? null : batches.order(train.rows(), epoch);
            for (int step = 0; step < batches.steps(train.rows()); step++) {
                Samples batch = batches.batch(train, order, step);
                step(
                        network,
                        planted,
                        updater,
                        state,
                        batch,
                        ++t,
                        run.recipe().rule().rate().at(t));
            }
            losses[epoch] = network.dataLoss(network.forward(train.x()), train.y());
        }
        return losses;
    }

    private static List<double[][]> state(Parameters parameters, Updater updater) {
        List<double[][]> state = new ArrayList<>();
        for (Tensor tensor : parameters.tensors()) {
            double[][] kept = new double[updater.stateSize()][tensor.values().length];
            for (double[] values : kept) {
                Arrays.fill(values, updater.initialState());
            }
            state.add(kept);
        }
        return state;
    }

    private static void step(
            DenseNetwork network,
            Mistake planted,
            Updater updater,
            List<double[][]> state,
            Samples batch,
            int t,
            double rate) {
        Matrix y = batch.y();
        Parameters before = network.parameters().copy();
        ForwardTrace trace = network.forward(batch.x());
        Parameters gradient = planted == null ? network.backward(trace, y) : planted.backward(network, trace, y);
        for (int i = 0; i < state.size(); i++) {
            double[] w = network.parameters().tensors().get(i).values();
            updater.step(w, gradient.tensors().get(i).values(), state.get(i), t, rate);
        }
        if (planted != null) {
            network.parameters().assign(planted.step(before, network.parameters()));
        }
    }
}
