package dev.firstnetwork.report;

import static dev.firstnetwork.report.Drawing.BOLD;
import static dev.firstnetwork.report.Drawing.FAINT;
import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.chart;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.thinned;
import static dev.firstnetwork.report.Drawing.upright;

import dev.firstnetwork.Main;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.training.EpochFigures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The pictures of a run, each as the bytes of a PNG. XChart draws axes, lines, points and legends; Java2D draws what it
 * cannot: shading under the points, and a confusion matrix with two numbers in a cell.
 *
 * <p>All is drawn into memory. {@code Main} sets the system property {@code java.awt.headless}; without it, a {@code
 * DISPLAY} that leads nowhere stops AWT. One machine gives the same bytes each time; another may have other fonts.
 */
public final class Charts {

    private static final int CURVES_HEIGHT = 310;
    private static final Font LARGE = FONT.deriveFont(24f);
    private static final BasicStroke WIDE = stroke(5);

    private Charts() {}

    /** Loss and accuracy, or R2, over the epochs, on each side of the split, one above the other. */
    public static byte[] learningCurves(Run run) {
        boolean nats = !run.isRegression()
                && !"mean-squared-error".equals(run.configuration().get("loss"));
        XYChart loss = curves("Loss", nats ? "mean loss (nats)" : "mean squared error");
        loss.getStyler().setYAxisMin(0.0);
        addCurves(loss, "%.4g", run, EpochFigures.Side::loss);
        XYChart score =
                run.isRegression() ? curves("R²", "variance explained") : curves("Accuracy", "predicted right (%)");
        if (run.isRegression()) {
            addCurves(score, "%.3f", run, EpochFigures.Side::score);
        } else {
            score.getStyler().setYAxisMax(100.0);
            addCurves(score, "%.1f%%", run, side -> 100 * side.score());
        }
        return png(paint(WIDTH, 2 * CURVES_HEIGHT, g -> {
            loss.paint(g, WIDTH, CURVES_HEIGHT);
            g.translate(0, CURVES_HEIGHT);
            score.paint(g, WIDTH, CURVES_HEIGHT);
        }));
    }

    private static void addCurves(XYChart chart, String format, Run run, ToDoubleFunction<EpochFigures.Side> figure) {
        addCurve(chart, "train", format, run, figures -> figure.applyAsDouble(figures.train()));
        if (run.history().stream().anyMatch(figures -> figures.validation().isPresent())) {
            addCurve(chart, "validation", format, run, figures -> figures.validation()
                    .map(figure::applyAsDouble)
                    .orElse(Double.NaN));
        }
        addCurve(chart, "test", format, run, figures -> figure.applyAsDouble(figures.test()));
    }

    private static XYChart curves(String title, String yTitle) {
        XYChart chart = chart(title, CURVES_HEIGHT, "epoch", yTitle);
        chart.getStyler()
                .setXAxisDecimalPattern("0")
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisLeftWidthHint(60)
                .setPlotContentSize(0.98)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendPadding(14);
        return chart;
    }

    /** A figure that is not finite, as where a run diverges, is left out of the line. */
    private static void addCurve(
            XYChart chart, String name, String format, Run run, ToDoubleFunction<EpochFigures> figure) {
        List<EpochFigures> finite = run.history().stream()
                .filter(figures -> Double.isFinite(figure.applyAsDouble(figures)))
                .toList();
        List<EpochFigures> shown = thinned(finite);
        int n = shown.size();
        if (n == 0) {
            return;
        }
        // XChart labels equally spaced points as they come (134, 268, ...): one that is nowhere brings round numbers
        int points = n > 12 ? n + 1 : n;
        double[] x = new double[points];
        double[] y = new double[points];
        Arrays.setAll(x, i -> i < n ? shown.get(i).epoch() : Double.NaN);
        Arrays.setAll(y, i -> i < n ? figure.applyAsDouble(shown.get(i)) : Double.NaN);
        boolean train = name.equals("train");
        XYSeries series = chart.addSeries(name, x, y);
        series.setLabel(name + " " + String.format(Locale.ROOT, format, y[n - 1]));
        // the narrow line can be seen on the wide one; XChart's dashes begin anew at each point
        Color colour = colour(train ? 0 : name.equals("test") ? 1 : 2);
        series.setLineStyle(train ? WIDE : LINE).setLineColor(colour);
        series.setMarker(n == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE).setMarkerColor(colour);
    }

    /**
     * What the network answers over its two inputs, as shading, with the rows of the data on it.
     *
     * @throws IllegalArgumentException if the run has no decision surface
     */
    public static byte[] decisionSurface(Run run) {
        return SurfaceChart.png(run);
    }

    /**
     * How often each class was taken for which, in rows and in per cent of the actual class.
     *
     * @param title what was counted, such as {@code Test rows}
     */
    public static byte[] confusionMatrix(ConfusionMatrix matrix, String title) {
        List<String> names =
                matrix.classes().stream().map(name -> shorten(name, 18)).toList();
        int k = names.size();
        // with more classes the numbers have no room, and the shading has to do
        boolean numbers = k <= 20;
        int width = numbers ? Math.max(56, Math.min(150, 480 / k)) : Math.max(6, 720 / k);
        int height = numbers ? Math.max(42, width * 2 / 3) : width;
        int longest = names.stream().mapToInt(Drawing::width).max().orElse(0);
        boolean upright = longest > width - 8;
        int left = 60 + longest;
        int top = 50;
        int right = left + k * width;
        int bottom = top + k * height;
        int below = bottom + (upright ? longest : 14) + 10;
        return png(paint(right + 40, below + 60, g -> {
            g.setColor(TEXT);
            g.setFont(BOLD);
            text(g, title, (left + right) / 2.0, 30, 0.5);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    Rectangle cell = new Rectangle(left + j * width, top + i * height, width, height);
                    paintCell(g, cell, matrix.counts()[i][j], matrix.actual(i), i == j, numbers);
                }
            }
            g.setFont(SMALL);
            int step = 1 + 16 / width;
            for (int i = 0; i < k; i += step) {
                text(g, names.get(i), left - 8, top + (i + 0.5) * height + 5, 1);
                double x = left + (i + 0.5) * width;
                if (upright) {
                    upright(g, names.get(i), x + 5, bottom + 8, 1);
                } else {
                    text(g, names.get(i), x, bottom + 20, 0.5);
                }
            }
            g.setFont(FONT);
            upright(g, "actual class", 24, (top + bottom) / 2.0, 0.5);
            text(g, "predicted class", (left + right) / 2.0, below + 24, 0.5);
            g.setFont(SMALL);
            text(g, "blue: right, orange: wrong", (left + right) / 2.0, below + 46, 0.5);
        }));
    }

    /**
     * Paints one cell, and leaves the colour of text behind.
     *
     * @param all how many rows are of the actual class
     */
    private static void paintCell(Graphics2D g, Rectangle cell, long count, long all, boolean right, boolean numbers) {
        double share = count == 0 ? 0 : (double) count / all;
        // even a single row is to be seen, and the darkest cell is light enough for dark text
        g.setColor(mix(colour(right ? 0 : 1), count == 0 ? 0 : 0.1 + 0.5 * share));
        g.fill(cell);
        g.setColor(FAINT);
        g.setStroke(THIN);
        g.draw(cell);
        g.setColor(TEXT);
        if (numbers) {
            boolean roomy = cell.width >= 100;
            g.setFont(roomy ? LARGE : FONT);
            text(g, Long.toString(count), cell.getCenterX(), cell.getCenterY() + (count == 0 ? 5 : 0), 0.5);
            if (count > 0) {
                g.setFont(SMALL);
                String percent = String.format(Locale.ROOT, "%.0f%%", 100 * share);
                text(g, percent, cell.getCenterX(), cell.getCenterY() + (roomy ? 22 : 15), 0.5);
            }
        }
    }
}
