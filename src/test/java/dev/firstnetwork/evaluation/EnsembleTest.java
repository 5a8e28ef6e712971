package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment.Outcome;
import dev.firstnetwork.evaluation.Experiment.Start;
import dev.firstnetwork.evaluation.Experiment.Trained;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several networks, and where they decide. */
class EnsembleTest {

    private static final long LAST_SEED = (1L << 32) - 1;

    private static final SplitData DATA =
            ColumnRoles.label("label").split(Generated.moons(60, 0.3, 1, true), 0.3, 0.25, 42);

    private static Experiment experiment(int networks, long seed, long shuffleSeed, long dropoutSeed) {
        LearningRule rule = LearningRule.of(new Updater.Sgd(), 0.1).withDropout(0.3, dropoutSeed);
        return new Experiment(
                DATA,
                NetworkSpec.classifier(2, List.of(8), 1, Activation.TANH, rule),
                new Start(seed, Optional.empty()),
                EngineKind.HAND,
                Precision.DOUBLE,
                new TrainingPlan(10, 8, true, shuffleSeed),
                networks,
                Optional.empty());
    }

    private static Outcome run(Experiment experiment) {
        return experiment.run(figures -> {}, () -> false);
    }

    /** Each network is that of an experiment of its own with the seeds that follow; what is predicted is their mean. */
    @Test
    void theNetworksAreThoseOfTheSeedsThatFollow() {
        Outcome ensemble = run(experiment(3, 5, 70, 900));

        assertThat(ensemble.model().members()).hasSize(3);
        assertThat(ensemble.trained().results()).hasSize(3);
        Matrix sum = Matrix.zeros(60, 1);
        for (int i = 0; i < 3; i++) {
            Outcome single = run(experiment(1, 5 + i, 70 + i, 900 + i));
            assertSame(ensemble.model().members().get(i), single.model().parameters());
            assertThat(ensemble.members().get(i).figures())
                    .isEqualTo(single.test().figures());
            assertThat(single.members()).isEmpty();
            sum = sum.minus(single.outputs().scaled(-1));
        }
        assertThat(ensemble.outputs().values())
                .containsExactly(sum.scaled(1 / 3.0).values(), within(1e-15));
        assertThat(ensemble.trained().result())
                .isSameAs(ensemble.trained().results().get(0));
    }

    private static void assertSame(Parameters a, Parameters b) {
        TensorDifference.of(a, b)
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    @Test
    void anInterruptedEnsembleHasTheNetworksThatWereTrained() {
        long before = System.nanoTime();
        Trained trained = experiment(3, 5, 70, 900).train(figures -> {}, () -> true, Optional.empty());
        double elapsed = (System.nanoTime() - before) / 1e9;

        assertThat(trained.model().members()).hasSize(1);
        assertThat(trained.seconds()).isPositive().isLessThanOrEqualTo(elapsed);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void theSeedsOfAllNetworksAreInRange(long start, long shuffle, long dropout) {
        long last = LAST_SEED - 2;
        assertThatCode(() -> experiment(3, start * last, shuffle * last, dropout * last))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> experiment(4, start * last, shuffle * last, dropout * last))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(LAST_SEED + 1));
        assertThatThrownBy(() -> experiment(4, -start, -shuffle, -dropout)).hasMessageContaining("-1");
        assertThatThrownBy(() -> experiment(0, 1, 1, 1)).hasMessageContaining("1 network or more, found 0");
    }

    /** The validation rows decide, in the data's order; the test rows are only judged by what came of it. */
    @Test
    void theThresholdIsChosenOnTheValidationRows() {
        Experiment even = experiment(1, 5, 70, 900);
        Outcome before = run(even);
        int[] validation = DATA.split().validationRows();
        Experiment deciding = even.deciding((p, y) -> {
            assertThat(p).isEqualTo(before.outputs().rowsAt(validation));
            assertThat(y).isEqualTo(DATA.all().y().rowsAt(validation));
            return 1;
        });

        Outcome after = run(deciding);

        assertThat(before.model().threshold()).isEqualTo(0.5);
        assertThat(after.model().threshold()).isEqualTo(1);
        assertThat(after.trained().model().threshold()).isEqualTo(0.5);
        // above 1 no row is taken for the second class
        Metrics test = (Metrics) after.test();
        assertThat(test.recall()).isZero();
        assertThat(test.confusionMatrix().predicted(1)).isZero();
        assertThat(test.rows()).isEqualTo(18);
        assertThat(deciding.testFigures(figures -> {}, () -> false).figures())
                .isEqualTo(after.test().figures());
        assertThat(even.testFigures(figures -> {}, () -> false).figures())
                .isEqualTo(before.test().figures());
    }

    @Test
    void aThresholdIsForTwoClasses() {
        SplitData blobs =
                ColumnRoles.label("label").split(new Generated(Generated.Shape.BLOBS, 60, 1, 1, true), 0.3, 42);
        Experiment experiment = experiment(1, 1, 1, 1);

        assertThat(experiment.on(blobs).data()).isSameAs(blobs);
        assertThatThrownBy(() -> experiment.on(blobs).deciding((p, y) -> 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold is chosen between two classes, found 3");
    }

    /** DL4J's networks answer in the precision that they were trained in. */
    @Test
    void dl4jJudgesWhatItTrained() {
        NetworkSpec spec = experiment(1, 1, 1, 1).spec();
        Outcome outcome = run(new Experiment(
                DATA, spec, 1, Optional.empty(), EngineKind.DL4J, Precision.FLOAT, new TrainingPlan(1, 0, true, 1)));

        Matrix inFloat = outcome.outputs().map(p -> (float) p);
        assertThat(outcome.outputs()).isEqualTo(inFloat);
    }

    @Test
    void givenParametersMustFit() {
        Parameters narrow = Parameters.glorotUniform(List.of(2, 3, 1), NumpyRandom.of(1));
        Experiment experiment = new Experiment(
                DATA,
                experiment(1, 1, 1, 1).spec(),
                1,
                Optional.of(narrow),
                EngineKind.HAND,
                Precision.DOUBLE,
                new TrainingPlan(1, 0, true, 1));

        assertThatThrownBy(() -> run(experiment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the parameters are for widths [2, 3, 1], the network has [2, 8, 1]");
    }
}
