package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.TensorDifference;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Samples TRAIN =
            new Samples(Golden.train().x(), Golden.train().y());
    private static final Samples TEST =
            new Samples(Golden.test().x(), Golden.test().y());

    @TempDir
    Path folder;

    private static NetworkSpec spec(Updater updater) {
        return NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, updater, new Penalty(0.001, 0.01));
    }

    private static TrainingResult train(Engine engine, Checkpointing checkpointing, int epochs) {
        return new Trainer(TRAIN, TEST, new TrainingPlan(epochs, 16, true, 3))
                .train(engine, checkpointing, figures -> {}, () -> false);
    }

    private static void write(Path file, Checkpoint checkpoint) {
        try {
            Files.write(file, checkpoint.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Arguments> enginesAndUpdaters() {
        List<Updater> updaters = List.of(
                new Updater.Sgd(0.1),
                new Updater.Momentum(0.1, 0.9),
                new Updater.Nesterov(0.1, 0.9),
                new Updater.AdaGrad(0.1, 1e-6),
                new Updater.RmsProp(0.01, 0.95, 1e-8),
                new Updater.Adam(0.01, 0.9, 0.999, 1e-8));
        return Stream.of(EngineKind.values())
                .flatMap(kind -> updaters.stream().map(updater -> Arguments.of(kind, updater)));
    }

    /** Twelve epochs at a stretch against five, a checkpoint through its file, and seven more with a new engine. */
    @ParameterizedTest
    @MethodSource("enginesAndUpdaters")
    void aResumedRunEndsInTheSameBits(EngineKind kind, Updater updater) throws IOException {
        Engine whole = kind.create(spec(updater), Golden.start(), Precision.DOUBLE);
        TrainingResult expected = train(whole, Checkpointing.NONE, 12);

        Engine first = kind.create(spec(updater), Golden.start(), Precision.DOUBLE);
        Path file = folder.resolve("checkpoint.json");
        train(first, new Checkpointing(5, "hash", Optional.empty(), saved -> write(file, saved)), 5);
        Checkpoint checkpoint = Checkpoint.read(file);
        assertThat(checkpoint.epoch()).isEqualTo(5);
        assertThat(checkpoint.dataSha256()).isEqualTo("hash");

        Engine second = kind.create(spec(updater), Golden.start(), Precision.DOUBLE);
        TrainingResult resumed = train(second, new Checkpointing(0, "", Optional.of(checkpoint), saved -> {}), 12);

        assertThat(resumed.history()).isEqualTo(expected.history());
        TensorDifference.of(resumed.parameters(), expected.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
        if (whole instanceof LockstepEngine a && second instanceof LockstepEngine b) {
            assertThat(b.differences()).isEqualTo(a.differences());
            assertThat(b.worstGradients()).isEqualTo(a.worstGradients());
            assertThat(b.worstParameters()).isEqualTo(a.worstParameters());
        }
    }

    @Test
    void whereTheEnginesFirstPartedIsSavedToo() {
        NetworkSpec spec = spec(new Updater.Sgd(0.1));
        Engine apart = EngineKind.HAND.create(spec(new Updater.Sgd(0.2)), Golden.start(), Precision.DOUBLE);
        LockstepEngine lockstep =
                new LockstepEngine(EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE), apart);
        lockstep.fit(List.of(TRAIN, TRAIN));
        LockstepEngine resumed = new LockstepEngine(
                EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE),
                EngineKind.HAND.create(spec, Golden.start(), Precision.DOUBLE));
        resumed.restore(lockstep.state());
        assertThat(resumed.firstDivergence()).isPresent().isEqualTo(lockstep.firstDivergence());
        assertThat(resumed.firstDivergence().get().step()).isEqualTo(1);
    }

    @Test
    void theStateOfAnotherNetworkIsRefusedAndChangesNothing() {
        Engine engine = EngineKind.HAND.create(spec(new Updater.Sgd(0.1)), Golden.start(), Precision.DOUBLE);
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
