package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/** When training ends, and which network it leaves. */
class StoppingTest {

    private static final int BATCH = 16;

    /** Few noisy rows and a wide network: the validation loss soon rises. */
    private static final SplitData DATA =
            ColumnRoles.label("label").split(Generated.moons(100, 0.4, 3, true), 0.2, 0.4, 42);

    private static final NetworkSpec SPEC = NetworkSpec.classifier(
            2, List.of(64), 1, Activation.TANH, LearningRule.of(new Updater.Nesterov(0.9), 0.03));

    private static final Parameters START = Parameters.glorotUniform(SPEC.sizes(), NumpyRandom.of(7));

    private static TrainingResult train(EngineKind kind, int epochs, Stopping stopping) {
        TrainingPlan plan = new TrainingPlan(epochs, BATCH, false, 1).with(stopping);
        return train(DATA, plan, kind.create(SPEC, START, Precision.DOUBLE));
    }

    private static TrainingResult train(SplitData data, TrainingPlan plan, Engine engine) {
        return new Trainer(data, plan).train(engine, Optional.empty(), figures -> {}, () -> false);
    }

    /** The same network, told to DL4J by its own builders. */
    private static MultiLayerNetwork network() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(0)
                .dataType(DataType.DOUBLE)
                .updater(new Nesterovs(0.03, 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(64)
                        .activation(org.nd4j.linalg.activations.Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(new LossBinaryXENT(1e-15))
                        .nIn(64)
                        .nOut(1)
                        .activation(org.nd4j.linalg.activations.Activation.SIGMOID)
                        .build())
                .build());
        network.init();
        for (int layer = 1; layer <= 2; layer++) {
            network.setParam(layer - 1 + "_W", Samples.array(START.w(layer), DataType.DOUBLE));
            network.setParam(
                    layer - 1 + "_b", Nd4j.createFromArray(START.b(layer)).reshape(1, -1));
        }
        return network;
    }

    private static DataSetIterator iterator(Samples samples, int batch) {
        DataSet all = samples.toDataSet(DataType.DOUBLE);
        return new ListDataSetIterator<>(all.asList(), batch);
    }

    /** DL4J counts epochs from 0, and has no figures of the untrained network. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "5, 0", "12, 0", "3, 0.01", "6, 0.05"})
    void theEpochsAreThoseOfDl4jsEarlyStoppingTrainer(int patience, double tolerance) {
        Samples validation = DATA.validation().orElseThrow();
        EarlyStoppingResult<MultiLayerNetwork> expected = new EarlyStoppingTrainer(
                        new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                                .epochTerminationConditions(
                                        new MaxEpochsTerminationCondition(300),
                                        new ScoreImprovementEpochTerminationCondition(patience, tolerance))
                                .scoreCalculator(
                                        new DataSetLossCalculator(iterator(validation, validation.rows()), true))
                                .modelSaver(new InMemoryModelSaver<>())
                                .evaluateEveryNEpochs(1)
                                .build(),
                        network(),
                        iterator(DATA.train(), BATCH))
                .fit();
        INDArray best = expected.getBestModel().params();

        for (EngineKind kind : EngineKind.values()) {
            TrainingResult result = train(kind, 300, new Stopping(patience, tolerance));

            assertThat(result.stop()).isEqualTo(TrainingResult.Stop.EARLY_STOPPING);
            assertThat(last(result).epoch())
                    .isEqualTo(expected.getTotalEpochs())
                    .isLessThan(300);
            assertThat(result.epoch())
                    .isEqualTo(expected.getBestModelEpoch() + 1)
                    .isGreaterThan(2);
            assertThat(result.history()
                            .get(result.epoch())
                            .validation()
                            .orElseThrow()
                            .loss())
                    .isCloseTo(expected.getScoreVsEpoch().get(expected.getBestModelEpoch()), within(1e-12));
            assertThat(best.toDoubleVector()).containsExactly(inDl4jsOrder(result.parameters()), within(1e-11));
        }
    }

    private static EpochFigures last(TrainingResult result) {
        return result.history().get(result.history().size() - 1);
    }

    /** W column by column, then b, layer by layer. */
    private static double[] inDl4jsOrder(Parameters parameters) {
        DoubleStream.Builder all = DoubleStream.builder();
        for (int layer = 1; layer <= parameters.layers(); layer++) {
            for (int j = 0; j < parameters.w(layer).columns(); j++) {
                for (int i = 0; i < parameters.w(layer).rows(); i++) {
                    all.add(parameters.w(layer).get(i, j));
                }
            }
            DoubleStream.of(parameters.b(layer)).forEach(all::add);
        }
        return all.build().toArray();
    }

    /** The kept network is the one of a run that was told to end there. */
    @Test
    void whatIsKeptIsTheNetworkOfTheLowestValidationLoss() {
        TrainingResult stopped = train(EngineKind.HAND, 300, new Stopping(10, 0));

        double lowest = stopped.history().stream()
                .mapToDouble(figures -> figures.validation().orElseThrow().loss())
                .min()
                .orElseThrow();
        assertThat(stopped.history()
                        .get(stopped.epoch())
                        .validation()
                        .orElseThrow()
                        .loss())
                .isEqualTo(lowest);
        assertThat(last(stopped).epoch()).isEqualTo(stopped.epoch() + 10);
        TrainingResult shorter = train(EngineKind.HAND, stopped.epoch(), Stopping.NEVER);
        TensorDifference.of(stopped.parameters(), shorter.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** Where the epochs end first, the best network is kept all the same. */
    @Test
    void theLastEpochMayComeFirst() {
        TrainingResult stopped = train(EngineKind.HAND, 300, new Stopping(10, 0));

        TrainingResult cut = train(EngineKind.HAND, stopped.epoch() + 4, new Stopping(10, 0));

        assertThat(cut.stop()).isEqualTo(TrainingResult.Stop.EPOCHS);
        assertThat(last(cut).epoch()).isEqualTo(stopped.epoch() + 4);
        assertThat(cut.epoch()).isEqualTo(stopped.epoch());
    }

    /** scikit-learn's tol and n_iter_no_change on the training loss: counted here once more from the history. */
    @ParameterizedTest
    @CsvSource({"1, 0.001", "3, 0.001", "3, 0.0001", "1, 10"})
    void withoutValidationRowsTheTrainingLossSaysThatTrainingHasConverged(int patience, double tolerance) {
        SplitData data = ColumnRoles.label("label").split(Generated.moons(100, 0.1, 1, true), 0.2, 42);
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(8), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.5));
        Parameters start = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1));
        TrainingPlan plan = new TrainingPlan(2000, 0, true, 1).with(new Stopping(patience, tolerance));

        TrainingResult result = train(data, plan, EngineKind.HAND.create(spec, start, Precision.DOUBLE));

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.CONVERGED);
        int end = last(result).epoch();
        assertThat(result.epoch()).isEqualTo(end);
        double best = Double.POSITIVE_INFINITY;
        int without = 0;
        for (EpochFigures figures : result.history()) {
            boolean improved = best - figures.train().loss() > tolerance;
            without = improved ? 0 : without + 1;
            best = improved ? figures.train().loss() : best;
            assertThat(without >= patience).as("epoch %d", figures.epoch()).isEqualTo(figures.epoch() == end);
        }
    }

    /** Of losses that are the same the first counts: a step too small to change anything leaves the untrained network. */
    @Test
    void aLossThatStandsStillIsNoImprovement() {
        NetworkSpec still = SPEC.with(LearningRule.of(new Updater.Sgd(), 1e-300));
        TrainingPlan plan = new TrainingPlan(50, BATCH, true, 1).with(new Stopping(3, 0));

        TrainingResult result = train(DATA, plan, EngineKind.HAND.create(still, START, Precision.DOUBLE));

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.EARLY_STOPPING);
        assertThat(result.epoch()).isZero();
        assertThat(last(result).epoch()).isEqualTo(3);
    }

    @Test
    void withoutPatienceNothingEndsEarly() {
        TrainingResult result = train(EngineKind.HAND, 60, Stopping.NEVER);

        assertThat(result.stop()).isEqualTo(TrainingResult.Stop.EPOCHS);
        assertThat(result.epoch()).isEqualTo(60);
        assertThat(Stopping.NEVER.watch()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new Stopping(-1, 0)).hasMessageContaining("found -1");
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Stopping(3, bad)).hasMessageContaining("found " + bad);
        }
        assertThatThrownBy(() -> new Stopping(0, 0.01))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a tolerance of 0.01 decides nothing without a patience");
    }
}
