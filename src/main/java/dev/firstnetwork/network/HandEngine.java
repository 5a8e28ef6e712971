package dev.firstnetwork.network;

import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The hand-written engine: {@link DenseNetwork} with an {@link Updater} and its state. It learns and predicts by a {@link
 * Pass}; the masks of dropout are drawn for a batch as a whole, so with dropout, with weights of rows and with a {@link
 * LearningRule.Gradient} of its own, a step goes another way.
 */
public final class HandEngine implements Engine {

    private final DenseNetwork network;
    private final Pass pass;
    private final Parameters gradients;
    private final LearningRule rule;
    private final List<double[][]> state = new ArrayList<>();
    private int steps;

    /**
     * A network that starts from a copy of {@code start}, by the fastest pass there is.
     *
     * @throws IllegalArgumentException if {@code start} has other widths than {@code spec}
     */
    public HandEngine(NetworkSpec spec, Parameters start) {
        this(spec, start, Pass.Maker.fastest());
    }

    /** The same by the passes of {@code maker}. */
    public HandEngine(NetworkSpec spec, Parameters start, Pass.Maker maker) {
        this.network = network(spec, start.copy());
        this.pass = maker.make(network);
        this.gradients = network.parameters().zeros();
        this.rule = spec.learning();
        Updater updater = spec.learning().updater();
        for (var tensor : network.parameters().tensors()) {
            double[][] kept = new double[updater.stateSize()][tensor.values().length];
            for (double[] values : kept) {
                Arrays.fill(values, updater.initialState());
            }
            state.add(kept);
        }
    }

    /** The hand-written network of {@code spec} over {@code parameters}, which stay live. */
    public static DenseNetwork network(NetworkSpec spec, Parameters parameters) {
        spec.requireSizes(parameters);
        LearningRule rule = spec.learning();
        List<Activation> activations = IntStream.rangeClosed(1, spec.layers())
                .mapToObj(spec::activation)
                .toList();
        return new DenseNetwork(parameters, activations, spec.loss(), rule.penalty(), rule.classWeights());
    }

    @Override
    public Parameters parameters() {
        return network.parameters().copy();
    }

    /** The masks of dropout in a step, from 1 on: whichever engine asks, they are the same. */
    public static LearningRule.Dropout dropout(LearningRule rule, int step) {
        return new LearningRule.Dropout(rule.dropout(), layer -> NumpyRandom.of(rule.dropoutSeed(), step, layer));
    }

    @Override
    public Parameters step(Samples batch) {
        update(batch);
        return gradients.copy();
    }

    /** One step; {@link #gradients} is then what it was made with. */
    private void update(Samples batch) {
        steps++;
        Parameters parameters = network.parameters();
        boolean plain = rule.dropout() == 0 && rule.gradient() == LearningRule.Gradient.PLAIN;
        if (plain && !batch.isWeighted()) {
            pass.gradients(batch.x(), batch.y(), gradients);
        } else {
            LearningRule.Dropout dropout = rule.dropout() == 0 ? null : dropout(rule, steps);
            gradients.assign(
                    batch.isWeighted()
                            ? weightedGradient(batch, dropout)
                            : rule.gradient().of(network, batch.x(), batch.y(), dropout, steps));
        }
        Parameters used = gradients;
        if (rule.clipping().kind() != Clipping.Kind.NONE) {
            used = rule.clipping().apply(gradients);
            rule.penalty().addGradient(parameters, used);
        }
        rule.penalty().addGradient(parameters, gradients);
        double rate = rule.rate().at(steps);
        for (int i = 0; i < state.size(); i++) {
            double[] w = parameters.tensors().get(i).values();
            rule.updater().step(w, used.tensors().get(i).values(), state.get(i), steps, rate);
        }
    }

    /** The deltas of each row count what the row does: they are linear in its loss. */
    private Parameters weightedGradient(Samples batch, LearningRule.Dropout dropout) {
        ForwardTrace trace = network.forward(batch.x(), dropout);
        List<Matrix> deltas = network.deltas(trace, batch.y());
        for (Matrix delta : deltas) {
            for (int i = 0; i < delta.values().length; i++) {
                delta.values()[i] *= batch.weights()[i / delta.columns()];
            }
        }
        return DenseNetwork.gradient(trace, deltas);
    }

    @Override
    public void fit(Iterable<Samples> batches) {
        batches.forEach(this::update);
    }

    @Override
    public Matrix predict(Matrix x) {
        return pass.predict(x);
    }

    @Override
    public Outcome evaluate(Samples samples) {
        Matrix outputs = Matrix.zeros(samples.rows(), samples.y().columns());
        return new Outcome(pass.lossAndOutputs(samples.x(), samples.y(), outputs), outputs);
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> all = new TreeMap<>();
        all.put("steps", new double[] {steps});
        forEachArray((name, array) -> all.put(name, array.clone()));
        return all;
    }

    @Override
    public void restore(Map<String, double[]> saved) {
        forEachArray((name, array) -> Engine.array(saved, name, array.length));
        steps = (int) Engine.array(saved, "steps", 1)[0];
        forEachArray((name, array) -> System.arraycopy(saved.get(name), 0, array, 0, array.length));
    }

    /** Every parameter tensor by its name, and what the updater keeps for it. */
    private void forEachArray(BiConsumer<String, double[]> action) {
        for (int i = 0; i < state.size(); i++) {
            Tensor tensor = network.parameters().tensors().get(i);
            action.accept(tensor.name(), tensor.values());
            for (int k = 0; k < state.get(i).length; k++) {
                action.accept(tensor.name() + " updater " + k, state.get(i)[k]);
            }
        }
    }
}
