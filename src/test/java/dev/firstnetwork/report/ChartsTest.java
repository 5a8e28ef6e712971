package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.training.EpochFigures;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class ChartsTest {

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void learningCurvesAreTwoPanelsOfTheDeclaredSize() throws IOException {
        BufferedImage image = decoded(Charts.learningCurves(Runs.two(3)));

        assertThat(image.getWidth()).isEqualTo(880);
        int half = image.getHeight() / 2;
        BufferedImage loss = image.getSubimage(0, 0, 880, half);
        BufferedImage accuracy = image.getSubimage(0, half, 880, half);
        for (BufferedImage panel : List.of(loss, accuracy)) {
            assertThat(pixels(panel, 0x0072b2)).as("training, blue").isGreaterThan(1000);
            assertThat(pixels(panel, 0xd55e00)).as("test, orange").isGreaterThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5000})
    void anyNumberOfEpochsCanBeDrawn(int epochs) throws IOException {
        Run run = Runs.stopped(Runs.two(0), "epochs", Runs.history(epochs));

        assertThat(pixels(decoded(Charts.learningCurves(run)), 0x0072b2)).isPositive();
    }

    @Test
    void aRunThatDivergedOrWasInterruptedAtOnceCanBeDrawn() throws IOException {
        var history = new ArrayList<>(Runs.history(5));
        history.add(Runs.figures(6, 1e200));
        history.add(Runs.figures(7, Double.POSITIVE_INFINITY));
        history.add(Runs.figures(8, Double.NaN));

        assertThat(decoded(Charts.learningCurves(Runs.stopped(Runs.two(0), "diverged", history))))
                .isNotNull();
        assertThat(decoded(Charts.learningCurves(Runs.stopped(Runs.two(0), "interrupted", List.of()))))
                .isNotNull();
    }

    /** Okabe and Ito's bluish green is the third colour: there is a line of it where there are validation rows. */
    @Test
    void validationRowsAreAThirdLine() throws IOException {
        List<EpochFigures> watched = Runs.history(30).stream()
                .map(figures -> new EpochFigures(
                        figures.epoch(),
                        figures.train(),
                        figures.test(),
                        Optional.of(new EpochFigures.Side(figures.train().loss() + 0.2, 0.6)),
                        figures.differences()))
                .toList();
        Run with = Runs.stopped(Runs.two(0), "early-stopping", watched);
        Run without = Runs.stopped(Runs.two(0), "epochs", Runs.history(30));

        assertThat(pixels(decoded(Charts.learningCurves(with)), 0x009e73)).isGreaterThan(500);
        assertThat(pixels(decoded(Charts.learningCurves(without)), 0x009e73)).isZero();
    }

    @Test
    void aRegressionHasCurvesOfItsOwn() throws IOException {
        BufferedImage numbers = decoded(Charts.learningCurves(Runs.regression()));
        BufferedImage classes = decoded(Charts.learningCurves(Runs.two(0)));
        assertThat(numbers.getWidth()).isEqualTo(classes.getWidth());
        assertThat(Charts.learningCurves(Runs.regression())).isNotEqualTo(Charts.learningCurves(Runs.two(0)));
    }

    private static byte[] surface(Run run) {
        return SurfaceChart.png(run, run.answers().surface().orElseThrow());
    }

    @Test
    void decisionSurfaceIsShadedWhereEachClassIsPredicted() throws IOException {
        BufferedImage image = decoded(surface(Runs.two(3)));

        assertThat(image.getWidth()).isEqualTo(880);
        // in the upper half of the plane the first class, blue; in the lower half the second, orange
        assertThat(hue(image, 460, 240)).as("above").isBetween(0.5f, 0.65f);
        assertThat(hue(image, 460, 540)).as("below").isBetween(0.03f, 0.12f);
        BufferedImage allRight = decoded(surface(Runs.two(0)));
        Rectangle boundary = box(allRight.getSubimage(200, 200, 600, 350), PlotStyle.TEXT);
        assertThat(boundary.width).as("from side to side").isGreaterThan(550);
        assertThat(boundary.height).as("level").isLessThan(30);
    }

    @Test
    void decisionSurfaceShadesMoreThanTwoClasses() throws IOException {
        Run run = Runs.of(List.of("a", "b", "c"), List.of("x", "y"), 1);

        BufferedImage image = decoded(surface(run));

        // the third sector is the lower right one, its middle at five sixths of a turn
        assertThat(hue(image, 560, 560)).as("bluish green").isBetween(0.4f, 0.5f);
    }

    @Test
    void confusionMatrixShadesTheDiagonalBlueAndTheRestOrange() throws IOException {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(List.of("no", "yes"), new int[] {0, 0, 0, 1, 1}, new int[] {0, 0, 1, 1, 1});

        BufferedImage image = decoded(Charts.confusionMatrix(matrix, "Test rows"));

        Rectangle rightNo = box(image, PlotStyle.mix(PlotStyle.colour(0), 0.1 + 0.5 * 2 / 3));
        Rectangle wrongNo = box(image, PlotStyle.mix(PlotStyle.colour(1), 0.1 + 0.5 / 3));
        // below its cell the same blue is in the legend
        Rectangle rightYes = box(
                image.getSubimage(0, 0, 880, 2 * rightNo.y + 2 * rightNo.height),
                PlotStyle.mix(PlotStyle.colour(0), 0.6));
        assertThat(wrongNo.x).isGreaterThanOrEqualTo(rightNo.x + rightNo.width);
        assertThat(wrongNo.y).isEqualTo(rightNo.y);
        assertThat(rightYes.x).isEqualTo(wrongNo.x);
        assertThat(rightYes.y).isGreaterThanOrEqualTo(rightNo.y + rightNo.height);
        assertThat(new Color(image.getRGB(rightNo.x + 20, rightYes.y + 20)))
                .as("none")
                .isEqualTo(Color.WHITE);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 40})
    void confusionMatrixGrowsWithItsClassesButStaysAPicture(int classes) throws IOException {
        int[] rows = IntStream.range(0, 3 * classes).map(i -> i % classes).toArray();
        List<String> names = IntStream.range(0, classes)
                .mapToObj(k -> "a class with a long name " + k)
                .toList();

        byte[] png = Charts.confusionMatrix(ConfusionMatrix.of(names, rows, rows), "Test rows");

        BufferedImage image = decoded(png);
        assertThat(image.getWidth()).isBetween(800, 2600);
        assertThat(image.getHeight()).isBetween(400, 2600);
        assertThat(png.length).isLessThan(250_000);
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        assertThat(Charts.learningCurves(Runs.two(3))).isEqualTo(Charts.learningCurves(Runs.two(3)));
        assertThat(surface(Runs.two(3))).isEqualTo(surface(Runs.two(3)));
        ConfusionMatrix matrix = Run.confusion(Runs.two(3).test().figures()).orElseThrow();
        assertThat(Charts.confusionMatrix(matrix, "Test rows")).isEqualTo(Charts.confusionMatrix(matrix, "Test rows"));
    }

    @Test
    void emptyNamesCanBeDrawn() throws IOException {
        Run run = Runs.of(List.of("", "<b>"), List.of("", ""), 2);

        assertThat(decoded(surface(run))).isNotNull();
        assertThat(decoded(Charts.confusionMatrix(
                        Run.confusion(run.test().figures()).orElseThrow(), "")))
                .isNotNull();
    }

    public static BufferedImage decoded(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    /** The smallest rectangle with all pixels of a colour. */
    public static Rectangle box(BufferedImage image, Color colour) {
        Rectangle box = new Rectangle(-1, -1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) == colour.getRGB()) {
                    box = box.union(new Rectangle(x, y, 1, 1));
                }
            }
        }
        assertThat(box.isEmpty()).as("without " + colour).isFalse();
        return box;
    }

    public static int pixels(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == rgb ? 1 : 0;
            }
        }
        return count;
    }

    /** The hue in turns: blue is about 0.57, orange 0.07, bluish green 0.45. */
    private static float hue(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
        assertThat(hsb[1]).as("saturation").isGreaterThan(0.05f);
        return hsb[0];
    }
}
