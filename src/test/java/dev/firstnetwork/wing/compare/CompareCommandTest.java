package dev.firstnetwork.wing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare} on runs that {@code train} has just made. */
class CompareCommandTest {

    @TempDir
    static Path runs;

    private static Path plain;
    private static Path validated;
    private static Path both;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        System.setProperty("java.awt.headless", "true");
        plain = Call.train(runs, "--engine", "hand", "--epochs", 3);
        validated = Call.train(
                runs,
                "--engine",
                "hand",
                "--epochs",
                6,
                "--batch",
                16,
                "--validation-size",
                0.25,
                "--folds",
                2,
                "--ensemble",
                2,
                "--patience",
                3);
        both = Call.train(runs, "--epochs", 4, "--noise", 0.3);
    }

    private Call compare(Object... arguments) {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "compare";
        all[1] = "--out";
        all[2] = page();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Call.of(all);
    }

    private Path page() {
        return folder.resolve("page.html");
    }

    private static String figure(Path run, String key) throws IOException {
        return String.format(
                Locale.ROOT,
                "%.4f",
                Call.json(run.resolve("metrics.json")).at(key).doubleValue());
    }

    @Test
    void theTableHasTheFiguresOfEachRunAndTheOptionsThatDiffer() throws IOException {
        Call call = compare(plain, validated);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        List<String> lines = call.out().lines().map(String::strip).toList();
        assertThat(lines).contains("A  " + plain, "B  " + validated, "page  " + page());
        String first = figure(plain, "/test/logLoss");
        String second = figure(validated, "/test/logLoss");
        boolean firstIsBest = Double.parseDouble(first) < Double.parseDouble(second);
        String losses = firstIsBest ? first + "\\* +" + second : first + " +" + second + "\\*";
        String mean = figure(validated, "/crossValidation/accuracy/mean");
        assertThat(first).isNotEqualTo(second);
        assertThat(lines)
                .anyMatch(line -> line.matches("test log loss +" + losses))
                .anyMatch(line -> line.matches("cross-validation accuracy +– +" + mean))
                .anyMatch(line -> line.matches("epochs +3 +6"))
                .anyMatch(line -> line.matches("batch +full +16"))
                .anyMatch(line -> line.matches("validationSize +0.0 +0.25"))
                .noneMatch(line -> line.startsWith("seed") || line.startsWith("out "));
        assertThat(Files.readString(page())).contains("moons: 2 runs compared", plain.getFileName() + "</td>");
    }

    @Test
    void threeRunsOfDifferentDataAreCompared() throws IOException {
        JsonNode json = compare(plain, validated, both, "--json").json();

        assertThat(json.get("runs")).hasSize(3);
        assertThat(json.get("sameData").booleanValue()).isFalse();
        assertThat(json.get("page").textValue()).isEqualTo(page().toString());
        JsonNode accuracy = json.get("figures").get(0);
        assertThat(accuracy.get("figure").textValue()).isEqualTo("accuracy");
        assertThat(accuracy.get("values").get(2))
                .isEqualTo(Call.json(both.resolve("metrics.json")).at("/test/accuracy"));
        assertThat(accuracy.get("intervals").get(2))
                .isEqualTo(Call.json(both.resolve("metrics.json")).at("/test/intervals/accuracy"));
        assertThat(accuracy.get("best")).isEmpty();
        assertThat(compare(plain, both).out()).contains("The runs are of different data");
        // three surfaces, four curves
        assertThat(Files.readString(page()).split("<img ", -1)).hasSize(1 + 6);
        assertThat(Files.readString(page())).contains("alt=\"Decision surface of run B.\"");
    }

    @Test
    void thePageGoesToStandardOutputToo() {
        Call call = Call.of("compare", "--out", "-", plain, both);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(Call.of("compare", "--out", "-", "--json", plain, both).exitCode())
                .isEqualTo(2);
    }

    @Test
    void quietPrintsTheNameOfThePage() {
        assertThat(compare("--quiet", plain, both).out().strip()).isEqualTo(page().toString());
    }

    @Test
    void anOlderPageIsReplacedAndNothingElse() throws IOException {
        assertThat(compare(plain, both).exitCode()).isEqualTo(0);
        String first = Files.readString(page());
        assertThat(compare(plain, validated).exitCode()).isEqualTo(0);
        assertThat(Files.readString(page())).isNotEqualTo(first);

        Files.writeString(page(), "thesis");
        Call call = compare(plain, both);
        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).startsWith("first-network: " + page() + " exists and was not written by compare");
        assertThat(page()).hasContent("thesis");
    }

    @Test
    void errorsAreOneLineAndWriteNothing() {
        assertError(compare(plain), 2, "expected two run folders or more to compare, found 1");
        assertError(compare(), 2, "expected two run folders or more to compare, found 0");
        assertError(compare(plain, both, plain), 2, plain + " is named twice");
        assertError(compare(plain, runs), 4, runs + " is no folder of a finished run: it has no config.json");
        Path missing = folder.resolve("missing");
        assertError(compare(plain, missing), 4, missing + ": no such folder");
        assertThat(page()).doesNotExist();
    }

    private static void assertError(Call call, int exitCode, String message) {
        assertThat(call.exitCode()).isEqualTo(exitCode);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).startsWith("first-network: " + message);
    }
}
