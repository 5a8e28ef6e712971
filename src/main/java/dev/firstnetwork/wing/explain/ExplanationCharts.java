package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/** Permutation importance as a PNG, and what the pictures of an explanation have in common. */
public final class ExplanationCharts {

    /** More bars are not looked at. */
    private static final int MOST_BARS = 30;

    private static final int ROW = 22;

    private ExplanationCharts() {}

    /**
     * A bar for each column, the most important on top, with a whisker of a standard deviation to each side; one panel for
     * each score.
     *
     * @throws IllegalArgumentException if the rows had no labels
     */
    public static byte[] importance(Explanation explanation) {
        require(!explanation.importance().isEmpty(), "without labels there is no permutation importance to draw");
        int[] order = Arrays.stream(explanation.order()).limit(MOST_BARS).toArray();
        XYPlot[] panels = explanation.importance().stream()
                .map(importance -> bars(importance, order))
                .toArray(XYPlot[]::new);
        List<String> names = names(explanation, panels.length > 1 ? 130 : 190, order);
        var combined = Plots.stacked(PlotAxes.names(null, names, true), panels);
        combined.setOrientation(PlotOrientation.HORIZONTAL);
        String below = "mean of " + Texts.count(explanation.settings().repeats(), "shuffle")
                + " of each column, with its standard deviation" + some(order.length, explanation);
        return Plots.png(Plots.below(Plots.chart("Permutation importance", combined), below), ROW * order.length);
    }

    private static XYPlot bars(PermutationImportance importance, int... order) {
        List<Integer> places = PlotStyle.where(order.length, i -> true);
        double[][] bars = Plots.at(places, i -> i, i -> 0, i -> importance.mean(order[i]));
        double[][] whiskers = Plots.at(
                places,
                i -> i,
                i -> importance.mean(order[i]) - importance.standardDeviation(order[i]),
                i -> importance.mean(order[i]) + importance.standardDeviation(order[i]));
        double[] reach = Stream.of(bars[1], whiskers[1], whiskers[2])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        String unit = importance.score().unit();
        String axis = importance.score().worsening() + (unit.isEmpty() ? "" : " (" + unit + ")");
        XYPlot plot = level(Plots.plot(null, PlotAxes.numbers(axis, PlotAxes.range(0.03, reach))));
        plot.addRangeMarker(new ValueMarker(0, PlotStyle.TEXT, PlotStyle.THIN), Layer.BACKGROUND);
        Plots.bars(plot, null, bars, 0.65, PlotStyle.mix(PlotStyle.colour(0), 0.75));
        Plots.whiskers(plot, whiskers, PlotStyle.TEXT);
        return plot;
    }

    /** The same plot lying: names on the left, numbers below. */
    static XYPlot level(XYPlot plot) {
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        return plot;
    }

    /** The names of the columns {@code order}, shortened to {@code width} units. */
    static List<String> names(Explanation explanation, int width, int... order) {
        return IntStream.of(order)
                .mapToObj(
                        column -> PlotStyle.fit(explanation.groups().get(column).name(), width))
                .toList();
    }

    /** {@code "; 30 of 64 columns"} where not all are shown. */
    static String some(int shown, Explanation explanation) {
        int all = explanation.groups().size();
        return shown < all ? "; " + shown + " of " + all + " columns" : "";
    }
}
