package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.wing.notebook.NotebookCharts.Curve;
import dev.firstnetwork.wing.notebook.NotebookCharts.LossSurface;
import dev.firstnetwork.wing.notebook.NotebookCharts.Panel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookChartsTest {

    private static final int BLUE = 0x0072b2;
    private static final int ORANGE = 0xd55e00;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private static int pixels(BufferedImage image, int rgb) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += near(image.getRGB(x, y), rgb) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean near(int rgb, int other) {
        Color a = new Color(rgb);
        Color b = new Color(other);
        return Math.abs(a.getRed() - b.getRed()) < 20
                && Math.abs(a.getGreen() - b.getGreen()) < 20
                && Math.abs(a.getBlue() - b.getBlue()) < 20;
    }

    @Test
    void eachCurveHasItsColour() {
        BufferedImage image = NotebookCharts.onScreen(NotebookCharts.curves(
                "Loss", "epoch", "loss", List.of(Curve.of("a", 3, 2, 1), Curve.of("b", 1, Double.NaN, 2, 3))));

        assertThat(image.getWidth()).isEqualTo(440);
        assertThat(pixels(image, BLUE)).isGreaterThan(300);
        assertThat(pixels(image, ORANGE)).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 20})
    void anyNumberOfCurvesCanBeDrawn(int count) {
        List<Curve> curves = IntStream.range(0, count)
                .mapToObj(k -> Curve.of("curve number " + k, 1, 2, k))
                .toList();

        assertThat(NotebookCharts.onScreen(NotebookCharts.curves("Loss", "epoch", "loss", curves))
                        .getWidth())
                .isEqualTo(440);
    }

    @Test
    void aPathBeginsAndEndsWhereItSays() {
        LossSurface bowl = LossSurface.of(new double[] {-1, 1}, new double[] {-1, 1}, 21, (x, y) -> x * x + 4 * y * y);
        Curve path = new Curve("down", new double[] {-0.9, 0.9}, new double[] {0.5, 0.5});
        BufferedImage image =
                NotebookCharts.onScreen(NotebookCharts.lossSurface("Bowl", bowl, "w", "b", List.of(path)));

        // the disc at the end, a quarter below the top and near the right edge
        int right = IntStream.range(220, 440)
                .filter(x -> IntStream.range(50, 200).anyMatch(y -> near(image.getRGB(x, y), BLUE)))
                .max()
                .orElse(0);
        assertThat(right).isBetween(395, 425);
        // the lowest point is white, the upper left corner is not
        assertThat(pixels(image.getSubimage(220, 180, 50, 40), 0xffffff)).isGreaterThan(1000);
        assertThat(pixels(image.getSubimage(85, 50, 40, 20), 0xffffff)).isLessThan(100);
    }

    @Test
    void theFirstParameterGoesAlongARowAndTheSecondFromRowToRow() {
        LossSurface surface = LossSurface.of(new double[] {0, 2}, new double[] {10, 30}, 3, (x, y) -> x + y);

        assertThat(surface.x()).containsExactly(0, 1, 2);
        assertThat(surface.y()).containsExactly(10, 20, 30);
        assertThat(surface.loss()).isDeepEqualTo(new double[][] {{10, 11, 12}, {20, 21, 22}, {30, 31, 32}});
    }

    @Test
    void aGridOfAnotherSizeIsRefused() {
        assertThatThrownBy(() -> new LossSurface(new double[2], new double[3], new double[2][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the grid is 2 by 3, the loss 3 by 2: expected the same, 2 or more");
    }

    @Test
    void panelsFillTheirRowsFromTheLeft() {
        SplitData data = ColumnRoles.label("label").split(Generated.moons(40, 0.1, 1, true), 0.2, 42);
        DecisionSurface surface = DecisionSurface.of(data.all().x(), 21, grid -> Matrix.zeros(grid.rows(), 1));
        Panel panel = new Panel("always the first class", surface, data);

        BufferedImage image = NotebookCharts.onScreen(NotebookCharts.surfaces(2, List.of(panel, panel, panel)));

        assertThat(image.getWidth()).isEqualTo(600);
        int half = image.getHeight() / 2;
        assertThat(pixels(image.getSubimage(0, half, 300, half), ORANGE))
                .as("points")
                .isGreaterThan(100);
        assertThat(pixels(image.getSubimage(300, half, 300, half), 0xffffff)).isEqualTo(300 * half);
    }

    @Test
    void thePicturesAreTheSameEachTime() {
        List<Curve> curves = List.of(Curve.of("a", 3, 2, 1));

        assertThat(NotebookCharts.curves("Loss", "epoch", "loss", curves))
                .isEqualTo(NotebookCharts.curves("Loss", "epoch", "loss", curves));
    }

    @Test
    void aCurveNeedsAValueForEachPlace() {
        assertThatThrownBy(() -> new Curve("a", new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the curve a has 2 places, but 3 values");
    }
}
