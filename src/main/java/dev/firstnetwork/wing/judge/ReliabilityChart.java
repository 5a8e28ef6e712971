package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.Drawing.CLEAR;
import static dev.firstnetwork.report.Drawing.DASHED;
import static dev.firstnetwork.report.Drawing.GREY;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.addLegend;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.dot;
import static dev.firstnetwork.report.Drawing.draw;
import static dev.firstnetwork.report.Drawing.drawDiagonal;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.path;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.unitChart;

import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.report.Drawing;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/** How often rows of a given probability are of the class; see {@link EvaluationCharts#reliability}. */
public final class ReliabilityChart {

    private static final int HEIGHT = 450;
    private static final int HISTOGRAM_HEIGHT = 170;
    private static final int MOST_CURVES = 3;
    private static final BasicStroke WHISKER = stroke(1.2f);

    private ReliabilityChart() {}

    public static byte[] png(Map<String, CalibrationCurve> curves) {
        List<String> names = List.copyOf(curves.keySet());
        boolean single = names.size() == 1;
        boolean many = names.size() > MOST_CURVES;
        CalibrationCurve pooled = CalibrationCurve.pooled(curves.values());
        List<CalibrationCurve> shown = many ? List.of(pooled) : List.copyOf(curves.values());
        XYChart chart = unitChart(
                EvaluationCharts.title("Reliability", names),
                HEIGHT,
                "mean predicted probability",
                "observed fraction");
        chart.getStyler().setYAxisMin(-0.02).setYAxisMax(1.02);
        for (int k = 0; k < shown.size(); k++) {
            String name = many ? "all " + names.size() + " classes" : shorten(names.get(k), 14);
            addLegend(chart, single ? name + " with 95% interval" : name, colour(k), LINE);
        }
        addLegend(chart, "calibrated", GREY, DASHED);
        XYChart histogram = histogram(pooled.counts(), single);
        return Drawing.png(paint(WIDTH, HEIGHT + HISTOGRAM_HEIGHT, g -> {
            chart.paint(g, WIDTH, HEIGHT);
            drawDiagonal(g, chart, 0, 1);
            for (int k = 0; k < shown.size(); k++) {
                paintBins(g, chart, shown.get(k), colour(k), single);
            }
            g.translate(0, HEIGHT);
            histogram.paint(g, WIDTH, HISTOGRAM_HEIGHT);
            paintBars(g, histogram, pooled.counts());
        }));
    }

    /** Axes for the bars. */
    private static XYChart histogram(long[] counts, boolean single) {
        XYChart chart = unitChart("", HISTOGRAM_HEIGHT, "predicted probability", single ? "rows" : "rows, all classes");
        long most = Arrays.stream(counts).max().orElse(0);
        chart.getStyler()
                .setYAxisMin(0.0)
                .setYAxisMax(1.05 * Math.max(1, most))
                .setYAxisDecimalPattern("0")
                .setChartTitleVisible(false)
                .setLegendVisible(false);
        addLegend(chart, "", CLEAR, LINE);
        return chart;
    }

    private static void paintBins(Graphics2D g, XYChart chart, CalibrationCurve curve, Color colour, boolean whiskers) {
        draw(g, path(chart, curve.predicted(), curve.observed()), colour, LINE);
        for (int bin = 0; bin < curve.counts().length; bin++) {
            long count = curve.counts()[bin];
            if (count == 0) {
                continue;
            }
            if (whiskers) {
                Interval interval = new Proportion(Math.round(count * curve.observed()[bin]), count).interval();
                double x = chart.getScreenXFromChart(curve.predicted()[bin]);
                double low = chart.getScreenYFromChart(interval.lower());
                draw(g, new Line2D.Double(x, low, x, chart.getScreenYFromChart(interval.upper())), colour, WHISKER);
            }
            g.setColor(colour);
            g.fill(dot(chart, curve.predicted()[bin], curve.observed()[bin], 4));
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
}
