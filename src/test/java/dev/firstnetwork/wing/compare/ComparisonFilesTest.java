package dev.firstnetwork.wing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.HtmlReport;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.Runs;
import dev.firstnetwork.report.SurfaceChart;
import dev.firstnetwork.wing.compare.ComparisonCharts.Quantity;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonFilesTest {

    @TempDir
    Path folder;

    private final List<Path> runs = new ArrayList<>();

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private Path run(String options, String test) throws IOException {
        Path run = RecordedRuns.write(folder.resolve("run-" + runs.size()), options, test);
        runs.add(run);
        return run;
    }

    private String page() {
        return ComparisonFiles.page(Comparison.of(runs), "compare these");
    }

    @Test
    void thePageStandsAlone() throws IOException {
        Path first = run(", \"seed\": 1", "\"accuracy\": 0.8");
        run(", \"seed\": 2", "\"accuracy\": 0.9");
        Run two = Runs.two(0);
        DecisionSurface surface = two.answers().surface().orElseThrow();
        Files.write(first.resolve("plots/decision-surface.png"), SurfaceChart.png(two, surface));

        String page = page();

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n")
                .contains("<h1>moons: 2 runs compared</h1>", "They differ in <strong>1 option</strong>.")
                .contains("All were judged on the same 20 rows that were held out.")
                .contains("<span class=\"best\">0.9000</span>", "<pre><code>compare these</code></pre>")
                .contains("color-scheme: light dark", "@media (prefers-color-scheme: dark)")
                .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(", "{{", "}}");
        // loss and accuracy on both sides of the split, and the one surface
        assertThat(Pattern.compile(
                                "<img alt=\"[^\"]{20,}\" width=\"\\d{3}\" height=\"\\d{3}\" src=\"data:image/png;base64,")
                        .matcher(page)
                        .results())
                .hasSize(5);
    }

    @Test
    void thePageSaysWhatMustNotBeCompared() throws IOException {
        run("", "\"accuracy\": 0.8");
        Path other = run("", "\"accuracy\": 0.9");
        assertThat(page())
                .contains("No option does: the runs were made alike.")
                .doesNotContain("They are of different");

        RecordedRuns.edit(other.resolve("config.json"), "42", "7");
        assertThat(page()).contains("They were judged on different rows", "<span class=\"best\">");

        RecordedRuns.edit(other.resolve("manifest.json"), "abc", "def");
        assertThat(page()).contains("They are of different data:").doesNotContain("<span class=\"best\">");
    }

    @Test
    void thePageEscapesWhatTheFilesSay() throws IOException {
        String hostile = "<script>alert('x')</script>&{{command}}";
        run(", \"label\": \"" + hostile + "\"", "\"accuracy\": 0.8, \"" + hostile + "\": 1");
        run("", "\"accuracy\": 0.9");

        assertThat(page())
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;{{command}}")
                .doesNotContain("<script", "alert('x')");
    }

    @Test
    void jsonHasAValueForEachRun() throws IOException {
        run(", \"seed\": 1", "\"accuracy\": 0.8, \"intervals\": {\"accuracy\": [0.7, 0.85]}");
        run(", \"seed\": 2", "\"accuracy\": 0.9, \"rocAuc\": null");

        JsonNode json = new ObjectMapper().readTree(ComparisonFiles.json(Comparison.of(runs), "page.html"));

        assertThat(json.at("/runs/1/run").textValue()).isEqualTo("B");
        assertThat(json.at("/runs/1/folder").textValue()).isEqualTo(runs.get(1).toString());
        assertThat(json.get("sameData").booleanValue()).isTrue();
        assertThat(json.get("figures").get(0).toString())
                .isEqualTo("{\"side\":\"test\",\"figure\":\"accuracy\",\"values\":[0.8,0.9],"
                        + "\"intervals\":[[0.7,0.85],null],\"best\":[\"B\"]}");
        assertThat(json.at("/figures/1/values").toString()).isEqualTo("[null,null]");
        assertThat(json.get("page").textValue()).isEqualTo("page.html");
        assertThat(json.get("options").toString()).isEqualTo("[{\"name\":\"seed\",\"values\":[1,2]}]");
    }

    private static boolean mayReplace(Path file) {
        return Page.mayReplace(file, ComparisonFiles.MARK);
    }

    @Test
    void onlyAnOlderPageMayBeReplaced() throws IOException {
        run("", "\"accuracy\": 0.8");
        run("", "\"accuracy\": 0.9");

        assertThat(mayReplace(folder.resolve("none"))).isTrue();
        assertThat(mayReplace(Files.writeString(folder.resolve("page.html"), page())))
                .isTrue();
        assertThat(mayReplace(Files.createFile(folder.resolve("empty")))).isTrue();
        Path report = Files.writeString(folder.resolve("other.html"), HtmlReport.page(Runs.two(1), Map.of()));
        assertThat(mayReplace(report)).isFalse();
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(mayReplace(bytes)).isFalse();
    }

    private static boolean contains(byte[] png, int rgb) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .anyMatch(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) == rgb);
    }

    /** Eight colours of the palette, black being the eighth; then they begin anew, dashed. */
    @Test
    void eightRunsHaveAColourEach() throws IOException {
        for (int i = 0; i < 9; i++) {
            Path run = run("", "\"accuracy\": 0.8");
            RecordedRuns.edit(run.resolve("metrics.csv"), "1,0.5,0.6", "1,0.5,0." + (i + 1));
            RecordedRuns.edit(run.resolve("metrics.csv"), "2,0.4,0.55", "2,0.4,0." + (9 - i));
        }
        byte[] png = ComparisonCharts.curves(Comparison.of(runs), Quantity.LOSS, "test");

        assertThat(IntStream.range(0, 8).mapToObj(ComparisonCharts::runColour)).doesNotHaveDuplicates();
        for (int i = 0; i < 8; i++) {
            assertThat(contains(png, ComparisonCharts.runColour(i).getRGB() & 0xffffff))
                    .as("run %d", i)
                    .isTrue();
        }
        assertThat(ComparisonCharts.runColour(8)).isEqualTo(ComparisonCharts.runColour(0));
    }

    /** A run has a line in what it measured: accuracy or R2, loss in nats or squared error. */
    @Test
    void unlikeFiguresHaveAPictureEach() throws IOException {
        run("", "\"accuracy\": 0.8");
        Path squared = run(", \"loss\": \"mean-squared-error\"", "\"accuracy\": 0.8");
        Path regression = run("", "\"r2\": 0.5");
        RecordedRuns.edit(regression.resolve("metrics.csv"), "train_accuracy,test_accuracy", "train_r2,test_r2");

        Comparison comparison = Comparison.of(runs);

        assertThat(Quantity.of(comparison)).containsExactly(Quantity.values());
        assertThat(Quantity.LOSS.runs(comparison)).containsExactly(0);
        assertThat(Quantity.SQUARED_ERROR.runs(comparison)).containsExactly(1, 2);
        assertThat(Quantity.ACCURACY.runs(comparison)).containsExactly(0, 1);
        assertThat(Quantity.R2.runs(comparison)).containsExactly(2);
        assertThat(Quantity.of(Comparison.of(List.of(squared, runs.get(0)))))
                .containsExactly(Quantity.LOSS, Quantity.SQUARED_ERROR, Quantity.ACCURACY);
    }

    @Test
    void aRunWithoutFiniteFiguresIsDrawnToo() throws IOException {
        Path diverged = run("", "\"accuracy\": 0.8");
        Files.writeString(
                diverged.resolve("metrics.csv"),
                "epoch,train_loss,test_loss,train_accuracy,test_accuracy\n0,NaN,Infinity,0.5,0.5\n");
        run("", "\"accuracy\": 0.9");

        for (Quantity quantity : List.of(Quantity.LOSS, Quantity.ACCURACY)) {
            byte[] png = ComparisonCharts.curves(Comparison.of(runs), quantity, "test");
            assertThat(contains(png, ComparisonCharts.runColour(1).getRGB() & 0xffffff))
                    .isTrue();
        }
    }
}
