package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {

    private final Tensor w = Tensor.weights("W1", Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6}));
    private final Tensor b = Tensor.bias("b1", new double[] {7, 8, 9});

    @Test
    void weightsAndBiasesKnowTheirShapes() {
        assertThat(w.shape()).containsExactly(2, 3);
        assertThat(w.isWeights()).isTrue();
        assertThat(b.shape()).containsExactly(3);
        assertThat(b.isWeights()).isFalse();
    }

    @Test
    void positionsAreNamedByTheirIndices() {
        assertThat(w.indexOf(5)).isEqualTo("[1, 2]");
        assertThat(w.indexOf(2)).isEqualTo("[0, 2]");
        assertThat(b.indexOf(2)).isEqualTo("[2]");
    }

    @Test
    void valuesAreLiveAndCopiesAreNot() {
        w.matrix().set(0, 0, 99);
        assertThat(w.values()[0]).isEqualTo(99);
        Tensor copy = b.copy();
        copy.values()[0] = -1;
        assertThat(b.values()[0]).isEqualTo(7);
        assertThat(copy.name()).isEqualTo("b1");
        assertThat(b.zeros().values()).containsExactly(0, 0, 0);
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new Tensor("W1", new int[] {2, 3}, new double[5]))
                .hasMessage("W1 of shape [2, 3] holds 6 values, but 5 were given");
        assertThatThrownBy(() -> w.requireSameShape(b)).hasMessage("expected W1 [2, 3], found b1 [3]");
        assertThatThrownBy(() -> w.requireSameShape(Tensor.weights("W1", Matrix.zeros(3, 2))))
                .hasMessage("expected W1 [2, 3], found W1 [3, 2]");
        assertThatThrownBy(() -> b.requireSameShape(Tensor.bias("b2", new double[3])))
                .hasMessage("expected b1 [3], found b2 [3]");
    }
}
