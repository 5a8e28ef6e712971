package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {

    private static final Offset<Double> ROUNDING = within(1e-15);

    /** Values and derivatives from tables of the functions. */
    @ParameterizedTest
    @CsvSource({
        "IDENTITY, -2, -2, 1",
        "RELU, -2, 0, 0",
        "RELU, 0, 0, 0",
        "RELU, 3, 3, 1",
        "LEAKY_RELU, 0, 0, 1",
        "LEAKY_RELU, 3, 3, 1",
        "TANH, 0, 0, 1",
        "TANH, 1, 0.7615941559557649, 0.41997434161402614",
        "SIGMOID, 0, 0.5, 0.25",
        "SIGMOID, 2, 0.8807970779778824, 0.10499358540350652",
        "SIGMOID, -2, 0.11920292202211756, 0.10499358540350652",
        "SIGMOID, 1000, 1, 0",
        "SIGMOID, -1000, 0, 0",
    })
    void valuesAndDerivatives(Activation f, double z, double value, double derivative) {
        Matrix one = Matrix.of(1, 1, z);
        Matrix a = f.apply(one);
        assertThat(a.get(0, 0)).isCloseTo(value, ROUNDING);
        assertThat(f.backward(Matrix.of(1, 1, 2), one, a).get(0, 0)).isCloseTo(2 * derivative, ROUNDING);
    }

    @Test
    void leakyReluLeaksAHundredthAsAFloat() {
        Matrix z = Matrix.of(1, 1, -2);
        Matrix a = Activation.LEAKY_RELU.apply(z);
        assertThat(a.get(0, 0)).isCloseTo(-0.02, within(1e-9));
        assertThat(a.get(0, 0)).isEqualTo(-2 * (double) 0.01f);
        assertThat(Activation.LEAKY_RELU.backward(Matrix.of(1, 1, 1), z, a).get(0, 0))
                .isEqualTo(0.01f);
    }

    @Test
    void softmaxIsAProbabilityOverEachRow() {
        // exp(0) : exp(ln 2) : exp(ln 5) = 1 : 2 : 5
        Matrix z = Matrix.ofRows(
                new double[] {0, Math.log(2), Math.log(5)}, new double[] {1000, 1000 + Math.log(3), -1e6});
        double[] p = Activation.SOFTMAX.apply(z).values();
        // the second row's logits carry a rounding of 1e-13
        assertThat(p).containsExactly(new double[] {0.125, 0.25, 0.625, 0.25, 0.75, 0}, within(1e-13));
    }

    @Test
    void softmaxsJacobianTimesAVector() {
        Matrix z = Matrix.ofRows(new double[] {0, Math.log(2), Math.log(5)});
        Matrix a = Activation.SOFTMAX.apply(z);
        // a * (da - a . da) with da = [1, 0, 2]: a . da = 0.125 + 1.25 = 1.375
        Matrix dz = Activation.SOFTMAX.backward(Matrix.ofRows(new double[] {1, 0, 2}), z, a);
        assertThat(dz.values()).containsExactly(new double[] {0.125 * -0.375, 0.25 * -1.375, 0.625 * 0.625}, ROUNDING);
    }

    @Test
    void softmaxHasNoValueForASingleElement() {
        assertThatThrownBy(() -> Activation.SOFTMAX.f(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Activation.SOFTMAX.derivative(1, 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void derivativesAreTheSlopesOfTheFunctions(Activation f) {
        double h = 1e-6;
        double[] at = {-1.7, -0.3, 0.4, 2.1};
        double[] weights = {0.3, -1.1, 0.7, 2};
        Matrix z = Matrix.ofRows(at);
        Matrix dz = f.backward(Matrix.ofRows(weights), z, f.apply(z));
        for (int j = 0; j < at.length; j++) {
            double[] above = at.clone();
            double[] below = at.clone();
            above[j] += h;
            below[j] -= h;
            double slope = 0;
            for (int k = 0; k < at.length; k++) {
                slope += weights[k]
                        * (f.apply(Matrix.ofRows(above)).get(0, k)
                                - f.apply(Matrix.ofRows(below)).get(0, k))
                        / (2 * h);
            }
            assertThat(dz.get(0, j)).isCloseTo(slope, within(1e-9));
        }
    }

    @Test
    void onlyTheReluFamilyHasAKink() {
        for (Activation f : Activation.values()) {
            assertThat(f.hasKink()).isEqualTo(f == Activation.RELU || f == Activation.LEAKY_RELU);
        }
        assertThat(Activation.LEAKY_RELU).hasToString("leaky-relu");
    }
}
