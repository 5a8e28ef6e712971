package dev.firstnetwork.report;

import dev.firstnetwork.report.GroupMetrics.Group;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;

/** Rates of groups of rows: a row for each group, a panel for each rate, in per cent. */
public final class GroupChart {

    private GroupChart() {}

    /** The largest groups, at most {@code most}, the largest first. */
    public static List<Group> largest(List<Group> groups, int most) {
        return groups.stream()
                .sorted(Comparator.comparingLong(Group::rows).reversed())
                .limit(most)
                .toList();
    }

    /**
     * Four panels, two above two, as the bytes of a PNG.
     *
     * @param column what the rows are grouped by
     * @param shown the groups, from the top
     * @param all how many groups there are
     * @param height of a group in units
     * @param panels with group number i at i
     */
    public static byte[] png(String column, List<Group> shown, int all, int height, XYPlot... panels) {
        int more = all - shown.size();
        JFreeChart top = Plots.below(
                Plots.chart("Rates by " + PlotStyle.shorten(column, 30), beside(shown, panels[0], panels[1])),
                "per cent, with 95% interval" + (more > 0 ? "; and " + Texts.count(more, "smaller group") : ""));
        JFreeChart bottom = Plots.chart("", beside(shown, panels[2], panels[3]));
        return Plots.png(Plots.WIDTH, List.of(top, bottom), height * Math.max(1, shown.size()));
    }

    private static CombinedDomainXYPlot beside(List<Group> groups, XYPlot... panels) {
        List<String> names = groups.stream()
                .map(group -> PlotStyle.fit(group.name(), 90) + " (n=" + group.rows() + ")")
                .toList();
        CombinedDomainXYPlot plot = Plots.stacked(PlotAxes.names(null, names, true), panels);
        // room for the last label of one and the first of the next
        plot.setGap(30);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        return plot;
    }
}
