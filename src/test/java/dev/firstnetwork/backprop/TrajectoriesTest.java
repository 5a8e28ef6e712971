package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.training.TensorDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole training runs of the hand-written network against PyTorch's, from the same start on the same rows in order. */
class TrajectoriesTest {

    private static final double TOLERANCE = 1e-10;

    @Test
    void theArticlesRun() {
        JsonNode golden =
                check("article_sgd_full_batch_lr0.1_50_epochs", LearningRule.of(new Updater.Sgd(), 0.1), 80, 0);
        // 17 of 20 test rows: what the article would have printed, had it computed its accuracy
        assertThat(golden.get("test_accuracy").asDouble()).isEqualTo(0.85);
    }

    @Test
    void miniBatches() {
        check("sgd_batch16_lr0.1_40_epochs", LearningRule.of(new Updater.Sgd(), 0.1), 16, 0);
    }

    @Test
    void singleSamples() {
        check("sgd_batch1_lr0.05_10_epochs", LearningRule.of(new Updater.Sgd(), 0.05), 1, 0);
    }

    @Test
    void l2() {
        check("sgd_l2_0.01_full_batch_lr0.1_50_epochs", LearningRule.of(new Updater.Sgd(), 0.1), 80, 0.01);
    }

    /**
     * PyTorch adds Adam's epsilon after the bias correction and DL4J before it, so that PyTorch's 1e-8 is {@code 1e-8
     * sqrt(1 - beta2^t)} here: with that epsilon at each step the two are the same rule.
     */
    @Test
    void adamWithPyTorchsEpsilon() {
        check("adam_full_batch_lr0.01_50_epochs", new PyTorchAdam(), 80, 0);
    }

    /** With DL4J's place for epsilon, Adam ends within 0.002 of PyTorch's parameters after 50 steps of up to 0.01. */
    @Test
    void adamWithDl4jsEpsilonDiffersBySoMuch() {
        JsonNode golden = Golden.json("trajectories.json").get("runs").get("adam_full_batch_lr0.01_50_epochs");
        Parameters end =
                train(steps(LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01)), 50, 80, 0, new ArrayList<>());
        double worst = TensorDifference.of(end, Golden.parameters(golden.get("final"))).stream()
                .mapToDouble(TensorDifference::maxAbsolute)
                .max()
                .orElseThrow();
        assertThat(worst).isBetween(1e-9, 2e-3);
    }

    /** One step for one tensor. */
    private interface Rule {
        void step(double[] w, double[] g, double[][] state, int t);
    }

    private static Rule steps(LearningRule rule) {
        return (w, g, state, t) ->
                rule.updater().step(w, g, state, t, rule.rate().at(t));
    }

    private static final class PyTorchAdam implements Rule {
        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            double epsilon = 1e-8 * Math.sqrt(1 - Math.pow(0.999, t));
            new Updater.Adam(0.9, 0.999, epsilon).step(w, g, state, t, 0.01);
        }
    }

    private static JsonNode check(String run, LearningRule rule, int batch, double l2) {
        return check(run, steps(rule), batch, l2);
    }

    private static JsonNode check(String run, Rule rule, int batch, double l2) {
        JsonNode golden = Golden.json("trajectories.json").get("runs").get(run);
        JsonNode expectedLosses = golden.get("losses_train_test");
        List<double[]> losses = new ArrayList<>();
        Parameters end = train(rule, expectedLosses.size() - 1, batch, l2, losses);

        for (int epoch = 0; epoch < losses.size(); epoch++) {
            assertThat(losses.get(epoch)[0])
                    .isCloseTo(expectedLosses.get(epoch).get(0).asDouble(), within(TOLERANCE));
            assertThat(losses.get(epoch)[1])
                    .isCloseTo(expectedLosses.get(epoch).get(1).asDouble(), within(TOLERANCE));
        }
        TensorDifference.of(end, Golden.parameters(golden.get("final")))
                .forEach(difference -> assertThat(difference.maxAbsolute())
                        .as(difference.tensor())
                        .isLessThan(TOLERANCE));

        Golden.Rows test = Golden.test();
        Matrix p = Golden.network(end, l2).forward(test.x()).output();
        assertThat(p.values()).containsExactly(Golden.doubles(golden.get("test_probabilities")), within(TOLERANCE));
        int[][] confusion = new int[2][2];
        for (int i = 0; i < p.rows(); i++) {
            confusion[(int) test.y().get(i, 0)][p.get(i, 0) > 0.5 ? 1 : 0]++;
        }
        for (int actual = 0; actual < 2; actual++) {
            for (int predicted = 0; predicted < 2; predicted++) {
                assertThat(confusion[actual][predicted])
                        .isEqualTo(golden.get("confusion_matrix")
                                .get(actual)
                                .get(predicted)
                                .asInt());
            }
        }
        return golden;
    }

    private static Parameters train(Rule rule, int epochs, int batch, double l2, List<double[]> losses) {
        Golden.Rows train = Golden.train();
        DenseNetwork network = Golden.network(Golden.start(), l2);
        List<double[][]> states = new ArrayList<>();
        for (Tensor tensor : network.parameters().tensors()) {
            states.add(new double[2][tensor.values().length]);
        }
        int t = 0;
        losses.add(losses(network));
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int from = 0; from < train.x().rows(); from += batch) {
                int[] rows = IntStream.range(
                                from, Math.min(from + batch, train.x().rows()))
                        .toArray();
                Parameters gradients = network.backward(
                        network.forward(train.x().rowsAt(rows)), train.y().rowsAt(rows));
                t++;
                for (int i = 0; i < states.size(); i++) {
                    double[] w = network.parameters().tensors().get(i).values();
                    rule.step(w, gradients.tensors().get(i).values(), states.get(i), t);
                }
            }
            losses.add(losses(network));
        }
        return network.parameters();
    }

    private static double[] losses(DenseNetwork network) {
        return Arrays.stream(new Golden.Rows[] {Golden.train(), Golden.test()})
                .mapToDouble(rows -> network.dataLoss(network.forward(rows.x()), rows.y()))
                .toArray();
    }
}
