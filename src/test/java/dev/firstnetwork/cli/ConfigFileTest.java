package dev.firstnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Precedence: flag, file, preset, default (DESIGN.md). */
class ConfigFileTest {

    @TempDir
    Path folder;

    private Path config(String json) throws IOException {
        return Files.writeString(folder.resolve("given.json"), json);
    }

    /** The configuration that a run of no epochs resolves to. */
    private JsonNode resolved(Object... arguments) throws IOException {
        Object[] all = Stream.concat(Stream.of(arguments), Stream.of("--engine", "hand"))
                .toArray();
        return Call.json(Call.train(folder, all).resolve("config.json"));
    }

    @Test
    void theFileWinsOverTheDefault() throws IOException {
        JsonNode resolved = resolved("--config", config("""
                        {"epochs": 3, "hidden": [8, 4], "learningRate": 0.5, "activation": "tanh", "noShuffle": true,
                         "batch": 7, "seed": 4294967295, "label": null, "testSize": 0.25}
                        """));

        assertThat(resolved.get("epochs").intValue()).isEqualTo(3);
        assertThat(resolved.get("hidden").textValue()).isEqualTo("8,4");
        assertThat(resolved.get("learningRate").doubleValue()).isEqualTo(0.5);
        assertThat(resolved.get("activation").textValue()).isEqualTo("tanh");
        assertThat(resolved.get("noShuffle").booleanValue()).isTrue();
        assertThat(resolved.get("batch").asText()).isEqualTo("7");
        assertThat(resolved.get("seed").longValue()).isEqualTo(4294967295L);
        assertThat(resolved.get("testSize").doubleValue()).isEqualTo(0.25);
        assertThat(resolved.get("momentum").doubleValue()).as("not in the file").isEqualTo(0.9);
    }

    @Test
    void theFlagWinsOverTheFile() throws IOException {
        Path config = config("{\"epochs\": 3, \"hidden\": [8, 4], \"updater\": \"adam\"}");

        JsonNode resolved = resolved("--config", config, "--epochs", 1, "--hidden", "5");

        assertThat(resolved.get("epochs").intValue()).isEqualTo(1);
        assertThat(resolved.get("hidden").textValue()).isEqualTo("5");
        assertThat(resolved.get("updater").textValue()).isEqualTo("adam");
    }

    /** A flag without a value says yes, whatever the file says. */
    @Test
    void aFlagThatTheFileSetsTooStaysSet() throws IOException {
        Path config = config("{\"epochs\": 0, \"noShuffle\": true, \"dumpParameters\": true}");

        JsonNode resolved = resolved("--config", config, "--no-shuffle", "--dump-parameters");

        assertThat(resolved.get("noShuffle").booleanValue()).isTrue();
        assertThat(resolved.get("dumpParameters").booleanValue()).isTrue();
    }

    @Test
    void thePresetWinsOverTheDefaultAndLosesToTheFile() throws IOException {
        Path config = config("{\"preset\": \"trained\", \"epochs\": 2}");

        JsonNode resolved = resolved("--config", config);

        assertThat(resolved.get("preset").textValue()).isEqualTo("trained");
        assertThat(resolved.get("batch").asText()).isEqualTo("16");
        assertThat(resolved.get("epochs").intValue()).isEqualTo(2);
    }

    @Test
    void theFlagWinsOverThePreset() throws IOException {
        JsonNode resolved = resolved("--preset", "trained", "--epochs", 1);

        assertThat(resolved.get("batch").asText()).isEqualTo("16");
        assertThat(resolved.get("epochs").intValue()).isEqualTo(1);
    }

    @Test
    void aPresetOnTheCommandLineWinsOverOneInTheFile() throws IOException {
        JsonNode resolved =
                resolved("--config", config("{\"preset\": \"trained\"}"), "--preset", "article", "--epochs", 1);

        assertThat(resolved.get("preset").textValue()).isEqualTo("article");
        assertThat(resolved.get("batch").asText()).isEqualTo("full");
    }

    /** With every kind of option set: the resolved configuration repeats the run byte for byte. */
    @Test
    void theConfigurationOfARunRepeatsItExactly() throws IOException {
        Path first = Call.train(
                folder,
                "--samples",
                60,
                "--noise",
                0.25,
                "--data-seed",
                5,
                "--test-size",
                0.3,
                "--split-seed",
                6,
                "--hidden",
                "6,3",
                "--activation",
                "leaky-relu",
                "--updater",
                "nesterov",
                "--learning-rate",
                0.03,
                "--momentum",
                0.8,
                "--l1",
                1e-4,
                "--l2",
                0.01,
                "--seed",
                7,
                "--epochs",
                12,
                "--batch",
                9,
                "--shuffle-seed",
                8,
                "--dump-parameters",
                "--loss",
                "mean-squared-error");

        Path second = Call.train(folder, "--config", first.resolve("config.json"));

        for (String file : List.of("metrics.csv", "predictions.csv", "parameters.json", "confusion.csv")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
        JsonNode firstConfig = Call.json(first.resolve("config.json"));
        JsonNode secondConfig = Call.json(second.resolve("config.json"));
        for (var option : firstConfig.properties()) {
            if (!option.getKey().equals("out")) {
                assertThat(secondConfig.get(option.getKey()))
                        .as(option.getKey())
                        .isEqualTo(option.getValue());
            }
        }
    }

    /** "Every option also comes from --config" (DESIGN.md): of the other commands too. */
    @Test
    void otherCommandsTakeAConfigurationToo() throws IOException {
        Path config = config("{\"samples\": 4, \"noise\": 0, \"noShuffle\": true}");

        Call data = Call.of("data", "moons", "--config", config);

        assertThat(data.err()).isEmpty();
        assertThat(data.exitCode()).isEqualTo(0);
        assertThat(data.out())
                .isEqualTo(Call.of("data", "moons", "--samples", 4, "--noise", 0, "--no-shuffle")
                        .out());

        Path check = Files.writeString(folder.resolve("check.json"), "{\"hidden\": [3], \"rows\": 5}");
        Call gradcheck = Call.of("gradcheck", "--config", check, "--json");

        assertThat(gradcheck.err()).isEmpty();
        assertThat(gradcheck.json().at("/pairs/0/shape/1").intValue()).isEqualTo(3);
    }
}
