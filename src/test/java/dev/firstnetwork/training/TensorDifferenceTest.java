package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDifferenceTest {

    private static TensorDifference of(double[] a, double[] b) {
        return TensorDifference.of(Tensor.bias("b1", a), Tensor.bias("b1", b));
    }

    @Test
    void theFiguresAreThoseWorkedOutOnPaper() {
        // (3, 4) against (3, 5): difference (0, 1), norms 5 and sqrt(34), dot product 29
        TensorDifference difference = of(new double[] {3, 4}, new double[] {3, 5});
        assertThat(difference.maxAbsolute()).isEqualTo(1);
        assertThat(difference.relative()).isCloseTo(1 / Math.sqrt(34), within(1e-15));
        assertThat(difference.cosine()).isCloseTo(29 / (5 * Math.sqrt(34)), within(1e-15));
        assertThat(difference.worst()).isEqualTo(1);
        assertThat(difference.shape()).containsExactly(2);
    }

    @Test
    void aWrongFactorHasCosineOneAndALargeRelativeError() {
        TensorDifference difference = of(new double[] {1, -2, 3}, new double[] {80, -160, 240});
        assertThat(difference.cosine()).isCloseTo(1, within(1e-15));
        assertThat(difference.relative()).isCloseTo(79.0 / 80, within(1e-15));
    }

    @Test
    void zeroAgainstZeroAgreesAndAgainstSomethingDoesNot() {
        TensorDifference equal = of(new double[2], new double[2]);
        assertThat(equal.maxAbsolute()).isZero();
        assertThat(equal.relative()).isZero();
        assertThat(equal.cosine()).isEqualTo(1);
        TensorDifference different = of(new double[2], new double[] {0, 1e-3});
        assertThat(different.relative()).isEqualTo(1);
        assertThat(different.cosine()).isZero();
        assertThat(different.worst()).isEqualTo(1);
        assertThat(of(new double[] {0, 1e-3}, new double[2]).cosine()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e200, 1e-200})
    void hugeAndTinyValuesNeitherOverflowNorVanish(double scale) {
        TensorDifference difference = of(new double[] {3 * scale, 4 * scale}, new double[] {3 * scale, 5 * scale});
        assertThat(difference.relative()).isCloseTo(1 / Math.sqrt(34), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteNeverPassesForAgreement(double bad) {
        for (TensorDifference difference : List.of(
                of(new double[] {1, bad}, new double[] {1, 2}),
                of(new double[] {1, 2}, new double[] {1, bad}),
                of(new double[] {1, bad}, new double[] {1, bad}))) {
            assertThat(difference.maxAbsolute()).isInfinite();
            assertThat(difference.relative()).isInfinite();
            assertThat(difference.cosine()).isZero();
            assertThat(difference.worst()).isEqualTo(1);
        }
    }

    @Test
    void theWorseOfTwoKeepsEachFiguresWorst() {
        TensorDifference a = of(new double[] {3, 4}, new double[] {3, 5});
        TensorDifference b = of(new double[] {1, 0}, new double[] {0, 0.25});
        TensorDifference worse = a.worse(b);
        assertThat(worse.maxAbsolute()).isEqualTo(1);
        assertThat(worse.relative()).isEqualTo(b.relative());
        assertThat(worse.cosine()).isZero();
        assertThat(worse.worst()).isEqualTo(1);
        TensorDifference large = of(new double[] {9, 0}, new double[2]);
        assertThat(a.worse(large).worst()).isZero();
        assertThat(a.worse(large).maxAbsolute()).isEqualTo(9);
    }

    @Test
    void wholeSetsAreComparedTensorByTensor() {
        Parameters a = Parameters.glorotUniform(List.of(2, 3, 1), new Random(1));
        Parameters b = a.copy();
        b.w(2).set(1, 0, b.w(2).get(1, 0) + 1);
        List<TensorDifference> differences = TensorDifference.of(a, b);
        assertThat(differences).extracting(TensorDifference::tensor).containsExactly("W1", "b1", "W2", "b2");
        assertThat(differences).extracting(TensorDifference::maxAbsolute).containsExactly(0.0, 0.0, 1.0, 0.0);
        assertThat(differences.get(2).worst()).isEqualTo(1);
        assertThatThrownBy(() -> TensorDifference.of(a, Parameters.glorotUniform(List.of(2, 1), new Random(1))))
                .hasMessageContaining("expected 4 tensors, found 2");
        assertThatThrownBy(() ->
                        TensorDifference.of(Tensor.bias("b1", new double[2]), Tensor.weights("W1", Matrix.zeros(1, 2))))
                .hasMessage("expected b1 [2], found W1 [1, 2]");
    }
}
