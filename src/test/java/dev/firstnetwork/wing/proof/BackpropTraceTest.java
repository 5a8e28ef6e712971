package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackpropTraceTest {

    private static final Samples TRAIN =
            new Samples(Golden.train().x(), Golden.train().y());

    private static NetworkSpec spec(LearningRule rule) {
        return NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, rule);
    }

    private static Matrix value(List<BackpropTrace.Step> steps, String symbol) {
        return steps.stream()
                .filter(step -> step.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void theTracesGradientsAndLossArePyTorchs() {
        List<BackpropTrace.Step> steps =
                BackpropTrace.of(spec(LearningRule.of(new Updater.Sgd(), 0.1)), Golden.start(), TRAIN);
        assertThat(steps)
                .extracting(BackpropTrace.Step::symbol)
                .containsExactly(
                        "X", "Y", "W1", "b1", "Z1", "A1", "W2", "b2", "Z2", "P", "L", "delta2", "dW2", "db2", "delta1",
                        "dW1", "db1", "new W1", "new b1", "new W2", "new b2");
        var golden = Golden.json("gradients.json");
        Parameters gradients = Golden.parameters(golden.get("gradients"));
        assertThat(value(steps, "L").get(0, 0))
                .isCloseTo(golden.get("loss_value").asDouble(), within(1e-14));
        assertThat(value(steps, "dW1").values()).containsExactly(gradients.w(1).values(), within(1e-14));
        assertThat(value(steps, "db2").values()).containsExactly(gradients.b(2), within(1e-14));
        Matrix w2 = Golden.start().w(2);
        assertThat(value(steps, "new W2").get(5, 0))
                .isCloseTo(w2.get(5, 0) - 0.1 * gradients.w(2).get(5, 0), within(1e-14));
    }

    @Test
    void formulasHaveTheirNumbersPutIn() {
        Matrix x = Matrix.ofRows(new double[] {1, 2});
        Matrix y = Matrix.ofRows(new double[] {1});
        Parameters start = new Parameters(List.of(
                Tensor.weights("W1", Matrix.ofRows(new double[] {0.5}, new double[] {-1})),
                Tensor.bias("b1", new double[] {0.25})));
        List<BackpropTrace.Step> steps = BackpropTrace.of(
                NetworkSpec.classifier(2, List.of(), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1)),
                start,
                new Samples(x, y));
        BackpropTrace.Step z = steps.get(4);
        assertThat(z.formula()).isEqualTo("X W1 + b1");
        assertThat(z.example()).isEqualTo("Z1[0,0] = 1.0000*0.5000 + 2.0000*-1.0000 + 0.2500 = -1.2500");
        BackpropTrace.Step delta = steps.get(7);
        // sigmoid(-1.25) = 0.2227
        assertThat(delta.example()).isEqualTo("delta1[0,0] = (0.2227 - 1.0000) / 1 = -0.7773");
        BackpropTrace.Step update = steps.get(10);
        assertThat(update.formula()).isEqualTo("W1 - learning rate * dW1");
        assertThat(update.example()).isEqualTo("new W1[0,0] = 0.5000 - 0.1*-0.7773 = 0.5777");
    }

    @Test
    void softmaxAndTheLossHaveTheirNumbersToo() {
        Matrix x = Matrix.ofRows(new double[] {1}, new double[] {1});
        Matrix y = Matrix.ofRows(new double[] {1, 0}, new double[] {0, 1});
        // logits 0 and ln 3: p = 1/4 and 3/4
        Parameters start = new Parameters(List.of(
                Tensor.weights("W1", Matrix.ofRows(new double[] {0, Math.log(3)})), Tensor.bias("b1", new double[2])));
        List<BackpropTrace.Step> steps = BackpropTrace.of(
                NetworkSpec.classifier(1, List.of(), 2, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1)),
                start,
                new Samples(x, y));
        assertThat(steps)
                .extracting(BackpropTrace.Step::example)
                .contains(
                        "P[0,0] = exp(0.0000) / (exp(0.0000) + exp(1.0986)) = 0.2500",
                        // (ln 4 + ln 4/3) / 2
                        "L = (-log(0.2500) + -log(0.7500)) / 2 = 0.8370");
    }

    @Test
    void penaltiesAndOtherUpdatersAreNamed() {
        List<BackpropTrace.Step> steps = BackpropTrace.of(
                spec(LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01).with(new Penalty(0.1, 0.2))),
                Golden.start(),
                TRAIN);
        assertThat(steps)
                .extracting(BackpropTrace.Step::formula)
                .contains("A1' delta2 + l1 sign(W2) + l2 W2")
                .contains("mean binary-cross-entropy of P against Y + penalty")
                .anyMatch(formula -> formula.startsWith("step of adam: m = beta1 m"));
        // the first step of Adam is the learning rate
        double change = value(steps, "new W1").get(0, 0) - Golden.start().w(1).get(0, 0);
        assertThat(Math.abs(change)).isCloseTo(0.01, within(1e-6));
    }
}
