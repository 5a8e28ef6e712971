package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.training.TensorDifference;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenseNetworkTest {

    @Test
    void lossAndGradientsAreThoseOfPyTorch() {
        JsonNode golden = Golden.json("gradients.json");
        Golden.Rows rows = Golden.train();
        DenseNetwork network = Golden.network(Golden.start(), 0);

        ForwardTrace trace = network.forward(rows.x());
        Parameters gradients = network.backward(trace, rows.y());

        assertThat(network.loss(trace, rows.y()))
                .isCloseTo(golden.get("loss_value").asDouble(), within(1e-14));
        Parameters expected = Golden.parameters(golden.get("gradients"));
        for (TensorDifference difference : TensorDifference.of(gradients, expected)) {
            assertThat(difference.relative()).as(difference.tensor()).isLessThan(1e-12);
        }
    }

    /** 1 - 2 relu - 1 identity with squared error on two rows, worked out on paper. */
    private static DenseNetwork small(Penalty penalty) {
        return new DenseNetwork(
                new Parameters(List.of(
                        Tensor.weights("W1", Matrix.ofRows(new double[] {1, -1})),
                        Tensor.bias("b1", new double[] {0, 1}),
                        Tensor.weights("W2", Matrix.ofRows(new double[] {2}, new double[] {3})),
                        Tensor.bias("b2", new double[] {-1}))),
                List.of(Activation.RELU, Activation.IDENTITY),
                Loss.MEAN_SQUARED_ERROR,
                penalty);
    }

    @Test
    void everyStepIsAsWorkedOutOnPaper() {
        DenseNetwork network = small(Penalty.NONE);
        Matrix x = Matrix.ofRows(new double[] {2}, new double[] {-3});
        Matrix y = Matrix.ofRows(new double[] {1}, new double[] {11});

        ForwardTrace trace = network.forward(x);
        // Z1 = x * [1, -1] + [0, 1]; A1 = max(0, Z1); P = A1 [2, 3]' - 1
        assertThat(trace.z(1)).isEqualTo(Matrix.ofRows(new double[] {2, -1}, new double[] {-3, 4}));
        assertThat(trace.a(1)).isEqualTo(Matrix.ofRows(new double[] {2, 0}, new double[] {0, 4}));
        assertThat(trace.output()).isEqualTo(Matrix.ofRows(new double[] {3}, new double[] {11}));
        // ((3 - 1)^2 + (11 - 11)^2) / 2
        assertThat(network.loss(trace, y)).isEqualTo(2);

        // delta2 = 2 (P - Y) / 2 = [2, 0]; delta1 = delta2 [2, 3] masked by Z1 > 0
        assertThat(network.deltas(trace, y))
                .containsExactly(
                        Matrix.ofRows(new double[] {4, 0}, new double[] {0, 0}),
                        Matrix.ofRows(new double[] {2}, new double[] {0}));
        Parameters gradients = network.backward(trace, y);
        assertThat(gradients.w(2)).isEqualTo(Matrix.ofRows(new double[] {4}, new double[] {0}));
        assertThat(gradients.b(2)).containsExactly(2);
        assertThat(gradients.w(1)).isEqualTo(Matrix.ofRows(new double[] {8, 0}));
        assertThat(gradients.b(1)).containsExactly(4, 0);
    }

    @Test
    void penaltiesAddToWeightsAndNotToBiases() {
        DenseNetwork network = small(new Penalty(0.5, 0.1));
        Matrix x = Matrix.ofRows(new double[] {2}, new double[] {-3});
        Matrix y = Matrix.ofRows(new double[] {1}, new double[] {11});
        ForwardTrace trace = network.forward(x);
        // 2 + 0.5 (1 + 1 + 2 + 3) + 0.05 (1 + 1 + 4 + 9)
        assertThat(network.loss(trace, y)).isCloseTo(2 + 3.5 + 0.75, within(1e-15));
        assertThat(network.dataLoss(trace, y)).isEqualTo(2);
        Parameters gradients = network.backward(trace, y);
        assertThat(gradients.w(1).values()).containsExactly(8 + 0.5 + 0.1, -0.5 - 0.1);
        assertThat(gradients.w(2).values()).containsExactly(new double[] {4 + 0.5 + 0.2, 0.5 + 0.3}, within(1e-15));
        assertThat(gradients.b(1)).containsExactly(4, 0);
        assertThat(gradients.b(2)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e4, -800, -40, 40, 800, 1e4})
    void saturatedLogitsAreFiniteAndRight(double logit) {
        DenseNetwork network = new DenseNetwork(
                new Parameters(List.of(
                        Tensor.weights("W1", Matrix.ofRows(new double[] {logit})),
                        Tensor.bias("b1", new double[] {0}))),
                List.of(Activation.SIGMOID),
                Loss.BINARY_CROSS_ENTROPY,
                Penalty.NONE);
        ForwardTrace trace = network.forward(Matrix.ofRows(new double[] {1}));
        for (double label : new double[] {0, 1}) {
            Matrix y = Matrix.ofRows(new double[] {label});
            // beyond |z| = 37, log(1 + exp(-|z|)) is 0 in double: the loss is |z| if wrong, exp(-|z|) or 0 if right
            boolean right = label == (logit > 0 ? 1 : 0);
            assertThat(network.loss(trace, y)).isCloseTo(right ? 0 : Math.abs(logit), within(1e-12));
            double expected = right ? 0 : Math.signum(logit);
            assertThat(network.backward(trace, y).b(1)[0]).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void saturatedSoftmaxIsFiniteAndRight() {
        DenseNetwork network = new DenseNetwork(
                new Parameters(List.of(
                        Tensor.weights("W1", Matrix.ofRows(new double[] {1e4, -1e4, 0})),
                        Tensor.bias("b1", new double[3]))),
                List.of(Activation.SOFTMAX),
                Loss.CROSS_ENTROPY,
                Penalty.NONE);
        ForwardTrace trace = network.forward(Matrix.ofRows(new double[] {1}));
        Matrix y = Matrix.ofRows(new double[] {0, 1, 0});
        assertThat(trace.output().values()).containsExactly(1, 0, 0);
        // log sum exp - z_label = 1e4 + 1e4
        assertThat(network.loss(trace, y)).isEqualTo(2e4);
        assertThat(network.backward(trace, y).b(1)).containsExactly(1, -1, 0);
    }

    @Test
    void aBatchOfOneIsTheGradientOfThatRow() {
        Golden.Rows rows = Golden.train();
        DenseNetwork network = Golden.network(Golden.start(), 0);
        double[] sum = new double[32];
        for (int i = 0; i < rows.x().rows(); i++) {
            Parameters one = network.backward(
                    network.forward(rows.x().rowsAt(i)), rows.y().rowsAt(i));
            Arrays.setAll(sum, j -> sum[j] + one.b(1)[j]);
        }
        Parameters all = network.backward(network.forward(rows.x()), rows.y());
        for (int j = 0; j < 32; j++) {
            assertThat(sum[j] / rows.x().rows()).isCloseTo(all.b(1)[j], within(1e-16));
        }
    }

    @Test
    void aRowOfPerfectPredictionsHasNoGradient() {
        DenseNetwork network = small(Penalty.NONE);
        Matrix x = Matrix.ofRows(new double[] {-3});
        Parameters gradients = network.backward(network.forward(x), Matrix.ofRows(new double[] {11}));
        gradients.tensors().forEach(tensor -> assertThat(tensor.values()).containsOnly(0));
    }

    @Test
    void aConstantFeatureOfZeroLeavesItsWeightsAlone() {
        Golden.Rows rows = Golden.train();
        Matrix x = rows.x().copy();
        for (int i = 0; i < x.rows(); i++) {
            x.set(i, 1, 0);
        }
        DenseNetwork network = Golden.network(Golden.start(), 0);
        Parameters gradients = network.backward(network.forward(x), rows.y());
        assertThat(gradients.w(1).row(1)).containsOnly(0);
        assertThat(gradients.w(1).row(0)).isNotEqualTo(new double[32]);
    }

    @Test
    void theBackwardPassUsesTheMasksOfDropout() {
        DenseNetwork network = small(Penalty.NONE);
        Matrix x = Matrix.ofRows(new double[] {2}, new double[] {-3});
        Matrix y = Matrix.ofRows(new double[] {1}, new double[] {11});
        // draws below 0.5 keep: the mask is [2, 0] and [2, 2]
        Iterator<Double> draws = List.of(0.1, 0.9, 0.1, 0.1).iterator();
        ForwardTrace trace = network.forward(x, new LearningRule.Dropout(0.5, layer -> new Random(0) {
            private static final long serialVersionUID = 1;

            @Override
            public double nextDouble() {
                return draws.next();
            }
        }));
        assertThat(trace.masks()).containsExactly(Matrix.ofRows(new double[] {2, 0}, new double[] {2, 2}));
        // A1 = [2, 0], [0, 4] without dropout; P = A1 [2, 3]' - 1
        assertThat(trace.a(1)).isEqualTo(Matrix.ofRows(new double[] {4, 0}, new double[] {0, 8}));
        assertThat(trace.output().values()).containsExactly(7, 23);
        // delta2 = P - Y = [6, 12]; delta1 = delta2 [2, 3] * mask * [Z1 > 0]
        Parameters gradients = network.backward(trace, y);
        assertThat(gradients.w(2).values()).containsExactly(24, 96);
        assertThat(gradients.b(1)).containsExactly(24, 72);
        assertThat(network.forward(x).masks()).isEmpty();
    }

    @Test
    void wrongSizesAreNamedWithBothSizes() {
        DenseNetwork network = Golden.network(Golden.start(), 0);
        assertThatThrownBy(() -> network.forward(Matrix.zeros(5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X is [5, 3], but W1 is [2, 32]: expected 2 columns");
        ForwardTrace trace = network.forward(Matrix.zeros(5, 2));
        assertThatThrownBy(() -> network.backward(trace, Matrix.zeros(1, 5)))
                .hasMessageContaining("[5, 1]")
                .hasMessageContaining("[1, 5]");
        assertThatThrownBy(() -> network.loss(trace, Matrix.zeros(5, 2))).hasMessageContaining("[5, 2]");
    }

    @Test
    void aNetworkWhosePartsDoNotFitIsRefused() {
        Parameters parameters = Golden.start();
        assertThatThrownBy(() ->
                        new DenseNetwork(parameters, List.of(Activation.RELU), Loss.MEAN_SQUARED_ERROR, Penalty.NONE))
                .hasMessage("found 1 activations for 2 layers");
        assertThatThrownBy(() -> new DenseNetwork(
                        parameters, List.of(Activation.RELU, Activation.TANH), Loss.BINARY_CROSS_ENTROPY, Penalty.NONE))
                .hasMessage("the loss binary-cross-entropy does not go with the output activation tanh");
    }
}
