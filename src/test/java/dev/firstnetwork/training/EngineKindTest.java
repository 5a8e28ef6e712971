package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineKindTest {

    private static final LearningRule RULE = LearningRule.of(new Updater.Sgd(), 0.1);

    @Test
    void enginesHaveTheNamesOfTheCommandLine() {
        assertThat(EngineKind.values()).extracting(EngineKind::toString).containsExactly("lockstep", "dl4j", "hand");
    }

    /**
     * Logistic regression by hand: inputs of mean 3 and deviation 2, and a bias of log 3. At 3 the odds are 3, and with a
     * weight of log 3 they are 9 at 5; a second network says 1/2 everywhere, and the ensemble the mean of both.
     */
    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void aPredictorAnswersInTheUnitsOfTheData(EngineKind kind) {
        NetworkSpec spec = NetworkSpec.classifier(1, List.of(), 1, Activation.RELU, RULE);
        Preparation preparation = new Preparation(
                List.of(new Column("x", List.of())),
                new Column("label", List.of("no", "yes")),
                Preparation.Missing.ERROR,
                Dialect.ANY,
                new Standardiser(new double[] {3}, new double[] {2}),
                Standardiser.NONE);
        Parameters sure = logistic(Math.log(3), Math.log(3));
        Matrix x = Matrix.of(2, 1, 3, 5);

        Matrix one = kind.predictor(new Model(spec, sure, preparation), Precision.DOUBLE)
                .apply(x);
        Matrix mean = kind.predictor(
                        new Model(spec, List.of(sure, logistic(0, 0)), preparation, Model.EVEN), Precision.DOUBLE)
                .apply(x);

        assertThat(one.values()).containsExactly(new double[] {0.75, 0.9}, within(1e-15));
        assertThat(mean.values()).containsExactly(new double[] {0.625, 0.7}, within(1e-15));
    }

    private static Parameters logistic(double weight, double bias) {
        return new Parameters(
                List.of(Tensor.weights("W1", Matrix.of(1, 1, weight)), Tensor.bias("b1", new double[] {bias})));
    }

    @Test
    void floatIsDl4jsAlone() {
        NetworkSpec spec = NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, RULE);

        assertThatThrownBy(() -> EngineKind.HAND.create(spec, Golden.start(), Precision.FLOAT))
                .hasMessage("the hand-written engine computes in double: for float choose the engine dl4j");
        assertThatThrownBy(() -> EngineKind.LOCKSTEP.create(spec, Golden.start(), Precision.FLOAT))
                .hasMessage("in lockstep both engines compute in double: for float choose the engine dl4j");
    }
}
