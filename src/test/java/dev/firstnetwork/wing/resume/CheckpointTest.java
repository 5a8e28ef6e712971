package dev.firstnetwork.wing.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRate;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Rules;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.GoldenSplit;
import dev.firstnetwork.training.LockstepEngine;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.Trainer.TrainingResult;
import dev.firstnetwork.training.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final SplitData DATA = GoldenSplit.of();

    @TempDir
    Path folder;

    private static final LearningRule SGD = LearningRule.of(new Updater.Sgd(), 0.1);

    private static NetworkSpec spec(LearningRule rule) {
        return NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, rule.with(new Penalty(0.001, 0.01)));
    }

    private static TrainingResult train(
            Engine engine, Optional<Trainer.Snapshot> from, Trainer.Listener listener, int epochs) {
        return train(engine, new TrainingPlan(epochs, 16, true, 3), from, listener);
    }

    private static TrainingResult train(
            Engine engine, TrainingPlan plan, Optional<Trainer.Snapshot> from, Trainer.Listener listener) {
        return new Trainer(DATA, plan).train(engine, from, listener, () -> false);
    }

    /** Hears nothing. */
    private static final Trainer.Listener NOBODY = figures -> {};

    /** Writes a checkpoint into {@code file} after each epoch that {@code saved} takes, one in the place of the other. */
    private static Trainer.Listener saving(Path file, IntPredicate saved) {
        return new Trainer.Listener() {
            @Override
            public void epoch(EpochFigures figures) {}

            @Override
            public void state(int epoch, Supplier<Trainer.Snapshot> snapshot) {
                if (saved.test(epoch)) {
                    write(file, new Checkpoint(snapshot.get(), "hash"));
                }
            }
        };
    }

    private static Optional<Trainer.Snapshot> saved(Path file) {
        return Optional.of(Checkpoint.read(file).snapshot());
    }

    /** The number of the last epoch that is done. */
    private static int epoch(Checkpoint checkpoint) {
        var history = checkpoint.snapshot().history();
        return history.get(history.size() - 1).epoch();
    }

    private static void write(Path file, Checkpoint checkpoint) {
        try {
            Files.write(file, checkpoint.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> enginesAndUpdaters() {
        List<LearningRule> rules = List.of(
                SGD,
                LearningRule.of(new Updater.Momentum(0.9), 0.1),
                LearningRule.of(new Updater.Nesterov(0.9), 0.1),
                LearningRule.of(new Updater.AdaGrad(1e-6), 0.1),
                LearningRule.of(new Updater.RmsProp(0.95, 1e-8), 0.01),
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01));
        return Stream.of(EngineKind.values()).flatMap(kind -> rules.stream().map(rule -> Arguments.of(kind, rule)));
    }

    /** Twelve epochs at a stretch against five, a checkpoint through its file, and seven more with a new engine. */
    @ParameterizedTest
    @MethodSource("enginesAndUpdaters")
    void aResumedRunEndsInTheSameBits(EngineKind kind, LearningRule rule) throws IOException {
        Engine whole = kind.create(spec(rule), Golden.start(), Precision.DOUBLE);
        TrainingResult expected = train(whole, Optional.empty(), NOBODY, 12);

        Engine first = kind.create(spec(rule), Golden.start(), Precision.DOUBLE);
        Path file = folder.resolve("checkpoint.json");
        train(first, Optional.empty(), saving(file, epoch -> epoch == 5), 5);
        Checkpoint checkpoint = Checkpoint.read(file);
        assertThat(epoch(checkpoint)).isEqualTo(5);
        assertThat(checkpoint.dataSha256()).isEqualTo("hash");

        Engine second = kind.create(spec(rule), Golden.start(), Precision.DOUBLE);
        TrainingResult resumed = train(second, Optional.of(checkpoint.snapshot()), NOBODY, 12);

        assertThat(resumed.history()).isEqualTo(expected.history());
        TensorDifference.of(resumed.parameters(), expected.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
        if (whole instanceof LockstepEngine a && second instanceof LockstepEngine b) {
            assertThat(b.differences()).isEqualTo(a.differences());
            assertThat(b.worstGradients()).isEqualTo(a.worstGradients());
            assertThat(b.worstParameters()).isEqualTo(a.worstParameters());
        }
    }

    /**
     * Everything at once: dropout, a schedule, noise, class weights, clipping, and validation rows whose lowest loss lies
     * before the checkpoint, at it, or after it.
     */
    @ParameterizedTest
    @CsvSource({"HAND, 3", "HAND, 8", "HAND, 14", "DL4J, 8", "LOCKSTEP, 8", "LOCKSTEP, 14"})
    void aResumedRunWithEveryRemedyEndsInTheSameBits(EngineKind kind, int cut) throws IOException {
        SplitData data = ColumnRoles.label("label").split(Generated.moons(120, 0.4, 3, true), 0.2, 0.3, 42);
        LearningRate rate = new LearningRate.WarmUp(8, new LearningRate.Cosine(0.02, 400));
        LearningRule rule = Rules.clipped(
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), rate).withDropout(0.3, 5),
                new Clipping(Clipping.Kind.NORM, 0.2),
                List.of(1.0, 2.0));
        NetworkSpec spec = NetworkSpec.classifier(2, List.of(24), 1, Activation.RELU, rule);
        Parameters start = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1));
        TrainingPlan plan =
                new TrainingPlan(100, 16, true, 3).withInputNoise(0.1).with(new Stopping(15, 1e-4));
        Path file = folder.resolve("checkpoint.json");

        TrainingResult expected = new Trainer(data, plan)
                .train(
                        kind.create(spec, start, Precision.DOUBLE),
                        Optional.empty(),
                        saving(file, epoch -> epoch == cut),
                        () -> false);
        TrainingResult resumed = new Trainer(data, plan)
                .train(kind.create(spec, start, Precision.DOUBLE), saved(file), NOBODY, () -> false);

        assertThat(expected.stop()).isEqualTo(TrainingResult.Stop.EARLY_STOPPING);
        assertThat(expected.history().size()).isGreaterThan(cut + 1);
        assertThat(resumed.stop()).isEqualTo(expected.stop());
        assertThat(resumed.epoch()).isEqualTo(expected.epoch());
        assertThat(resumed.history()).isEqualTo(expected.history());
        TensorDifference.of(resumed.parameters(), expected.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** The best network lies before the checkpoint and nowhere else: it comes back out of the file. */
    @Test
    void theBestNetworkSurvivesACheckpointBehindIt() throws IOException {
        SplitData data = ColumnRoles.label("label").split(Generated.moons(120, 0.4, 3, true), 0.2, 0.3, 42);
        NetworkSpec spec = NetworkSpec.classifier(
                2, List.of(64), 1, Activation.TANH, LearningRule.of(new Updater.Nesterov(0.9), 0.2));
        Parameters start = Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(7));
        TrainingPlan plan = new TrainingPlan(200, 16, true, 3).with(new Stopping(30, 0));
        Path file = folder.resolve("checkpoint.json");
        TrainingResult expected = new Trainer(data, plan)
                .train(
                        EngineKind.HAND.create(spec, start, Precision.DOUBLE),
                        // the last of them is the one that is read
                        Optional.empty(),
                        saving(file, epoch -> true),
                        () -> false);
        Checkpoint last = Checkpoint.read(file);

        TrainingResult resumed = new Trainer(data, plan)
                .train(
                        EngineKind.HAND.create(spec, start, Precision.DOUBLE),
                        Optional.of(last.snapshot()),
                        NOBODY,
                        () -> false);

        assertThat(epoch(last)).isEqualTo(expected.epoch() + 30);
        assertThat(resumed.stop()).isEqualTo(TrainingResult.Stop.EARLY_STOPPING);
        assertThat(resumed.history()).isEqualTo(expected.history());
        TensorDifference.of(resumed.parameters(), expected.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
    }

    /** Patience on the training loss goes on counting where it was. */
    @Test
    void patienceIsCountedAcrossAResume() throws IOException {
        TrainingPlan plan = new TrainingPlan(400, 0, true, 3).with(new Stopping(4, 0.002));
        Path file = folder.resolve("checkpoint.json");
        TrainingResult expected = new Trainer(DATA, plan)
                .train(
                        EngineKind.HAND.create(spec(SGD), Golden.start(), Precision.DOUBLE),
                        Optional.empty(),
                        saving(file, epoch -> true),
                        () -> false);
        assertThat(expected.stop()).isEqualTo(TrainingResult.Stop.CONVERGED);
        int end = expected.epoch();

        // once more, cut off two epochs before the end
        train(
                EngineKind.HAND.create(spec(SGD), Golden.start(), Precision.DOUBLE),
                plan,
                Optional.empty(),
                saving(file, epoch -> epoch == end - 2));
        TrainingResult resumed =
                train(EngineKind.HAND.create(spec(SGD), Golden.start(), Precision.DOUBLE), plan, saved(file), NOBODY);

        assertThat(epoch(Checkpoint.read(file))).isEqualTo(end - 2);
        assertThat(resumed.stop()).isEqualTo(TrainingResult.Stop.CONVERGED);
        assertThat(resumed.history()).isEqualTo(expected.history());
    }

    @Test
    void whereTheEnginesFirstPartedIsSavedToo() {
        NetworkSpec spec = spec(SGD);
        Engine apart =
                EngineKind.HAND.create(spec(LearningRule.of(new Updater.Sgd(), 0.2)), Golden.start(), Precision.DOUBLE);
        LockstepEngine lockstep =
                new LockstepEngine(EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE), apart);
        lockstep.fit(List.of(DATA.train(), DATA.train()));
        LockstepEngine resumed = new LockstepEngine(
                EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE),
                EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE));
        resumed.restore(lockstep.state());
        assertThat(resumed.firstDivergence()).isPresent().isEqualTo(lockstep.firstDivergence());
        assertThat(resumed.firstDivergence().get().step()).isEqualTo(1);
    }

    @Test
    void theStateOfAnotherNetworkIsRefusedAndChangesNothing() {
        Engine engine = EngineKind.HAND.create(spec(SGD), Golden.start(), Precision.DOUBLE);
        Map<String, double[]> before = engine.state();
        assertThatThrownBy(() -> engine.restore(Map.of("steps", new double[1], "W1", new double[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the saved state of W1 holds 3 numbers, expected 64");
        assertThat(engine.state().get("W1")).containsExactly(before.get("W1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"history\":[],\"engine\":{}}",
                "{\"history\":[[1,2]],\"engine\":{}}",
                "{\"history\":null}"
            })
    void aDamagedCheckpointIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("checkpoint.json"), text);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("checkpoint.json is no checkpoint");
    }
}
