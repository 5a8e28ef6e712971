package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;

/** Points over the ring, at several times. */
final class RingChart {

    private static final double SHOWN = 3.2;
    private static final int HEIGHT = 178;
    private static final int MOST_POINTS = 1000;

    private RingChart() {}

    /** The picture: a panel for each set of points {@code [n][2]}, two side by side, with its name below. */
    static byte[] png(Map<String, float[][]> points) {
        List<XYPlot> panels = new ArrayList<>();
        points.forEach((name, some) -> panels.add(panel(name, some)));
        List<JFreeChart> rows = new ArrayList<>();
        for (int i = 0; i < panels.size(); i += 2) {
            XYPlot[] pair = panels.subList(i, Math.min(i + 2, panels.size())).toArray(XYPlot[]::new);
            var beside = Plots.beside(PlotAxes.numbers("", -SHOWN, SHOWN), pair);
            rows.add(Plots.chart(i == 0 ? "What the generator makes" : "", beside));
        }
        return Plots.png(Plots.WIDTH, rows, HEIGHT);
    }

    private static XYPlot panel(String name, float[][] points) {
        XYPlot plot = Plots.plot(PlotAxes.numbers(name, -SHOWN, SHOWN), null);
        float[][] some = Arrays.copyOf(points, Math.min(MOST_POINTS, points.length));
        double[][] at = Plots.at(List.of(some), point -> point[0], point -> point[1]);
        Color colour = PlotStyle.colour(name.startsWith("after") ? 0 : 1);
        Plots.points(plot, null, at, PlotStyle.point(0, 2.5), colour, PlotStyle.CLEAR);
        List<double[]> centres =
                IntStream.range(0, Ring.MODES).mapToObj(Ring::centre).toList();
        // as wide as the circle of those that count, in units of the picture
        double width = 2 * Ring.NEAR / (2 * SHOWN) * HEIGHT;
        double[][] places = Plots.at(centres, centre -> centre[0], centre -> centre[1]);
        Plots.points(plot, null, places, PlotStyle.point(0, width), PlotStyle.CLEAR, PlotStyle.TEXT);
        return plot;
    }
}
