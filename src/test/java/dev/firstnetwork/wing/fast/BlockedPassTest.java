package dev.firstnetwork.wing.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link DenseNetwork}, which is held against PyTorch, with scalar kernels and with the fastest that run here. */
class BlockedPassTest {

    private static final List<Kernels> KERNELS = List.of(new ScalarKernels(), Kernels.fastest());

    private static DenseNetwork network(
            List<Integer> sizes, Activation hidden, Loss loss, ClassWeights weights, long seed) {
        Activation[] activations = new Activation[sizes.size() - 1];
        Arrays.fill(activations, hidden);
        activations[activations.length - 1] = switch (loss) {
            case BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
            case CROSS_ENTROPY -> Activation.SOFTMAX;
            case MEAN_SQUARED_ERROR -> Activation.IDENTITY;
        };
        Parameters parameters = Parameters.glorotUniform(sizes, new Random(seed));
        return new DenseNetwork(parameters, List.of(activations), loss, Penalty.NONE, weights);
    }

    private static Matrix inputs(int n, int width, long seed) {
        Random random = new Random(seed);
        return Matrix.zeros(n, width).map(ignored -> random.nextGaussian());
    }

    private static Matrix labels(int n, int outputs, long seed) {
        Random random = new Random(seed);
        Matrix y = Matrix.zeros(n, outputs);
        for (int i = 0; i < n; i++) {
            y.set(i, random.nextInt(outputs), outputs == 1 ? random.nextInt(2) : 1);
        }
        return y;
    }

    private static void assertClose(Parameters actual, Parameters expected) {
        for (int i = 0; i < expected.tensors().size(); i++) {
            Tensor tensor = expected.tensors().get(i);
            assertThat(actual.tensors().get(i).values())
                    .as(tensor.name())
                    .containsExactly(tensor.values(), within(1e-12));
        }
    }

    private static void assertIsTheNetworks(DenseNetwork network, Matrix x, Matrix y) {
        ForwardTrace trace = network.forward(x);
        for (Kernels kernels : KERNELS) {
            BlockedPass pass = new BlockedPass(network, kernels, 2);
            Parameters gradients = network.parameters().zeros();
            assertThat(pass.lossAndGradients(x, y, gradients)).isCloseTo(network.loss(trace, y), within(1e-12));
            assertClose(gradients, network.dataGradient(trace, y));
            assertThat(pass.loss(x, y)).isCloseTo(network.dataLoss(trace, y), within(1e-12));
            assertThat(pass.predict(x).values()).containsExactly(trace.output().values(), within(1e-12));
        }
    }

    @Test
    void theHallFindsItAndItsNameSaysHowToGetVectors() {
        assertThat(Pass.Maker.fastest())
                .isInstanceOfSatisfying(BlockedPass.Maker.class, maker -> assertThat(maker.threads())
                        .isEqualTo(Runtime.getRuntime().availableProcessors()));
        assertThat(Pass.Maker.fastest().name())
                .matches(
                        Kernels.vectorsAreAllowed()
                                ? "vector, \\d+ lanes of double"
                                : "scalar; bin/first-network, or java --add-modules jdk.incubator.vector, computes with vectors");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 80, 128, 129, 300})
    void gradientsLossAndOutputsAreTheNetworks(int n) {
        DenseNetwork network =
                network(List.of(7, 13, 6, 1), Activation.RELU, Loss.BINARY_CROSS_ENTROPY, ClassWeights.NONE, n);
        Matrix x = inputs(n, 7, 1);
        Matrix y = labels(n, 1, 2);
        assertIsTheNetworks(network, x, y);
    }

    /** A hidden layer of ReLU under one output: what is computed without keeping the hidden activations. */
    @ParameterizedTest
    @ValueSource(ints = {1, 80, 512, 513, 5001, 20000})
    void shallowNetworksAreNoException(int n) {
        for (Loss loss : List.of(Loss.BINARY_CROSS_ENTROPY, Loss.MEAN_SQUARED_ERROR)) {
            int inputs = 1 + n % 2;
            DenseNetwork network =
                    network(List.of(inputs, 13, 1), Activation.RELU, loss, new ClassWeights(List.of(0.5, 2.0)), n);
            Matrix x = inputs(n, inputs, 1);
            Matrix y = labels(n, 1, 2);
            assertIsTheNetworks(network, x, y);
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void everyLossAndHiddenActivation(Loss loss) {
        for (Activation hidden : Activation.values()) {
            if (hidden != Activation.SOFTMAX) {
                DenseNetwork network = network(List.of(2, 9, 5, 3), hidden, loss, ClassWeights.NONE, 3);
                Matrix x = inputs(150, 2, 4);
                Matrix y = labels(150, 3, 5);
                Parameters expected = network.dataGradient(network.forward(x), y);
                for (Kernels kernels : KERNELS) {
                    Parameters gradients = network.parameters().zeros();
                    new BlockedPass(network, kernels, 1).gradients(x, y, gradients);
                    assertClose(gradients, expected);
                }
            }
        }
    }

    @Test
    void classWeightsCountInTheGradientAndNotInTheDataLoss() {
        DenseNetwork network = network(
                List.of(3, 8, 3), Activation.TANH, Loss.CROSS_ENTROPY, new ClassWeights(List.of(0.5, 2.0, 0.0)), 1);
        Matrix x = inputs(140, 3, 2);
        Matrix y = labels(140, 3, 3);
        assertIsTheNetworks(network, x, y);
    }

    /** 40,000 rows are more slices than any of these has threads. */
    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void theNumberOfThreadsDoesNotChangeOneBit(int inputs) {
        DenseNetwork network =
                network(List.of(inputs, 33, 1), Activation.RELU, Loss.BINARY_CROSS_ENTROPY, ClassWeights.NONE, 1);
        Matrix x = inputs(40000, inputs, 2);
        Matrix y = labels(40000, 1, 3);
        for (Kernels kernels : KERNELS) {
            BlockedPass alone = new BlockedPass(network, kernels, 1);
            Parameters expected = network.parameters().zeros();
            double loss = alone.lossAndGradients(x, y, expected);
            Matrix outputs = alone.predict(x);
            for (int threads : new int[] {2, 3, 7}) {
                BlockedPass pass = new BlockedPass(network, kernels, threads);
                Parameters gradients = network.parameters().zeros();
                // twice, because what a slice left behind must not count
                pass.gradients(x, y, gradients);
                assertThat(pass.lossAndGradients(x, y, gradients)).isEqualTo(loss);
                for (int i = 0; i < expected.tensors().size(); i++) {
                    assertThat(gradients.tensors().get(i).values())
                            .containsExactly(expected.tensors().get(i).values());
                }
                assertThat(pass.predict(x)).isEqualTo(outputs);
            }
        }
    }

    @Test
    void smallBatchesAfterLargeOnesSeeNothingOfThem() {
        DenseNetwork network = Golden.network(Golden.start(), 0);
        for (Kernels kernels : KERNELS) {
            BlockedPass pass = new BlockedPass(network, kernels, 1);
            Parameters gradients = network.parameters().zeros();
            for (int n : new int[] {5000, 3, 77, 1}) {
                Matrix x = inputs(n, 2, n);
                Matrix y = labels(n, 1, n);
                pass.gradients(x, y, gradients);
                assertClose(gradients, network.dataGradient(network.forward(x), y));
            }
        }
    }

    @Test
    void noRowsGiveNoOutputs() {
        assertThat(new BlockedPass(Golden.network(Golden.start(), 0)).predict(Matrix.zeros(0, 2)))
                .isEqualTo(Matrix.zeros(0, 1));
    }

    @Test
    void wrongSizesAreNamedWithBothSizes() {
        BlockedPass pass = new BlockedPass(Golden.network(Golden.start(), 0));
        assertThatThrownBy(() -> pass.predict(Matrix.zeros(5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X is [5, 3], but W1 is [2, 32]: expected 2 columns");
        assertThatThrownBy(() -> pass.loss(Matrix.zeros(5, 2), Matrix.zeros(5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the outputs are [5, 1] but the labels Y are [5, 2]: give Y one row a sample");
    }
}
