package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClippingTest {

    private static final JsonNode PYTORCH =
            Reference.json("reference/learning.json").get("clipping");

    private static double[] w(JsonNode layer) {
        return Stream.of(0, 1, 2)
                .flatMapToDouble(i ->
                        java.util.Arrays.stream(Reference.numbers(layer.get("W").get(i))))
                .toArray();
    }

    /** PyTorch's layer, W [3, 2] and b [2], as a gradient. */
    private static Parameters gradient() {
        return new Parameters(List.of(
                Tensor.weights("W1", Matrix.of(3, 2, w(PYTORCH))),
                Tensor.bias("b1", Reference.numbers(PYTORCH.get("b")))));
    }

    /** torch.nn.utils.clip_grad_value_(parameters, 0.5). */
    @Test
    void byValueItIsPyTorchs() {
        Parameters clipped = new Clipping(Clipping.Kind.VALUE, 0.5).apply(gradient());

        assertThat(clipped.w(1).values()).containsExactly(w(PYTORCH.get("value")));
        assertThat(clipped.b(1)).containsExactly(Reference.numbers(PYTORCH.at("/value/b")));
    }

    /** torch.nn.utils.clip_grad_norm_(W and b together, 0.5), which adds 1e-6 to the norm. */
    @Test
    void byNormItIsPyTorchs() {
        Parameters clipped = new Clipping(Clipping.Kind.NORM, 0.5).apply(gradient());

        assertThat(clipped.w(1).values()).containsExactly(w(PYTORCH.get("norm")), within(1e-6));
        assertThat(clipped.b(1)).containsExactly(Reference.numbers(PYTORCH.at("/norm/b")), within(1e-6));
    }

    /** Two layers by hand: the first, (3, 4 | 12), has the norm 13, the second, (0.6 | 0.8), the norm 1. */
    @Test
    void theNormIsThatOfEachLayer() {
        Parameters gradient = new Parameters(List.of(
                Tensor.weights("W1", Matrix.ofRows(new double[] {3, 4})),
                Tensor.bias("b1", new double[] {12, 0}),
                Tensor.weights("W2", Matrix.of(2, 1, 0.6, 0)),
                Tensor.bias("b2", new double[] {0.8})));

        Parameters clipped = new Clipping(Clipping.Kind.NORM, 6.5).apply(gradient);

        assertThat(clipped.w(1).values()).containsExactly(1.5, 2);
        assertThat(clipped.b(1)).containsExactly(6, 0);
        assertThat(clipped.w(2).values()).containsExactly(0.6, 0);
        assertThat(clipped.b(2)).containsExactly(0.8);
        // what was given is as it was
        assertThat(gradient.w(1).values()).containsExactly(3, 4);
    }

    @Test
    void aGradientWithinTheBoundIsLeftAlone() {
        for (Clipping.Kind kind : Clipping.Kind.values()) {
            Parameters clipped = new Clipping(kind, 100).apply(gradient());
            assertThat(clipped.w(1).values()).containsExactly(w(PYTORCH));
        }
        assertThat(Clipping.NONE.apply(gradient()).w(1).values()).containsExactly(w(PYTORCH));
    }

    @Test
    void thresholdsOutOfRangeAreRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Clipping(Clipping.Kind.NORM, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("clipping threshold")
                    .hasMessageContaining(String.valueOf(bad));
        }
    }
}
