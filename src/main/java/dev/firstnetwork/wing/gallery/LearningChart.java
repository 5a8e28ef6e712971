package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/** How a network learns, round by round, as the bytes of a PNG. */
final class LearningChart {

    private static final int HEIGHT = 240;

    /** A figure of a network after an epoch: on the rows that it trains on, and on some that it has not seen. */
    record Epoch(double train, double validation) {

        String text(String metric) {
            return String.format(Locale.ROOT, "validation %s %.3f", metric, validation);
        }
    }

    /** A figure after each round, or one alone, which is a level. */
    record Line(String name, double... values) {

        /** In another unit; its last value is told behind its name. */
        Line told(double unit, String format) {
            double[] figures =
                    DoubleStream.of(values).map(value -> unit * value).toArray();
            return new Line(name + String.format(Locale.ROOT, format, figures[figures.length - 1]), figures);
        }
    }

    private LearningChart() {}

    /** Both figures, from before the first epoch on, beside what a simpler method reaches. */
    static List<Line> lines(List<Epoch> curve, String simpler, double level) {
        return List.of(
                new Line("train", curve.stream().mapToDouble(Epoch::train).toArray()),
                new Line(
                        "validation",
                        curve.stream().mapToDouble(Epoch::validation).toArray()),
                new Line(simpler, level));
    }

    /** The parts that are predicted right, from before the first epoch on. */
    static byte[] accuracy(String title, List<Line> lines) {
        List<Line> percents =
                lines.stream().map(line -> line.told(100, " %.1f%%")).toList();
        return png(title, "epoch", 0, "predicted right (%)", percents, 0, 102);
    }

    /** Another figure, from before the first epoch on. */
    static byte[] figure(String title, String y, List<Line> lines) {
        return png(
                title,
                "epoch",
                0,
                y,
                lines.stream().map(line -> line.told(1, " %.3f")).toList());
    }

    /**
     * The picture of {@code lines}, which only several need names for.
     *
     * @param first the number of the first round
     * @param y what the figure is, with its unit
     * @param range of the figure; without one, that of its values
     */
    static byte[] png(String title, String x, int first, String y, List<Line> lines, double... range) {
        int rounds = lines.stream().mapToInt(line -> line.values().length).max().orElseThrow();
        int last = first + Math.max(1, rounds - 1);
        double[] at = IntStream.rangeClosed(first, last).asDoubleStream().toArray();
        double[] all = lines.stream()
                .flatMapToDouble(line -> DoubleStream.of(line.values()))
                .toArray();
        XYPlot plot = Plots.plot(
                PlotAxes.whole(x, first, last),
                PlotAxes.numbers(y, range.length == 0 ? PlotAxes.range(0.06, all) : PlotAxes.range(0, range)));
        for (int k = 0; k < lines.size(); k++) {
            double[] values = lines.get(k).values();
            boolean level = values.length == 1;
            double[][] line = {
                at,
                level ? DoubleStream.generate(() -> values[0]).limit(at.length).toArray() : values
            };
            String name = lines.size() == 1 ? null : lines.get(k).name();
            Plots.line(plot, name, line, PlotStyle.colour(k), level ? PlotStyle.dashed(2.2f, 7) : PlotStyle.LINE);
        }
        return Plots.png(Plots.chart(title, plot), HEIGHT);
    }
}
