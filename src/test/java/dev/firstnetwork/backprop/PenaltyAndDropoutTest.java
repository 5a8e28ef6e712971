package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PenaltyAndDropoutTest {

    @Test
    void thePenaltyIsOnWeightsAlone() {
        Parameters parameters = new Parameters(List.of(
                Tensor.weights("W1", Matrix.ofRows(new double[] {3, -4})), Tensor.bias("b1", new double[] {10, 20})));
        // l1 * (3 + 4) + l2 / 2 * (9 + 16)
        assertThat(new Penalty(0.1, 0).value(parameters)).isCloseTo(0.7, within(1e-15));
        assertThat(new Penalty(0, 0.1).value(parameters)).isCloseTo(1.25, within(1e-15));
        assertThat(Penalty.NONE.value(parameters)).isZero();
        Parameters gradients = parameters.zeros();
        new Penalty(0.5, 0.1).addGradient(parameters, gradients);
        assertThat(gradients.w(1).values()).containsExactly(new double[] {0.5 + 0.3, -0.5 - 0.4}, within(1e-15));
        assertThat(gradients.b(1)).containsOnly(0);
    }

    @Test
    void penaltiesOutOfRangeAreRefused() {
        for (double bad : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Penalty(bad, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Penalty(0, bad)).hasMessageContaining(String.valueOf(bad));
        }
    }

    @Test
    void dropoutKeepsTheExpectationAndDropsItsShare() {
        double[] mask = new LearningRule.Dropout(0.2, layer -> new Random(5))
                .mask(1, 500, 20)
                .values();
        long dropped = Arrays.stream(mask).filter(value -> value == 0).count();
        // 10,000 draws: the standard deviation of the share is 0.004
        assertThat(dropped / 10_000.0).isCloseTo(0.2, within(0.016));
        assertThat(Arrays.stream(mask).filter(value -> value != 0).distinct().toArray())
                .containsExactly(1 / 0.8);
    }

    @Test
    void theSameSeedGivesTheSameMasks() {
        LearningRule.Dropout half = new LearningRule.Dropout(0.5, Random::new);
        assertThat(half.mask(1, 4, 3)).isEqualTo(new LearningRule.Dropout(0.5, Random::new).mask(1, 4, 3));
        assertThat(half.mask(1, 40, 3)).isNotEqualTo(half.mask(2, 40, 3));
        assertThat(new LearningRule.Dropout(0, Random::new).mask(1, 4, 3).values())
                .containsOnly(1);
    }

    /** With its mask held fixed a network with dropout is a function like any other: central differences see all of it. */
    @Test
    void theGradientThroughAMaskIsThatOfCentralDifferences() {
        for (Activation f : List.of(Activation.TANH, Activation.LEAKY_RELU, Activation.SIGMOID)) {
            Parameters parameters = Parameters.glorotUniform(List.of(3, 7, 5, 2), new Random(3));
            DenseNetwork network = new DenseNetwork(
                    parameters,
                    List.of(f, f, Activation.SOFTMAX),
                    Loss.CROSS_ENTROPY,
                    new Penalty(0, 0.1),
                    new ClassWeights(List.of(0.5, 3.0)));
            Random random = new Random(4);
            Matrix x = Matrix.zeros(6, 3).map(ignored -> random.nextGaussian());
            Matrix y = Matrix.of(6, 2, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0);
            // the same seed for each pass, another for each layer
            LearningRule.Dropout dropout = new LearningRule.Dropout(0.4, layer -> new Random(100 + layer));

            ForwardTrace trace = network.forward(x, dropout);
            assertThat(trace.masks())
                    .hasSize(2)
                    .allSatisfy(mask -> assertThat(mask.values()).contains(0).contains(1 / 0.6));
            Parameters gradients = network.backward(trace, y);

            double h = 1e-6;
            for (int i = 0; i < parameters.tensors().size(); i++) {
                double[] w = parameters.tensors().get(i).values();
                for (int j = 0; j < w.length; j++) {
                    double before = w[j];
                    w[j] = before + h;
                    double above = network.loss(network.forward(x, dropout), y);
                    w[j] = before - h;
                    double below = network.loss(network.forward(x, dropout), y);
                    w[j] = before;
                    assertThat(gradients.tensors().get(i).values()[j])
                            .as("%s, tensor %d, element %d", f, i, j)
                            .isCloseTo((above - below) / (2 * h), within(1e-8));
                }
            }
        }
    }

    /** Prediction drops nothing. */
    @Test
    void withoutDropoutNothingIsMasked() {
        DenseNetwork network = Golden.network(Golden.start(), 0);
        assertThat(network.forward(Golden.test().x()).masks()).isEmpty();
    }

    @Test
    void ratesOutOfRangeAreRefused() {
        for (double bad : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new LearningRule.Dropout(bad, Random::new))
                    .hasMessage("the dropout rate must be in [0, 1), found " + bad);
        }
    }
}
