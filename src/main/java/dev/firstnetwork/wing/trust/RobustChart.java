package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Proportion;
import dev.firstnetwork.report.SurfaceChart;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.trust.Robustness.Level;
import dev.firstnetwork.wing.trust.Robustness.Plane;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;

/** Pictures of how robust a model is, each as the bytes of a PNG. */
public final class RobustChart {

    private static final int HEIGHT = 300;

    private RobustChart() {}

    /** The accuracies over epsilon, from that on the rows as they are on. */
    public static byte[] accuracies(Robustness robustness) {
        List<Level> levels = robustness.levels();
        double widest = levels.get(levels.size() - 1).epsilon();
        Range unit = new Range(-0.02, 1.02);
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("epsilon, in standard deviations", 0, widest > 0 ? 1.04 * widest : 1),
                PlotAxes.numbers("accuracy", unit));
        add(plot, "FGSM", robustness, Level::fgsm, 5);
        add(plot, "PGD", robustness, Level::pgd, 1);
        add(plot, "certified", robustness, Level::certified, 0);
        return Plots.png(Plots.chart("Accuracy under attack", plot), HEIGHT);
    }

    private static void add(XYPlot plot, String name, Robustness robustness, Function<Level, Proportion> of, int k) {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level(0, robustness.clean(), robustness.clean(), robustness.clean()));
        levels.addAll(robustness.levels());
        double[][] at =
                Plots.at(levels, Level::epsilon, level -> of.apply(level).value());
        Plots.line(plot, name, at, PlotStyle.colour(k), PlotStyle.line(0));
        Plots.points(plot, null, at, PlotStyle.point(k, 8), PlotStyle.colour(k), Color.WHITE);
    }

    /** The certified radius at each point of two inputs, with lines where it is one of the epsilons. */
    public static byte[] plane(Robustness robustness, Plane plane, List<String> inputs, List<String> classes) {
        double[] x1 = plane.surface().x1();
        double[] x2 = plane.surface().x2();
        double largest = IntStream.range(0, x2.length)
                .mapToDouble(i -> DoubleStream.of(plane.radius()[i]).max().orElse(0))
                .max()
                .orElse(0);
        XYPlot plot = SurfaceChart.plot(x1, x2, inputs.get(0), inputs.get(1), (i, j) -> {
            double part = largest == 0 ? 0 : plane.radius()[i][j] / largest;
            return PlotStyle.mix(PlotStyle.colour(plane.surface().classes()[i][j]), 0.6 * part);
        });
        List<Level> levels = robustness.levels();
        for (int k = 0; k < levels.size(); k++) {
            double epsilon = levels.get(k).epsilon();
            if (epsilon > 0 && epsilon < largest) {
                var stroke = PlotStyle.stroke(1 + 2f * k / levels.size());
                SurfaceChart.addContour(plot, x1, x2, plane.radius(), epsilon, stroke, PlotStyle.TEXT);
                Plots.line(plot, "radius " + Texts.shortest(epsilon), new double[2][0], PlotStyle.TEXT, stroke);
            }
        }
        Samples rows = plane.rows();
        int[] labels = Samples.classes(rows.y());
        for (int k = 0; k < classes.size(); k++) {
            int label = k;
            List<Integer> shown = PlotStyle.thinned(rows.rows()).stream()
                    .filter(i -> labels[i] == label)
                    .toList();
            double[][] at =
                    Plots.at(shown, i -> rows.x().get(i, 0), i -> rows.x().get(i, 1));
            String name = PlotStyle.fit("class " + classes.get(k), 150);
            Plots.points(plot, name, at, PlotStyle.point(k, 7), PlotStyle.colour(k), Color.WHITE);
        }
        String title = "Certified radius, up to " + Texts.shortest(Math.round(100 * largest) / 100.0);
        return Plots.png(Plots.chart(title, plot), HEIGHT);
    }
}
