package dev.firstnetwork.wing.resume;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --resume}: which options it takes, and from where. {@link CheckpointTest} has the bits, ResumeIT the kills. */
class CheckpointOptionsTest {

    private static final int EPOCHS = 10;

    @TempDir
    Path folder;

    /** A run of the moons as it stands after its last epoch but before its end. */
    private Path partial;

    @BeforeEach
    void cutARunOff() throws IOException {
        Path whole = Call.train(folder, options(EPOCHS));
        partial = Files.createDirectories(folder.resolve("cut/moons.partial"));
        Files.copy(whole.resolve("config.json"), partial.resolve("config.json"));
        Generated moons = Generated.moons(100, 0.1, 1, true);
        SplitData data = ColumnRoles.label("label").split(moons, 0.2, 0, 42);
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(8), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), 0.1));
        HandEngine engine = new HandEngine(spec, Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1)));
        Trainer trainer = new Trainer(data, new TrainingPlan(EPOCHS, 0, true, 1));
        trainer.train(engine, Optional.empty(), new Saving(partial, moons.sha256()), () -> false);
    }

    private static Object[] options(int epochs, Object... more) {
        return Stream.concat(
                        Stream.of("--engine", "hand", "--no-plots", "--hidden", 8, "--epochs", epochs), Stream.of(more))
                .toArray();
    }

    private record Saving(Path partial, String dataSha256) implements Trainer.Listener {

        @Override
        public void epoch(EpochFigures figures) {}

        @Override
        public void state(int epoch, Supplier<Trainer.Snapshot> snapshot) {
            try {
                Files.write(partial.resolve("checkpoint.json"), new Checkpoint(snapshot.get(), dataSha256).bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Call resume(Object... more) {
        return Call.of(Stream.concat(Stream.of("train", "--quiet", "--resume", partial), Stream.of(more))
                .toArray());
    }

    /** More epochs than it began with: as if it had begun with them. The folder has been moved since it began. */
    @Test
    void aRunMayBecomeLongerAndIsTheLongRun() throws IOException {
        Path whole = Call.train(folder, options(3 * EPOCHS, "--dump-parameters"));

        Call call = resume("--epochs", 3 * EPOCHS, "--dump-parameters", "--seed", 1, "--data", "moons");

        assertThat(call.err()).isEmpty();
        Path run = folder.resolve("cut/moons");
        assertThat(Path.of(call.out().strip())).isEqualTo(run);
        for (String file : List.of("parameters.json", "metrics.csv", "model.zip")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        JsonNode configuration = Call.json(run.resolve("config.json"));
        assertThat(configuration.get("epochs").intValue()).isEqualTo(3 * EPOCHS);
        assertThat(configuration.get("out").textValue())
                .isEqualTo(folder.resolve("cut").toString());
        assertThat(partial).doesNotExist();
    }

    @Test
    void theRunMayGoToAnotherFolder() throws IOException {
        Call call = resume("--out", folder.resolve("elsewhere"));

        assertThat(Path.of(call.out().strip())).isEqualTo(folder.resolve("elsewhere/moons"));
        assertThat(Call.json(folder.resolve("elsewhere/moons/config.json"))
                        .get("out")
                        .textValue())
                .isEqualTo(folder.resolve("elsewhere").toString());
        assertThat(partial).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--split-seed, 7, 42",
        "--seed, 7, 1",
        "--learning-rate, 0.5, 0.1",
        "--activation, tanh, relu",
        "--batch, 8, full",
        "--data, circles, moons",
        "--label, x1, (not set)",
        "--preset, trained, article",
        "--engine, dl4j, hand",
        "--folds, 3, 0",
        "--cost-fp, 2.0, (not set)"
    })
    void anOptionThatWouldChangeTheRunIsRefusedByName(String option, String value, String before) throws IOException {
        byte[] checkpoint = Files.readAllBytes(partial.resolve("checkpoint.json"));

        Call call = resume(option, value);

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err().strip())
                .isEqualTo("first-network: " + option + " " + value + " differs from the run's " + before
                        + ": a run goes on as it began; leave it out, or start a new run");
        assertThat(partial.resolve("checkpoint.json")).hasBinaryContent(checkpoint);
    }

    @Test
    void epochsMayNotFallNorRiseWhereTheLearningRateHangsOnThem() throws IOException {
        String reason = ": it may only rise, and not where --schedule cosine hangs on it; leave it out, or start a new"
                + " run";
        assertThat(resume("--epochs", 9).err().strip())
                .isEqualTo("first-network: --epochs 9 differs from the run's 10" + reason);

        Path file = partial.resolve("config.json");
        Files.writeString(file, Files.readString(file).replace("\"constant\"", "\"cosine\""));
        Call rising = resume("--epochs", 11);
        assertThat(rising.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(rising.err().strip()).isEqualTo("first-network: --epochs 11 differs from the run's 10" + reason);
    }

    @Test
    void otherDataIsRefused() throws IOException {
        Path file = partial.resolve("checkpoint.json");
        String sha = Call.json(file).get("dataSha256").textValue();
        Files.writeString(file, Files.readString(file).replace(sha, "0123"));

        Call call = resume();

        assertThat(call.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(call.err().strip())
                .isEqualTo("first-network: the data has changed since " + file
                        + " was saved: its SHA-256 was 0123, now it" + " is " + sha);
    }

    /** As where a run is resumed on another machine, or in another working folder. */
    @Test
    void dataThatIsNotThereIsAskedFor() throws IOException {
        Path file = partial.resolve("config.json");
        Files.writeString(file, Files.readString(file).replace("\"moons\"", "\"gone.csv\""));

        assertThat(resume().err().strip())
                .isEqualTo("first-network: gone.csv: no such file, which " + file + " names as the data: put it there"
                        + " again, or resume in the folder that its path counts from");
    }

    @Test
    void optionsFromAnotherFileAreRefused() {
        assertThat(resume("--config", partial.resolve("config.json")).err().strip())
                .isEqualTo(
                        "first-network: --resume " + partial + " takes its options from the run: leave out --config");
    }

    @Test
    void aSearchIsNoRun() throws IOException {
        Path file = partial.resolve("config.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"space\": {},"));

        Call call = resume();

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err().strip())
                .isEqualTo(
                        "first-network: " + file
                                + ": 'space' is no option of train: go on with the command, and the version, that began the run");
    }
}
