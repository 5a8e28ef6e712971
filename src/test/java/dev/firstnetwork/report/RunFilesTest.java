package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.EpochFigures.Side;
import dev.firstnetwork.training.LockstepEngine.Differences;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of DESIGN.md, "Machine-readable shapes"; each expected text is written down by hand. */
class RunFilesTest {

    private static EpochFigures epoch(int epoch, double loss, Optional<Differences> differences) {
        return new EpochFigures(epoch, new Side(loss, 0.75), new Side(0.5, 1), Optional.empty(), differences);
    }

    private static Run run(EpochFigures... history) {
        return Runs.stopped(Runs.two(0), "epochs", List.of(history));
    }

    private static String metricsCsv(Run run) {
        return RunFiles.metricsCsv(run.training().history(), run.isRegression());
    }

    @Test
    void metricsCsvHasALineForEachEpoch() {
        assertThat(metricsCsv(run(epoch(0, 0.1, Optional.empty()), epoch(1, 1.0 / 3, Optional.empty()))))
                .isEqualTo("""
                        epoch,train_loss,test_loss,train_accuracy,test_accuracy
                        0,0.1,0.5,0.75,1.0
                        1,0.3333333333333333,0.5,0.75,1.0
                        """);
    }

    @Test
    void inLockstepMetricsCsvHasTheDifferencesToo() {
        assertThat(metricsCsv(run(
                        epoch(0, 2, Optional.of(new Differences(0, 0))),
                        epoch(1, 2, Optional.of(new Differences(1e-16, 1e-16))))))
                .isEqualTo("""
                        epoch,train_loss,test_loss,train_accuracy,test_accuracy,max_gradient_difference,max_parameter_difference
                        0,2.0,0.5,0.75,1.0,0.0,0.0
                        1,2.0,0.5,0.75,1.0,1.0E-16,1.0E-16
                        """);
    }

    /** What came later stands behind what was there before. */
    @Test
    void theValidationColumnsAreTheLast() {
        EpochFigures watched = new EpochFigures(
                0,
                new Side(2, 0.75),
                new Side(0.5, 1),
                Optional.of(new Side(0.25, 0.875)),
                Optional.of(new Differences(0, 1e-16)));
        assertThat(metricsCsv(run(watched))).isEqualTo("""
                        epoch,train_loss,test_loss,train_accuracy,test_accuracy,max_gradient_difference,max_parameter_difference,validation_loss,validation_accuracy
                        0,2.0,0.5,0.75,1.0,0.0,1.0E-16,0.25,0.875
                        """);
    }

    @Test
    void ofARegressionMetricsCsvHasR2() {
        assertThat(metricsCsv(Runs.stopped(Runs.regression(), "epochs", List.of(epoch(0, 1, Optional.empty())))))
                .isEqualTo("epoch,train_loss,test_loss,train_r2,test_r2\n0,1.0,0.5,0.75,1.0\n");
    }

    @Test
    void theNetworksOfAnEnsembleAreInMetricsJson() {
        Figures figures = Runs.two(4).test().figures();
        Map<String, Object> plain = RunFiles.metrics(Runs.two(4));
        Map<String, Object> all =
                RunFiles.metrics(Runs.with(Runs.two(4), new Members(List.of(figures, figures), figures)));

        assertThat(plain).doesNotContainKeys("members", "crossValidation", "threshold", "groups");
        assertThat(all).containsKeys(plain.keySet().toArray(String[]::new));
        JsonNode json = read(all);
        assertThat(json.get("members")).hasSize(2);
        assertThat(json.at("/members/0/logLoss").doubleValue()).isEqualTo(0.3);
    }

    /** Written and read again. */
    private static JsonNode read(Map<String, Object> json) {
        try {
            return new ObjectMapper().readTree(Json.bytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the engines never parted there is null, and not nothing. */
    @Test
    void metricsJsonTellsOfBothEngines() {
        JsonNode lockstep = read(RunFiles.metrics(Runs.two(4))).get("lockstep");

        assertThat(lockstep.toString())
                .isEqualTo("{\"maxGradientDifference\":3.1E-17,\"maxParameterDifference\":0.0,\"firstDivergence\":null,"
                        + "\"gradients\":[{\"tensor\":\"W1\",\"maxAbsolute\":3.1E-17,\"relative\":3.1E-17}],"
                        + "\"parameters\":[{\"tensor\":\"W1\",\"maxAbsolute\":0.0,\"relative\":0.0}]}");
    }

    /** What else a run tells of has keys and files of its own behind the usual ones. */
    @Test
    void sectionsHaveKeysAndFiles() throws IOException {
        Section section = new Section() {
            @Override
            public Map<String, Object> json() {
                return Map.of("more", 7);
            }

            @Override
            public Map<String, Supplier<byte[]>> pictures() {
                return Map.of("more.png", () -> new byte[] {1, 2});
            }

            @Override
            public Map<String, Content> files(Run run) {
                return Map.of("more.txt", Content.of(run.about().name().getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public String html(Map<String, byte[]> pictures) {
                return "more: " + pictures.keySet();
            }
        };
        Run run = Runs.with(Runs.two(4), section);

        assertThat(RunFiles.metrics(run)).containsEntry("more", 7);
        Map<String, Content> drawn = RunFiles.of(run, true);
        assertThat(bytes(drawn.get("more.txt")))
                .asString()
                .isEqualTo(run.about().name());
        assertThat(bytes(drawn.get("plots/more.png"))).containsExactly(1, 2);
        assertThat(bytes(drawn.get("report.html")))
                .asString()
                .contains("more: [")
                .contains("more.png");
        Map<String, Content> plain = RunFiles.of(run, false);
        assertThat(plain).containsKey("more.txt").doesNotContainKey("plots/more.png");
        assertThat(bytes(plain.get("report.html"))).asString().contains("more: []");
    }

    private static byte[] bytes(Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        return out.toByteArray();
    }

    @Test
    void confusionCsvHasActualClassesAsRows() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(List.of("no", "a,b", "say \"hi\""), new long[][] {{5, 1, 0}, {0, 7, 2}, {3, 0, 9}});

        assertThat(Tables.confusion(matrix, "actual", "").csv()).isEqualTo("""
                        actual,predicted no,"predicted a,b","predicted say ""hi\"""
                        no,5,1,0
                        "a,b",0,7,2
                        "say ""hi\""",3,0,9
                        """);
    }

    @Test
    void metricsHaveTheKeysOfTheContract() {
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("no", "yes"), new long[][] {{3, 1}, {2, 4}});

        Map<String, Object> json = RunFiles.metrics(new Metrics(0.9, 0.85, 0.25, 0.1, matrix));

        assertThat(json)
                .containsExactly(
                        entry("accuracy", 0.7),
                        entry("balancedAccuracy", (3.0 / 4 + 4.0 / 6) / 2),
                        entry("precision", 0.8),
                        entry("recall", 4.0 / 6),
                        entry("f1", 8.0 / 11),
                        entry("rocAuc", 0.9),
                        entry("averagePrecision", 0.85),
                        entry("logLoss", 0.25),
                        entry("brierScore", 0.1),
                        entry("confusionMatrix", matrix.counts()),
                        entry("labels", List.of("no", "yes")),
                        entry("rows", 10L));
    }

    /** JSON has no NaN. */
    @Test
    void aFigureThatIsNotDefinedIsNull() throws IOException {
        ConfusionMatrix matrix = new ConfusionMatrix(List.of("no", "yes"), new long[][] {{2, 0}, {0, 0}});

        byte[] json = Json.bytes(RunFiles.metrics(new Metrics(Double.NaN, Double.NaN, 0.5, 0.1, matrix)));

        assertThat(new ObjectMapper().readTree(json).get("rocAuc").isNull()).isTrue();
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("NaN");
    }

    @Test
    void jsonIsIndentedAndEndsInALineFeed() {
        String json = new String(Json.bytes(Map.of("größe", new double[] {1, 0.1, 1e-7})), StandardCharsets.UTF_8);

        assertThat(json).isEqualTo("{\n  \"größe\" : [ 1.0, 0.1, 1.0E-7 ]\n}\n");
    }

    /** One column for two classes, else one a class. */
    @Test
    void probabilityColumnsFollowTheClasses() {
        assertThat(RunFiles.probabilityColumns(List.of("0", "1"))).containsExactly("probability");
        assertThat(RunFiles.probabilityColumns(List.of("a", "b", "c")))
                .containsExactly("probability_a", "probability_b", "probability_c");
    }

    /** RFC 4180, section 2. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "plain; plain",
                "`two words`; `two words`",
                "a,b; \"a,b\"",
                "say \"hi\"; \"say \"\"hi\"\"\"",
                "``; ``"
            })
    void aFieldIsQuotedWhereItHasToBe(String text, String expected) {
        assertThat(RunFiles.field(text)).isEqualTo(expected);
    }

    @Test
    void aFieldWithALineBreakIsQuoted() {
        assertThat(Arrays.asList(RunFiles.field("a\nb"), RunFiles.field("a\rb")))
                .containsExactly("\"a\nb\"", "\"a\rb\"");
    }
}
