package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.training.TensorDifference;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiniteDifferencesTest {

    @Test
    void theyAgreeWithBackPropagationOnTheArticlesData() {
        Golden.Rows rows = Golden.train();
        DenseNetwork network = Golden.network(Golden.start(), 0.01);
        Parameters before = network.parameters().copy();
        Parameters analytic = network.backward(network.forward(rows.x()), rows.y());
        FiniteDifferences numeric = FiniteDifferences.of(network, rows.x(), rows.y(), analytic);
        TensorDifference.of(analytic, numeric.gradients())
                .forEach(difference -> assertThat(difference.relative()).isLessThan(1e-8));
        TensorDifference.of(before, network.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** One relu unit on x = 1 with z = w + b. */
    private static DenseNetwork oneUnit(double w, double b, Penalty penalty) {
        return new DenseNetwork(
                new Parameters(List.of(
                        Tensor.weights("W1", Matrix.ofRows(new double[] {w})), Tensor.bias("b1", new double[] {b}))),
                List.of(Activation.RELU),
                Loss.MEAN_SQUARED_ERROR,
                penalty);
    }

    private static FiniteDifferences check(DenseNetwork network) {
        Matrix x = Matrix.ofRows(new double[] {1});
        Matrix y = Matrix.ofRows(new double[] {-1});
        return FiniteDifferences.of(network, x, y, network.backward(network.forward(x), y));
    }

    @Test
    void onTheKinkAnElementIsNotJudgedAndTakenOver() {
        FiniteDifferences onKink = check(oneUnit(1, -1, Penalty.NONE));
        assertThat(onKink.notJudged()).isEqualTo(2);
        // relu'(0) = 0 in the analytic gradient
        assertThat(onKink.gradients().w(1).values()).containsExactly(0);
    }

    @Test
    void nearTheKinkTheStepShrinksUntilItFits() {
        // z = 1e-7: a step of 1e-5 straddles the kink, one of 1e-8 does not; dL/dw = 2 (z + 1)
        FiniteDifferences near = check(oneUnit(1, -1 + 1e-7, Penalty.NONE));
        assertThat(near.notJudged()).isZero();
        assertThat(near.gradients().w(1).values()[0]).isBetween(2 - 1e-6, 2 + 1e-6);
        FiniteDifferences nearBelow = check(oneUnit(1, -1 - 1e-7, Penalty.NONE));
        assertThat(nearBelow.notJudged()).isZero();
        assertThat(nearBelow.gradients().w(1).values()[0]).isZero();
    }

    @Test
    void aWeightOfZeroIsAKinkOfL1() {
        FiniteDifferences withL1 = check(oneUnit(0, 1, new Penalty(0.1, 0)));
        assertThat(withL1.notJudged()).isEqualTo(1);
        assertThat(check(oneUnit(0, 1, new Penalty(0, 0.1))).notJudged()).isZero();
    }
}
