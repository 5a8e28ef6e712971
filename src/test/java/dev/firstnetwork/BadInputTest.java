package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bad-input cases of DESIGN.md: one line that names the file, the place in it, what was found and what was expected; exit
 * code 4 for data and model files, 2 for options and what they name; no stack trace; nothing left behind.
 */
class BadInputTest {

    /** A run of the article's network, made once, whose model the cases use. */
    @TempDir
    static Path runs;

    private static Path model;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainAModel() throws IOException {
        model = Call.train(runs, "--epochs", 1, "--engine", "hand").resolve("model.zip");
    }

    /**
     * One mistake.
     *
     * @param command the command line; a word with {@code @} in front stands for a file in the test's folder
     * @param message parts of the message, in their order
     */
    private record Case(String command, int exitCode, List<String> message) {

        @Override
        public String toString() {
            return command;
        }
    }

    private static Case badData(String command, String... message) {
        return new Case(command, 4, List.of(message));
    }

    private static Case usage(String command, String... message) {
        return new Case(command, 2, List.of(message));
    }

    @BeforeEach
    void writeTheFiles() throws IOException {
        write("good.csv", "x1,x2,label\n1,2,a\n2,1,b\n3,4,a\n5,6,b\n7,8,a\n");
        write("empty.csv", "");
        write("header.csv", "x1,x2,label\n");
        write("ragged.csv", "x1,x2,label\n1,2,a\n2,b\n");
        write("wide.csv", "x1,x2,label\n1,2,a\n\n2,1,b,9\n");
        write("text.csv", "x1,x2,label\n1,2,a\n2,foo,b\n3,4,a\n");
        write("no-label.csv", "x1,x2,label\n1,2,3\n2,1,\n");
        write("gap.csv", "x1,x2,label\n1,2,a\n2,,b\n");
        write("nan.csv", "x1,x2,label\n1,2,a\nNaN,1,b\n");
        write("infinity.csv", "x1,x2,label\n1,2,a\n2,1,b\n3,-inf,b\n");
        write("huge.csv", "x1,x2,label\n1e999,2,a\n2,1,b\n");
        write("one-class.csv", "x1,x2,label\n1,2,a\n2,1,a\n");
        write("three.csv", "x1,x2,label\n1,2,a\n2,1,b\n3,3,c\n4,2,a\n5,1,b\n6,3,c\n");
        write("two-rows.csv", "x1,x2,label\n1,2,a\n2,1,b\n");
        write("twice.csv", "x1,x1,label\n1,2,a\n2,1,b\n");
        write("nameless.csv", "x1,,label\n1,2,a\n2,1,b\n");
        write("only-labels.csv", "label\na\nb\n");
        write("quote.csv", "x1,x2,label\n1,2,a\n2,\"1,b\n");
        write("0-or-1.csv", "x1,x2,label\n1,2,0\n2,1,7\n");
        write("no-x2.csv", "x1,x3,label\n1,2,0\n2,1,1\n");
        write("bad-key.json", "{\"epochs\": 3, \"epoch\": 3}");
        write("bad-value.json", "{\"epochs\": \"many\"}");
        write("bad-json.json", "{\n\"epochs\": 3,\n}");
        write("list.json", "[1, 2]");
        write("no-w1.json", "{\"b1\": [1]}");
        write("no-list.json", "{\"W1\": {\"a\": [1]}, \"b1\": [1]}");
        write("narrow.json", "{\"W1\": [[1], [2]], \"b1\": [1], \"W2\": [[1]], \"b2\": [0]}");
        Files.write(
                folder.resolve("latin1.csv"),
                "x1,x2,label\n1,2,a\n2,1,caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        byte[] whole = Files.readAllBytes(model);
        Files.write(folder.resolve("half.zip"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("almost.zip"), Arrays.copyOf(whole, whole.length - 30));
        Files.copy(model, folder.resolve("model.zip"));
        Files.createDirectory(folder.resolve("folder"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    static Stream<Case> tables() {
        String train = "train --label label --out @runs --data ";
        String numbers = "train --out @runs --task regression --label label --data ";
        return Stream.of(
                badData(train + "@missing.csv", "missing.csv: no such file"),
                badData(train + "@.", " is a directory: expected a CSV file"),
                badData(train + "@empty.csv", "empty.csv is empty: expected a header line"),
                badData(train + "@header.csv", "header.csv has a header but no rows"),
                badData(train + "@ragged.csv", "ragged.csv, line 3: found 2 fields, expected 3"),
                badData(train + "@wide.csv", "wide.csv, line 4: found 4 fields, expected 3"),
                badData(train + "@text.csv", "text.csv, line 3, column 'x2': found 'foo', expected a number"),
                badData(train + "@gap.csv", "gap.csv, line 3, column 'x2': found nothing, expected a value"),
                badData(
                        train + "@nan.csv",
                        "nan.csv, line 3, column 'x1': found 'NaN', expected a number; for missing values there is --missing mean or"),
                badData(
                        train + "@infinity.csv",
                        "infinity.csv, line 4, column 'x2': found '-inf', expected a finite number"),
                badData(train + "@huge.csv", "huge.csv, line 2, column 'x1': found '1e999', expected a finite number"),
                badData(train + "@one-class.csv", "one-class.csv, column 'label': every row has the label 'a'"),
                badData(
                        train + "@three.csv --loss binary-cross-entropy",
                        "three.csv",
                        "'label' has 3 classes",
                        "binary-cross-entropy",
                        "expected cross-entropy"),
                badData(train + "@two-rows.csv --test-size 0.6", "two-rows.csv", "2 rows are too few to split"),
                badData(train + "@latin1.csv", "latin1.csv, line 3", "UTF-8"),
                badData(train + "@twice.csv", "twice.csv, line 1: two columns are named 'x1'"),
                badData(train + "@nameless.csv", "nameless.csv, line 1: column 2 has no name"),
                badData(train + "@only-labels.csv", "only-labels.csv has no column beside the label 'label'"),
                badData(train + "@quote.csv", "quote.csv, line 3: a quoted field does not end"),
                badData(
                        "train --data @good.csv --label target --out @runs",
                        "good.csv has no column 'target'",
                        "its columns are x1, x2, label"),
                usage("train --data @good.csv --out @runs", "good.csv needs --label COLUMN", "x1, x2, label"),
                badData(
                        train + "@one-class.csv --task regression",
                        "one-class.csv, line 2, column 'label': found 'a', expected a number, as --task regression"),
                badData(
                        numbers + "@0-or-1.csv --positive 7",
                        "0-or-1.csv, column 'label': a regression predicts numbers and has no positive class '7'"),
                badData(
                        numbers + "@no-label.csv",
                        "no-label.csv, line 3, column 'label': found nothing, expected a value"),
                badData(numbers + "@no-label.csv --missing mean", "no-label.csv, line 3, column 'label'"),
                badData(
                        numbers + "@0-or-1.csv --loss binary-cross-entropy",
                        "0-or-1.csv: binary-cross-entropy is for classes",
                        "expected mean-squared-error"),
                usage(numbers + "@0-or-1.csv --class-weights balanced", "--class-weights is for classes"),
                usage(numbers + "@0-or-1.csv --class-weights 1,2", "--class-weights is for classes"),
                usage(numbers + "@0-or-1.csv --cost-fp 1 --cost-fn 2", "'label' has numbers"),
                usage(numbers + "@0-or-1.csv --group label", "--group", "regression"),
                badData(train + "@good.csv --group town", "good.csv has no column 'town' to group by"),
                badData(train + "@good.csv --folds 50", "good.csv: 5 rows are too few for 50 folds"),
                badData(train + "@good.csv --folds 3", "good.csv: a class has 2 rows, too few for 3 folds"),
                badData(
                        train + "@two-rows.csv --test-size 0.5 --validation-size 0.5",
                        "two-rows.csv: 1 row is too few to split: a validation size of 0.5"),
                badData("gradcheck --label label --data @ragged.csv", "ragged.csv, line 3"),
                badData("trace --label label --data @text.csv", "text.csv, line 3, column 'x2'"));
    }

    static Stream<Case> models() {
        String model = " --model @model.zip --data ";
        return Stream.of(
                badData("predict --model @missing.zip --data @good.csv", "missing.zip: no such model file"),
                badData("predict --model @folder --data @good.csv", "folder is a directory: expected a model file"),
                badData("predict --model @good.csv --data @good.csv", "good.csv is not a"),
                badData("predict --model @empty.csv --data @good.csv", "empty.csv is not a"),
                badData("predict --model @half.zip --data @good.csv", "half.zip is not a"),
                badData("evaluate --model @almost.zip --data @0-or-1.csv", "almost.zip is not a"),
                badData("predict" + model + "@missing.csv", "missing.csv: no such file"),
                badData("predict" + model + "@no-x2.csv", "no-x2.csv has no column 'x2'", "x1, x3, label"),
                badData("evaluate" + model + "@no-x2.csv", "no-x2.csv has no column 'x2'"),
                badData(
                        "evaluate" + model + "@0-or-1.csv",
                        "0-or-1.csv, line 3, column 'label': found '7', expected one of 0, 1"),
                badData("evaluate" + model + "@header.csv", "header.csv has a header but no rows"),
                badData(
                        "predict --out @out.csv" + model + "@nan.csv",
                        "nan.csv, line 3, column 'x1': found 'NaN', expected a finite number"),
                badData("predict --out @out.csv" + model + "@ragged.csv", "ragged.csv, line 3: found 2 fields"),
                badData("predict --out @out.csv" + model + "@latin1.csv", "latin1.csv, line 3", "UTF-8"),
                usage("predict --data @good.csv", "--model"),
                usage("evaluate --model @model.zip", "--data"));
    }

    static Stream<Case> options() {
        String train = "train --out @runs ";
        return Stream.of(
                usage(train + "--config @missing.json", "missing.json cannot be read: no such file"),
                usage(train + "--config @bad-key.json", "bad-key.json: unknown option 'epoch'", "epochs"),
                usage(train + "--config @bad-value.json", "bad-value.json", "'many'"),
                usage(train + "--config @bad-json.json", "bad-json.json, line 3"),
                usage(train + "--config @list.json", "list.json: expected a JSON object"),
                badData(train + "--init @missing.json", "missing.json cannot be read: no such file"),
                badData(train + "--init @no-w1.json", "no-w1.json", "W1"),
                badData(train + "--init @no-list.json", "no-list.json", "W1"),
                badData(train + "--init @good.csv", "good.csv is not JSON"),
                badData(train + "--init @narrow.json", "narrow.json", "[2, 1, 1]", "[2, 32, 1]"),
                badData("trace --init @narrow.json", "narrow.json", "[2, 1, 1]", "[2, 32, 1]"),
                badData("gradcheck --init @narrow.json", "narrow.json", "[2, 1, 1]", "[2, 32, 1]"),
                usage(train + "--epochs -1", "epochs", "-1"),
                usage(train + "--epochs 1.5", "--epochs", "'1.5'"),
                usage(train + "--batch 0", "--batch", "'0'"),
                usage(train + "--batch some", "--batch", "'some'", "full"),
                usage(train + "--hidden 0", "--hidden", "'0'"),
                usage(train + "--hidden 3,x", "--hidden", "'3,x'"),
                usage(train + "--activation step", "--activation", "'step'"),
                usage(train + "--activation softmax", "softmax"),
                usage(train + "--loss hinge", "--loss", "'hinge'"),
                usage(train + "--updater magic", "--updater", "'magic'"),
                usage(train + "--learning-rate 0", "learning rate", "0.0"),
                usage(train + "--learning-rate fast", "--learning-rate", "'fast'"),
                usage(train + "--momentum 1 --updater nesterov", "momentum", "1.0"),
                usage(train + "--l2 -1", "L2", "-1.0"),
                usage(train + "--seed -1", "seed", "-1"),
                usage(train + "--data-seed 4294967296", "seed", "4294967296"),
                usage(train + "--split-seed x", "--split-seed", "'x'"),
                usage(train + "--test-size 0", "test size", "0.0"),
                usage(train + "--test-size 1", "test size", "1.0"),
                usage(train + "--validation-size 1", "validation size", "1.0"),
                usage(train + "--validation-size -0.1", "validation size", "-0.1"),
                usage(train + "--schedule sometimes", "--schedule", "'sometimes'"),
                usage(train + "--schedule step --schedule-every 0", "--schedule-every is 0"),
                usage(train + "--schedule step --schedule-decay 2", "decay", "2.0"),
                usage(train + "--warm-up -1", "--warm-up is -1"),
                usage(train + "--dropout 1", "dropout rate", "1.0"),
                usage(train + "--dropout 0.5 --dropout-seed -1", "seed", "-1"),
                usage(train + "--class-weights 1,x", "--class-weights", "'1,x'"),
                usage(train + "--class-weights 1,2,3", "3 class weights", "2 classes"),
                usage(train + "--class-weights 1,-2", "class weight", "-2.0"),
                usage(train + "--clip always", "--clip", "'always'"),
                usage(train + "--clip norm --clip-threshold 0", "clipping threshold", "0.0"),
                usage(train + "--input-noise -1", "input noise", "-1.0"),
                usage(train + "--patience -1", "patience", "-1"),
                usage(train + "--patience 2 --tolerance -1", "tolerance", "-1.0"),
                usage(train + "--tolerance 0.1", "a tolerance of 0.1 decides nothing without a patience"),
                usage(train + "--ensemble 0", "ensemble", "0"),
                usage(train + "--ensemble 2 --seed 4294967295", "seed", "4294967296"),
                usage(train + "--ensemble 2 --checkpoint-every 1", "--checkpoint-every", "--ensemble 2"),
                usage(train + "--folds 1", "2 folds or more, found 1"),
                usage(train + "--folds -3", "2 folds or more, found -3"),
                usage(train + "--cost-fp 1", "--cost-fp and --cost-fn belong together"),
                usage(train + "--cost-fp -1 --cost-fn 1", "false positive", "-1.0"),
                usage(train + "--cost-fp 0 --cost-fn 0", "one of the costs must be above 0"),
                usage(train + "--task clustering", "--task", "'clustering'"),
                usage(train + "--samples 1", "2 samples or more, found 1"),
                usage(train + "--noise -0.5", "noise", "-0.5"),
                usage(train + "--engine gpu", "--engine", "'gpu'"),
                usage(train + "--precision half", "--precision", "'half'"),
                usage(train + "--precision float", "lockstep", "float"),
                usage(train + "--preset fast", "--preset", "'fast'"),
                usage(train + "--epoch 3", "--epoch"),
                usage(train + "--epochs 3 --epochs 4", "--epochs", "once"),
                usage(train + "surplus", "surplus"),
                usage("gradcheck --plant typo", "--plant", "article-delta", "'typo'"),
                usage("data moonz", "'moonz'"),
                usage("data moons --samples none", "--samples", "'none'"));
    }

    /** Root may write into any folder, so what stands in the way here is a file. */
    static Stream<Case> outputs() {
        return Stream.of(
                usage("train --epochs 1 --out @good.csv", "cannot write to", "good.csv is a file, expected a folder"),
                usage("train --epochs 1 --out @good.csv/below", "cannot write to", "good.csv"),
                usage("data moons --out @good.csv/moons.csv", "cannot write to", "moons.csv"),
                usage("data moons --out @missing/moons.csv", "cannot write to", "missing", "does not exist"),
                usage("data moons --out @.", "cannot write to"),
                usage("predict --model @model.zip --data @0-or-1.csv --out @good.csv/p.csv", "cannot write to"));
    }

    /** The device /dev/full is always full: no mistake of the caller, but a failure. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAFailure() {
        Call call = Call.of("data", "moons", "--out", "/dev/full");

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(call.err())
                .startsWith("first-network: cannot write to /dev/full: ")
                .hasLineCount(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"tables", "models", "options", "outputs"})
    void itIsToldInOneLineAndNothingIsLeftBehind(Case bad) throws IOException {
        List<Path> before = tree();

        Call call = Call.of((Object[]) arguments(bad.command));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(bad.exitCode);
        assertThat(call.out()).isEmpty();
        List<String> messages = call.err()
                .lines()
                .filter(line -> line.startsWith("first-network: "))
                .toList();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).containsSubsequence(bad.message);
        assertThat(call.err())
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("[Source:")
                .doesNotContain("--verbose");
        if (bad.exitCode == 4) {
            assertThat(call.err().lines()).as("one line and no more").hasSize(1);
        }
        assertThat(tree()).isEqualTo(before);
    }

    private String[] arguments(String command) {
        return Stream.of(command.split(" ", -1))
                .map(word ->
                        word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word)
                .toArray(String[]::new);
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted().toList();
        }
    }

    /** A mistake in an option is told before the training, and not after hours of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--folds 1 --out @runs",
                "--folds 60 --out @runs",
                "--cost-fp -1 --cost-fn 1 --out @runs",
                "--dropout-seed -1 --dropout 0.1 --out @runs",
                "--ensemble 2 --shuffle-seed 4294967295 --out @runs",
                "--out @good.csv",
                "--batch 16 --shuffle-seed -5 --out @runs",
                "--init @narrow.json --out @runs"
            })
    void whatCanBeKnownBeforeTrainingIsToldBeforeTraining(String options) {
        Call call = Call.of((Object[]) arguments("train --engine hand --epochs 20 " + options));

        assertThat(call.exitCode()).isIn(2, 4);
        assertThat(call.err().lines().filter(line -> line.matches("\\s*\\d+( +\\d\\.\\d{4}){4}")))
                .as("epochs that were trained")
                .isEmpty();
    }

    /**
     * By hand the parameters overflow after a few epochs at a rate of 1e40: the last finite ones are kept. DL4J's loss is
     * clipped and its gradient vanishes behind the clip, so that it takes a rate near the end of the numbers.
     */
    @ParameterizedTest
    @CsvSource({"hand, 1e40", "dl4j, 1e300", "lockstep, 1e300"})
    void aRunThatDivergesKeepsItsLastGoodModel(String engine, String rate) throws IOException {
        Call call = Call.of(
                "train", "--engine", engine, "--learning-rate", rate, "--epochs", 100, "--out", folder.resolve("runs"));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(2);
        assertThat(call.err()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(call.out() + call.err()).contains("diverged", "no longer finite", "--learning-rate");
        Path run;
        try (Stream<Path> made = Files.list(folder.resolve("runs"))) {
            run = made.findFirst().orElseThrow();
        }
        JsonNode metrics = Call.json(run.resolve("metrics.json"));
        assertThat(metrics.get("stoppedBecause").textValue()).isEqualTo("diverged");
        int epochs = metrics.get("epochs").intValue();
        assertThat(epochs).isBetween(0, 99);
        List<List<String>> history = Call.csv(run.resolve("metrics.csv"));
        assertThat(history).hasSize(epochs + 3);
        assertThat(history.get(epochs + 1).get(1))
                .satisfies(loss -> assertThat(Double.parseDouble(loss)).isFinite());
        assertThat(Double.parseDouble(history.get(epochs + 2).get(1))).isNotFinite();
        assertThat(Files.readString(run.resolve("metrics.json"))).doesNotContain("NaN", "Infinity");

        Path rows =
                Files.writeString(folder.resolve("rows.csv"), Reference.text("golden/moons_n100_noise0.1_seed1.csv"));
        Call predicted = Call.of("predict", "--model", run, "--data", rows, "--engine", "hand");

        assertThat(predicted.exitCode()).as(predicted.err()).isEqualTo(0);
        assertThat(Call.csv(predicted.out()).stream().skip(1))
                .allSatisfy(row -> assertThat(Double.parseDouble(row.get(3))).isBetween(0.0, 1.0));
        assertThat(run.resolve("report.html")).exists();
    }

    /** At 1e40 DL4J's gradient is clipped to nothing where the hand-written one goes on: that is told by exit code 3. */
    @Test
    void enginesThatPartAreACheckThatFailed() throws IOException {
        Call call = Call.of("--learning-rate", "1e40", "--epochs", 20, "--json", "--out", folder.resolve("runs"));

        assertThat(call.exitCode()).isEqualTo(3);
        JsonNode lockstep = call.json().get("lockstep");
        assertThat(lockstep.get("firstDivergence").textValue())
                .matches("step \\d+, (gradient|parameter) [Wb][12]\\[\\d+(, \\d+)?]: .* against .*");
        for (String difference : List.of("maxGradientDifference", "maxParameterDifference")) {
            assertThat(lockstep.get(difference).isNumber()
                            || lockstep.get(difference).isNull())
                    .as("%s is %s", difference, lockstep.get(difference))
                    .isTrue();
        }
        assertThat(call.out()).doesNotContain("\"Infinity\"", "\"NaN\"");
    }

    /** What is a mistake only at first sight: a byte order mark, CRLF, quoted fields, blank lines, columns in another order. */
    @Test
    void tablesFromSpreadsheetsAreTaken() throws IOException {
        StringBuilder csv = new StringBuilder("\uFEFF\"x2\",\"label\",\"x1\"\r\n\r\n");
        IntStream.range(0, 20).forEach(i -> csv.append('"')
                .append(i)
                .append("\",\"")
                .append(i % 2 == 0 ? "a, b" : "say \"\"c\"\"")
                .append("\",")
                .append(-i)
                .append("\r\n"));
        write("spreadsheet.csv", csv.toString());

        Path run = Call.train(
                folder,
                "--data",
                folder.resolve("spreadsheet.csv"),
                "--label",
                "label",
                "--engine",
                "hand",
                "--epochs",
                1);

        assertThat(Call.json(run.resolve("metrics.json")).at("/test/labels").toString())
                .isEqualTo("[\"a, b\",\"say \\\"c\\\"\"]");
    }
}
