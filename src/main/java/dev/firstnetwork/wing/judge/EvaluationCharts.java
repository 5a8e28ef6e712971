package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.Drawing.DASHED;
import static dev.firstnetwork.report.Drawing.GREY;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.addLegend;
import static dev.firstnetwork.report.Drawing.chart;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.dashed;
import static dev.firstnetwork.report.Drawing.dot;
import static dev.firstnetwork.report.Drawing.draw;
import static dev.firstnetwork.report.Drawing.drawDiagonal;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.thinned;
import static dev.firstnetwork.report.Drawing.unitChart;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Texts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures of how good predictions are, each as the bytes of a PNG. XChart draws axes and legends, Java2D what is on them:
 * XChart would begin its dashes anew at each point, and knows no bars over an axis of numbers and no whiskers.
 */
public final class EvaluationCharts {

    private static final int HEIGHT = 450;

    /** Each colour twice, solid and dashed. */
    private static final int MOST_CURVES = 2 * Drawing.COLOUR_COUNT;

    private static final BasicStroke MARK = stroke(1.6f);

    private EvaluationCharts() {}

    /**
     * The ROC curve of each class by its name, with the area under it; of two classes there is one. Of more than 14 curves
     * those with the smallest areas are shown.
     */
    public static byte[] rocCurves(Map<String, RocCurve> curves) {
        boolean many = curves.size() > MOST_CURVES;
        Map<String, RocCurve> shown = new LinkedHashMap<>();
        curves.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        curve -> many ? curve.getValue().auc() : 0))
                .limit(MOST_CURVES)
                .forEach(curve -> shown.put(curve.getKey(), curve.getValue()));
        List<String> names = List.copyOf(shown.keySet());
        String title = title("ROC curve", names) + (many ? ": the worst of " + curves.size() : "");
        XYChart chart = unitChart(title, HEIGHT, "false positive rate", "true positive rate");
        chart.getStyler()
                .setYAxisMin(-0.02)
                .setYAxisMax(1.02)
                .setLegendPosition(LegendPosition.OutsideE)
                .setLegendLayout(LegendLayout.Vertical)
                .setLegendPadding(8);
        for (int k = 0; k < names.size(); k++) {
            double auc = shown.get(names.get(k)).auc();
            String figure = Double.isNaN(auc) ? "n/a" : String.format(Locale.ROOT, "%.3f", auc);
            addLegend(chart, shorten(names.get(k), 16) + ": AUC " + figure, colour(k), line(k));
        }
        addLegend(chart, "chance: AUC 0.5", GREY, DASHED);
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            drawDiagonal(g, chart, 0, 1);
            for (int k = 0; k < names.size(); k++) {
                draw(g, path(chart, shown.get(names.get(k))), colour(k), line(k));
            }
        }));
    }

    private static Path2D path(XYChart chart, RocCurve curve) {
        int[] some = thinned(curve.thresholds().length).toArray();
        double[] x = Arrays.stream(some)
                .mapToDouble(i -> curve.falsePositiveRate()[i])
                .toArray();
        double[] y = Arrays.stream(some)
                .mapToDouble(i -> curve.truePositiveRate()[i])
                .toArray();
        return Drawing.path(chart, x, y);
    }

    /** Solid while the colours last, then dashed. */
    private static BasicStroke line(int k) {
        return k < Drawing.COLOUR_COUNT ? LINE : dashed(2.5f, 7);
    }

    /** What the picture shows, of one class or of several. */
    static String title(String what, List<String> names) {
        return names.size() == 1
                ? what + " of class " + shorten(names.get(0), 30)
                : what + ", each class against the rest";
    }

    /**
     * How often rows of a given probability are of the class, above a histogram of the probabilities. A single curve has
     * whiskers: the 95% interval of each bin's fraction. More than three curves could not be told apart and are pooled.
     *
     * @param curves of each class by its name; of two classes there is one
     */
    public static byte[] reliability(Map<String, CalibrationCurve> curves) {
        return ReliabilityChart.png(curves);
    }

    /** What each threshold costs in all, with the chosen threshold and the usual one half. */
    public static byte[] cost(ThresholdChoice choice) {
        String title = "Cost over threshold (false positive " + Texts.shortest(choice.falsePositiveCost())
                + ", false negative " + Texts.shortest(choice.falseNegativeCost()) + ")";
        XYChart chart = unitChart(title, HEIGHT, "threshold (predicted positive above it)", "total cost");
        double most = Arrays.stream(choice.costs()).max().orElse(0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(most > 0 ? 1.05 * most : 1);
        if (most >= 1 && most < 1e7) {
            // XChart's own labels go over to 1E5 early
            chart.getStyler().setYAxisDecimalPattern("0.##");
        }
        addLegend(chart, "total cost", colour(0), LINE);
        addLegend(chart, at("chosen", choice.threshold(), choice.cost()), colour(1), MARK);
        addLegend(chart, at("usual", 0.5, choice.costAt(0.5)), GREY, DASHED);
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            draw(g, upright(chart, 0.5, most), GREY, DASHED);
            draw(g, upright(chart, choice.threshold(), most), colour(1), MARK);
            draw(g, staircase(chart, choice), colour(0), LINE);
            g.setColor(colour(1));
            g.fill(dot(chart, choice.threshold(), choice.cost(), 6));
        }));
    }

    private static String at(String which, double threshold, double cost) {
        return which + " " + Texts.shortest(threshold) + ": cost " + Texts.shortest(cost);
    }

    private static Line2D upright(XYChart chart, double x, double height) {
        double screenX = chart.getScreenXFromChart(x);
        return new Line2D.Double(screenX, chart.getScreenYFromChart(0), screenX, chart.getScreenYFromChart(height));
    }

    private static Path2D staircase(XYChart chart, ThresholdChoice choice) {
        int[] shown = thinned(choice.from().length).toArray();
        double[] x = new double[2 * shown.length];
        double[] y = new double[2 * shown.length];
        for (int i = 0; i < shown.length; i++) {
            x[2 * i] = choice.from()[shown[i]];
            x[2 * i + 1] = i + 1 < shown.length ? choice.from()[shown[i + 1]] : 1;
            y[2 * i] = choice.costs()[shown[i]];
            y[2 * i + 1] = choice.costs()[shown[i]];
        }
        return Drawing.path(chart, x, y);
    }

    /**
     * Predicted over actual numbers, {@code [n, 1]} each and in the label's unit, with the line where both are the same.
     *
     * @param label the label's name, for the axes
     */
    public static byte[] predictedAgainstActual(Matrix predicted, Matrix actual, String label) {
        int[] shown = thinned(actual.rows()).toArray();
        double[] ends = ends(predicted, actual);
        String some = shown.length < actual.rows() ? ", " + shown.length + " of " + actual.rows() + " rows" : "";
        XYChart chart = chart("Predicted against actual" + some, HEIGHT, "actual " + label, "predicted " + label);
        chart.getStyler()
                .setXAxisMin(ends[0])
                .setXAxisMax(ends[1])
                .setYAxisMin(ends[0])
                .setYAxisMax(ends[1])
                .setPlotContentSize(1)
                .setLegendPosition(LegendPosition.OutsideE);
        // where rows lie on one another it is darker
        Color seeThrough =
                new Color(colour(0).getRed(), colour(0).getGreen(), colour(0).getBlue(), 140);
        XYSeries rows = addLegend(chart, "row", seeThrough, LINE);
        rows.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        rows.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(seeThrough);
        addLegend(chart, "exact", GREY, DASHED);
        double radius = shown.length > 400 ? 2.5 : 3.5;
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            drawDiagonal(g, chart, ends);
            g.setColor(seeThrough);
            for (int i : shown) {
                g.fill(dot(chart, actual.get(i, 0), predicted.get(i, 0), radius));
            }
        }));
    }

    /** The ends of both axes: all values with a margin. */
    private static double[] ends(Matrix predicted, Matrix actual) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (Matrix matrix : List.of(predicted, actual)) {
            for (double value : matrix.values()) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        double margin = max > min ? (max - min) / 25 : 1;
        return new double[] {min - margin, max + margin};
    }

    /**
     * The rates of each group side by side, with 95% intervals; of more than 16 groups the largest.
     *
     * @param column what the rows are grouped by
     */
    public static byte[] groups(GroupMetrics metrics, String column) {
        return GroupChart.png(metrics, column);
    }
}
