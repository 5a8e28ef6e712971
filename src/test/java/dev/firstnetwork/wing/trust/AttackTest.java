package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.wing.trust.Threat.Norm;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Attacks where the worst move is known by hand: on a linear model it is along the weights. */
class AttackTest {

    private static final Offset<Double> ROUNDING = within(1e-12);
    private static final boolean[] FREE = {true, true, false};

    private static NetworkSpec spec(int outputs) {
        return NetworkSpec.classifier(3, List.of(), outputs, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));
    }

    /** {@code z = scale (3 x1 - 4 x2 + 9 x3)}. */
    private static Attack binary(Norm norm, double scale) {
        Matrix w = Matrix.of(3, 1, 3, -4, 9).scaled(scale);
        var parameters = new Parameters(List.of(Tensor.weights("W1", w), Tensor.bias("b1", new double[] {0})));
        return Attack.on(spec(1), parameters, new Threat(norm, FREE));
    }

    @Test
    void oneStepGoesAgainstTheLabel() {
        Matrix x = Matrix.of(2, 3, 1, 1, 1, 1, 1, 1);
        int[] labels = {1, 0};
        assertThat(binary(Norm.INF, 1).fgsm(x, labels, 0.5).values())
                .containsExactly(new double[] {0.5, 1.5, 1, 1.5, 0.5, 1}, ROUNDING);
        // the direction (3, -4) has length 5
        assertThat(binary(Norm.TWO, 1).fgsm(x, labels, 0.5).values())
                .containsExactly(new double[] {0.7, 1.4, 1, 1.3, 0.6, 1}, ROUNDING);
    }

    /** z = 8000: the probability is 1 to the last bit, and the gradient of its logarithm 0. */
    @Test
    void aSaturatedOutputIsNoDefence() {
        Matrix x = Matrix.of(1, 3, 1, 1, 1);
        assertThat(binary(Norm.INF, 1000).fgsm(x, new int[] {1}, 0.5).values())
                .containsExactly(new double[] {0.5, 1.5, 1}, ROUNDING);
    }

    /**
     * By hand, three classes with the logits x1, x2 and 0: at (1, 1) the row of class 2 is pushed along softmax(1, 1) = (1/2, 1/2)
     * of the other two; that of class 0, with x2 = 1 against 0, along e / (1 + e) for x2 and against x1.
     */
    @Test
    void ofMoreClassesTheOthersPull() {
        Matrix w = Matrix.of(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 0);
        var parameters = new Parameters(List.of(Tensor.weights("W1", w), Tensor.bias("b1", new double[3])));
        Attack attack = Attack.on(spec(3), parameters, new Threat(Norm.TWO, FREE));
        Matrix x = Matrix.of(2, 3, 1, 1, 1, 1, 1, 1);
        double pull = Math.E / (1 + Math.E);
        double length = Math.hypot(1, pull);
        assertThat(attack.fgsm(x, new int[] {2, 0}, 0.2).values())
                .containsExactly(
                        new double[] {
                            1 + 0.2 / Math.sqrt(2),
                            1 + 0.2 / Math.sqrt(2),
                            1,
                            1 - 0.2 / length,
                            1 + 0.2 * pull / length,
                            1
                        },
                        ROUNDING);
    }

    /** On a linear model every start ends in the worst corner, or at the worst point of the ball. */
    @Test
    void stepsEndAtTheWorstPoint() {
        Matrix x = Matrix.of(1, 3, 1, 1, 1);
        int[] seen = {0};
        Matrix corner = binary(Norm.INF, 1).pgd(x, new int[] {1}, 0.5, 20, NumpyRandom.of(1), logits -> seen[0]++);
        assertThat(corner.values()).containsExactly(new double[] {0.5, 1.5, 1}, ROUNDING);
        assertThat(seen[0]).isEqualTo(21);
        Matrix point = binary(Norm.TWO, 1).pgd(x, new int[] {1}, 0.5, 20, NumpyRandom.of(1), logits -> {});
        // from the rim it slides on: z is 5.5 at the worst point, (0.7, 1.4)
        assertThat(3 * point.get(0, 0) - 4 * point.get(0, 1) + 9).isBetween(5.5 - 1e-12, 5.53);
    }

    @Test
    void drawnPointsAreWithinReachAndFillIt() {
        Matrix x = Matrix.zeros(4000, 3).map(zero -> 2);
        for (Norm norm : Norm.values()) {
            Threat threat = new Threat(norm, FREE);
            Matrix drawn = threat.random(x, 0.5, NumpyRandom.of(1));
            double inner = 0;
            for (int i = 0; i < drawn.rows(); i++) {
                double a = drawn.get(i, 0) - 2;
                double b = drawn.get(i, 1) - 2;
                double far = norm == Norm.INF ? Math.max(Math.abs(a), Math.abs(b)) : Math.hypot(a, b);
                assertThat(far).isLessThanOrEqualTo(0.5 + 1e-12);
                assertThat(drawn.get(i, 2)).isEqualTo(2);
                inner += far < 0.25 ? 1 : 0;
            }
            // a quarter of the area: 1000 of 4000, with a standard deviation of 27
            assertThat(inner).isBetween(880.0, 1120.0);
        }
    }
}
