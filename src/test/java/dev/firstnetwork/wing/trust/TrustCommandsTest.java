package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --dp-noise}, {@code --membership}, {@code privacy} and {@code federate}, as they are called. */
class TrustCommandsTest {

    @TempDir
    Path folder;

    private static Object[] words(String line, Object... more) {
        List<Object> words = new ArrayList<>(Arrays.asList((Object[]) line.split(" ")));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private Path train(String options) throws IOException {
        return Call.train(folder, words("--engine hand --no-plots " + options));
    }

    private static JsonNode metrics(Path run) throws IOException {
        return Call.json(run.resolve("metrics.json"));
    }

    /** 80 rows in batches of 32: 3 steps an epoch. */
    @Test
    void aRunTellsWhatItSpent() throws IOException {
        Path run = train("--dp-noise 2 --dp-clip 0.5 --dp-delta 1e-3 --batch 32 --epochs 7 --dp-seed 1");

        JsonNode privacy = metrics(run).get("privacy");
        Accountant expected = new Accountant(2, 0.4, 21, 1e-3);
        assertThat(privacy.get("epsilon").doubleValue())
                .isEqualTo(expected.spent().epsilon());
        assertThat(privacy.get("order").intValue()).isEqualTo(expected.spent().order());
        assertThat(privacy.get("steps").intValue()).isEqualTo(21);
        assertThat(privacy.get("sampleRate").doubleValue()).isEqualTo(0.4);
        assertThat(privacy.get("noiseMultiplier").doubleValue()).isEqualTo(2);
        assertThat(privacy.get("clip").doubleValue()).isEqualTo(0.5);
        assertThat(privacy.get("delta").doubleValue()).isEqualTo(1e-3);
        assertThat(privacy.get("tighter").get("epsilon").doubleValue())
                .isEqualTo(expected.tighter().epsilon());
        assertThat(privacy.get("generator").textValue()).isEqualTo("seeded");
        assertThat(Files.readString(run.resolve("report.html"))).contains("Abadi et al. 2016", "Not private");
    }

    @Test
    void theStepsAreThoseTakenWhereTrainingStopsEarly() throws IOException {
        Path run = train(
                "--dp-noise 3 --dp-clip 1 --batch 16 --epochs 400 --validation-size 0.2 --patience 3 --dp-seed 2");

        JsonNode metrics = metrics(run);
        assertThat(metrics.get("stoppedBecause").textValue()).isEqualTo("early-stopping");
        // 64 rows train; what decided to stop is the last epoch, three after the one that was kept
        int last = Call.csv(run.resolve("metrics.csv")).size() - 2;
        assertThat(metrics.get("privacy").get("steps").intValue()).isEqualTo(4 * last);
    }

    @Test
    void theSameSeedGivesTheSameParametersAndNoSeedOthers() throws IOException {
        String options = "--dp-noise 1 --dp-clip 1 --batch 16 --epochs 3 --dump-parameters";
        Path seeded = train(options + " --dp-seed 1");
        Path again = Call.train(folder, "--config", seeded.resolve("config.json"));

        String parameters = Files.readString(seeded.resolve("parameters.json"));
        assertThat(again.resolve("parameters.json")).hasContent(parameters);
        assertThat(Files.readString(train(options).resolve("parameters.json")))
                .isNotEqualTo(Files.readString(train(options).resolve("parameters.json")));
    }

    /** Without noise, cut and sampling it is plain training: within rounding. */
    @Test
    void withoutNoiseAndCutItIsPlainTraining() throws IOException {
        double plain = metrics(train("--epochs 30")).get("test").get("logLoss").doubleValue();
        JsonNode guarded = metrics(train("--epochs 30 --dp-noise 0 --dp-clip 1e9"));

        assertThat(guarded.get("test").get("logLoss").doubleValue()).isCloseTo(plain, within(1e-12));
        assertThat(guarded.get("privacy").get("epsilon").isNull()).isTrue();
    }

    @Test
    void anAttackIsToldOfBesideThatOnANetworkWithoutNoise() throws IOException {
        Path run = train("--dp-noise 1 --dp-clip 1 --dp-seed 1 --batch 16 --epochs 2 --membership 10 --hidden 4");

        JsonNode found = metrics(run).get("membership");
        assertThat(found.get("members").intValue()).isEqualTo(80);
        assertThat(found.get("others").intValue()).isEqualTo(20);
        assertThat(found.get("lossAuc").doubleValue()).isBetween(0.0, 1.0);
        assertThat(found.get("withoutNoise").get("likelihoodRatioAuc").doubleValue())
                .isBetween(0.0, 1.0);
        assertThat(Files.readString(run.resolve("report.html"))).contains("Yeom et al. 2018", "Carlini et al. 2022");
    }

    @Test
    void aLargeDeltaIsWarnedOf() {
        Call call = Call.of(words(
                "train --engine hand --dp-noise 1 --dp-clip 1 --dp-delta 0.1 --epochs 1 --no-plots --out", folder));

        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(call.err()).contains("--dp-delta 0.1 is above 1/80");
    }

    @Test
    void theAccountantAnswersAlone() {
        Call call = Call.of(words("privacy --noise 1.1 --sample-rate 0.004266666666666667 --steps 14062 --json"));

        // reference/dp.json
        assertThat(call.json().get("epsilon").doubleValue()).isCloseTo(3.009099525732508, within(1e-9));
        assertThat(Call.of(words("privacy --noise 1.1 --sample-rate 0.01 --steps 10"))
                        .out())
                .startsWith("privacy of a row");
    }

    @Test
    void aFederationLeavesAFolderThatPredictReads() throws IOException {
        Call call = Call.of(words("federate --rounds 5 --batch 8 --secure --quiet --out", folder));
        Path run = Path.of(call.out().strip());

        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        JsonNode json = Call.json(run.resolve("federation.json"));
        assertThat(json.get("federated")).hasSize(6);
        assertThat(json.get("clients")).hasSize(10);
        assertThat(run.resolve("plots/federation.png")).isNotEmptyFile();
        assertThat(Call.of("evaluate", "--model", run, "--data", "moons").exitCode())
                .isEqualTo(ExitCode.DONE);
        Call again = Call.of("federate", "--config", run.resolve("config.json"), "--json");
        assertThat(again.json().get("federated")).isEqualTo(json.get("federated"));
    }

    @Test
    void aFederationWithNoiseTellsWhatItSpentOfAClient() {
        Call call = Call.of(
                words("federate --rounds 4 --dp-noise 1 --dp-clip 1 --dp-seed 1 --fraction 0.3 --json --out", folder));

        JsonNode privacy = call.json().get("privacy");
        assertThat(privacy.get("protects").textValue()).isEqualTo("client");
        assertThat(privacy.get("epsilon").doubleValue())
                .isEqualTo(new Accountant(1, 0.3, 4, 1e-5).spent().epsilon());
    }

    @Test
    void aFederationOfNumbersTellsR2() {
        Call call = Call.of(words(
                "federate --data german-credit --task regression --label credit_amount --rounds 2 --json --out",
                folder));

        assertThat(call.json().get("score").textValue()).isEqualTo("r2");
    }

    @ParameterizedTest
    @CsvSource({
        "train --dp-noise 1 --dp-clip 1, 2, add --engine hand",
        "train --engine dl4j --dp-noise 1 --dp-clip 1, 2, add --engine hand",
        "train --engine hand --dp-noise 1, 2, need each other",
        "train --engine hand --dp-clip 1, 2, need each other",
        "train --engine hand --dp-noise -1 --dp-clip 1, 2, found -1.0",
        "train --engine hand --dp-noise 1 --dp-clip 0, 2, found 0.0",
        "train --engine hand --dp-noise 1 --dp-clip 1 --dp-delta 1, 2, found 1.0",
        "train --engine hand --dp-noise 1 --dp-clip 1 --dp-seed -1, 2, found -1",
        "train --engine hand --dp-seed 1, 2, add --dp-noise",
        "train --engine hand --dp-noise 1 --dp-clip 1 --ensemble 2, 2, found --ensemble 2",
        "train --engine hand --dp-noise 1 --dp-clip 1 --input-noise 0.1, 2, leave out --input-noise",
        "train --engine hand --membership 9, 2, 10 or more",
        "federate --clients 81, 4, too many for 80 training rows",
        "federate --fraction 0, 2, found 0.0",
        "federate --learning-rate 1e300 --rounds 3, 2, no longer finite after round",
        "privacy --noise 1 --sample-rate 2 --steps 1, 2, found 2.0"
    })
    void whatMakesNoSenseIsRefusedInALine(String line, int exitCode, String message) {
        Object[] command = line.startsWith("privacy") ? words(line) : words(line, "--quiet", "--out", folder);

        Call call = Call.of(command);

        assertThat(call.exitCode()).isEqualTo(exitCode);
        assertThat(call.err().lines().filter(text -> !text.startsWith("See ")))
                .hasSize(1)
                .allMatch(text -> text.contains(message));
    }
}
