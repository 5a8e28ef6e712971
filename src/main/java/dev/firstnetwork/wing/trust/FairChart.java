package dev.firstnetwork.wing.trust;

import dev.firstnetwork.report.GroupChart;
import dev.firstnetwork.report.GroupMetrics.Group;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Proportion;
import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.plot.XYPlot;

/** How the groups fare by the plain and by the fair model. */
public final class FairChart {

    /** More would not be compared by eye; the largest are shown. */
    private static final int MOST_GROUPS = 12;

    private static final int GROUP_HEIGHT = 34;

    private FairChart() {}

    /** Rates of each group by both models, with 95% intervals, as the bytes of a PNG. */
    public static byte[] rates(Fairness fairness, String column) {
        List<Group> plain = fairness.plain().groups();
        List<Integer> shown = IntStream.range(0, plain.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> -plain.get(i).rows()))
                .limit(MOST_GROUPS)
                .toList();
        List<List<Group>> both = Stream.of(plain, fairness.fair().groups())
                .map(groups -> shown.stream().map(groups::get).toList())
                .toList();
        return GroupChart.png(
                column,
                both.get(0),
                plain.size(),
                GROUP_HEIGHT,
                panel(both, "selection rate", Group::selected, false),
                panel(both, "true positive rate", Group::truePositive, false),
                panel(both, "false positive rate", Group::falsePositive, false),
                panel(both, "predicted right", Group::right, true));
    }

    private static XYPlot panel(
            List<List<Group>> both, String title, Function<Group, Proportion> rate, boolean legend) {
        XYPlot plot = Plots.plot(null, PlotAxes.numbers(title, -3, 103));
        for (int k = 0; k < both.size(); k++) {
            double aside = 0.3 * k - 0.15;
            List<Proportion> rates = both.get(k).stream().map(rate).toList();
            List<Integer> defined =
                    PlotStyle.where(rates.size(), i -> rates.get(i).isDefined());
            double[][] intervals = Plots.at(
                    defined,
                    i -> i + aside,
                    i -> 100 * rates.get(i).interval().lower(),
                    i -> 100 * rates.get(i).interval().upper());
            Plots.whiskers(plot, intervals, PlotStyle.colour(k));
            double[][] at =
                    Plots.at(defined, i -> i + aside, i -> 100 * rates.get(i).value());
            String name = k == 0 ? "plain" : "fair";
            Plots.points(plot, legend ? name : null, at, PlotStyle.point(k, 9), PlotStyle.colour(k), Color.WHITE);
        }
        return plot;
    }
}
