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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against {@link DenseNetwork}, which is held against PyTorch. */
class BlockedPassTest {

    private static final List<Activation> HIDDEN =
            List.of(Activation.IDENTITY, Activation.RELU, Activation.LEAKY_RELU, Activation.TANH, Activation.SIGMOID);

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

    private static void assertSame(Parameters actual, Parameters expected, double tolerance) {
        for (int i = 0; i < expected.tensors().size(); i++) {
            Tensor tensor = expected.tensors().get(i);
            assertThat(actual.tensors().get(i).values())
                    .as(tensor.name())
                    .containsExactly(tensor.values(), within(tolerance));
        }
    }

    /** To the last bit, if {@code tolerance} is 0: a batch of one slice is summed in the network's own order. */
    private static void assertIsTheNetworks(DenseNetwork network, Matrix x, Matrix y, double tolerance) {
        ForwardTrace trace = network.forward(x);
        BlockedPass pass = new BlockedPass(network, 2);
        Parameters gradients = network.parameters().zeros();
        double loss = network.dataLoss(trace, y);
        Matrix outputs = Matrix.zeros(y.rows(), y.columns());
        assertThat(pass.lossAndGradients(x, y, outputs, gradients)).isCloseTo(loss, within(tolerance));
        assertThat(outputs).isEqualTo(trace.output());
        assertSame(gradients, network.dataGradient(trace, y), tolerance);
        assertThat(pass.predict(x)).isEqualTo(trace.output());
        outputs = Matrix.zeros(y.rows(), y.columns());
        assertThat(pass.lossAndOutputs(x, y, outputs)).isCloseTo(loss, within(tolerance));
        assertThat(outputs).isEqualTo(trace.output());
    }

    @Test
    void theHallFindsIt() {
        assertThat(Pass.Maker.fastest())
                .isInstanceOfSatisfying(BlockedPass.Maker.class, maker -> assertThat(maker.threads())
                        .isEqualTo(Runtime.getRuntime().availableProcessors()));
        // java.vm.info of JDK 17 and 25 by itself, under -XX:TieredStopAtLevel=1 and -Xint
        assertThat(new BlockedPass.Maker(3).name("mixed mode, sharing"))
                .isEqualTo("plain Java on blocks of rows, on 3 threads");
        assertThat(new BlockedPass.Maker(1).name("mixed mode, emulated-client, sharing"))
                .startsWith("plain Java on blocks of rows, on 1 thread; several times faster without");
        assertThat(new BlockedPass.Maker(1).name("interpreted mode, sharing")).contains("without -Xint");
    }

    /** Every kind of network, at widths and rows on both sides of every remainder of the loops: the same bits. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void aBatchOfOneSliceGivesTheNetworksOwnBits(Loss loss) {
        Random random = new Random(15);
        for (int trial = 0; trial < 120; trial++) {
            List<Integer> sizes = new ArrayList<>(List.of(1 + random.nextInt(12)));
            for (int hidden = random.nextInt(3); hidden > 0; hidden--) {
                sizes.add(1 + random.nextInt(14));
            }
            int outputs = loss == Loss.CROSS_ENTROPY ? 2 + random.nextInt(9) : 1 + random.nextInt(3);
            sizes.add(outputs);
            Activation hidden = HIDDEN.get(random.nextInt(HIDDEN.size()));
            ClassWeights weights =
                    outputs == 3 && random.nextBoolean() ? new ClassWeights(List.of(0.5, 2.0, 0.0)) : ClassWeights.NONE;
            DenseNetwork network = network(sizes, hidden, loss, weights, trial);
            int n = 1 + random.nextInt(150);
            assertIsTheNetworks(network, inputs(n, sizes.get(0), trial), labels(n, outputs, trial), 0);
        }
    }

    @Test
    void blocksAddUp() {
        DenseNetwork network =
                network(List.of(2, 3, 1), Activation.RELU, Loss.BINARY_CROSS_ENTROPY, ClassWeights.NONE, 1);
        assertIsTheNetworks(network, inputs(1900, 2, 2), labels(1900, 1, 3), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 5001, 20000})
    void slicesAddUpToTheSameWithinRounding(int n) {
        for (Loss loss : List.of(Loss.BINARY_CROSS_ENTROPY, Loss.MEAN_SQUARED_ERROR)) {
            DenseNetwork network =
                    network(List.of(4, 93, 1), Activation.RELU, loss, new ClassWeights(List.of(0.5, 2.0)), n);
            assertIsTheNetworks(network, inputs(n, 4, 1), labels(n, 1, 2), 1e-12);
        }
    }

    /** 40,000 rows are more slices than any of these has threads. */
    @ParameterizedTest
    @ValueSource(ints = {2, 30})
    void theNumberOfThreadsDoesNotChangeOneBit(int inputs) {
        DenseNetwork network =
                network(List.of(inputs, 33, 1), Activation.RELU, Loss.BINARY_CROSS_ENTROPY, ClassWeights.NONE, 1);
        Matrix x = inputs(40000, inputs, 2);
        Matrix y = labels(40000, 1, 3);
        BlockedPass alone = new BlockedPass(network, 1);
        Parameters expected = network.parameters().zeros();
        double loss = alone.lossAndGradients(x, y, null, expected);
        Matrix outputs = alone.predict(x);
        for (int threads : new int[] {2, 3, 7}) {
            BlockedPass pass = new BlockedPass(network, threads);
            Parameters gradients = network.parameters().zeros();
            // twice, because what a slice left behind must not count
            pass.gradients(x, y, gradients);
            assertThat(pass.lossAndGradients(x, y, null, gradients)).isEqualTo(loss);
            assertSame(gradients, expected, 0);
            assertThat(pass.predict(x)).isEqualTo(outputs);
        }
    }

    @Test
    void smallBatchesAfterLargeOnesSeeNothingOfThem() {
        DenseNetwork network = Golden.network(Golden.start(), 0);
        BlockedPass pass = new BlockedPass(network, 1);
        Parameters gradients = network.parameters().zeros();
        for (int n : new int[] {5000, 3, 77, 1}) {
            Matrix x = inputs(n, 2, n);
            Matrix y = labels(n, 1, n);
            pass.gradients(x, y, gradients);
            assertSame(gradients, network.dataGradient(network.forward(x), y), n == 5000 ? 1e-12 : 0);
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
        assertThatThrownBy(() -> pass.lossAndOutputs(Matrix.zeros(5, 2), Matrix.zeros(5, 2), Matrix.zeros(5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the outputs are [5, 1] but the labels Y are [5, 2]: give Y one row a sample");
    }
}
