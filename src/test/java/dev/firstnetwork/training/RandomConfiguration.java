package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.LearningRate;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A network, how it learns, parameters and a batch drawn from a seed: every activation, loss, updater and remedy comes up. */
record RandomConfiguration(long seed, NetworkSpec spec, Parameters start, Samples batch) {

    private static final List<Activation> HIDDEN =
            Stream.of(Activation.values()).filter(f -> f != Activation.SOFTMAX).toList();

    private static <T> T pick(NumpyRandom random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    static RandomConfiguration of(long seed) {
        NumpyRandom random = NumpyRandom.of(seed);
        Loss loss = pick(random, List.of(Loss.values()));
        List<Integer> sizes = new ArrayList<>();
        int layers = 1 + random.nextInt(4);
        for (int i = 0; i < layers; i++) {
            sizes.add(1 + random.nextInt(64));
        }
        sizes.add(loss == Loss.CROSS_ENTROPY ? 2 + random.nextInt(9) : 1 + random.nextInt(3));
        Activation output =
                switch (loss) {
                    case BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
                    case CROSS_ENTROPY -> Activation.SOFTMAX;
                    case MEAN_SQUARED_ERROR ->
                        sizes.get(layers) == 1 ? pick(random, HIDDEN) : pick(random, List.of(Activation.values()));
                };
        Activation hidden = pick(random, HIDDEN);
        double l1 = random.nextBoolean() ? 0 : 0.01 * random.nextDouble();
        double l2 = random.nextBoolean() ? 0 : 0.1 * random.nextDouble();
        NetworkSpec plain =
                new NetworkSpec(sizes, hidden, output, loss, rule(random).with(new Penalty(l1, l2)));
        NetworkSpec spec = plain.with(remedies(plain, NumpyRandom.of(seed, 1)));

        Parameters start = Parameters.glorotUniform(sizes, random);
        for (int layer = 1; layer <= start.layers(); layer++) {
            double[] b = start.b(layer);
            for (int j = 0; j < b.length; j++) {
                b[j] = 0.1 * random.nextGaussian();
            }
        }
        int n = 1 + random.nextInt(128);
        Matrix x = Matrix.zeros(n, spec.inputs()).map(ignored -> random.nextGaussian());
        return new RandomConfiguration(seed, spec, start, new Samples(x, labels(random, loss, n, spec.outputs())));
    }

    private static LearningRule rule(NumpyRandom random) {
        double rate = 0.001 + 0.02 * random.nextDouble();
        Updater updater =
                switch (random.nextInt(6)) {
                    case 0 -> new Updater.Sgd();
                    case 1 -> new Updater.Momentum(0.9);
                    case 2 -> new Updater.Nesterov(0.9);
                    case 3 -> new Updater.AdaGrad(1e-6);
                    case 4 -> new Updater.RmsProp(0.95, 1e-8);
                    default -> new Updater.Adam(0.9, 0.999, 1e-8);
                };
        return LearningRule.of(updater, rate);
    }

    /** The rule with a schedule, dropout, clipping and class weights, each of them or not, from a stream of their own. */
    private static LearningRule remedies(NetworkSpec spec, NumpyRandom random) {
        LearningRule rule = spec.learning();
        LearningRate rate = rate(rule.rate().at(1), random);
        double dropout = random.nextInt(3) == 0 ? 0.1 + 0.6 * random.nextDouble() : 0;
        Clipping clipping = new Clipping(pick(random, List.of(Clipping.Kind.values())), 0.1 * random.nextDouble());
        List<Double> weights = new ArrayList<>();
        // an expected number is of no class
        if (spec.loss() != Loss.MEAN_SQUARED_ERROR && random.nextBoolean()) {
            for (int k = 0; k < Math.max(2, spec.outputs()); k++) {
                weights.add(random.nextInt(8) == 0 ? 0 : 3 * random.nextDouble());
            }
        }
        return new LearningRule(
                rule.updater(),
                rate,
                rule.penalty(),
                clipping,
                dropout,
                random.nextInt(1000),
                new ClassWeights(weights),
                LearningRule.Gradient.PLAIN);
    }

    private static LearningRate rate(double initial, NumpyRandom random) {
        LearningRate rate =
                switch (random.nextInt(4)) {
                    case 0 -> new LearningRate.Constant(initial);
                    case 1 -> new LearningRate.Step(initial, 0.3 + 0.7 * random.nextDouble(), 1 + random.nextInt(9));
                    case 2 -> new LearningRate.Exponential(initial, 0.8 + 0.2 * random.nextDouble());
                    default -> new LearningRate.Cosine(initial, 10 + random.nextInt(30));
                };
        return random.nextInt(3) == 0 ? new LearningRate.WarmUp(1 + random.nextInt(12), rate) : rate;
    }

    private static Matrix labels(NumpyRandom random, Loss loss, int n, int outputs) {
        Matrix y = Matrix.zeros(n, outputs);
        for (int i = 0; i < n; i++) {
            switch (loss) {
                case CROSS_ENTROPY -> y.set(i, random.nextInt(outputs), 1);
                case BINARY_CROSS_ENTROPY -> {
                    for (int j = 0; j < outputs; j++) {
                        y.set(i, j, random.nextInt(2));
                    }
                }
                case MEAN_SQUARED_ERROR -> {
                    for (int j = 0; j < outputs; j++) {
                        y.set(i, j, random.nextGaussian());
                    }
                }
            }
        }
        return y;
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + spec + ", " + batch.rows() + " rows";
    }
}
