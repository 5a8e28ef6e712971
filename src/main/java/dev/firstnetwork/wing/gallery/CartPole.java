package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.gallery.LearningChart.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Learning without labels: a network balances a {@link Pole}, and is told no more than how long it stood. REINFORCE makes what
 * was done before a long time more likely, and what was done before a short one less.
 *
 * <p>Shapes, for n states: in {@code [n, 4]}; dense, tanh {@code [n, 32]}; out, softmax {@code [n, 2]}: how likely it is to
 * push to the left, and to the right. A label {@code [2]} has the advantage of what was done in its place, and 0 beside it.
 *
 * <p>Ronald Williams: <i>Simple Statistical Gradient-Following Algorithms for Connectionist Reinforcement Learning</i>, 1992.
 *
 * <p>What goes wrong at first: softmax with DL4J's plain {@code LossMCXENT} takes the gradient to be {@code p - label}, which
 * holds only where labels sum to 1. With weights, be they all 1, it is {@code p * sum(label) - label}, which is what an
 * advantage needs. A call of {@code output} for one state takes as long as one for sixteen: play side by side.
 * And the mean that is taken off has to be that of the same time: with one mean for all steps, late ones always look bad,
 * and a pole that stands is unlearned again.
 */
final class CartPole implements Example {

    private static final int SIDE_BY_SIDE = 16;

    /** Steps on average from which on the problem counts as solved. */
    private static final double SOLVED = 195;

    @Override
    public About about() {
        return new About(
                "cart-pole",
                "How does a network learn to balance a pole if nobody tells it which push was right?",
                "played: 16 poles side by side, at most 200 steps each; judged on 100 others",
                "dense 32 tanh, softmax over two pushes, trained by REINFORCE",
                "steps, of 200",
                true);
    }

    @Override
    public Result run(Setting setting) {
        MultiLayerNetwork network = network(setting.seed());
        Episode.Policy policy = states ->
                network.output(Nd4j.createFromArray(states)).getColumn(1).toDoubleVector();
        NumpyRandom random = NumpyRandom.of(setting.seed());
        int rounds = setting.size(50, 2);
        double[] curve = new double[rounds];
        for (int round = 1; round <= rounds; round++) {
            List<Episode> episodes = Episode.play(policy, SIDE_BY_SIDE, random);
            network.fit(lesson(episodes));
            curve[round - 1] = steps(episodes);
            setting.watch().at(round, rounds, String.format(Locale.ROOT, "%.0f steps", curve[round - 1]));
        }
        // in earnest it does what it thinks best, where it tried things out before
        Episode.Policy best =
                states -> Arrays.stream(policy.right(states)).map(Math::rint).toArray();
        double steps = steps(Episode.play(best, 100, NumpyRandom.of(setting.seed(), 1)));
        Episode.Policy coin =
                states -> DoubleStream.generate(() -> 0.5).limit(states.length).toArray();
        double ofChance = steps(Episode.play(coin, 100, NumpyRandom.of(setting.seed(), 1)));
        return Result.of(steps)
                .claiming("random policy", ofChance)
                .claiming("counts as solved", SOLVED)
                .fact("episodes", rounds * SIDE_BY_SIDE)
                .picture(
                        "learning.png",
                        "How long the poles stood, round by round, beside a random policy and what counts as solved",
                        "How long the poles stood while it tried things out. It saw nothing but that.",
                        () -> LearningChart.png(
                                "Learning to balance a pole",
                                "round of 16 episodes",
                                1,
                                "steps that a pole stood",
                                List.of(
                                        new Line("network", curve),
                                        new Line("random policy", ofChance),
                                        new Line("counts as solved", SOLVED)),
                                0,
                                Pole.MOST_STEPS + 5));
    }

    static MultiLayerNetwork network(long seed) {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(0.02))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(32)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(new LossMCXENT(Nd4j.ones(1, 2)))
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** A row for each step: its state {@code [n, 4]}, and the advantage of what was done {@code [n, 2]}. */
    static DataSet lesson(List<Episode> episodes) {
        double[] advantages = advantages(episodes);
        List<float[]> states =
                episodes.stream().flatMap(one -> one.states().stream()).toList();
        List<Boolean> pushes =
                episodes.stream().flatMap(one -> one.pushes().stream()).toList();
        float[][] labels = new float[advantages.length][2];
        for (int i = 0; i < advantages.length; i++) {
            labels[i][pushes.get(i) ? 1 : 0] = (float) advantages[i];
        }
        return new DataSet(Nd4j.createFromArray(states.toArray(float[][]::new)), Nd4j.createFromArray(labels));
    }

    /**
     * {@code [n]}: how much more was to come than for all poles in the mean at that time, a fallen one with 0; in deviations,
     * where they differ by more than a step. If all stand, there is nothing to learn.
     */
    static double[] advantages(List<Episode> episodes) {
        double[] mean = new double[Pole.MOST_STEPS];
        for (Episode one : episodes) {
            double[] returns = one.returns();
            Arrays.setAll(mean, t -> mean[t] + (t < returns.length ? returns[t] / episodes.size() : 0));
        }
        double[] more = episodes.stream()
                .map(Episode::returns)
                .flatMapToDouble(all -> IntStream.range(0, all.length).mapToDouble(t -> all[t] - mean[t]))
                .toArray();
        double deviation =
                Math.sqrt(Arrays.stream(more).map(a -> a * a).average().orElseThrow());
        return Arrays.stream(more).map(a -> a / Math.max(1, deviation)).toArray();
    }

    private static double steps(List<Episode> episodes) {
        return episodes.stream().mapToInt(one -> one.pushes().size()).average().orElseThrow();
    }
}
