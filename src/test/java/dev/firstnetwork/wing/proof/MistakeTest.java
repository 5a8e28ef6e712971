package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.training.TensorDifference;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mistake makes just the difference that it is named for, on the article's network, data and L2. */
class MistakeTest {

    private static final double L2 = 0.01;

    private final Golden.Rows rows = Golden.train();
    private final DenseNetwork network = Golden.network(startWithBiases(), L2);
    private final ForwardTrace trace = network.forward(rows.x());
    private final Parameters right = network.backward(trace, rows.y());

    private static Parameters startWithBiases() {
        Parameters start = Golden.start();
        start.b(1)[3] = 0.5;
        start.b(2)[0] = -0.25;
        return start;
    }

    private List<TensorDifference> differences(Mistake mistake) {
        return TensorDifference.of(right, mistake.backward(network, trace, rows.y()));
    }

    /** The relative error of W1, b1, W2, b2 in turn. */
    private double[] relative(Mistake mistake) {
        return differences(mistake).stream()
                .mapToDouble(TensorDifference::relative)
                .toArray();
    }

    @Test
    void theArticlesDeltaPointsTheRightWayWithTheWrongLength() {
        DenseNetwork plain = Golden.network(startWithBiases(), 0);
        Parameters wrong = Mistake.ARTICLE_DELTA.backward(plain, trace, rows.y());
        for (TensorDifference difference : TensorDifference.of(plain.backward(trace, rows.y()), wrong)) {
            assertThat(difference.cosine()).as(difference.tensor()).isGreaterThan(0.99);
            assertThat(difference.relative()).as(difference.tensor()).isBetween(0.6, 0.9);
        }
    }

    @Test
    void theSumIsEightyTimesTheMean() {
        DenseNetwork plain = Golden.network(startWithBiases(), 0);
        Parameters mean = plain.backward(trace, rows.y());
        Parameters sum = Mistake.NO_MEAN.backward(plain, trace, rows.y());
        for (int i = 0; i < mean.tensors().size(); i++) {
            double[] expected = mean.tensors().get(i).values();
            double[] found = sum.tensors().get(i).values();
            for (int j = 0; j < expected.length; j++) {
                assertThat(found[j]).isCloseTo(80 * expected[j], within(1e-12));
            }
        }
    }

    @Test
    void withoutTheMaskOnlyTheFirstLayerIsWrong() {
        double[] relative = relative(Mistake.NO_ACTIVATION_DERIVATIVE);
        assertThat(relative[0]).isGreaterThan(0.1);
        assertThat(relative[1]).isGreaterThan(0.1);
        assertThat(relative[2]).isZero();
        assertThat(relative[3]).isZero();
    }

    @Test
    void aTransposedLayoutMovesTheSameNumbers() {
        Parameters wrong = Mistake.TRANSPOSED_WEIGHTS.backward(Golden.network(startWithBiases(), 0), trace, rows.y());
        Parameters plain = Golden.network(startWithBiases(), 0).backward(trace, rows.y());
        Matrix w1 = wrong.w(1);
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 32; j++) {
                assertThat(w1.values()[j * 2 + i]).isEqualTo(plain.w(1).get(i, j));
            }
        }
        double[] relative = relative(Mistake.TRANSPOSED_WEIGHTS);
        assertThat(relative[0]).isGreaterThan(0.1);
        assertThat(relative[1]).isZero();
        assertThat(relative[3]).isZero();
    }

    @Test
    void aBiasThatIsNotSummedIsTheFirstRowsDelta() {
        Parameters wrong = Mistake.BIAS_NOT_SUMMED.backward(network, trace, rows.y());
        assertThat(wrong.b(2))
                .containsExactly(network.deltas(trace, rows.y()).get(1).row(0));
        double[] relative = relative(Mistake.BIAS_NOT_SUMMED);
        assertThat(relative[0]).isZero();
        assertThat(relative[1]).isGreaterThan(0.1);
        assertThat(relative[2]).isZero();
        assertThat(relative[3]).isGreaterThan(0.1);
    }

    @Test
    void l2OnBiasesShowsWhereABiasIsNotZero() {
        Parameters wrong = Mistake.L2_ON_BIASES.backward(network, trace, rows.y());
        assertThat(wrong.b(1)[3]).isEqualTo(right.b(1)[3] + L2 * 0.5);
        assertThat(wrong.b(1)[4]).isEqualTo(right.b(1)[4]);
        assertThat(wrong.b(2)[0]).isEqualTo(right.b(2)[0] - L2 * 0.25);
        assertThat(relative(Mistake.L2_ON_BIASES)[0]).isZero();
    }

    @Test
    void theWrongSignGoesUphillWithARightGradient() {
        assertThat(relative(Mistake.UPDATE_SIGN)).containsOnly(0);
        Parameters after = right.copy();
        after.w(1).set(0, 0, after.w(1).get(0, 0) - 0.25);
        Parameters wrong = Mistake.UPDATE_SIGN.step(right, after);
        assertThat(wrong.w(1).get(0, 0)).isEqualTo(right.w(1).get(0, 0) + 0.25);
        assertThat(wrong.b(2)).containsExactly(right.b(2));
    }

    @ParameterizedTest
    @EnumSource(value = Mistake.class, names = "UPDATE_SIGN", mode = EnumSource.Mode.EXCLUDE)
    void theOthersLeaveTheStepAlone(Mistake mistake) {
        assertThat(mistake.step(right, network.parameters())).isSameAs(network.parameters());
        assertThat(mistake.toString())
                .isEqualTo(mistake.toString().toLowerCase(Locale.ROOT))
                .doesNotContain("_");
    }
}
