package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.wing.proof.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the article gets wrong, as numbers: its version fails here, the right one passes. The right figures are PyTorch's, in
 * golden/gradients.json and golden/trajectories.json; line numbers are the article's.
 */
class ErrataTest {

    private final Golden.Rows rows = Golden.train();
    private final DenseNetwork network = Golden.network(Golden.start(), 0);
    private final ForwardTrace trace = network.forward(rows.x());
    private final Parameters right =
            Golden.parameters(Golden.json("gradients.json").get("gradients"));

    private double worstRelative(Parameters gradients) {
        return TensorDifference.of(gradients, right).stream()
                .mapToDouble(TensorDifference::relative)
                .max()
                .orElseThrow();
    }

    @Test
    void line63ALayerWithoutItsActivationIsLinear() {
        // Wx + b twice is one linear layer: it maps the mean of two inputs to the mean of the outputs; f(XW + b) does
        // not
        Matrix a = rows.x().rowsAt(0);
        Matrix b = rows.x().rowsAt(1);
        Matrix middle = Matrix.of(1, 2, (a.get(0, 0) + b.get(0, 0)) / 2, (a.get(0, 1) + b.get(0, 1)) / 2);
        DenseNetwork linear = new DenseNetwork(
                Golden.start(),
                List.of(Activation.IDENTITY, Activation.IDENTITY),
                Loss.MEAN_SQUARED_ERROR,
                Penalty.NONE);
        assertThat(linear.forward(middle).output().get(0, 0))
                .isCloseTo(
                        (linear.forward(a).output().get(0, 0)
                                        + linear.forward(b).output().get(0, 0))
                                / 2,
                        within(1e-14));
        double meanOfLogits =
                (network.forward(a).z(2).get(0, 0) + network.forward(b).z(2).get(0, 0)) / 2;
        assertThat(Math.abs(network.forward(middle).z(2).get(0, 0) - meanOfLogits))
                .isGreaterThan(1e-3);
    }

    @Test
    void line74AddingTheGradientGoesUphill() {
        double before = network.loss(trace, rows.y());
        assertThat(lossAfter(+0.1)).isGreaterThan(before);
        assertThat(lossAfter(-0.1)).isLessThan(before);
    }

    private double lossAfter(double factor) {
        DenseNetwork moved = Golden.network(Golden.start(), 0);
        for (int i = 0; i < right.tensors().size(); i++) {
            double[] w = moved.parameters().tensors().get(i).values();
            double[] g = right.tensors().get(i).values();
            for (int j = 0; j < w.length; j++) {
                w[j] += factor * g[j];
            }
        }
        return moved.loss(moved.forward(rows.x()), rows.y());
    }

    @Test
    void line135TheDeltaOfSquaredErrorUnderCrossEntropyHidesBehindItsDirection() {
        Parameters article = Mistake.ARTICLE_DELTA.backward(network, trace, rows.y());
        for (TensorDifference difference : TensorDifference.of(article, right)) {
            assertThat(difference.cosine()).isGreaterThan(0.999);
            assertThat(difference.relative()).isBetween(0.6, 0.9);
        }
        assertThat(worstRelative(network.backward(trace, rows.y()))).isLessThan(1e-12);
    }

    @Test
    void line135WithoutOneOverNTheGradientGrowsWithTheBatch() {
        Parameters article = Mistake.NO_MEAN.backward(network, trace, rows.y());
        assertThat(TensorDifference.of(article, right))
                .allSatisfy(difference -> assertThat(difference.relative()).isCloseTo(79 / 80.0, within(1e-9)));
    }

    @Test
    void line135LabelsInARowAreNotBroadcastAgainstAColumn() {
        // (80,) against (80, 1) is (80, 80) in NumPy, with no error; here it is one
        Matrix flat = Matrix.of(1, 80, rows.y().values());
        assertThatThrownBy(() -> network.backward(trace, flat))
                .hasMessageContaining("[80, 1]")
                .hasMessageContaining("[1, 80]");
        assertThat(network.backward(trace, rows.y()).b(2)).hasSize(1);
    }

    @Test
    void line138OneNumberALayerIsNoGradient() {
        // the article sums delta * output into a scalar; a layer of 2 inputs and 32 units has 64 weights and 32 biases
        double scalar = 0;
        Matrix delta = trace.output().minus(rows.y());
        for (int i = 0; i < 80; i++) {
            scalar += delta.get(i, 0) * trace.output().get(i, 0);
        }
        assertThat(scalar).isNotEqualTo(right.w(2).get(0, 0));
        Parameters gradients = network.backward(trace, rows.y());
        assertThat(gradients.w(1).values()).hasSize(64);
        assertThat(gradients.b(1)).hasSize(32);
        assertThat(gradients.w(2).values()).hasSize(32);
        assertThat(gradients.b(2)).hasSize(1);
        assertThatThrownBy(() -> network.forward(Matrix.zeros(80, 32))).hasMessageContaining("expected 2 columns");
    }

    @Test
    void line228WithoutReluDerivativeTheFirstLayerIsWrong() {
        Parameters article = Mistake.NO_ACTIVATION_DERIVATIVE.backward(network, trace, rows.y());
        assertThat(TensorDifference.of(article.tensors().get(0), right.tensors().get(0))
                        .relative())
                .isGreaterThan(0.1);
        assertThat(TensorDifference.of(
                                network.backward(trace, rows.y()).tensors().get(0),
                                right.tensors().get(0))
                        .relative())
                .isLessThan(1e-12);
    }

    @Test
    void line228TheFormulaThatEndsInW1HasTheWrongShapeOfNumbers() {
        // 1/N (y - p) W1 with the sign reversed and no X: the mean error times the weights
        double meanError = 0;
        for (int i = 0; i < 80; i++) {
            meanError += (rows.y().get(i, 0) - trace.output().get(i, 0)) / 80;
        }
        Matrix article = Golden.start().w(1).scaled(meanError);
        TensorDifference difference = TensorDifference.of(
                Tensor.weights("W1", article), right.tensors().get(0));
        assertThat(difference.relative()).isGreaterThan(0.5);
        assertThat(difference.cosine()).isLessThan(0.5);
    }

    @Test
    void line155TrainAndTestLossBelongToTheSameParameters() {
        // the article prints the train loss from before the update beside the test loss from after it
        var losses = Golden.json("trajectories.json")
                .get("runs")
                .get("article_sgd_full_batch_lr0.1_50_epochs")
                .get("losses_train_test");
        double articleTrain = losses.get(0).get(0).asDouble();
        double rightTrain = losses.get(1).get(0).asDouble();
        assertThat(articleTrain - rightTrain).isGreaterThan(0.02);
        DenseNetwork after = Golden.network(Golden.start(), 0);
        for (int i = 0; i < right.tensors().size(); i++) {
            double[] w = after.parameters().tensors().get(i).values();
            double[] g = right.tensors().get(i).values();
            for (int j = 0; j < w.length; j++) {
                w[j] -= 0.1 * g[j];
            }
        }
        assertThat(after.loss(after.forward(rows.x()), rows.y())).isCloseTo(rightTrain, within(1e-12));
        Golden.Rows test = Golden.test();
        assertThat(after.loss(after.forward(test.x()), test.y()))
                .isCloseTo(losses.get(1).get(1).asDouble(), within(1e-12));
    }

    @Test
    void line201OneSigmoidForEveryLayerIsAnotherNetwork() {
        DenseNetwork sigmoids = new DenseNetwork(
                Golden.start(),
                List.of(Activation.SIGMOID, Activation.SIGMOID),
                Loss.BINARY_CROSS_ENTROPY,
                Penalty.NONE);
        double expected = Golden.json("gradients.json").get("loss_value").asDouble();
        assertThat(Math.abs(sigmoids.loss(sigmoids.forward(rows.x()), rows.y()) - expected))
                .isGreaterThan(1e-3);
        assertThat(network.loss(trace, rows.y())).isCloseTo(expected, within(1e-14));
    }

    @Test
    void line223TheLogOfTheLabelItselfIsZeroForEveryNetwork() {
        double article = 0;
        for (double y : rows.y().values()) {
            // y log y + (1 - y) log(1 - y), with 0 log 0 = 0
            article -= (y == 0 ? 0 : y * Math.log(y)) + (y == 1 ? 0 : (1 - y) * Math.log(1 - y));
        }
        assertThat(article).isZero();
        assertThat(network.loss(trace, rows.y())).isGreaterThan(0.5);
    }
}
