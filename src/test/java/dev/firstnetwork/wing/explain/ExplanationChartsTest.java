package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.report.PlotStyle;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationChartsTest {

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    /** All are as wide as the other charts of a report, and grow with the columns only so far. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 13, 64})
    void anyNumberOfColumnsCanBeDrawn(int columns) throws IOException {
        Explanation explanation = Explanations.of(columns, true);

        for (byte[] png : List.of(
                ExplanationCharts.importance(explanation),
                DependenceChart.png(explanation),
                ShapleyChart.summary(explanation),
                ShapleyChart.waterfall(explanation, explanation.rows().get(0)))) {
            BufferedImage image = decoded(png);
            assertThat(image.getWidth()).isEqualTo(880);
            assertThat(image.getHeight()).isBetween(250, 4000);
            assertThat(png.length).isLessThan(400_000);
        }
    }

    /** On the first line of the bars there is more of the bars' blue than on the last. */
    @Test
    void theMostImportantColumnIsOnTop() throws IOException {
        BufferedImage image = decoded(ExplanationCharts.importance(Explanations.of(9, true)));

        int bar = new Color(64, 149, 197).getRGB() & 0xffffff;
        int[] lines = IntStream.range(0, image.getHeight())
                .filter(y -> pixels(image.getSubimage(0, y, image.getWidth(), 1), bar) > 0)
                .toArray();
        // bars are about 28 pixels high
        int first = pixels(image.getSubimage(0, lines[0] + 4, image.getWidth(), 4), bar);
        int last = pixels(image.getSubimage(0, lines[lines.length - 1] - 8, image.getWidth(), 4), bar);
        assertThat(first).isGreaterThan(4 * last).isGreaterThan(500);
    }

    @Test
    void aStepUpIsOrangeAndAStepDownBlue() throws IOException {
        Explanation explanation = Explanations.of(9, true);
        for (Explanation.Row row : explanation.rows()) {
            BufferedImage image = decoded(ShapleyChart.waterfall(explanation, row));
            double[] values = row.values().values();
            assertThat(pixels(image, 0xd55e00) > 100)
                    .isEqualTo(IntStream.range(0, 9).anyMatch(j -> values[j] > 0.01));
            assertThat(pixels(image, 0x0072b2) > 100)
                    .isEqualTo(IntStream.range(0, 9).anyMatch(j -> values[j] < -0.01));
        }
    }

    @Test
    void severalOutputsHaveALineEachUnlessOneIsAskedFor() throws IOException {
        List<String> outputs = List.of("a", "b", "c");

        BufferedImage all = decoded(DependenceChart.png(Explanations.of(4, true, outputs, OptionalInt.empty())));
        BufferedImage one = decoded(DependenceChart.png(Explanations.of(4, true, outputs, OptionalInt.of(2))));

        for (int colour : new int[] {0x0072b2, 0xd55e00, 0x009e73}) {
            assertThat(pixels(all, colour)).isGreaterThan(300);
        }
        assertThat(pixels(one, 0x0072b2)).isGreaterThan(300);
        assertThat(pixels(one, 0xd55e00)).isZero();
    }

    @Test
    void longNamesKeepBothEnds() {
        String name = "the mean of the first quarter";
        String shortened = "the mean of the… quarter";

        assertThat(PlotStyle.fit(name, PlotStyle.width(shortened))).isEqualTo(shortened);
        assertThat(PlotStyle.fit(name, PlotStyle.width(name))).isEqualTo(name);
    }

    @Test
    void theSameExplanationGivesTheSameBytes() {
        Explanation explanation = Explanations.of(4, true);

        assertThat(ExplanationFiles.of(explanation, Map.of()).values())
                .usingRecursiveComparison()
                .isEqualTo(
                        ExplanationFiles.of(Explanations.of(4, true), Map.of()).values());
    }

    @Test
    void importanceNeedsLabels() {
        Explanation explanation = Explanations.of(3, false);

        assertThatThrownBy(() -> ExplanationCharts.importance(explanation))
                .hasMessageContaining("without labels there is no permutation importance");
    }

    private static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static int pixels(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
            }
        }
        return count;
    }
}
