package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.training.TensorDifference;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Expected figures by PyTorch: reference/make_learning.py. */
class ClassWeightsTest {

    private static final JsonNode PYTORCH =
            Reference.json("reference/learning.json").get("classWeights");

    /** The mean over the rows of weight times binary cross-entropy, and its gradient, on the article's network. */
    @Test
    void lossAndGradientOfTwoClassesArePyTorchs() {
        Golden.Rows rows = Golden.train();
        DenseNetwork network = new DenseNetwork(
                Golden.start(),
                List.of(Activation.RELU, Activation.SIGMOID),
                Loss.BINARY_CROSS_ENTROPY,
                Penalty.NONE,
                new ClassWeights(List.of(0.7, 2.5)));

        ForwardTrace trace = network.forward(rows.x());

        assertThat(network.loss(trace, rows.y())).isCloseTo(PYTORCH.get("loss").doubleValue(), within(1e-14));
        TensorDifference.of(network.backward(trace, rows.y()), Golden.parameters(PYTORCH.get("gradients")))
                .forEach(difference -> assertThat(difference.relative()).isLessThan(1e-13));
        // what is reported weighs every row alike
        DenseNetwork plain = Golden.network(Golden.start(), 0);
        assertThat(network.dataLoss(trace, rows.y())).isEqualTo(plain.loss(plain.forward(rows.x()), rows.y()));
    }

    /** A network that is nothing but a softmax over its inputs: the gradient of its bias is the sum of the deltas. */
    @Test
    void lossAndDeltaOfThreeClassesArePyTorchs() {
        JsonNode softmax = PYTORCH.get("softmax");
        Matrix x = Matrix.ofRows(IntStream.range(0, 6)
                .mapToObj(i -> Reference.numbers(softmax.get("logits").get(i)))
                .toArray(double[][]::new));
        Matrix y = Matrix.zeros(6, 3);
        IntStream.range(0, 6).forEach(i -> y.set(i, softmax.at("/classes/" + i).intValue(), 1));
        Matrix identity = Matrix.of(3, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1);
        DenseNetwork network = new DenseNetwork(
                new Parameters(List.of(Tensor.weights("W1", identity), Tensor.bias("b1", new double[3]))),
                List.of(Activation.SOFTMAX),
                Loss.CROSS_ENTROPY,
                Penalty.NONE,
                new ClassWeights(List.of(0.5, 3.0, 1.0)));

        ForwardTrace trace = network.forward(x);

        assertThat(network.loss(trace, y)).isCloseTo(softmax.get("loss").doubleValue(), within(1e-15));
        Matrix delta = network.deltas(trace, y).get(0);
        for (int i = 0; i < 6; i++) {
            assertThat(delta.row(i))
                    .containsExactly(Reference.numbers(softmax.get("delta").get(i)), within(1e-15));
        }
    }

    @Test
    void aRowWeighsWhatItsClassDoes() {
        Matrix two = Matrix.of(3, 1, 0, 1, 0);
        assertThat(new ClassWeights(List.of(2.0, 5.0)).of(two)).containsExactly(2, 5, 2);
        assertThat(ClassWeights.NONE.of(two)).containsExactly(1, 1, 1);
        Matrix three = Matrix.of(2, 3, 0, 0, 1, 1, 0, 0);
        assertThat(new ClassWeights(List.of(0.0, 1.0, 4.0)).of(three)).containsExactly(4, 0);
    }

    @Test
    void weightsOutOfRangeAreRefused() {
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new ClassWeights(List.of(1.0, bad)))
                    .hasMessage("a class weight must be finite and 0 or more, found " + bad);
        }
    }
}
