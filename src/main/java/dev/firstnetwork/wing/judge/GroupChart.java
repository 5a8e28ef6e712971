package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.PlotStyle.FONT;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.shorten;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotRows;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.judge.GroupMetrics.Group;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/** The rates of groups as bars: a row for each group, a panel for each rate; see {@link EvaluationCharts#groups}. */
final class GroupChart {

    /** More would not be compared by eye; the largest are shown. */
    private static final int MOST_GROUPS = 16;

    private static final int ROW = 26;

    private record Rate(String title, Function<Group, Proportion> of) {}

    private static final List<Rate> UPPER =
            List.of(new Rate("predicted right", Group::right), new Rate("selection rate", Group::selected));
    private static final List<Rate> LOWER = List.of(
            new Rate("true positive rate", Group::truePositive), new Rate("false positive rate", Group::falsePositive));

    private GroupChart() {}

    static byte[] png(GroupMetrics metrics, String column) {
        List<Group> shown = metrics.groups().stream()
                .sorted(Comparator.comparingLong(Group::rows).reversed())
                .limit(MOST_GROUPS)
                .toList();
        JFreeChart upper = Plots.chart("Rates by " + shorten(column, 30), panels(shown, UPPER, false));
        int more = metrics.groups().size() - shown.size();
        Plots.below(
                upper, "per cent, with 95% interval" + (more > 0 ? "; and " + Texts.count(more, "smaller group") : ""));
        JFreeChart lower = Plots.chart("", panels(shown, LOWER, true));
        return PlotRows.png(List.of(upper, lower), ROW * Math.max(1, shown.size()));
    }

    private static CombinedDomainXYPlot panels(List<Group> groups, List<Rate> rates, boolean legend) {
        List<String> names = groups.stream()
                .map(group -> fit(group.name(), 90) + " (n=" + group.rows() + ")")
                .toList();
        CombinedDomainXYPlot plot = Plots.stacked(PlotAxes.names(null, names, true));
        // room for the last label of one and the first of the next
        plot.setGap(30);
        for (Rate rate : rates) {
            plot.add(panel(groups, rate, legend && rate.equals(rates.get(0))));
        }
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        return plot;
    }

    private static XYPlot panel(List<Group> groups, Rate rate, boolean legend) {
        XYPlot plot = Plots.plot(null, PlotAxes.numbers(rate.title(), 0, 100));
        addBars(plot, legend ? "group" : null, groups, rate, group -> !group.isSmall(), 0.8);
        addBars(plot, legend ? "less than " + GroupMetrics.SMALL + " rows" : null, groups, rate, Group::isSmall, 0.35);
        Predicate<Group> defined = group -> rate.of().apply(group).isDefined();
        int[] places = places(groups, defined);
        Plots.whiskers(
                plot,
                null,
                IntStream.of(places).asDoubleStream().toArray(),
                percent(groups, places, rate, proportion -> proportion
                        .interval()
                        .lower()),
                percent(groups, places, rate, proportion -> proportion
                        .interval()
                        .upper()),
                TEXT);
        for (int i : places(groups, defined.negate())) {
            XYTextAnnotation text = new XYTextAnnotation("n/a", i, 5);
            text.setTextAnchor(TextAnchor.CENTER_LEFT);
            text.setFont(FONT);
            plot.addAnnotation(text);
        }
        return plot;
    }

    private static void addBars(
            XYPlot plot, String name, List<Group> groups, Rate rate, Predicate<Group> which, double shade) {
        int[] places = places(groups, which.and(group -> rate.of().apply(group).isDefined()));
        Plots.bars(
                plot,
                name,
                IntStream.of(places).asDoubleStream().toArray(),
                new double[places.length],
                percent(groups, places, rate, Proportion::value),
                0.6,
                mix(colour(0), shade));
    }

    private static int[] places(List<Group> groups, Predicate<Group> which) {
        return IntStream.range(0, groups.size())
                .filter(i -> which.test(groups.get(i)))
                .toArray();
    }

    private static double[] percent(List<Group> groups, int[] places, Rate rate, ToDoubleFunction<Proportion> figure) {
        return IntStream.of(places)
                .mapToDouble(i -> 100 * figure.applyAsDouble(rate.of().apply(groups.get(i))))
                .toArray();
    }
}
