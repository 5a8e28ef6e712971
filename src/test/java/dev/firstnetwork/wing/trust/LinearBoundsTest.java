package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.wing.trust.Threat.Norm;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bounds by hand, and against what a great many points within reach come to. */
class LinearBoundsTest {

    static final boolean[] BOTH = {true, true};

    private static DenseNetwork network(Activation f, Matrix w1, double[] b1, Matrix w2, double... b2) {
        Parameters parameters = new Parameters(List.of(
                Tensor.weights("W1", w1), Tensor.bias("b1", b1), Tensor.weights("W2", w2), Tensor.bias("b2", b2)));
        LearningRule rule = LearningRule.of(new Updater.Sgd(), 0.1);
        NetworkSpec spec = NetworkSpec.classifier(w1.rows(), List.of(b1.length), b2.length, f, rule);
        return HandEngine.network(spec, parameters);
    }

    /**
     * By hand, around x = (1, 0.5) within 0.5 in each input: z1 = x1 + x2 is in [0.5, 2.5], where ReLU is z1. z2 = x1 - x2 -
     * 0.5 is in [-1, 1]: ReLU is below (z2 + 1) / 2 and, as the sides are alike, above 0. So z = a1 - 2 a2 >= x1 + x2 - (x1 -
     * x2 + 0.5) = 2 x2 - 0.5 >= -0.5, and z <= x1 + x2 <= 2.5. Intervals alone give 0.5 - 2 = -1.5.
     */
    @Test
    void reluByHand() {
        DenseNetwork network = network(
                Activation.RELU, Matrix.of(2, 2, 1, 1, 1, -1), new double[] {0, -0.5}, Matrix.of(2, 1, 1, -2), 0);
        Matrix x = Matrix.of(1, 2, 1, 0.5);
        LinearBounds bounds = new LinearBounds(network, new Threat(Norm.INF, BOTH), x, new double[] {0.5});
        assertThat(bounds.lower(2, Matrix.of(1, 1, 1))[0])
                .isCloseTo(-0.5, within(1e-10))
                .isLessThan(-0.5);
        assertThat(-bounds.lower(2, Matrix.of(1, 1, -1))[0])
                .isCloseTo(2.5, within(1e-10))
                .isGreaterThan(2.5);
    }

    /** By hand: w x moves by epsilon times the sum of sizes, or the length, of the weights of what may be moved. */
    @Test
    void aLinearModelIsBoundedExactly() {
        Parameters parameters = new Parameters(
                List.of(Tensor.weights("W1", Matrix.of(3, 1, 3, -4, 100)), Tensor.bias("b1", new double[] {0.5})));
        LearningRule rule = LearningRule.of(new Updater.Sgd(), 0.1);
        DenseNetwork network =
                HandEngine.network(NetworkSpec.classifier(3, List.of(), 1, Activation.RELU, rule), parameters);
        Matrix x = Matrix.of(2, 3, 1, 1, 0, 1, 1, 1);
        boolean[] free = {true, true, false};
        double[] epsilon = {0.1, 0.2};
        Matrix one = Matrix.of(2, 1, 1, 1);
        // z = -0.5 and 99.5
        assertThat(new LinearBounds(network, new Threat(Norm.INF, free), x, epsilon).lower(1, one))
                .containsExactly(new double[] {-0.5 - 0.7, 99.5 - 1.4}, within(1e-11));
        assertThat(new LinearBounds(network, new Threat(Norm.TWO, free), x, epsilon).lower(1, one))
                .containsExactly(new double[] {-0.5 - 0.5, 99.5 - 1.0}, within(1e-11));
    }

    static Stream<Arguments> networks() {
        return Stream.of(Norm.values()).flatMap(norm -> Arrays.stream(Activation.values())
                .filter(f -> f != Activation.SOFTMAX)
                .flatMap(f -> Stream.of(List.of(8), List.of(7, 6), List.of(5, 6, 5))
                        .map(hidden -> Arguments.of(norm, f, hidden))));
    }

    /** Random networks with large weights: no logit at 10,000 points within reach of a row leaves its bounds. */
    @ParameterizedTest
    @MethodSource("networks")
    void noPointLeavesTheBounds(Norm norm, Activation f, List<Integer> hidden) {
        NumpyRandom random = NumpyRandom.of(hidden.size());
        NetworkSpec spec = NetworkSpec.classifier(3, hidden, 3, f, LearningRule.of(new Updater.Sgd(), 0.1));
        Parameters parameters = Parameters.glorotUniform(spec.sizes(), random);
        parameters.tensors().forEach(tensor -> {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = 2 * tensor.values()[i] + 0.3 * random.nextGaussian();
            }
        });
        Threat threat = new Threat(norm, new boolean[] {true, false, true});
        DenseNetwork network = HandEngine.network(spec, parameters);
        for (double epsilon : new double[] {0, 0.03, 0.3, 3}) {
            Matrix x = Matrix.zeros(1, 3).map(zero -> random.nextGaussian());
            LinearBounds bounds = new LinearBounds(network, threat, x, new double[] {epsilon});
            Matrix points = pointsAround(threat, x, epsilon, random);
            Matrix z = network.forward(points).z(spec.layers());
            for (int k = 0; k < 3; k++) {
                Matrix one = Matrix.zeros(1, 3);
                one.set(0, k, 1);
                double lower = bounds.lower(spec.layers(), one)[0];
                double upper = -bounds.lower(spec.layers(), one.scaled(-1))[0];
                for (int i = 0; i < z.rows(); i++) {
                    assertThat(z.get(i, k)).isBetween(lower, upper);
                }
                if (epsilon == 0) {
                    assertThat(upper - lower).isLessThan(1e-9);
                }
            }
        }
    }

    /** 10,000 points drawn from the ball around a single row, half of them on its rim. */
    static Matrix pointsAround(Threat threat, Matrix x, double epsilon, NumpyRandom random) {
        Matrix many = x.rowsAt(new int[10_000]);
        Matrix points = threat.random(many, epsilon, random);
        Matrix rim = threat.steepest(many.map(value -> random.nextGaussian()), epsilon);
        for (int i = 0; i < points.values().length / 2; i++) {
            points.values()[i] = many.values()[i] + rim.values()[i];
        }
        return points;
    }
}
