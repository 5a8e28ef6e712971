package dev.firstnetwork.wing.tune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tune}: what the command hands on, what becomes of it, and what it refuses; the search is proven below. */
class TuneCommandTest {

    private static final String SPACE =
            "{\"hidden\":[4,[6,3]],\"learningRate\":{\"from\":0.01,\"to\":1,\"scale\":\"log\","
                    + "\"points\":3},\"batch\":[\"full\",8],\"dropout\":[0,0.2]}";

    @TempDir
    Path folder;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private Call tune(Object... arguments) {
        List<Object> all =
                new ArrayList<>(List.of("tune", "--folds", 3, "--out", folder, "--samples", 60, "--noise", 0.3));
        if (!List.of(arguments).contains("--epochs")) {
            all.addAll(List.of("--epochs", 6));
        }
        all.addAll(List.of(arguments));
        return Call.of(all.toArray());
    }

    /** Searches quietly and returns the folder. */
    private Path tuned(Object... arguments) {
        Call call =
                tune(Stream.concat(Stream.of("--quiet"), Stream.of(arguments)).toArray());
        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        return Path.of(call.out().strip());
    }

    @Test
    void theFolderHoldsTableFigureAndConfigurations() throws IOException {
        Path tuned = tuned("--space", SPACE, "--trials", 5);

        try (Stream<Path> files = Files.walk(tuned)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> tuned.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrder("config.json", "trials.csv", "tune.json", "best.json", "plots/tune.png");
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
        JsonNode json = Call.json(tuned.resolve("tune.json"));
        List<String> lines = Files.readAllLines(tuned.resolve("trials.csv"));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(0))
                .isEqualTo("rank,trial,hidden,learningRate,batch,dropout,rocAuc,sd,fold1,fold2,fold3,epochs,failure");
        assertThat(lines.get(1)).startsWith("1," + json.at("/best/trial").asText() + ",");
        assertThat(lines.get(1)).contains("," + json.at("/best/mean").asText() + ",");
        assertThat(json.at("/trials")).hasSize(5);
        assertThat(json.get("score").textValue()).isEqualTo("rocAuc");
    }

    /** The winner's file trains the very network that was judged. */
    @Test
    void bestJsonIsWhatTrainTakes() throws IOException {
        Path tuned = tuned("--space", SPACE, "--trials", 5, "--activation", "tanh", "--score", "logLoss");

        Path run = Call.train(folder, "--config", tuned.resolve("best.json"));

        JsonNode judged = Call.json(tuned.resolve("tune.json")).get("best");
        JsonNode trained = Call.json(run.resolve("metrics.json"));
        for (String side : List.of("train", "test")) {
            assertThat(trained.get(side).get("logLoss"))
                    .isEqualTo(judged.get(side).get("logLoss"));
            assertThat(trained.get(side).get("confusionMatrix"))
                    .isEqualTo(judged.get(side).get("confusionMatrix"));
        }
        JsonNode configuration = Call.json(run.resolve("config.json"));
        assertThat(configuration.get("activation").textValue()).isEqualTo("tanh");
        assertThat(configuration.get("engine").textValue()).isEqualTo("hand");
        assertThat(configuration.get("learningRate").asText())
                .isEqualTo(judged.at("/values/learningRate").asText());
        assertThat(configuration.get("folds").intValue())
                .as("those of the search")
                .isEqualTo(0);
    }

    @Test
    void configJsonRepeatsTheSearch() throws IOException {
        Path space = Files.writeString(folder.resolve("space.json"), SPACE);
        Path first = tuned("--space", space, "--trials", 4, "--search-seed", 3, "--threads", 1);
        Files.delete(space);

        Call call = Call.of("tune", "--quiet", "--config", first.resolve("config.json"));

        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        Path second = Path.of(call.out().strip());
        assertThat(second).isNotEqualTo(first);
        for (String file : List.of("config.json", "trials.csv", "tune.json", "best.json", "plots/tune.png")) {
            assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
        }
    }

    @Test
    void aGridIsTriedWhole() throws IOException {
        List<List<String>> csv = Call.csv(tuned(
                        "--search",
                        "grid",
                        "--space",
                        "{\"l2\":{\"from\":0,\"to\":0.1,\"points\":3},\"updater\":" + "[\"sgd\",\"adam\"]}")
                .resolve("trials.csv"));

        assertThat(csv).hasSize(1 + 6);
        assertThat(csv.stream().skip(1).map(row -> row.get(2) + " " + row.get(3)))
                .containsExactlyInAnyOrder("0 sgd", "0 adam", "0.05 sgd", "0.05 adam", "0.1 sgd", "0.1 adam");
    }

    @Test
    void halvingTrainsTheBestLonger() throws IOException {
        Path tuned = tuned("--search", "halving", "--trials", 9, "--epochs", 18, "--space", SPACE);

        List<List<String>> csv =
                Call.csv(Files.readString(tuned.resolve("trials.csv")).replace("\"6,3\"", "6-3"));
        assertThat(csv.stream().skip(1).map(row -> row.get(11)))
                .containsExactly("18", "6", "6", "2", "2", "2", "2", "2", "2");
        assertThat(Call.json(tuned.resolve("best.json")).get("epochs").intValue())
                .isEqualTo(18);
        assertThat(Call.json(tuned.resolve("tune.json")).at("/trials/0/rungs")).hasSize(3);
    }

    /** A folder as a killed search leaves it: its configuration, and a checkpoint in which some trials are missing. */
    @Test
    void aSearchGoesOnWhereItWasCutOff() throws IOException {
        Path whole = tuned("--space", SPACE, "--trials", 6);
        Path partial = Files.createDirectory(folder.resolve("cut.partial"));
        Files.copy(whole.resolve("config.json"), partial.resolve("config.json"));
        checkpoint(whole, partial, 4);

        Call call = Call.of("tune", "--quiet", "--resume", folder.resolve("cut"));

        assertThat(call.err()).isEmpty();
        assertThat(Path.of(call.out().strip())).isEqualTo(folder.resolve("cut"));
        assertThat(partial).doesNotExist();
        for (String file : List.of("trials.csv", "tune.json", "best.json", "plots/tune.png")) {
            assertThat(folder.resolve("cut").resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    private static void checkpoint(Path whole, Path partial, int missing) throws IOException {
        JsonNode json = Call.json(whole.resolve("tune.json"));
        List<JsonNode> trials = new ArrayList<>();
        json.get("trials").forEach(trials::add);
        trials.sort((a, b) -> a.get("trial").intValue() - b.get("trial").intValue());
        for (int i = 0; i < missing; i++) {
            ((ArrayNode) trials.get(i * 7 % trials.size()).get("rungs")).removeAll();
        }
        ObjectNode checkpoint = json.deepCopy();
        checkpoint.putArray("trials").addAll(trials);
        Files.writeString(partial.resolve("checkpoint.json"), checkpoint.toString());
    }

    /** The folder may have been moved since, and the result may go elsewhere; an option that is as it was may be said again. */
    @Test
    void aSearchThatWasMovedGoesToWhereItIsWanted() throws IOException {
        Path whole = tuned("--space", SPACE, "--trials", 2);
        Path partial = Files.createDirectories(folder.resolve("moved/cut.partial"));
        Files.copy(whole.resolve("config.json"), partial.resolve("config.json"));
        Path out = folder.resolve("elsewhere");

        Call call = Call.of("tune", "--quiet", "--resume", partial, "--out", out, "--trials", 2, "--space", SPACE);

        assertThat(call.err()).isEmpty();
        assertThat(Path.of(call.out().strip())).isEqualTo(out.resolve("cut"));
        assertThat(Call.json(out.resolve("cut/config.json")).get("out").textValue())
                .isEqualTo(out.toString());
        assertThat(out.resolve("cut/trials.csv")).hasSameBinaryContentAs(whole.resolve("trials.csv"));
        assertThat(folder.resolve("moved")).isEmptyDirectory();
    }

    /** That a kept trial is not judged again shows where its score was changed by hand. */
    @Test
    void whatIsKeptIsNotJudgedAgain() throws IOException {
        Path whole = tuned("--space", SPACE, "--trials", 3);
        Path partial = Files.createDirectory(folder.resolve("cut.partial"));
        Files.copy(whole.resolve("config.json"), partial.resolve("config.json"));
        checkpoint(whole, partial, 0);
        Path file = partial.resolve("checkpoint.json");
        String first = Call.json(file).at("/trials/1/rungs/0/scores").toString();
        Files.writeString(file, Files.readString(file).replace(first, "[1.5,1.5,1.5]"));

        Call.of("tune", "--quiet", "--resume", partial);

        assertThat(Files.readAllLines(folder.resolve("cut/trials.csv")).get(1))
                .startsWith("1,2,")
                .contains(",1.5,0.0,1.5,1.5,1.5,");
    }

    @Test
    void aSearchIsResumedAsItBegan() throws IOException {
        Path whole = tuned("--space", SPACE, "--trials", 2);
        Path partial = Files.createDirectory(folder.resolve("cut.partial"));
        Files.copy(whole.resolve("config.json"), partial.resolve("config.json"));
        checkpoint(whole, partial, 1);

        Call otherFolds = Call.of("tune", "--resume", partial, "--folds", 4);
        assertThat(otherFolds.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(otherFolds.err().strip())
                .isEqualTo("first-network: --folds 4 differs from the run's 3: a search goes on as it began;"
                        + " leave it out, or start a new run");

        Path file = partial.resolve("checkpoint.json");
        String text = Files.readString(file);
        String sha = Call.json(file).get("dataSha256").textValue();
        Files.writeString(file, text.replace(sha, "0123"));
        assertThat(Call.of("tune", "--resume", partial).err())
                .contains("the data has changed since " + file + " was saved: its SHA-256 was 0123, now it is " + sha);
        Files.writeString(file, text.replace("\"batch\":\"", "\"batch\":\"1"));
        assertThat(Call.of("tune", "--resume", partial).err()).contains("is of other configurations");
        Files.writeString(file, text.substring(0, text.length() / 2));
        Call damaged = Call.of("tune", "--resume", partial);
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(damaged.err().strip())
                .isEqualTo("first-network: " + file + " is no checkpoint of a search, or is damaged");
        assertThat(Call.of("tune", "--resume", whole).err()).contains(whole + " is finished; expected");
    }

    @Test
    void bothEnginesFindTheSame() throws IOException {
        List<List<String>> hand = Call.csv(
                tuned("--trials", 3, "--space", "{\"batch\":[8,16,\"full\"]}").resolve("trials.csv"));
        List<List<String>> dl4j =
                Call.csv(tuned("--trials", 3, "--space", "{\"batch\":[8,16,\"full\"]}", "--engine", "dl4j")
                        .resolve("trials.csv"));

        assertThat(dl4j).isEqualTo(hand);
    }

    @Test
    void aTrialWithoutAScoreIsLastAndSaysWhy() throws IOException {
        Path tuned = tuned("--space", "{\"learningRate\":[1e300,0.1]}");

        List<String> lines = Files.readAllLines(tuned.resolve("trials.csv"));
        assertThat(lines.get(1)).contains(",0.1,").endsWith(",6,");
        assertThat(lines.get(2)).contains(",1E+300,,,,,,6,diverged after epoch 1 in fold 1");

        Call none = tune("--space", "{\"learningRate\":[1e300]}", "--quiet");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err().strip())
                .isEqualTo(
                        "first-network: none of 1 configuration has a score; the first, learningRate 1E+300: diverged"
                                + " after epoch 1 in fold 1");
        assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    }

    @Test
    void aRegressionIsRankedByR2() throws IOException {
        Path table = folder.resolve("line.csv");
        StringBuilder csv = new StringBuilder("x,z,y\n");
        for (int i = 0; i < 40; i++) {
            csv.append(i * 13 % 40)
                    .append(',')
                    .append(i * 7 % 11)
                    .append(',')
                    .append(i * 13 % 40 * 2 + 1)
                    .append('\n');
        }
        Files.writeString(table, csv);

        Call call = tune(
                "--data", table, "--label", "y", "--task", "regression", "--space", "{\"hidden\":[2,8]}", "--quiet");

        assertThat(call.err()).isEmpty();
        JsonNode json = Call.json(Path.of(call.out().strip()).resolve("tune.json"));
        assertThat(json.get("score").textValue()).isEqualTo("r2");
        assertThat(json.at("/best/test/r2").isNumber()).isTrue();
    }

    @Test
    void peopleSeeTheBestAndHowToTrainIt() {
        Call call = tune("--trials", 12);

        assertThat(call.err().lines().toList())
                .startsWith(
                        "moons: 48 rows in 3 folds to judge by, 12 for the winner",
                        "random search for the best rocAuc: 12 configurations of hidden, activation, updater,"
                                + " learningRate, batch, l2, dropout; engine hand, "
                                + Runtime.getRuntime().availableProcessors()
                                + (Runtime.getRuntime().availableProcessors() == 1 ? " thread" : " threads"));
        assertThat(call.out().lines().toList()).hasSizeGreaterThan(20);
        assertThat(call.out())
                .containsPattern(
                        "rank +trial +hidden +activation +updater +learningRate +batch +l2 +dropout +rocAuc +sd\n")
                .containsPattern("\n10 +\\d+ ")
                .doesNotContainPattern("\n11 +\\d+ ")
                .containsPattern("ROC AUC +[01]\\.\\d{4} +[01]\\.\\d{4} +")
                .containsPattern("train it +java -jar target/first-network.jar train --config .*best.json\n");
    }

    @Test
    void jsonIsTuneJson() throws IOException {
        JsonNode json = tune("--trials", 2, "--space", SPACE, "--json").json();

        ObjectNode written = Call.json(Path.of(json.get("folder").textValue()).resolve("tune.json"))
                .deepCopy();
        written.set("folder", json.get("folder"));
        assertThat(json).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--space {\"foo\":[1]} | the space: 'foo' is no option to vary: expected some of activation, batch,",
                "--space {\"preset\":[\"trained\"]} | the space: 'preset' is no option to vary",
                "--space {\"dropout\":[0,1.5]} | the space: dropout 1.5: the dropout rate must be in [0, 1), found 1.5",
                "--space {\"updater\":[\"adamm\"]} | the space: updater adamm: Invalid value for option '--updater'",
                "--space {\"learningRate\":[\"x\"]} | the space: learningRate x: Invalid value for option '--learning-rate'",
                "--space {\"batch\":[0]} | the space: batch 0: --batch is '0': expected full, or how many rows make a step",
                "--space {\"classWeights\":[\"1,2,3\"]} | the space: classWeights 1,2,3: found 3 class weights",
                "--space {\"l2\":3} | the space: l2 is 3: expected a list of values, or",
                "--space {\"l2\":{\"from\":1,\"to\":2,\"step\":1}} | the space: l2 has 'step': expected some of from, integer,",
                "--space {\"l2\":{\"from\":1,\"to\":2,\"scale\":\"ln\"}} | the space: l2 has the scale 'ln': expected log or linear",
                "--space {\"l2\":{\"from\":\"a\",\"to\":2}} | the space: l2 has \"from\": \"a\": expected a number",
                "--space {} | the space: found no option to vary, expected one or more",
                "--space nowhere.json | Invalid value for option '--space': nowhere.json cannot be read: no such file",
                "--space {\"l2\" | Invalid value for option '--space': the space, line 1: ",
                "--search grid --trials 4 | --trials is for random and halving: --search grid tries every combination",
                "--search grid --space {\"l2\":{\"from\":0,\"to\":1}} | l2 is a range: a grid needs to know how many",
                "--search halving --space {\"epochs\":[4,5]} | --search halving decides for itself how many epochs",
                "--search halving --epochs 0 | successive halving trains 1 epoch or more, found 0",
                "--score r2 | r2 is no figure of a classification: expected one of accuracy, balancedAccuracy,",
                "--score best | Invalid value for option '--score'",
                "--engine lockstep | --engine is lockstep, which is for comparing: expected hand or dl4j",
                "--threads 0 | --threads is 0: expected 1 or more",
                "--trials 0 | --trials is 0: expected 1 or more",
                "--search-seed -1 | a seed must be in [0, 4294967295], found -1"
            })
    void whatCannotBeIsToldInALine(String options, String message) throws IOException {
        Call call =
                Call.of(Stream.concat(Stream.of("tune", "--out", folder.toString()), Stream.of(options.split(" ", -1)))
                        .toArray());

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines().findFirst().orElseThrow()).startsWith("first-network: " + message);
        assertThat(call.err()).doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"hidden\":{\"from\":2,\"to\":40,\"scale\":\"log\"}}", "{\"epochs\":{\"from\":1,\"to\":9}}"})
    void optionsOfWholeNumbersGetWholeNumbers(String space) throws IOException {
        List<List<String>> csv = Call.csv(tuned("--space", space, "--trials", 4).resolve("trials.csv"));

        assertThat(csv).hasSize(5);
        assertThat(csv.get(0).contains("epochs")).isTrue();
        assertThat(csv.stream().skip(1).map(row -> row.get(2))).allMatch(width -> width.matches("[1-9]\\d*"));
    }

    @Test
    void aSpaceMayStandInAConfigurationAsItIs() throws IOException {
        Path config = Files.writeString(folder.resolve("c.json"), "{\"space\": {\"hidden\": [3, 4]}, \"trials\": 2}");

        assertThat(Call.csv(tuned("--config", config).resolve("trials.csv"))).hasSize(3);
    }

    @Test
    void tooFewRowsForTheFoldsAreBadData() {
        Call tooMany = Call.of("tune", "--folds", 41, "--out", folder);
        assertThat(tooMany.exitCode()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(tooMany.err()).contains("moons, training rows: a class has ", " rows, too few for 41 folds");
    }

    @Test
    void helpIsComplete() {
        assertThat(Call.of("tune", "--help").out())
                .contains(
                        "--space",
                        "--search",
                        "--trials",
                        "--folds",
                        "--score",
                        "--search-seed",
                        "--engine",
                        "--threads")
                .contains("--data", "--hidden", "--dropout", "--epochs", "--patience", "--out", "--resume", "--config");
    }
}
