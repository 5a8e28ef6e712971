package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    private static final SplitData DATA = GoldenSplit.of();

    private static NetworkSpec spec(double learningRate) {
        return NetworkSpec.classifier(
                2, List.of(32), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), learningRate));
    }

    private static TrainingResult train(
            TrainingPlan plan, EngineKind kind, double rate, Trainer.Listener listener, BooleanSupplier interrupted) {
        Engine engine = kind.create(spec(rate), Golden.start(), Precision.DOUBLE);
        return new Trainer(DATA, plan).train(engine, Optional.empty(), listener, interrupted);
    }

    /** From golden/trajectories.json, by PyTorch: losses of both sides at the same parameters, epoch by epoch. */
    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void theArticlesRunIsPyTorchs(EngineKind kind) {
        JsonNode golden = Golden.json("trajectories.json").get("runs").get("article_sgd_full_batch_lr0.1_50_epochs");
        List<EpochFigures> heard = new ArrayList<>();
        TrainingResult result = train(new TrainingPlan(50, 0, true, 1), kind, 0.1, heard::add, () -> false);

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.EPOCHS);
        assertThat(result.history()).isEqualTo(heard).hasSize(51);
        for (EpochFigures figures : heard) {
            JsonNode losses = golden.get("losses_train_test").get(figures.epoch());
            assertThat(figures.train().loss()).isCloseTo(losses.get(0).asDouble(), within(1e-10));
            assertThat(figures.test().loss()).isCloseTo(losses.get(1).asDouble(), within(1e-10));
            assertThat(figures.differences().isPresent()).isEqualTo(kind == EngineKind.LOCKSTEP);
            figures.differences().ifPresent(apart -> {
                assertThat(apart.gradient()).isLessThan(1e-14);
                assertThat(apart.parameter()).isLessThan(1e-14);
            });
        }
        assertThat(heard.get(50).test().score()).isEqualTo(0.85);
        TensorDifference.of(result.parameters(), Golden.parameters(golden.get("final")))
                .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(1e-10));
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void aRunThatDivergesStopsAndKeepsTheLastGoodParameters(EngineKind kind) {
        TrainingResult result = train(new TrainingPlan(50, 0, true, 1), kind, 1e200, figures -> {}, () -> false);
        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.DIVERGED);
        EpochFigures last = result.history().get(result.history().size() - 1);
        assertThat(last.isFinite()).isFalse();
        assertThat(result.history().size()).isLessThan(10);
        result.parameters().tensors().forEach(tensor -> assertThat(tensor.values())
                .doesNotContain(Double.NaN)
                .doesNotContain(Double.POSITIVE_INFINITY));
    }

    @Test
    void anInterruptionEndsTheRunBetweenTwoEpochs() {
        List<EpochFigures> heard = new ArrayList<>();
        TrainingResult result =
                train(new TrainingPlan(50, 0, true, 1), EngineKind.HAND, 0.1, heard::add, () -> heard.size() == 3);
        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.INTERRUPTED);
        assertThat(result.history()).extracting(EpochFigures::epoch).containsExactly(0, 1, 2);
    }

    @Test
    void noEpochsLeaveTheNetworkAsItWas() {
        TrainingResult result = train(new TrainingPlan(0, 0, true, 1), EngineKind.HAND, 0.1, f -> {}, () -> false);
        assertThat(result.history()).hasSize(1);
        TensorDifference.of(result.parameters(), Golden.start())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    @Test
    void aRunThatIsInterruptedFromTheOutsetHasTheFiguresOfTheUntrainedNetwork() {
        TrainingResult result = train(new TrainingPlan(50, 0, true, 1), EngineKind.HAND, 0.1, f -> {}, () -> true);

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.INTERRUPTED);
        assertThat(result.history()).extracting(EpochFigures::epoch).containsExactly(0);
        TensorDifference.of(result.parameters(), Golden.start())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** 80 rows are batches of 32, 32 and 16: the fourth batch is the first of epoch 2. */
    @Test
    void anEpochThatWasCutShortIsNotCounted() {
        List<Integer> batches = new ArrayList<>();
        Trainer.Listener listener = new Trainer.Listener() {
            @Override
            public void epoch(EpochFigures figures) {}

            @Override
            public void batch(int rows) {
                batches.add(rows);
            }
        };

        TrainingResult cut =
                train(new TrainingPlan(2, 32, true, 1), EngineKind.HAND, 0.1, listener, () -> batches.size() == 4);

        assertThat(batches).containsExactly(32, 32, 16, 32);
        assertThat(cut.stop()).isEqualTo(TrainingResult.Stop.INTERRUPTED);
        assertThat(cut.epoch()).isEqualTo(1);
        TrainingResult whole =
                train(new TrainingPlan(1, 32, true, 1), EngineKind.HAND, 0.1, figures -> {}, () -> false);
        assertThat(cut.history()).isEqualTo(whole.history());
        TensorDifference.of(cut.parameters(), whole.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** No state that is not finite is offered to go on from. */
    @Test
    void aRunThatDivergesHasNoSnapshotOfItsEnd() {
        List<Integer> snapshots = new ArrayList<>();
        Trainer.Listener listener = new Trainer.Listener() {
            @Override
            public void epoch(EpochFigures figures) {}

            @Override
            public void state(int epoch, Supplier<Trainer.Snapshot> snapshot) {
                snapshots.add(epoch);
            }
        };

        TrainingResult result = train(new TrainingPlan(50, 0, true, 1), EngineKind.HAND, 1e200, listener, () -> false);

        assertThat(snapshots).hasSize(result.history().size() - 1).contains(result.epoch());
    }

    /**
     * Least squares as gradient descent finds it. The R2 of both sides is that of scikit-learn 1.9.1: make_moons(40,
     * noise=0.1, random_state=1), train_test_split(test_size=0.25, random_state=42), LinearRegression().score of x2 by x1.
     */
    @Test
    void theScoreOfARegressionIsScikitLearnsR2() {
        ColumnRoles x2 = new ColumnRoles(
                "x2",
                List.of(),
                List.of("label"),
                Optional.empty(),
                Preparation.Missing.ERROR,
                ColumnRoles.Task.REGRESSION);
        SplitData data = x2.split(Generated.moons(40, 0.1, 1, true), 0.25, 42);
        NetworkSpec linear =
                NetworkSpec.regression(1, List.of(), Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));
        Parameters start = Parameters.glorotUniform(linear.sizes(), NumpyRandom.of(1));

        EpochFigures last = new Trainer(data, new TrainingPlan(200, 0, true, 1))
                .train(
                        EngineKind.HAND.create(linear, start, Precision.DOUBLE),
                        Optional.empty(),
                        figures -> {},
                        () -> false)
                .history()
                .get(200);

        assertThat(last.train().score()).isCloseTo(0.17635615768947166, within(1e-12));
        assertThat(last.test().score()).isCloseTo(0.16282646613197105, within(1e-12));
    }

    @Test
    void endsHaveTheNamesOfTheRecords() {
        assertThat(TrainingResult.Stop.values())
                .extracting(TrainingResult.Stop::toString)
                .containsExactly("epochs", "early-stopping", "converged", "diverged", "interrupted");
    }
}
