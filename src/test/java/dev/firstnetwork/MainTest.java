package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands have in common; the exit codes are those of DESIGN.md. */
class MainTest {

    @TempDir
    Path folder;

    @Test
    void helpNamesEachCommandAndGoesToStandardOutput() {
        Call call = Call.of("--help");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out())
                .contains("train", "evaluate", "predict", "compare", "gradcheck", "trace", "data", "doctor")
                .contains("Exit codes: 0 done, 1 failure, 2 usage, 3 a check failed, 4 bad data");
        assertThat(call.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"train", "evaluate", "predict", "explain", "compare", "gradcheck", "trace", "data", "doctor"})
    void eachCommandHasHelp(String command) {
        Call call = Call.of(command, "--help");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).contains("Usage: first-network " + command, "--json", "--quiet", "--config");
        assertThat(call.err()).isEmpty();
    }

    /** The options and defaults that DESIGN.md lists. */
    @Test
    void helpOfTrainNamesTheArticlesDefaults() {
        String help = Call.of("train", "--help").out().replaceAll("\\s+", " ");

        assertThat(help)
                .contains("--data", "--label", "--init", "--dump-parameters", "--engine", "--preset")
                .containsPattern("--samples=N [^-]*Default: 100")
                .containsPattern("--noise=SD [^-]*Default: 0.1")
                .containsPattern("--data-seed=SEED [^-]*Default: 1")
                .containsPattern("--test-size=FRACTION [^-]*Default: 0.2")
                .containsPattern("--split-seed=SEED [^-]*Default: 42")
                .containsPattern("--hidden=.{0,80}Default: 32")
                .containsPattern("--activation=NAME .{0,100}Default: relu")
                .containsPattern("--updater=NAME .{0,100}Default: sgd")
                .containsPattern("--learning-rate=RATE [^-]*Default: 0.1")
                .containsPattern("--epochs=N [^-]*Default: 50")
                .containsPattern("--batch=full.{0,100}Default: full")
                .containsPattern("--seed=SEED [^-]*Default: 1")
                .containsPattern("--out=DIR [^-]*Default: runs");
    }

    @Test
    void versionIsThatOfTheBuild() {
        Call call = Call.of("--version");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).matches("first-network \\d+\\.\\d+\\.\\d+\\R");
    }

    @Test
    void anUnknownCommandIsToldWithTheKnownOnes() {
        Call call = Call.of("tarin");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .startsWith("first-network: unknown command 'tarin', expected one of train, tune, evaluate, predict")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--engine gpu         | --engine        | one of lockstep, dl4j, hand, found 'gpu'",
                "--fair nicely        | --fair          | one of reweigh, equal-opportunity, demographic-parity, found 'nicely'",
                "--epochs many        | --epochs        | a whole number up to 2147483647, found 'many'",
                "--epochs 99999999999 | --epochs        | a whole number up to 2147483647, found '99999999999'",
                "--learning-rate 0,1  | --learning-rate | a number, found '0,1'",
                "--dp-seed 1e3        | --dp-seed       | a whole number up to 9223372036854775807, found '1e3'"
            })
    void aWordThatIsNoValueIsToldWithWhatWasExpected(String options, String name, String expected) {
        Call call = Call.of((Object[]) options.split(" "));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .startsWith("first-network: Invalid value for option '" + name + "': expected " + expected)
                .contains("See 'first-network train --help'.");
    }

    @Test
    void withoutACommandItIsTrain() {
        Call call = Call.of("--epochs", 1, "--engine", "hand", "--quiet", "--out", folder);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(Path.of(call.out().strip())).isDirectoryContaining("glob:**/model.zip");
    }

    @Test
    void optionsMayStandInAFile() throws IOException {
        Path options = Files.writeString(
                folder.resolve("options.txt"), "--epochs 1 --engine hand\n--quiet --out \"" + folder + "\"\n");

        Call call = Call.of("train", "@" + options);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(Path.of(call.out().strip())).hasParent(folder);
    }

    /** The file may hold the whole command line, with the command or without it, and name a configuration. */
    @ParameterizedTest
    @ValueSource(strings = {"train\n", ""})
    void theWholeCommandLineMayStandInAFile(String command) throws IOException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"epochs\": 2, \"engine\": \"hand\"}");
        Path options = Files.writeString(
                folder.resolve("options.txt"),
                command + "--quiet\n--config\n\"" + config + "\"\n--out\n\"" + folder + "\"\n");

        Call call = Call.of("@" + options);

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(Call.json(Path.of(call.out().strip()).resolve("config.json"))
                        .get("epochs")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void verboseShowsTheStackTraceBelowTheMessage() {
        Path missing = folder.resolve("missing.csv");

        Call plain = Call.of("train", "--data", missing, "--label", "y", "--out", folder);
        Call verbose = Call.of("train", "--data", missing, "--label", "y", "--out", folder, "--verbose");

        assertThat(plain.exitCode()).isEqualTo(4);
        assertThat(verbose.exitCode()).isEqualTo(4);
        assertThat(plain.err().lines()).containsExactly("first-network: " + missing + ": no such file");
        assertThat(verbose.err())
                .startsWith("first-network: " + missing + ": no such file")
                .contains("DataException", "\tat dev.firstnetwork.table.CsvFile");
    }
}
