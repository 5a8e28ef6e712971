package dev.firstnetwork.wing.trust;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;

/** How the federated network does by round and by what was sent, beside the two that bound it. */
public final class FederationChart {

    private static final int HEIGHT = 190;

    private FederationChart() {}

    public static byte[] png(Federation.Outcome outcome, boolean regression) {
        double scale = regression ? 1 : 100;
        ToDoubleFunction<Federation.Point> score = point -> scale * point.score();
        int rounds = Math.max(1, outcome.federated().size() - 1);
        XYPlot byRound = Plots.plot(PlotAxes.whole("round", 0, rounds), axis(regression));
        curve(byRound, "all rows in one place", outcome.central(), Federation.Point::round, score, 0);
        curve(byRound, "clients alone (mean)", outcome.alone(), Federation.Point::round, score, 2);
        curve(byRound, "federated", outcome.federated(), Federation.Point::round, score, 1);

        ToDoubleFunction<Federation.Point> megabytes = point -> point.bytes() / 1e6;
        double most = Math.max(1e-3, megabytes.applyAsDouble(last(outcome.federated())));
        XYPlot byBytes = Plots.plot(PlotAxes.numbers("megabytes sent, both ways", 0, most), axis(regression));
        level(byBytes, "all rows in one place, in the end", score.applyAsDouble(last(outcome.central())), most, 0);
        level(byBytes, "clients alone, in the end", score.applyAsDouble(last(outcome.alone())), most, 2);
        curve(byBytes, null, outcome.federated(), megabytes, score, 1);
        String what = regression ? "R² on the test rows" : "Accuracy on the test rows";
        return Plots.png(Plots.WIDTH, List.of(Plots.chart(what, byRound), Plots.chart("", byBytes)), HEIGHT);
    }

    private static NumberAxis axis(boolean regression) {
        NumberAxis axis = PlotAxes.numbers(regression ? "variance explained" : "predicted right (%)");
        axis.setFixedDimension(74);
        return axis;
    }

    private static Federation.Point last(List<Federation.Point> curve) {
        return curve.get(curve.size() - 1);
    }

    private static void curve(
            XYPlot plot,
            String name,
            List<Federation.Point> curve,
            ToDoubleFunction<Federation.Point> x,
            ToDoubleFunction<Federation.Point> y,
            int colour) {
        Plots.line(plot, name, Plots.at(curve, x, y), PlotStyle.colour(colour), PlotStyle.LINE);
    }

    private static void level(XYPlot plot, String name, double y, double width, int colour) {
        double[][] at = {{0, width}, {y, y}};
        Plots.line(plot, name, at, PlotStyle.colour(colour), PlotStyle.dashed(2.2f, 7));
    }
}
