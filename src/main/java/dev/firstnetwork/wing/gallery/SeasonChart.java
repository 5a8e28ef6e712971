package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** A stretch of the series with two forecasts, and how wrong they are by the hour of the day. */
final class SeasonChart {

    private static final int HEIGHT = 200;
    private static final int DAYS_SHOWN = 7;

    private SeasonChart() {}

    /** The picture of test values from midnight on, and what was foreseen of each. */
    static byte[] png(double[] actual, double[] network, double[] linear) {
        int day = Season.DAY;
        int shown = Math.min(DAYS_SHOWN * day, actual.length);
        double[] days =
                IntStream.range(0, shown).mapToDouble(i -> (double) i / day).toArray();
        XYPlot week =
                Plots.plot(PlotAxes.numbers("day of the test rows", 0, (double) shown / day), PlotAxes.numbers("load"));
        Plots.points(
                week,
                "series",
                new double[][] {days, Arrays.copyOf(actual, shown)},
                PlotStyle.point(0, 6),
                PlotStyle.GREY,
                Color.WHITE);
        line(week, "AR(24)", days, Arrays.copyOf(linear, shown), 1, PlotStyle.dashed(2.2f, 6));
        line(week, "LSTM", days, Arrays.copyOf(network, shown), 0, PlotStyle.LINE);

        double[] hours =
                IntStream.range(0, day).mapToDouble(k -> k * 24.0 / day).toArray();
        XYPlot byHour = Plots.plot(PlotAxes.whole("hour of the day", 0, 24), PlotAxes.numbers("RMSE"));
        line(byHour, "AR(24)", hours, errors(actual, linear), 1, PlotStyle.dashed(2.2f, 6));
        line(byHour, "LSTM", hours, errors(actual, network), 0, PlotStyle.LINE);
        byHour.getRangeAxis().setLowerBound(0);
        List<JFreeChart> charts = List.of(
                Plots.chart("A week that was not learned from", week), Plots.chart("The error by the hour", byHour));
        charts.forEach(chart -> chart.getXYPlot().getRangeAxis().setFixedDimension(60));
        return Plots.png(Plots.WIDTH, charts, HEIGHT);
    }

    private static void line(XYPlot plot, String name, double[] x, double[] y, int colour, BasicStroke stroke) {
        Plots.line(plot, name, new double[][] {x, y}, PlotStyle.colour(colour), stroke);
    }

    /** The root of the mean squared error at each hour of the day. */
    static double[] errors(double[] actual, double[] forecast) {
        int day = Season.DAY;
        return IntStream.range(0, day)
                .mapToDouble(hour -> Math.sqrt(IntStream.range(0, actual.length)
                        .filter(i -> i % day == hour)
                        .mapToDouble(i -> Math.pow(actual[i] - forecast[i], 2))
                        .average()
                        .orElse(Double.NaN)))
                .toArray();
    }
}
