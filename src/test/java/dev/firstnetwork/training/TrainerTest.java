package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {

    private static final Samples TRAIN =
            new Samples(Golden.train().x(), Golden.train().y());
    private static final Samples TEST =
            new Samples(Golden.test().x(), Golden.test().y());

    private static NetworkSpec spec(double learningRate) {
        return NetworkSpec.classifier(
                2, List.of(32), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), learningRate));
    }

    /** From golden/trajectories.json, by PyTorch: losses of both sides at the same parameters, epoch by epoch. */
    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void theArticlesRunIsPyTorchs(EngineKind kind) {
        JsonNode golden = Golden.json("trajectories.json").get("runs").get("article_sgd_full_batch_lr0.1_50_epochs");
        List<EpochFigures> heard = new ArrayList<>();
        TrainingResult result = new Trainer(TRAIN, TEST, new TrainingPlan(50, 0, true, 1))
                .train(kind.create(spec(0.1), Golden.start(), Precision.DOUBLE), heard::add, () -> false);

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.EPOCHS);
        assertThat(result.history()).isEqualTo(heard).hasSize(51);
        for (EpochFigures figures : heard) {
            JsonNode losses = golden.get("losses_train_test").get(figures.epoch());
            assertThat(figures.train().loss()).isCloseTo(losses.get(0).asDouble(), within(1e-10));
            assertThat(figures.test().loss()).isCloseTo(losses.get(1).asDouble(), within(1e-10));
            assertThat(figures.maxGradientDifference().isPresent()).isEqualTo(kind == EngineKind.LOCKSTEP);
            figures.maxGradientDifference()
                    .ifPresent(difference -> assertThat(difference).isLessThan(1e-14));
            figures.maxParameterDifference()
                    .ifPresent(difference -> assertThat(difference).isLessThan(1e-14));
        }
        assertThat(heard.get(50).test().score()).isEqualTo(0.85);
        TensorDifference.of(result.parameters(), Golden.parameters(golden.get("final")))
                .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(1e-10));
    }

    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void aRunThatDivergesStopsAndKeepsTheLastGoodParameters(EngineKind kind) {
        TrainingResult result = new Trainer(TRAIN, TEST, new TrainingPlan(50, 0, true, 1))
                .train(kind.create(spec(1e200), Golden.start(), Precision.DOUBLE), figures -> {}, () -> false);
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
        TrainingResult result = new Trainer(TRAIN, TEST, new TrainingPlan(50, 0, true, 1))
                .train(
                        EngineKind.HAND.create(spec(0.1), Golden.start(), Precision.DOUBLE),
                        heard::add,
                        () -> heard.size() == 3);
        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.INTERRUPTED);
        assertThat(result.history()).extracting(EpochFigures::epoch).containsExactly(0, 1, 2);
    }

    @Test
    void noEpochsLeaveTheNetworkAsItWas() {
        TrainingResult result = new Trainer(TRAIN, TEST, new TrainingPlan(0, 0, true, 1))
                .train(EngineKind.HAND.create(spec(0.1), Golden.start(), Precision.DOUBLE), f -> {}, () -> false);
        assertThat(result.history()).hasSize(1);
        TensorDifference.of(result.parameters(), Golden.start())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }
}
