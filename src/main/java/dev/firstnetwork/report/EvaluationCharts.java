package dev.firstnetwork.report;

import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.chart;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.thinned;

import dev.firstnetwork.evaluation.CalibrationCurve;
import dev.firstnetwork.evaluation.GroupMetrics;
import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.evaluation.Proportion;
import dev.firstnetwork.evaluation.RocCurve;
import dev.firstnetwork.evaluation.ThresholdChoice;
import dev.firstnetwork.math.Matrix;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Pictures of how good predictions are, each as the bytes of a PNG. XChart draws axes and legends, Java2D the lines: XChart
 * would begin its dashes anew at each point, and knows neither bars over an axis of numbers nor whiskers on them.
 */
public final class EvaluationCharts {

    private static final int HEIGHT = 460;
    private static final int HISTOGRAM_HEIGHT = 190;
    private static final Color GREY = new Color(0x6b6b6b);
    private static final BasicStroke DASHED = dashed(1.6f, 6);

    private EvaluationCharts() {}

    /** The ROC curve of each class by its name, with the area under it; of two classes there is one. */
    public static byte[] rocCurves(Map<String, RocCurve> curves) {
        XYChart chart = unitChart(
                title("ROC curve", List.copyOf(curves.keySet())), HEIGHT, "false positive rate", "true positive rate");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        List<String> names = List.copyOf(curves.keySet());
        for (int k = 0; k < names.size(); k++) {
            String area = String.format(
                    Locale.ROOT, "AUC %.3f", curves.get(names.get(k)).auc());
            addLegend(chart, labelled(names.get(k), area.replace("NaN", "n/a")), colour(k), line(k));
        }
        addLegend(chart, "chance, AUC 0.5", GREY, DASHED);
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            draw(g, path(chart, new double[] {0, 1}, new double[] {0, 1}), GREY, DASHED);
            for (int k = 0; k < names.size(); k++) {
                RocCurve curve = curves.get(names.get(k));
                draw(g, path(chart, curve.falsePositiveRate(), curve.truePositiveRate()), colour(k), line(k));
            }
        }));
    }

    /**
     * How often rows of a given probability are of the class, for each class by its name, above a histogram of the
     * probabilities of all these classes. A single curve has whiskers: the 95% interval of each bin's fraction.
     */
    public static byte[] reliability(Map<String, CalibrationCurve> curves) {
        List<String> names = List.copyOf(curves.keySet());
        XYChart chart =
                unitChart(title("Reliability", names), HEIGHT, "mean predicted probability", "observed fraction");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        for (int k = 0; k < names.size(); k++) {
            addLegend(chart, labelled(names.get(k), ""), colour(k), line(k));
        }
        addLegend(chart, "calibrated", GREY, DASHED);
        XYChart histogram = unitChart("", HISTOGRAM_HEIGHT, "predicted probability", "rows");
        long[] counts = new long[10];
        for (CalibrationCurve curve : curves.values()) {
            Arrays.setAll(counts, bin -> counts[bin] + curve.counts()[bin]);
        }
        histogram
                .getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(1.05 * Math.max(1, Arrays.stream(counts).max().orElse(1)));
        addLegend(histogram, names.size() == 1 ? "predictions" : "of all classes", mix(GREY, 0.6), stroke(8));
        return png(paint(WIDTH, HEIGHT + HISTOGRAM_HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            draw(g, path(chart, new double[] {0, 1}, new double[] {0, 1}), GREY, DASHED);
            for (int k = 0; k < names.size(); k++) {
                paintBins(g, chart, curves.get(names.get(k)), k, names.size() == 1);
            }
            g.translate(0, HEIGHT);
            histogram.paint(g, WIDTH, HISTOGRAM_HEIGHT);
            paintBars(g, histogram, counts);
        }));
    }

    private static void paintBins(Graphics2D g, XYChart chart, CalibrationCurve curve, int k, boolean whiskers) {
        draw(g, path(chart, curve.predicted(), curve.observed()), colour(k), line(k));
        for (int bin = 0; bin < curve.counts().length; bin++) {
            long count = curve.counts()[bin];
            if (count == 0) {
                continue;
            }
            double x = chart.getScreenXFromChart(curve.predicted()[bin]);
            if (whiskers) {
                Interval interval = new Proportion(Math.round(count * curve.observed()[bin]), count).interval();
                double low = chart.getScreenYFromChart(interval.lower());
                draw(g, new Line2D.Double(x, low, x, chart.getScreenYFromChart(interval.upper())), colour(k), THIN);
            }
            double radius = whiskers ? 4.5 : 3;
            double y = chart.getScreenYFromChart(curve.observed()[bin]);
            g.setColor(colour(k));
            g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    private static void paintBars(Graphics2D g, XYChart chart, long[] counts) {
        double bottom = chart.getScreenYFromChart(0);
        g.setColor(mix(GREY, 0.6));
        for (int bin = 0; bin < counts.length; bin++) {
            double left = chart.getScreenXFromChart((double) bin / counts.length) + 1;
            double right = chart.getScreenXFromChart((bin + 1.0) / counts.length) - 1;
            double top = chart.getScreenYFromChart((double) counts[bin]);
            g.fill(new Rectangle2D.Double(left, top, right - left, bottom - top));
        }
    }

    /** What each threshold costs in all, with the chosen threshold and the usual one half. */
    public static byte[] cost(ThresholdChoice choice) {
        String costs = String.format(
                Locale.ROOT,
                "Cost over threshold (false positive %s, false negative %s)",
                Texts.shortest(choice.falsePositiveCost()),
                Texts.shortest(choice.falseNegativeCost()));
        XYChart chart = unitChart(costs, HEIGHT, "threshold: predicted positive above it", "total cost");
        double most = Arrays.stream(choice.costs()).max().orElse(0);
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(most > 0 ? 1.05 * most : 1);
        addLegend(chart, "total cost", colour(0), LINE);
        addLegend(chart, at("chosen", choice.threshold(), choice.cost()), colour(1), LINE);
        addLegend(chart, at("usual", 0.5, choice.costAt(0.5)), GREY, DASHED);
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            double top = chart.getScreenYFromChart(most);
            double bottom = chart.getScreenYFromChart(0);
            double half = chart.getScreenXFromChart(0.5);
            draw(g, new Line2D.Double(half, top, half, bottom), GREY, DASHED);
            draw(g, staircase(chart, choice), colour(0), LINE);
            double x = chart.getScreenXFromChart(choice.threshold());
            double y = chart.getScreenYFromChart(choice.cost());
            draw(g, new Line2D.Double(x, top, x, bottom), colour(1), LINE);
            g.fill(new Ellipse2D.Double(x - 6, y - 6, 12, 12));
        }));
    }

    private static String at(String which, double threshold, double cost) {
        return which + " " + Texts.shortest(threshold) + ": cost " + Texts.shortest(cost);
    }

    private static Path2D staircase(XYChart chart, ThresholdChoice choice) {
        int[] shown = thinned(choice.from().length).toArray();
        Path2D path = new Path2D.Double();
        for (int i = 0; i < shown.length; i++) {
            double left = chart.getScreenXFromChart(choice.from()[shown[i]]);
            double right = chart.getScreenXFromChart(i + 1 < shown.length ? choice.from()[shown[i + 1]] : 1);
            double y = chart.getScreenYFromChart(choice.costs()[shown[i]]);
            if (i == 0) {
                path.moveTo(left, y);
            } else {
                path.lineTo(left, y);
            }
            path.lineTo(right, y);
        }
        return path;
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
        addLegend(chart, "row", colour(0), stroke(7));
        addLegend(chart, "exact", GREY, DASHED);
        double radius = shown.length > 400 ? 2.5 : 3.5;
        return png(paint(WIDTH, HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            draw(g, path(chart, ends, ends), GREY, DASHED);
            // where rows lie on one another it is darker
            g.setColor(new Color(
                    colour(0).getRed(), colour(0).getGreen(), colour(0).getBlue(), 140));
            for (int i : shown) {
                double x = chart.getScreenXFromChart(actual.get(i, 0));
                double y = chart.getScreenYFromChart(predicted.get(i, 0));
                g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
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
     * The rates of each group side by side, with 95% intervals.
     *
     * @param column what the rows are grouped by
     */
    public static byte[] groups(GroupMetrics metrics, String column) {
        return GroupChart.png(metrics, column);
    }

    /** A chart of which the x axis goes from 0 to 1. */
    private static XYChart unitChart(String title, int height, String xTitle, String yTitle) {
        XYChart chart = chart(title, height, xTitle, yTitle);
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(1.0)
                .setPlotContentSize(1)
                .setYAxisLeftWidthHint(60)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal);
        return chart;
    }

    private static String title(String what, List<String> names) {
        return names.size() == 1 ? what + " of " + shorten(names.get(0), 30) : what + ", each class against the rest";
    }

    private static String labelled(String name, String figure) {
        return shorten(name, 14) + (figure.isEmpty() ? "" : ", " + figure);
    }

    /** A line that is in the legend alone: XChart wants a point, and NaN is drawn nowhere. */
    private static void addLegend(XYChart chart, String label, Color colour, BasicStroke stroke) {
        double[] nowhere = {Double.NaN};
        XYSeries series =
                chart.addSeries(String.valueOf(chart.getSeriesCollection().size()), nowhere, nowhere);
        series.setLabel(label);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
    }

    /** Solid while the colours last, then dashed. */
    private static BasicStroke line(int k) {
        return k < Drawing.COLOUR_COUNT ? LINE : dashed(2.5f, 7);
    }

    private static BasicStroke dashed(float width, float length) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {length, 0.7f * length}, 0);
    }

    /** The line through points, where {@code chart}, which has been painted before, has them; NaN interrupts it. */
    private static Path2D path(XYChart chart, double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        boolean on = false;
        for (int i : thinned(x.length).toArray()) {
            boolean there = !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
            if (there && on) {
                path.lineTo(chart.getScreenXFromChart(x[i]), chart.getScreenYFromChart(y[i]));
            } else if (there) {
                path.moveTo(chart.getScreenXFromChart(x[i]), chart.getScreenYFromChart(y[i]));
            }
            on = there;
        }
        return path;
    }

    private static void draw(Graphics2D g, Shape shape, Color colour, BasicStroke stroke) {
        g.setColor(colour);
        g.setStroke(stroke);
        g.draw(shape);
    }
}
