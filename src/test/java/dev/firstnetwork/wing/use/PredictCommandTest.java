package dev.firstnetwork.wing.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict} and {@code evaluate}: a saved model says of a row what it said when it was trained. */
class PredictCommandTest {

    @TempDir
    static Path folder;

    private static Path run;

    /** Row, split, x1, x2, label, probability, predicted: what the run itself wrote down. */
    private static List<List<String>> predictions;

    @BeforeAll
    static void train() throws IOException {
        run = Call.train(folder, "--epochs", 30);
        predictions = Call.csv(run.resolve("predictions.csv"));
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The rows of one side of the split with their labels, as a table of its own. */
    private static String table(String side) {
        return "x1,x2,label\n"
                + predictions.stream()
                        .filter(row -> row.get(1).equals(side))
                        .map(row -> String.join(",", row.subList(2, 5)) + "\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dl4j", "hand"})
    void eachRowGetsItsProbabilityAndLabelAsInTheRun(String engine) throws IOException {
        Path data = file(
                "unlabelled-" + engine + ".csv",
                predictions.stream()
                        .map(row -> String.join(",", row.subList(2, 4)) + "\n")
                        .collect(Collectors.joining()));

        Call call = Call.of("predict", "--model", run.resolve("model.zip"), "--data", data, "--engine", engine);

        List<List<String>> rows = Call.csv(call.out());
        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(rows.get(0)).containsExactly("x1", "x2", "probability", "predicted");
        assertThat(rows).hasSize(101);
        for (int i = 1; i <= 100; i++) {
            assertThat(rows.get(i).subList(0, 2)).isEqualTo(predictions.get(i).subList(2, 4));
            assertThat(number(rows.get(i).get(2)))
                    .isCloseTo(number(predictions.get(i).get(5)), within(1e-12));
            assertThat(rows.get(i).get(3)).isEqualTo(predictions.get(i).get(6));
        }
    }

    /** The run folder stands for the model file in it. */
    @Test
    void theRunFolderWillDoForItsModel() throws IOException {
        Path data = file("one.csv", "x1,x2\n0.5,0.25\n");

        Call byFolder = Call.of("predict", "--model", run, "--data", data);

        assertThat(byFolder.exitCode()).isEqualTo(0);
        assertThat(byFolder.out())
                .isEqualTo(Call.of("predict", "--model", run.resolve("model.zip"), "--data", data)
                        .out());
    }

    @Test
    void columnsAreFoundByNameAndTheOthersAreKept() throws IOException {
        Path plain = file("plain.csv", "x1,x2\n0.5,0.25\n-1,1\n");
        Path mixed = file("mixed.csv", "\uFEFFid,x2,\"a note\",x1\r\n7,0.25,\"b, \"\"c\"\"\",0.5\r\n\r\n8,1,,-1");

        Call expected = Call.of("predict", "--model", run, "--data", plain);
        Call call = Call.of("predict", "--model", run, "--data", mixed);

        List<List<String>> rows = Call.csv(expected.out());
        assertThat(call.out().lines())
                .containsExactly(
                        "id,x2,a note,x1,probability,predicted",
                        "7,0.25,\"b, \"\"c\"\"\",0.5," + rows.get(1).get(2) + ","
                                + rows.get(1).get(3),
                        "8,1,,-1," + rows.get(2).get(2) + "," + rows.get(2).get(3));
    }

    /** No other class reads standard input: it belongs to the whole process. */
    @Test
    void aDashIsStandardInput() throws IOException {
        Path data = file("piped.csv", "x1,x2\n0.5,0.25\n");
        String expected = Call.of("predict", "--model", run, "--data", data).out();
        InputStream before = System.in;

        Call call;
        Call evaluated;
        try {
            System.setIn(new ByteArrayInputStream("x1,x2\n0.5,0.25\n".getBytes(StandardCharsets.UTF_8)));
            call = Call.of("predict", "--model", run, "--data", "-");
            System.setIn(new ByteArrayInputStream(table("test").getBytes(StandardCharsets.UTF_8)));
            evaluated = Call.of("evaluate", "--model", run, "--data", "-", "--json");
        } finally {
            System.setIn(before);
        }

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).isEqualTo(expected);
        assertThat(evaluated.json().get("rows").intValue()).isEqualTo(20);
    }

    @Test
    void outIsAFileWithTheSameText() throws IOException {
        Path data = file("to-file.csv", "x1,x2\n0.5,0.25\n");
        Path out = folder.resolve("predicted.csv");

        Call call = Call.of("predict", "--model", run, "--data", data, "--out", out);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).isEmpty();
        assertThat(out)
                .hasContent(Call.of("predict", "--model", run, "--data", data).out());
    }

    /** More than two blocks of 4,096 rows; each gets what it gets alone. */
    @Test
    void manyRowsAreStreamedInOrder() throws IOException {
        int n = 9000;
        String rows = IntStream.range(0, n)
                .mapToObj(i -> i + "," + (i % 40 - 20) * 0.1 + "," + (i % 30 - 15) * 0.1 + "\n")
                .collect(Collectors.joining());
        Path data = file("many.csv", "id,x1,x2\n" + rows);

        List<List<String>> predicted =
                Call.csv(Call.of("predict", "--model", run, "--data", data).out());

        assertThat(predicted).hasSize(n + 1);
        for (int i = 0; i < n; i++) {
            assertThat(predicted.get(i + 1).get(0)).isEqualTo(String.valueOf(i));
        }
        // the grid repeats after 120 rows, and a row's probability does not depend on its neighbours
        for (int i = 120; i < n; i++) {
            assertThat(number(predicted.get(i + 1).get(3)))
                    .isCloseTo(number(predicted.get(i - 119).get(3)), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "test"})
    void evaluateAgreesWithTheRunOnTheSameRows(String side) throws IOException {
        Path data = file(side + ".csv", table(side));
        JsonNode expected = Call.json(run.resolve("metrics.json")).get(side);

        Call call = Call.of("evaluate", "--model", run, "--data", data, "--json");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        JsonNode figures = call.json();
        for (var figure : expected.properties()) {
            if (figure.getValue().isDouble()) {
                assertThat(figures.get(figure.getKey()).doubleValue())
                        .as(figure.getKey())
                        .isCloseTo(figure.getValue().doubleValue(), within(1e-12));
            } else if (!figure.getKey().equals("intervals")) {
                // the bootstrap draws by the order of the rows, which is another one here
                assertThat(figures.get(figure.getKey())).as(figure.getKey()).isEqualTo(figure.getValue());
            }
        }
    }

    @Test
    void evaluatePrintsATableAndTheConfusionMatrix() throws IOException {
        Path data = file("table.csv", table("test"));
        JsonNode expected = Call.json(run.resolve("metrics.json")).at("/test/confusionMatrix");

        Call call = Call.of("evaluate", "--model", run, "--data", data, "--engine", "hand");

        assertThat(call.err()).isEmpty();
        assertThat(call.out())
                .contains("accuracy", "ROC AUC", "log loss")
                .containsPattern("actual 0 +" + expected.at("/0/0") + " +" + expected.at("/0/1"))
                .containsPattern("actual 1 +" + expected.at("/1/0") + " +" + expected.at("/1/1"));
    }

    /** probability_LABEL for each class where there are more than two; they add up to 1, and the largest wins. */
    @Test
    void threeClassesGetAProbabilityEach() throws IOException {
        String rows = IntStream.range(0, 30)
                .mapToObj(i -> i + "," + "abc".charAt(i / 10) + "\n")
                .collect(Collectors.joining());
        Path trained =
                Call.train(folder, "--data", file("three.csv", "x,class\n" + rows), "--label", "class", "--epochs", 30);

        Call call = Call.of("predict", "--model", trained, "--data", file("three-new.csv", "x\n1\n15\n29\n"));

        List<List<String>> predicted = Call.csv(call.out());
        assertThat(predicted.get(0))
                .containsExactly("x", "probability_a", "probability_b", "probability_c", "predicted");
        for (List<String> row : predicted.subList(1, 4)) {
            double[] p = row.subList(1, 4).stream()
                    .mapToDouble(PredictCommandTest::number)
                    .toArray();
            assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-12));
            int largest = p[0] > p[1] ? (p[0] > p[2] ? 0 : 2) : (p[1] > p[2] ? 1 : 2);
            assertThat(row.get(4)).isEqualTo(String.valueOf("abc".charAt(largest)));
        }
    }

    /** Categories with backslashes, commas and quotes come out as they went in. */
    @Test
    void cellsComeOutAsTheyWentIn() throws IOException {
        Path data = file("paths.csv", "path,x1,x2\nC:\\temp,0,0\n\"a,\"\"b\"\"\",0,0\n\"\",0,0\n");

        Call call = Call.of("predict", "--model", run, "--data", data);

        assertThat(call.out().lines().skip(1).map(line -> line.replaceAll(",0,0,.*", "")))
                .containsExactly("C:\\temp", "\"a,\"\"b\"\"\"", "");
    }

    @Test
    void nothingIsLeftOfAnOutputThatFailsHalfWay() throws IOException {
        String rows = IntStream.range(0, 5000).mapToObj(i -> "0.5,0.5\n").collect(Collectors.joining());
        Path data = file("fails.csv", "x1,x2\n" + rows + "0.5,half\n");
        Path target = Files.createDirectory(folder.resolve("target"));

        Call call = Call.of("predict", "--model", run, "--data", data, "--out", target.resolve("out.csv"));

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.err())
                .isEqualTo("first-network: " + data + ", line 5002, column 'x2': found 'half', expected a number"
                        + System.lineSeparator());
        assertThat(target).isEmptyDirectory();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    @Test
    void theModelOfAnyEnginePredictsTheSame() throws IOException {
        Path data = file("engines.csv", table("test"));
        List<String> outputs = Stream.of("hand", "dl4j")
                .map(engine -> Call.of("predict", "--model", run, "--data", data, "--engine", engine))
                .map(call -> call.out().replaceAll("(0\\.\\d{10})\\d*", "$1"))
                .toList();

        assertThat(outputs.get(0)).isEqualTo(outputs.get(1)).contains("0.");
    }
}
