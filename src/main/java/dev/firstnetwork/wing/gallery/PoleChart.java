package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/** How long poles stood, round by round. */
final class PoleChart {

    private static final int HEIGHT = 240;

    private PoleChart() {}

    /** The picture of {@code curve}, the mean number of steps in each round, beside two levels. */
    static byte[] png(List<Double> curve, double ofChance, double solved) {
        XYPlot plot = Plots.plot(
                PlotAxes.whole("round of 16 episodes", 1, Math.max(2, curve.size())),
                PlotAxes.numbers("steps that a pole stood", 0, Pole.MOST_STEPS + 5));
        level(plot, "counts as solved", solved, curve.size(), 2);
        level(plot, "random policy", ofChance, curve.size(), 1);
        double[] rounds =
                IntStream.rangeClosed(1, curve.size()).asDoubleStream().toArray();
        double[] steps = curve.stream().mapToDouble(Double::doubleValue).toArray();
        Plots.line(plot, "network", new double[][] {rounds, steps}, PlotStyle.colour(0), PlotStyle.LINE);
        return Plots.png(Plots.chart("Learning to balance a pole", plot), HEIGHT);
    }

    private static void level(XYPlot plot, String name, double steps, int rounds, int colour) {
        double[][] at = {{1, Math.max(2, rounds)}, {steps, steps}};
        Plots.line(plot, name, at, PlotStyle.colour(colour), PlotStyle.dashed(2.2f, 7));
    }
}
