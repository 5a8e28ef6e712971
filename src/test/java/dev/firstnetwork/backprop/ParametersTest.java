package dev.firstnetwork.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void glorotsLimitsHoldAndBiasesAreZero() {
        Parameters parameters = Parameters.glorotUniform(List.of(2, 32, 1), new Random(3));
        assertThat(parameters.sizes()).containsExactly(2, 32, 1);
        assertThat(parameters.count()).isEqualTo(129);
        assertThat(parameters.layers()).isEqualTo(2);
        for (int layer = 1; layer <= 2; layer++) {
            Matrix w = parameters.w(layer);
            double limit = Math.sqrt(6.0 / (w.rows() + w.columns()));
            double largest = Arrays.stream(w.values()).map(Math::abs).max().orElseThrow();
            assertThat(largest).isBetween(limit * 0.8, limit);
            assertThat(Arrays.stream(w.values()).average().orElseThrow()).isCloseTo(0, within(limit / 2));
            assertThat(parameters.b(layer)).containsOnly(0);
        }
    }

    @Test
    void weightsAreDrawnRowByRowFromLowToHigh() {
        // sqrt(6 / (2 + 1)) = 1.414...: draws of 0, 0.5 and so on become -limit, 0
        RandomGenerator draws = new Random(0) {
            private static final long serialVersionUID = 1;
            private double next = 0;

            @Override
            public double nextDouble() {
                double drawn = next;
                next += 0.5;
                return drawn;
            }
        };
        Parameters parameters = Parameters.glorotUniform(List.of(2, 1), draws);
        assertThat(parameters.w(1).values()).containsExactly(-Math.sqrt(2), 0);
    }

    @Test
    void copiesAreIndependentAndAssignCopiesBack() {
        Parameters original = Golden.start();
        Parameters copy = original.copy();
        copy.w(1).set(0, 0, 99);
        copy.b(2)[0] = 98;
        assertThat(original.w(1).get(0, 0)).isNotEqualTo(99);
        original.assign(copy);
        assertThat(original.w(1).get(0, 0)).isEqualTo(99);
        assertThat(original.b(2)).containsExactly(98);
        assertThat(original.zeros().w(1).values()).containsOnly(0);
        assertThat(original.zeros().sizes()).isEqualTo(original.sizes());
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        Tensor w1 = Tensor.weights("W1", Matrix.zeros(2, 3));
        Tensor b1 = Tensor.bias("b1", new double[3]);
        assertThatThrownBy(() -> new Parameters(List.of())).hasMessage("expected W1, b1, W2, b2, ..., found 0 tensors");
        assertThatThrownBy(() -> new Parameters(List.of(w1))).hasMessageContaining("found 1 tensors");
        assertThatThrownBy(() -> new Parameters(List.of(w1, Tensor.bias("b1", new double[4]))))
                .hasMessage("expected W1 [2, 4], found W1 [2, 3]");
        assertThatThrownBy(() -> new Parameters(List.of(w1, Tensor.bias("b2", new double[3]))))
                .hasMessage("expected b1 [3], found b2 [3]");
        Tensor w2 = Tensor.weights("W2", Matrix.zeros(4, 1));
        assertThatThrownBy(() -> new Parameters(List.of(w1, b1, w2, Tensor.bias("b2", new double[1]))))
                .hasMessage("expected W2 [3, 1], found W2 [4, 1]");
    }

    @Test
    void parametersOfOtherShapesAreNotAssigned() {
        Parameters wide = Parameters.glorotUniform(List.of(2, 3, 1), new Random(1));
        Parameters narrow = Parameters.glorotUniform(List.of(2, 2, 1), new Random(1));
        Parameters deep = Parameters.glorotUniform(List.of(2, 3, 3, 1), new Random(1));
        assertThatThrownBy(() -> wide.assign(narrow)).hasMessage("expected W1 [2, 3], found W1 [2, 2]");
        assertThatThrownBy(() -> wide.assign(deep)).hasMessage("expected 4 tensors, found 6 (two a layer)");
    }
}
