package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values by hand from the definitions. */
class LossTest {

    private static final Offset<Double> ROUNDING = within(1e-15);

    @Test
    void binaryCrossEntropyIsTheMeanOfMinusLogP() {
        // logits ln 3 and -ln 3: p = 3/4 and 1/4
        Matrix z = Matrix.ofRows(new double[] {Math.log(3)}, new double[] {-Math.log(3)});
        Matrix p = Activation.SIGMOID.apply(z);
        Matrix y = Matrix.ofRows(new double[] {1}, new double[] {1});
        double expected = -(Math.log(0.75) + Math.log(0.25)) / 2;
        assertThat(Loss.BINARY_CROSS_ENTROPY.mean(z, p, y)).isCloseTo(expected, ROUNDING);
        assertThat(Loss.BINARY_CROSS_ENTROPY.delta(Activation.SIGMOID, z, p, y).values())
                .containsExactly(new double[] {-0.125, -0.375}, ROUNDING);
    }

    @Test
    void crossEntropyIsTheMeanOfMinusLogOfTheLabelsP() {
        Matrix z = Matrix.ofRows(new double[] {0, Math.log(2), Math.log(5)}, new double[] {7, 7, 7});
        Matrix p = Activation.SOFTMAX.apply(z);
        Matrix y = Matrix.ofRows(new double[] {0, 1, 0}, new double[] {0, 0, 1});
        double expected = (Math.log(4) + Math.log(3)) / 2;
        assertThat(Loss.CROSS_ENTROPY.mean(z, p, y)).isCloseTo(expected, ROUNDING);
        assertThat(Loss.CROSS_ENTROPY.delta(Activation.SOFTMAX, z, p, y).values())
                .containsExactly(new double[] {0.0625, -0.375, 0.3125, 1 / 6.0, 1 / 6.0, -1 / 3.0}, ROUNDING);
    }

    @Test
    void meanSquaredErrorIsTheMeanOverRowsAndOutputs() {
        Matrix z = Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4});
        Matrix y = Matrix.ofRows(new double[] {0, 2}, new double[] {5, 1});
        // (1 + 0 + 4 + 9) / 4
        assertThat(Loss.MEAN_SQUARED_ERROR.mean(z, z, y)).isEqualTo(3.5);
        assertThat(Loss.MEAN_SQUARED_ERROR.delta(Activation.IDENTITY, z, z, y).values())
                .containsExactly(0.5, 0, -1, 1.5);
    }

    @Test
    void meanSquaredErrorGoesThroughTheActivation() {
        Matrix z = Matrix.of(1, 1, 0);
        Matrix a = Activation.SIGMOID.apply(z);
        // 2 (0.5 - 1) * 0.25
        assertThat(Loss.MEAN_SQUARED_ERROR
                        .delta(Activation.SIGMOID, z, a, Matrix.of(1, 1, 1))
                        .get(0, 0))
                .isEqualTo(-0.25);
    }

    @Test
    void labelsNeedNotBeZeroOrOne() {
        Matrix z = Matrix.of(1, 1, Math.log(3));
        Matrix p = Activation.SIGMOID.apply(z);
        double expected = -(0.25 * Math.log(0.75) + 0.75 * Math.log(0.25));
        assertThat(Loss.BINARY_CROSS_ENTROPY.mean(z, p, Matrix.of(1, 1, 0.25))).isCloseTo(expected, ROUNDING);
        Matrix logits = Matrix.ofRows(new double[] {0, Math.log(3)});
        Matrix soft = Activation.SOFTMAX.apply(logits);
        double mixed = -(0.5 * Math.log(0.25) + 0.5 * Math.log(0.75));
        assertThat(Loss.CROSS_ENTROPY.mean(logits, soft, Matrix.ofRows(new double[] {0.5, 0.5})))
                .isCloseTo(mixed, ROUNDING);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void labelsOfAnotherSizeAreNeverBroadcast(Loss loss) {
        Matrix p = Matrix.zeros(80, 1);
        Matrix y = Matrix.zeros(1, 80);
        assertThatThrownBy(() -> loss.mean(p, p, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[80, 1]")
                .hasMessageContaining("[1, 80]");
    }

    @Test
    void deltasOfAnotherSizeAreRefusedToo() {
        Matrix p = Matrix.zeros(80, 1);
        assertThatThrownBy(() -> Loss.BINARY_CROSS_ENTROPY.delta(Activation.SIGMOID, p, p, Matrix.zeros(1, 80)))
                .hasMessageContaining("give Y one row a sample");
    }

    @Test
    void crossEntropiesBelongToTheirActivation() {
        assertThat(Loss.BINARY_CROSS_ENTROPY.goesWith(Activation.SIGMOID)).isTrue();
        assertThat(Loss.BINARY_CROSS_ENTROPY.goesWith(Activation.SOFTMAX)).isFalse();
        assertThat(Loss.CROSS_ENTROPY.goesWith(Activation.SOFTMAX)).isTrue();
        assertThat(Loss.CROSS_ENTROPY.goesWith(Activation.SIGMOID)).isFalse();
        for (Activation f : Activation.values()) {
            assertThat(Loss.MEAN_SQUARED_ERROR.goesWith(f)).isTrue();
        }
        assertThat(Loss.BINARY_CROSS_ENTROPY).hasToString("binary-cross-entropy");
    }
}
