package dev.firstnetwork.spark;

import static dev.firstnetwork.spark.SparkRuns.cut;
import static dev.firstnetwork.spark.SparkRuns.json;
import static dev.firstnetwork.spark.SparkRuns.plain;
import static dev.firstnetwork.spark.SparkRuns.spark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.spark.SparkRuns.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a table on Spark is what comes of it on one machine. */
class SparkTest {

    @TempDir
    static Path folder;

    private static Path moons;
    private static Path moonsParts;
    private static Path credit;
    private static Path creditParts;

    @BeforeAll
    static void tables() throws IOException {
        moons = folder.resolve("moons.csv");
        plain("data", "moons", "--samples", 900, "--noise", 0.2, "--seed", 3, "--out", moons);
        moonsParts = cut(moons, folder.resolve("moons"), 3);
        credit = folder.resolve("german-credit.csv");
        plain("data", "german-credit", "--out", credit);
        creditParts = cut(credit, folder.resolve("german-credit"), 4);
    }

    private static Path plainRun(Path table, String label, Object... options) {
        return plain(
                        "train", "--engine", "hand", "--no-plots", "--quiet", "--dump-parameters", "--split", "hash",
                        "--data", table, "--label", label, "--out", folder.resolve("runs"), List.of(options))
                .folder();
    }

    private static Path sparkRun(Path table, String label, Object... options) {
        return spark(
                        "train", "--quiet", "--dump-parameters", "--data", table, "--label", label, "--out",
                        folder.resolve("spark-runs"), List.of(options))
                .folder();
    }

    private static void assertSameBits(Path actual, Path expected) {
        assertThat(actual.resolve("parameters.json")).hasSameBinaryContentAs(expected.resolve("parameters.json"));
        assertThat(actual.resolve("metrics.csv")).hasSameBinaryContentAs(expected.resolve("metrics.csv"));
        assertThat(actual.resolve("model.zip")).hasSameBinaryContentAs(expected.resolve("model.zip"));
    }

    private static List<Double> parameters(Path run) throws IOException {
        List<Double> all = new ArrayList<>();
        json(run.resolve("parameters.json")).forEach(tensor -> collect(tensor, all));
        return all;
    }

    private static void collect(JsonNode node, List<Double> all) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, all));
        } else {
            all.add(node.asDouble());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd full", "momentum 200", "adam 64"})
    void onePartitionInStepGivesTheBitsOfOneMachine(String kind) {
        String[] words = kind.split(" ", -1);
        Object[] options = {"--updater", words[0], "--batch", words[1], "--epochs", 4, "--l2", 0.01, "--clip", "norm"};

        assertSameBits(
                sparkRun(moonsParts, "label", concat(options, "--mode", "sync", "--partitions", 1)),
                plainRun(moons, "label", options));
    }

    private static Object[] concat(Object[] options, Object... more) {
        return Stream.concat(Stream.of(options), Stream.of(more)).toArray();
    }

    /** Sums over several partitions round otherwise: within 1e-13 of each parameter, relative. */
    @ParameterizedTest
    @ValueSource(strings = {"full", "256"})
    void severalPartitionsInStepDifferByRoundingAlone(String batch) throws IOException {
        Object[] options = {"--batch", batch, "--epochs", 5, "--updater", "adam", "--learning-rate", 0.01};
        List<Double> one = parameters(plainRun(moons, "label", options));
        List<Double> several =
                parameters(sparkRun(moonsParts, "label", concat(options, "--mode", "sync", "--partitions", 5)));

        assertThat(several).hasSameSizeAs(one).isNotEqualTo(one);
        for (int i = 0; i < one.size(); i++) {
            assertThat(several.get(i)).isCloseTo(one.get(i), within(1e-13 * Math.max(1e-3, Math.abs(one.get(i)))));
        }
    }

    @Test
    void averagesAreTheSameEachTimeAndOfOnePartitionThoseOfOneMachine() {
        Object[] options = {"--epochs", 3, "--batch", 16, "--dropout", 0.1};

        assertSameBits(
                sparkRun(moonsParts, "label", concat(options, "--partitions", 1)), plainRun(moons, "label", options));
        assertSameBits(
                sparkRun(moonsParts, "label", concat(options, "--partitions", 4)),
                sparkRun(moonsParts, "label", concat(options, "--partitions", 4)));
    }

    /** Kinds, categories and notes exactly, means and deviations to 1e-12; from CSV and from Parquet. */
    @Test
    void tablesArePreparedAsOnOneMachine() throws IOException {
        Model one = ModelFile.load(plainRun(credit, "class", "--epochs", 1).resolve("model.zip"));
        Path parquet = folder.resolve("parquet");
        try (Cluster cluster = Cluster.start()) {
            cluster.session()
                    .read()
                    .option("header", true)
                    .option("inferSchema", true)
                    .csv(credit.toString())
                    .repartition(1)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(parquet.toString());
        }
        for (Path table : List.of(creditParts, parquet)) {
            Model spread = ModelFile.load(
                    sparkRun(table, "class", "--epochs", 1, "--partitions", 3).resolve("model.zip"));

            assertThat(spread.preparation().features()).isEqualTo(one.preparation().features());
            assertThat(spread.preparation().label()).isEqualTo(one.preparation().label());
            assertThat(spread.preparation().standardiser().mean())
                    .containsExactly(one.preparation().standardiser().mean(), within(1e-9));
            assertThat(relative(
                            spread.preparation().standardiser().standardDeviation(),
                            one.preparation().standardiser().standardDeviation()))
                    .isLessThan(1e-12);
            assertThat(relative(
                            spread.preparation().standardiser().mean(),
                            one.preparation().standardiser().mean()))
                    .isLessThan(1e-12);
        }
    }

    private static double relative(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]) / Math.max(1e-3, Math.abs(b[i])));
        }
        return largest;
    }

    /** Two classes, three and more, numbers: each figure, and predictions to the bit. */
    @ParameterizedTest
    @ValueSource(strings = {"german-credit class", "digits digit", "german-credit credit_amount --task regression"})
    void figuresAndPredictionsAreThoseOfOneMachine(String kind) throws IOException {
        String[] words = kind.split(" ", -1);
        Path table = folder.resolve(words[0] + "-whole.csv");
        plain("data", words[0], "--out", table);
        Path parts = cut(table, folder.resolve(words[0] + "-parts"), 3);
        List<Object> task = new ArrayList<>(List.of(words).subList(2, words.length));
        Object[] options = concat(task.toArray(), "--epochs", 2, "--batch", 64);
        Path run = sparkRun(parts, words[1], concat(options, "--partitions", 2));

        Call one = plain("evaluate", "--engine", "hand", "--json", "--model", run.resolve("model.zip"), "--data", table);
        Call spread = spark("evaluate", "--json", "--model", run, "--data", parts);
        assertThat(spread.exitCode()).as(spread.err()).isZero();
        JsonNode expected = one.json();
        JsonNode actual = spread.json();
        expected.fieldNames().forEachRemaining(figure -> {
            if (expected.get(figure).isNumber()) {
                assertThat(actual.get(figure).asDouble())
                        .as(figure)
                        .isCloseTo(expected.get(figure).asDouble(), within(1e-12 * Math.max(1, expected.get(figure).asDouble())));
            }
        });
        assertThat(actual.path("confusionMatrix")).isEqualTo(expected.path("confusionMatrix"));

        Path predicted = folder.resolve(run.getFileName() + "-predicted");
        assertThat(spark("predict", "--quiet", "--model", run, "--data", parts, "--out", predicted)
                        .exitCode())
                .isZero();
        List<String> lines = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            List<String> part = Files.readAllLines(predicted.resolve("part-0000" + p + ".csv"));
            lines.addAll(p == 0 ? part : part.subList(1, part.size()));
        }
        Call whole = plain("predict", "--engine", "hand", "--model", run.resolve("model.zip"), "--data", table);
        assertThat(String.join("\n", lines) + "\n").isEqualTo(whole.out());
    }

    @Test
    void aBadCellIsNamedWithItsFileAndLine() throws IOException {
        Path parts = cut(moons, folder.resolve("bad"), 3);
        List<String> lines = Files.readAllLines(parts.resolve("part-1.csv"));
        lines.set(4, "oops,1,0");
        Files.write(parts.resolve("part-1.csv"), lines);

        Call call = spark("train", "--data", parts, "--label", "label", "--out", folder.resolve("none"));

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.err().strip().lines().toList())
                .singleElement()
                .asString()
                .startsWith("first-network: " + parts.resolve("part-1.csv") + ", line 5, column 'x1': found 'oops'");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void whatIsAskedWronglyIsSaidInALine() throws IOException {
        Path other = cut(moons, folder.resolve("other"), 2);
        Files.writeString(other.resolve("part-1.csv"), "a,b,label\n1,2,0\n");
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertSaid(2, "needs --label", "train", "--data", moonsParts);
        assertSaid(4, "no such file or folder", "train", "--data", folder.resolve("nowhere"), "--label", "label");
        assertSaid(4, "expected CSV or Parquet", "train", "--data", empty, "--label", "label");
        assertSaid(4, "has the columns a, b, label", "train", "--data", other, "--label", "label");
        assertSaid(4, "has no column 'nothing'", "train", "--data", moonsParts, "--label", "nothing");
        assertSaid(2, "rows of many machines", "train", "--data", moonsParts, "--label", "label", "--split", "random");
        assertSaid(2, "are for one machine", "train", "--data", moonsParts, "--label", "label", "--ensemble", 2);
        assertSaid(
                2, "--dropout draws", "train", "--data", moonsParts, "--label", "label", "--mode", "sync", "--dropout", 0.5);
        assertSaid(4, "no such model file", "evaluate", "--model", folder.resolve("nowhere"), "--data", moonsParts);
        assertSaid(2, "is no run that was cut off", "train", "--data", moonsParts, "--label", "label", "--resume", empty);
    }

    private static void assertSaid(int exitCode, String message, Object... arguments) {
        Call call = spark(concat(arguments, "--quiet"));
        assertThat(call.err()).contains(message);
        assertThat(call.err()).doesNotContain("\tat ");
        assertThat(call.exitCode()).isEqualTo(exitCode);
    }
}
