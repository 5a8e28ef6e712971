package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.ChartsTest.box;
import static dev.firstnetwork.report.ChartsTest.decoded;
import static dev.firstnetwork.report.ChartsTest.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.PlotStyle;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationChartsTest {

    private static final int BLUE = 0x0072b2;
    private static final int ORANGE = 0xd55e00;
    private static final List<String> TWO = List.of("no", "yes");

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private static Matrix column(double... values) {
        return Matrix.of(values.length, 1, values);
    }

    private static List<String> names(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(k -> "a class with a long name " + k)
                .toList();
    }

    /** Outputs of any size that add up to 1. */
    private static Matrix outputs(int rows, int classes) {
        NumpyRandom random = NumpyRandom.of(classes);
        Matrix p = Matrix.zeros(rows, classes).map(zero -> random.nextDouble());
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (double value : p.row(i)) {
                sum += value;
            }
            for (int k = 0; k < classes; k++) {
                p.set(i, k, p.get(i, k) / sum);
            }
        }
        return p;
    }

    private static Matrix labels(int rows, int classes) {
        Matrix y = Matrix.zeros(rows, classes);
        for (int i = 0; i < rows; i++) {
            y.set(i, i % classes, 1);
        }
        return y;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 26})
    void manyClassesCanBeDrawn(int classes) throws IOException {
        Matrix p = outputs(60, classes);
        Matrix y = labels(60, classes);

        BufferedImage roc = decoded(EvaluationCharts.rocCurves(RocCurve.of(names(classes), p, y)));
        BufferedImage reliability = decoded(EvaluationCharts.reliability(CalibrationCurve.of(names(classes), p, y)));

        assertThat(roc.getWidth()).isEqualTo(880);
        assertThat(pixels(roc, BLUE)).isGreaterThan(500);
        assertThat(pixels(roc, ORANGE)).isGreaterThan(500);
        assertThat(reliability.getWidth()).isEqualTo(880);
        assertThat(pixels(reliability, BLUE)).isGreaterThan(500);
        // more than three are pooled
        assertThat(pixels(reliability, ORANGE) > 0).isEqualTo(classes == 3);
    }

    @Test
    void aPerfectRocCurveIsAboveOneThatIsAllWrong() throws IOException {
        Matrix y = column(0, 0, 1, 1);
        BufferedImage best = decoded(EvaluationCharts.rocCurves(RocCurve.of(TWO, column(0.1, 0.2, 0.8, 0.9), y)));
        BufferedImage worst = decoded(EvaluationCharts.rocCurves(RocCurve.of(TWO, column(0.9, 0.8, 0.2, 0.1), y)));

        assertThat(pixels(best.getSubimage(0, 0, 880, 120), BLUE)).isGreaterThan(1000);
        assertThat(pixels(worst.getSubimage(0, 600, 880, 100), BLUE)).isGreaterThan(1000);
        assertThat(pixels(best.getSubimage(0, 600, 880, 100), BLUE)).isLessThan(500);
    }

    @Test
    void aClassWithoutRowsCanBeDrawn() throws IOException {
        Matrix p = column(0.25, 0.75);
        Matrix y = column(0, 0);

        assertThat(decoded(EvaluationCharts.rocCurves(RocCurve.of(TWO, p, y)))).isNotNull();
        assertThat(decoded(EvaluationCharts.reliability(CalibrationCurve.of(TWO, p, y))))
                .isNotNull();
        assertThat(decoded(EvaluationCharts.cost(ThresholdChoice.of(p, y, 1, 1))))
                .isNotNull();
        Matrix none = Matrix.zeros(0, 1);
        assertThat(decoded(EvaluationCharts.rocCurves(RocCurve.of(TWO, none, none))))
                .isNotNull();
        assertThat(decoded(EvaluationCharts.reliability(CalibrationCurve.of(TWO, none, none))))
                .isNotNull();
        assertThat(decoded(EvaluationCharts.cost(ThresholdChoice.of(none, none, 1, 1))))
                .isNotNull();
    }

    @Test
    void theHistogramIsHighWhereMostRowsAre() throws IOException {
        Matrix p = column(0.05, 0.05, 0.05, 0.05, 0.95);
        BufferedImage image = decoded(EvaluationCharts.reliability(CalibrationCurve.of(TWO, p, column(0, 0, 0, 1, 1))));

        // away from other grey: the diagonal above and the edges of text
        BufferedImage histogram = image.getSubimage(150, 690, 730, 190);
        Rectangle bars = box(histogram, PlotStyle.mix(PlotStyle.GREY, 0.6));
        BufferedImage left = histogram.getSubimage(bars.x, bars.y, bars.width / 5, bars.height);
        BufferedImage right = histogram.getSubimage(bars.x + bars.width * 4 / 5, bars.y, bars.width / 5, bars.height);
        BufferedImage middle = histogram.getSubimage(bars.x + bars.width / 5, bars.y, bars.width / 2, bars.height);
        int grey = 0xa6a6a6;
        assertThat(pixels(left, grey)).isGreaterThan(3 * pixels(right, grey));
        assertThat(pixels(right, grey)).isGreaterThan(500);
        assertThat(pixels(middle, grey)).isZero();
    }

    @Test
    void theChosenThresholdIsMarked() throws IOException {
        Matrix y = column(0, 0, 1, 1);
        BufferedImage low = decoded(EvaluationCharts.cost(ThresholdChoice.of(column(0.05, 0.1, 0.2, 0.9), y, 1, 9)));
        BufferedImage high = decoded(EvaluationCharts.cost(ThresholdChoice.of(column(0.05, 0.8, 0.9, 0.95), y, 1, 1)));

        int height = 650;
        assertThat(pixels(low.getSubimage(0, 60, 440, height), ORANGE)).isGreaterThan(500);
        assertThat(pixels(low.getSubimage(440, 60, 440, height), ORANGE)).isZero();
        assertThat(pixels(high.getSubimage(0, 60, 440, height), ORANGE)).isZero();
        assertThat(pixels(high.getSubimage(440, 60, 440, height), ORANGE)).isGreaterThan(500);
    }

    @Test
    void exactPredictionsLieOnTheDiagonal() throws IOException {
        Matrix y = column(IntStream.range(0, 5000).mapToDouble(i -> i - 100).toArray());
        BufferedImage image = decoded(EvaluationCharts.predictedAgainstActual(y, y, "price"));

        assertThat(image.getWidth()).isEqualTo(880);
        // the plot's corners: those on the diagonal are painted, the other one is empty
        assertThat(painted(image.getSubimage(180, 590, 80, 90))).isGreaterThan(100);
        assertThat(painted(image.getSubimage(780, 70, 60, 60))).isGreaterThan(100);
        assertThat(painted(image.getSubimage(200, 110, 100, 60))).isZero();
        assertThat(decoded(EvaluationCharts.predictedAgainstActual(column(2), column(2), "")))
                .isNotNull();
    }

    private static int painted(BufferedImage image) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += new Color(image.getRGB(x, y)).getRed() < 0xc0 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void smallGroupsArePale() throws IOException {
        int[] right = new int[40];
        List<String> large = IntStream.range(0, 40).mapToObj(i -> "all").toList();
        List<String> small =
                IntStream.range(0, 40).mapToObj(i -> "half " + i % 2).toList();
        BufferedImage strong = decoded(EvaluationCharts.groups(GroupMetrics.of(large, right, right, 1), "column"));
        BufferedImage pale = decoded(EvaluationCharts.groups(GroupMetrics.of(small, right, right, 1), "column"));

        int blue = PlotStyle.mix(new Color(BLUE), 0.8).getRGB() & 0xffffff;
        int paleBlue = PlotStyle.mix(new Color(BLUE), 0.35).getRGB() & 0xffffff;
        assertThat(pixels(strong, blue)).isGreaterThan(1000);
        int key = pixels(strong, paleBlue);
        assertThat(key).as("in the legend alone").isLessThan(500);
        assertThat(pixels(pale, blue)).isLessThan(500);
        assertThat(pixels(pale, paleBlue)).isGreaterThan(2000);
        assertThat(pale.getHeight() - strong.getHeight()).as("one row more").isEqualTo(2 * 2 * 26);
    }

    @Test
    void ofManyGroupsTheLargestAreShown() throws IOException {
        List<String> names =
                IntStream.range(0, 400).mapToObj(i -> "group " + i % 60).toList();
        GroupMetrics sixty = GroupMetrics.of(names, new int[400], new int[400], 1);
        GroupMetrics sixteen = new GroupMetrics(sixty.groups().subList(0, 16));
        String column = "a long name of a column, longer than the picture is wide";

        assertThat(decoded(EvaluationCharts.groups(sixty, column)).getHeight())
                .isEqualTo(decoded(EvaluationCharts.groups(sixteen, column)).getHeight());
        assertThat(decoded(EvaluationCharts.groups(new GroupMetrics(List.of()), "none")))
                .isNotNull();
    }

    @Test
    void theSamePredictionsGiveTheSameBytes() {
        Matrix p = outputs(50, 3);
        Matrix y = labels(50, 3);

        assertThat(EvaluationCharts.rocCurves(RocCurve.of(names(3), p, y)))
                .isEqualTo(EvaluationCharts.rocCurves(RocCurve.of(names(3), p, y)));
        assertThat(EvaluationCharts.reliability(CalibrationCurve.of(names(3), p, y)))
                .isEqualTo(EvaluationCharts.reliability(CalibrationCurve.of(names(3), p, y)));
    }
}
