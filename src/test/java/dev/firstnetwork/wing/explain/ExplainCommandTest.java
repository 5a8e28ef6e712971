package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain}: what the command hands on, and what becomes of it; the figures are proven below. */
class ExplainCommandTest {

    @TempDir
    static Path runs;

    /** Two numbers and a category; the class hangs on x1 and kind, and on noise not at all. */
    private static Path table;

    private static Path run;

    private static Path threeClasses;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        System.setProperty("java.awt.headless", "true");
        table = Files.writeString(runs.resolve("table.csv"), "x1,noise,kind,class\n" + rows(true));
        run = Call.train(runs, "--engine", "hand", "--data", table, "--label", "class", "--epochs", 100, "--batch", 8);
        String three = IntStream.range(0, 30)
                .mapToObj(i -> i + "," + i % 7 + "," + "abc".charAt(i / 10) + "\n")
                .collect(Collectors.joining());
        Path data = Files.writeString(runs.resolve("three.csv"), "x,y,class\n" + three);
        threeClasses =
                Call.train(runs, "--engine", "hand", "--data", data, "--label", "class", "--epochs", 200, "--batch", 5);
    }

    private static String rows(boolean labels) {
        return IntStream.range(0, 60)
                .mapToObj(i -> {
                    double x1 = (i * 7 % 20 - 9.5) / 10;
                    String kind = i % 3 == 0 ? "red" : "blue";
                    String label = x1 + (i % 3 == 0 ? 0.5 : -0.2) > 0 ? "yes" : "no";
                    return x1 + "," + i * 11 % 13 + "," + kind + (labels ? "," + label : "") + "\n";
                })
                .collect(Collectors.joining());
    }

    /** Explains {@code table} with the hand-written engine. */
    private Call explain(Object... arguments) {
        return call(run, table, arguments);
    }

    private Call call(Path model, Object data, Object... arguments) {
        List<Object> all = new ArrayList<>(
                List.of("explain", "--model", model, "--data", data, "--engine", "hand", "--out", folder));
        all.addAll(List.of(arguments));
        return Call.of(all.toArray());
    }

    @Test
    void theFolderHoldsTablesPicturesAndJson() throws IOException {
        Call call = explain("--row", "3,5", "--quiet");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        Path explained = Path.of(call.out().strip());
        assertThat(explained).isEqualTo(folder.resolve("explain-table"));
        try (Stream<Path> files = Files.walk(explained)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> explained.relativize(file).toString().replace('\\', '/')))
                    .containsExactlyInAnyOrder(
                            "explain.json",
                            "importance.csv",
                            "importance.png",
                            "partial-dependence.csv",
                            "partial-dependence.png",
                            "shapley.csv",
                            "shapley.png",
                            "rows/row-3.png",
                            "rows/row-5.png");
        }
        assertThat(Call.csv(explained.resolve("importance.csv"))).hasSize(4);
        assertThat(Call.csv(explained.resolve("shapley.csv"))).hasSize(1 + 2 * 3);
        assertThat(explain("--row", 3, "--quiet").out().strip()).endsWith("explain-table-2");
    }

    /** The bases and predictions are those of predict, and each row's values make up the difference. */
    @Test
    void shapleyValuesAddUpToWhatPredictSays() {
        JsonNode json = explain("--json", "--row", "0,7,59").json();

        List<List<String>> predicted = Call.csv(Call.of("predict", "--model", run, "--data", table, "--engine", "hand")
                .out());
        assertThat(json.at("/shapley/method").textValue()).isEqualTo("exact");
        assertThat(json.get("explained").textValue()).isEqualTo("probability of yes");
        double base = predicted.stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(4)))
                .average()
                .orElseThrow();
        int[] rows = {0, 7, 59};
        for (int i = 0; i < 3; i++) {
            JsonNode row = json.at("/shapley/rows/" + i);
            double prediction = Double.parseDouble(predicted.get(rows[i] + 1).get(4));
            assertThat(row.get("row").intValue()).isEqualTo(rows[i]);
            assertThat(row.get("base").doubleValue()).isCloseTo(base, within(1e-12));
            assertThat(row.get("prediction").doubleValue()).isCloseTo(prediction, within(1e-12));
            double sum = 0;
            for (JsonNode column : row.get("columns")) {
                sum += column.get("shapley").doubleValue();
            }
            assertThat(sum).isCloseTo(prediction - base, within(1e-12));
        }
    }

    @Test
    void columnsThatCountComeBeforeNoise() {
        JsonNode json = explain("--json", "--rows", 20).json();

        assertThat(json.at("/importance/1/score").textValue()).isEqualTo("log loss");
        assertThat(json.at("/importance/1/columns/0/column").textValue()).isEqualTo("x1");
        assertThat(json.at("/importance/1/columns/1/column").textValue()).isEqualTo("kind");
        assertThat(json.at("/importance/1/columns/2/column").textValue()).isEqualTo("noise");
        assertThat(json.at("/shapley/meanAbsolute").fieldNames()).toIterable().containsExactly("x1", "kind", "noise");
        assertThat(json.at("/shapley/rows")).hasSize(20);
        assertThat(json.at("/partialDependence/2/values/1").textValue()).isEqualTo("red");
    }

    @Test
    void theBaselineIsWhatEvaluateSays() {
        JsonNode importance = explain("--json", "--row", 1).json().get("importance");

        JsonNode metrics = Call.of("evaluate", "--model", run, "--data", table, "--engine", "hand", "--json")
                .json();
        assertThat(importance.at("/0/baseline").doubleValue())
                .isCloseTo(metrics.get("accuracy").doubleValue(), within(1e-12));
        assertThat(importance.at("/1/baseline").doubleValue())
                .isCloseTo(metrics.get("logLoss").doubleValue(), within(1e-12));
    }

    @Test
    void tablesAreForPeople() {
        Call call = explain("--row", 4);

        assertThat(call.out())
                .contains("60 rows; explained: probability of yes")
                .contains("Shapley values of row 4 against 60 background rows, exact")
                .containsPattern("column +drop in accuracy +rise in log loss +mean \\|Shapley\\|")
                .containsPattern("x1 +0\\.\\d{4} ± 0\\.\\d{4} +\\d\\.\\d{4} ± 0\\.\\d{4} +0\\.\\d{4}")
                .containsPattern("row 4 +value +Shapley")
                .containsPattern("kind +blue +[+-]0\\.\\d{4}")
                .contains("tables and pictures  " + folder.resolve("explain-table"));
    }

    @Test
    void withoutLabelsImportanceIsLeftOutAndThatIsSaid() throws IOException {
        Path data = Files.writeString(folder.resolve("unlabelled.csv"), "x1,noise,kind\n" + rows(false));

        Call call = call(run, data, "--json", "--row", 2);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err().strip())
                .isEqualTo("first-network: " + data
                        + " has no column 'class': without labels, permutation importance is left out");
        assertThat(call.json().get("importance").isNull()).isTrue();
        assertThat(call.json().at("/shapley/rows/0"))
                .isEqualTo(explain("--json", "--row", 2).json().at("/shapley/rows/0"));
        assertThat(folder.resolve("explain-unlabelled")).isDirectoryNotContaining("glob:**/importance*");
    }

    @Test
    void ofThreeClassesThePredictedOneIsExplainedUnlessOneIsNamed() {
        Path data = runs.resolve("three.csv");

        JsonNode predicted = call(threeClasses, data, "--json", "--row", "2,28").json();
        JsonNode named = call(threeClasses, data, "--json", "--row", "2,28", "--class", "b")
                .json();

        assertThat(predicted.get("explained").textValue()).isEqualTo("probability of the predicted class");
        assertThat(predicted.at("/shapley/rows/0/output").textValue()).isEqualTo("probability of a");
        assertThat(predicted.at("/shapley/rows/1/output").textValue()).isEqualTo("probability of c");
        assertThat(named.get("explained").textValue()).isEqualTo("probability of b");
        assertThat(named.at("/shapley/rows/1/output").textValue()).isEqualTo("probability of b");
    }

    /** Each option changes what it is there for. */
    @Test
    void everyOptionIsHeeded() {
        JsonNode plain = explain("--json", "--rows", 4).json();

        assertThat(explain("--json", "--rows", 4, "--background", 5).json().at("/shapley/background"))
                .hasSize(5);
        assertThat(explain("--json", "--rows", 4, "--repeats", 3).json().at("/importance/0/columns/0/repeats"))
                .hasSize(3);
        assertThat(explain("--json", "--rows", 4, "--points", 4).json().at("/partialDependence/0/values"))
                .hasSize(4);
        assertThat(explain("--json", "--rows", 4, "--ice").json().at("/partialDependence/0/individual"))
                .hasSize(4);
        assertThat(explain("--json", "--rows", 4, "--most-rows", 30)
                        .json()
                        .get("rows")
                        .intValue())
                .isEqualTo(30);
        JsonNode seeded = explain("--json", "--rows", 4, "--seed", 2).json();
        assertThat(seeded.at("/shapley/rows")).isNotEqualTo(plain.at("/shapley/rows"));
        assertThat(seeded.at("/importance/1/columns/0/mean")).isNotEqualTo(plain.at("/importance/1/columns/0/mean"));
        assertThat(plain.at("/partialDependence/0/individual").isMissingNode()).isTrue();
        assertThat(explain("--json", "--rows", 4).json().at("/shapley/rows")).isEqualTo(plain.at("/shapley/rows"));
    }

    /** 13 columns and more are sampled: 400 permutations are two pairs for each of 100 background rows. */
    @Test
    void manyColumnsAreSampledAsOftenAsIsSaid() throws IOException {
        String header = IntStream.range(0, 13).mapToObj(j -> "x" + j).collect(Collectors.joining(","));
        String rows = IntStream.range(0, 120)
                .mapToObj(i -> IntStream.range(0, 13)
                                .mapToObj(j -> String.valueOf((i * (j + 3) + j) % 17))
                                .collect(Collectors.joining(","))
                        + "," + i % 2 + "\n")
                .collect(Collectors.joining());
        Path data = Files.writeString(folder.resolve("wide.csv"), header + ",label\n" + rows);
        Path wide = Call.train(folder, "--engine", "hand", "--data", data, "--label", "label", "--epochs", 5);

        JsonNode few = call(wide, data, "--json", "--row", 3, "--samples", 10).json();
        JsonNode many =
                call(wide, data, "--json", "--row", 3, "--samples", 1001).json();

        assertThat(few.at("/shapley/method").textValue()).isEqualTo("sampled");
        assertThat(few.at("/shapley/permutations").intValue()).isEqualTo(400);
        assertThat(many.at("/shapley/permutations").intValue()).isEqualTo(1200);
        assertThat(many.at("/shapley/rows/0/columns/0/standardError").doubleValue())
                .isPositive()
                .isLessThan(few.at("/shapley/rows/0/columns/0/standardError").doubleValue());
    }

    /** The same moons that a run without options is trained on. */
    @Test
    void aDataSetIsKnownByItsName() throws IOException {
        Path moons = Call.train(folder, "--epochs", 3, "--engine", "hand");

        Call call = call(moons, "moons", "--row", 5);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).contains("moons: 100 rows; explained: probability of 1");
        double predicted = Double.parseDouble(
                Call.csv(moons.resolve("predictions.csv")).get(6).get(5));
        JsonNode json = Call.json(folder.resolve("explain-moons/explain.json"));
        assertThat(json.at("/shapley/rows/0/prediction").doubleValue()).isCloseTo(predicted, within(1e-12));
    }

    @Test
    void bothEnginesExplainTheSame() {
        JsonNode hand = explain("--json", "--row", 1).json().at("/shapley/rows/0/columns");
        JsonNode dl4j = Call.of("explain", "--model", run, "--data", table, "--row", 1, "--json", "--out", folder)
                .json()
                .at("/shapley/rows/0/columns");

        for (int j = 0; j < 3; j++) {
            assertThat(dl4j.at("/" + j + "/shapley").doubleValue())
                    .isCloseTo(hand.at("/" + j + "/shapley").doubleValue(), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--row 60 | --row 60: @ has the rows 0 to 59",
                "--row -1 | --row -1: @ has the rows 0 to 59",
                "--rows 0 | --rows is 0: expected 1 or more",
                "--rows 2 --row 3 | --rows draws rows and --row names them: give one of them",
                "--background 0 | --background is 0: expected 1 to 10000",
                "--background 10001 | --background is 10001: expected 1 to 10000",
                "--samples 0 | --samples is 0: expected 1 or more",
                "--repeats 0 | --repeats is 0: expected 1 or more",
                "--points 1 | --points is 1: expected 2 or more",
                "--most-rows 0 | --most-rows is 0: expected 1 or more",
                "--seed -1 | a seed must be in [0, 4294967295], found -1",
                "--class maybe | --class is 'maybe': expected one of no, yes",
                "--class no | --class is 'no': of two classes the network has the probability of 'yes'"
            })
    void whatCannotBeIsToldInALine(String options, String message) {
        Call call = explain((Object[]) options.split(" ", -1));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines().findFirst().orElseThrow())
                .startsWith("first-network: " + message.replace("@", table.toString()));
        assertThat(call.err()).doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTableThatDoesNotFitIsToldByItsPlace() throws IOException {
        Path narrow = Files.writeString(folder.resolve("narrow.csv"), "x1,kind\n1,red\n");
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), "x1,noise,kind\n1,2,red\n1,2,green\n");
        Path empty = Files.writeString(folder.resolve("empty.csv"), "x1,noise,kind\n");

        assertThat(call(run, narrow).err())
                .contains("narrow.csv has no column 'noise', which the model was trained on");
        assertThat(call(run, wrong).err()).contains("wrong.csv, line 3, column 'kind': found 'green', expected one of");
        assertThat(call(run, empty).err()).contains("empty.csv has a header but no rows");
        for (Path data : Arrays.asList(narrow, wrong, empty)) {
            assertThat(call(run, data).exitCode()).isEqualTo(4);
            assertThat(call(run, data).err().lines()).hasSize(1);
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/explain*");
    }

    @Test
    void helpIsComplete() {
        assertThat(Call.of("explain", "--help").out())
                .contains("--model", "--data", "--row=", "--rows=", "--class", "--background", "--samples", "--repeats")
                .contains("--points", "--ice", "--most-rows", "--seed", "--out", "--engine", "--json", "--quiet");
    }
}
