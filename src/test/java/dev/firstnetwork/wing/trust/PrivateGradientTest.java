package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.LearningRule.Dropout;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Rules;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrivateGradientTest {

    private static final int ROWS = 9;
    private static final NumpyRandom RANDOM = NumpyRandom.of(5);
    private static final Matrix X = Matrix.zeros(ROWS, 4).map(v -> RANDOM.nextGaussian());
    private static final Offset<Double> CLOSE = within(1e-12);

    private static DenseNetwork network(Activation activation, int outputs, List<Double> weights) {
        LearningRule rule = Rules.weighted(LearningRule.of(new Updater.Sgd(), 1), weights);
        NetworkSpec spec = outputs == 0
                ? NetworkSpec.regression(4, List.of(6, 5), activation, rule)
                : NetworkSpec.classifier(4, List.of(6, 5), outputs, activation, rule);
        return HandEngine.network(spec, Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(2)));
    }

    private static Matrix labels(int outputs) {
        Matrix y = Matrix.zeros(ROWS, Math.max(1, outputs));
        for (int i = 0; i < ROWS; i++) {
            if (outputs > 1) {
                y.set(i, i % outputs, 1);
            } else {
                y.set(i, 0, outputs == 0 ? i - 4.5 : i % 2);
            }
        }
        return y;
    }

    private static double[] flat(Parameters parameters) {
        return parameters.tensors().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.values()))
                .toArray();
    }

    private static PrivateGradient silent(double clip) {
        return new PrivateGradient(0, clip, ROWS, step -> NumpyRandom.of(1));
    }

    /** Row by row by {@link DenseNetwork}, whose gradients are PyTorch's: cut, and summed. */
    private static double[] oneByOne(DenseNetwork network, Matrix y, double clip) {
        double[] sum = new double[network.parameters().count()];
        for (int row = 0; row < ROWS; row++) {
            double[] own = flat(network.dataGradient(network.forward(X.rowsAt(row)), y.rowsAt(row)));
            double norm = Math.sqrt(Arrays.stream(own).map(v -> v * v).sum());
            Arrays.setAll(sum, i -> sum[i] + own[i] * Math.min(1, clip / norm) / ROWS);
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void eachRowsGradientIsCutAndAllAreSummed(Activation activation) {
        for (int outputs : new int[] {0, 1, 3}) {
            for (double clip : new double[] {0.05, 0.8, 1e9}) {
                DenseNetwork network = network(activation, outputs, List.of());
                Matrix y = labels(outputs);

                assertThat(flat(silent(clip).of(network, X, y, null, 1)))
                        .containsExactly(oneByOne(network, y, clip), CLOSE);
            }
        }
    }

    @Test
    void classWeightsCountBeforeTheCut() {
        DenseNetwork network = network(Activation.TANH, 1, List.of(0.5, 3.0));

        assertThat(flat(silent(0.8).of(network, X, labels(1), null, 1)))
                .containsExactly(oneByOne(network, labels(1), 0.8), CLOSE);
    }

    @Test
    void withoutACutItIsTheGradientOfTheLossDropoutIncluded() {
        DenseNetwork network = network(Activation.SIGMOID, 3, List.of());
        Dropout dropout = new Dropout(0.4, layer -> NumpyRandom.of(7, layer));
        Parameters expected = network.dataGradient(network.forward(X, dropout), labels(3));

        assertThat(flat(silent(1e9).of(network, X, labels(3), dropout, 1))).containsExactly(flat(expected), CLOSE);
    }

    @Test
    void aBatchWithoutRowsIsNoiseAlone() {
        DenseNetwork network = network(Activation.RELU, 1, List.of());
        PrivateGradient gradient = new PrivateGradient(2, 3, 4, step -> NumpyRandom.of(1, step));
        Matrix none = Matrix.zeros(0, 4);

        double[] noise = flat(gradient.of(network, none, Matrix.zeros(0, 1), null, 1));

        // the first of NumPy's RandomState([1, 1]).standard_normal(), times 2 * 3 / 4
        assertThat(noise[0]).isEqualTo(1.5 * NumpyRandom.of(1, 1).nextGaussian());
        assertThat(noise).isNotEqualTo(flat(gradient.of(network, none, Matrix.zeros(0, 1), null, 2)));
    }

    /** Mean 0 and variance 1, each within 5 standard errors of 40,000 draws, by either generator. */
    @Test
    void theNoiseIsNormal() {
        double[] values = new double[40_000];
        SecretRandom random = new SecretRandom(new byte[32], 9);
        Arrays.setAll(values, i -> random.nextGaussian());

        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(5 / 200.0));
        assertThat(Arrays.stream(values).map(v -> v * v).average().orElseThrow())
                .isCloseTo(1, within(5 * Math.sqrt(2) / 200));
    }

    /** Each of 50 things, and each pair of neighbours, as often as the binomial distribution says, within 5 deviations. */
    @Test
    void eachRowIsDrawnIndependently() {
        double rate = 0.3;
        int draws = 20_000;
        int[] counts = new int[50];
        int pairs = 0;
        NumpyRandom random = NumpyRandom.of(3);
        for (int draw = 0; draw < draws; draw++) {
            int[] rows = PrivateGradient.drawn(50, rate, random);
            assertThat(rows).isSorted().doesNotHaveDuplicates();
            Arrays.stream(rows).forEach(row -> counts[row]++);
            pairs += Arrays.binarySearch(rows, 10) >= 0 && Arrays.binarySearch(rows, 11) >= 0 ? 1 : 0;
        }

        for (int count : counts) {
            assertThat((double) count).isCloseTo(rate * draws, within(5 * Math.sqrt(draws * rate * (1 - rate))));
        }
        double both = rate * rate;
        assertThat((double) pairs).isCloseTo(both * draws, within(5 * Math.sqrt(draws * both * (1 - both))));
        assertThat(PrivateGradient.drawn(4, 1, random)).containsExactly(0, 1, 2, 3);
        assertThat(PrivateGradient.drawn(4, 1e-12, random)).isEmpty();
    }
}
