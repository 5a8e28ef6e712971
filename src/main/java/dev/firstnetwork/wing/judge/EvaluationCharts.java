package dev.firstnetwork.wing.judge;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.GroupChart;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.GroupMetrics.Group;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Proportion;
import dev.firstnetwork.report.Texts;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** Pictures of how good predictions are, each as the bytes of a PNG. */
public final class EvaluationCharts {

    private static final int PLOT_HEIGHT = 300;

    /** Each colour twice, solid and dashed. */
    private static final int MOST_CURVES = 2 * PlotStyle.COLOUR_COUNT;

    /** More could not be told apart where they cross all the time. */
    private static final int MOST_RELIABILITIES = 3;

    /** More would not be compared by eye; the largest are shown. */
    private static final int MOST_GROUPS = 16;

    private static final int GROUP_HEIGHT = 26;

    /** From 0 to 1, with room for lines along the ends. */
    private static final Range UNIT = new Range(-0.02, 1.02);

    private EvaluationCharts() {}

    /**
     * The ROC curve of each class by its name, with the area under it; of two classes there is one. Of more than 14 curves
     * those with the smallest areas are shown.
     */
    public static byte[] rocCurves(Map<String, RocCurve> curves) {
        boolean many = curves.size() > MOST_CURVES;
        List<String> shown = curves.keySet().stream()
                .sorted(Comparator.comparingDouble(
                        name -> many ? curves.get(name).auc() : 0))
                .limit(MOST_CURVES)
                .toList();
        NumberAxis x = PlotAxes.numbers("false positive rate", UNIT);
        XYPlot plot = Plots.plot(x, PlotAxes.numbers("true positive rate", UNIT));
        addDashed(plot, "chance: AUC 0.5", new double[][] {{0, 1}, {0, 1}});
        for (int k = 0; k < shown.size(); k++) {
            RocCurve curve = curves.get(shown.get(k));
            double[][] at = Plots.at(
                    PlotStyle.thinned(curve.thresholds().length),
                    i -> curve.falsePositiveRate()[i],
                    i -> curve.truePositiveRate()[i]);
            double auc = curve.auc();
            String figure = Double.isNaN(auc) ? "n/a" : String.format(Locale.ROOT, "%.3f", auc);
            String name = PlotStyle.fit(shown.get(k), shown.size() > 4 ? 84 : 130) + ": AUC " + figure;
            Plots.line(plot, name, at, PlotStyle.colour(k), PlotStyle.line(k));
        }
        String title = title("ROC curve", curves) + (many ? ": the worst " + MOST_CURVES + " of " + curves.size() : "");
        return Plots.png(Plots.chart(title, plot), PLOT_HEIGHT);
    }

    /** What there is to compare with. */
    private static void addDashed(XYPlot plot, String name, double[][] at) {
        Plots.line(plot, name, at, PlotStyle.GREY, PlotStyle.DASHED);
    }

    /** What the picture shows, of one class or of several. */
    private static String title(String what, Map<String, ?> curves) {
        return curves.size() == 1
                ? what + " of class "
                        + PlotStyle.shorten(curves.keySet().iterator().next(), 30)
                : what + ", each class against the rest";
    }

    /**
     * How often rows of a given probability are of the class, above a histogram of the probabilities. A single curve has
     * whiskers: the 95% interval of each bin's fraction. More than three curves could not be told apart and are pooled.
     *
     * @param curves of each class by its name; of two classes there is one
     */
    public static byte[] reliability(Map<String, CalibrationCurve> curves) {
        List<String> names = List.copyOf(curves.keySet());
        boolean single = names.size() == 1;
        boolean many = names.size() > MOST_RELIABILITIES;
        CalibrationCurve pooled = CalibrationCurve.pooled(curves.values());
        List<CalibrationCurve> shown = many ? List.of(pooled) : List.copyOf(curves.values());
        XYPlot plot = Plots.plot(null, PlotAxes.numbers("observed fraction", UNIT));
        addDashed(plot, "calibrated", new double[][] {{0, 1}, {0, 1}});
        for (int k = 0; k < shown.size(); k++) {
            String name = many ? "all " + names.size() + " classes" : PlotStyle.fit(names.get(k), 130);
            addReliability(plot, single ? name + " with 95% interval" : name, shown.get(k), k, single);
        }
        plot.setWeight(3);
        var both = Plots.stacked(
                PlotAxes.numbers("mean predicted probability", UNIT),
                plot,
                histogram(pooled.counts(), single ? "rows" : "rows, all"));
        return Plots.png(Plots.chart(title("Reliability", curves), both), PLOT_HEIGHT + 100);
    }

    private static void addReliability(XYPlot plot, String name, CalibrationCurve curve, int k, boolean whiskers) {
        List<Integer> bins = PlotStyle.where(curve.counts().length, bin -> curve.counts()[bin] > 0);
        double[][] at = Plots.at(bins, bin -> curve.predicted()[bin], bin -> curve.observed()[bin]);
        Plots.line(plot, name, at, PlotStyle.colour(k), PlotStyle.LINE);
        if (whiskers) {
            double[][] intervals = Plots.at(
                    bins,
                    bin -> curve.predicted()[bin],
                    bin -> proportion(curve, bin).interval().lower(),
                    bin -> proportion(curve, bin).interval().upper());
            Plots.whiskers(plot, intervals, PlotStyle.colour(k));
        }
        Plots.points(plot, null, at, PlotStyle.point(k, 9), PlotStyle.colour(k), Color.WHITE);
    }

    private static Proportion proportion(CalibrationCurve curve, int bin) {
        long count = curve.counts()[bin];
        return new Proportion(Math.round(count * curve.observed()[bin]), count);
    }

    private static XYPlot histogram(long[] counts, String title) {
        double most = Arrays.stream(counts).max().orElse(0);
        XYPlot plot = Plots.plot(null, PlotAxes.whole(title, 0, 1.05 * Math.max(1, most)));
        List<Integer> bins = PlotStyle.where(counts.length, bin -> true);
        double[][] at = Plots.at(bins, bin -> (bin + 0.5) / counts.length, bin -> 0, bin -> counts[bin]);
        Plots.bars(plot, null, at, 0.95 / counts.length, PlotStyle.mix(PlotStyle.GREY, 0.6));
        return plot;
    }

    /** What each threshold costs in all, with the chosen threshold and the usual one half. */
    public static byte[] cost(ThresholdChoice choice) {
        String costs = "a false positive costs " + Texts.shortest(choice.falsePositiveCost()) + ", a false negative "
                + Texts.shortest(choice.falseNegativeCost());
        double top =
                Arrays.stream(choice.costs()).filter(cost -> cost > 0).max().orElse(1);
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("threshold (predicted positive above it)", UNIT),
                PlotAxes.numbers("total cost", PlotAxes.range(0.04, 0, top)));
        // a step from each place to the next, where the cost changes
        List<double[]> corners = new ArrayList<>();
        for (int i : PlotStyle.thinned(choice.from().length)) {
            if (i > 0) {
                corners.add(new double[] {choice.from()[i], corners.get(corners.size() - 1)[1]});
            }
            corners.add(new double[] {choice.from()[i], choice.costs()[i]});
        }
        corners.add(new double[] {1, corners.get(corners.size() - 1)[1]});
        double[][] staircase = Plots.at(corners, corner -> corner[0], corner -> corner[1]);
        Plots.line(plot, "total cost", staircase, PlotStyle.colour(0), PlotStyle.LINE);
        double threshold = choice.threshold();
        double[][] chosen = {{threshold, threshold}, {0, top}};
        String name = named("chosen", threshold, choice.cost());
        Plots.line(plot, name, chosen, PlotStyle.colour(1), PlotStyle.stroke(1.6f));
        addDashed(plot, named("usual", 0.5, choice.costAt(0.5)), new double[][] {{0.5, 0.5}, {0, top}});
        double[][] at = {{threshold}, {choice.cost()}};
        Plots.points(plot, null, at, PlotStyle.point(0, 12), PlotStyle.colour(1), Color.WHITE);
        return Plots.png(Plots.below(Plots.chart("Cost over threshold", plot), costs), PLOT_HEIGHT);
    }

    private static String named(String which, double threshold, double cost) {
        return which + " " + Texts.shortest(threshold) + ": cost " + Texts.shortest(cost);
    }

    /**
     * Predicted over actual numbers, {@code [n, 1]} each and in the label's unit, with the line where both are the same.
     */
    public static byte[] predictedAgainstActual(Matrix predicted, Matrix actual, String label) {
        List<Integer> shown = PlotStyle.thinned(actual.rows());
        DoubleStream all = DoubleStream.concat(Arrays.stream(predicted.values()), Arrays.stream(actual.values()));
        Range range = PlotAxes.range(0.04, all.toArray());
        NumberAxis across = PlotAxes.numbers(PlotStyle.fit("actual " + label, 320), range);
        XYPlot plot = Plots.plot(across, PlotAxes.numbers(PlotStyle.fit("predicted " + label, 300), range));
        double[] ends = {range.getLowerBound(), range.getUpperBound()};
        addDashed(plot, "exact", new double[][] {ends, ends});
        double[][] at = Plots.at(shown, i -> actual.get(i, 0), i -> predicted.get(i, 0));
        // see-through: where rows lie on one another it is darker
        Color blue = new Color(140 << 24 | (PlotStyle.colour(0).getRGB() & 0xffffff), true);
        Plots.points(plot, "row", at, PlotStyle.point(0, shown.size() > 400 ? 5 : 7), blue, PlotStyle.CLEAR);
        String some = shown.size() < actual.rows() ? ", " + shown.size() + " of " + actual.rows() + " rows" : "";
        return Plots.png(Plots.chart("Predicted against actual" + some, plot), PLOT_HEIGHT);
    }

    /**
     * The rates of each group side by side, with 95% intervals: a row for each group, a panel for each rate. Of more than 16
     * groups the largest are shown.
     */
    public static byte[] groups(GroupMetrics metrics, String column) {
        List<Group> shown = GroupChart.largest(metrics.groups(), MOST_GROUPS);
        return GroupChart.png(
                column,
                shown,
                metrics.groups().size(),
                GROUP_HEIGHT,
                panel(shown, "predicted right", Group::right, false),
                panel(shown, "selection rate", Group::selected, false),
                panel(shown, "true positive rate", Group::truePositive, true),
                panel(shown, "false positive rate", Group::falsePositive, false));
    }

    private static XYPlot panel(List<Group> groups, String title, Function<Group, Proportion> rate, boolean legend) {
        XYPlot plot = Plots.plot(null, PlotAxes.numbers(title, 0, 100));
        List<Proportion> rates = groups.stream().map(rate).toList();
        for (boolean small : new boolean[] {false, true}) {
            List<Integer> rows = PlotStyle.where(
                    groups.size(),
                    i -> groups.get(i).isSmall() == small && rates.get(i).isDefined());
            double[][] bars =
                    Plots.at(rows, i -> i, i -> 0, i -> 100 * rates.get(i).value());
            String name = small ? "less than " + GroupMetrics.SMALL + " rows" : "group";
            Color shade = PlotStyle.mix(PlotStyle.colour(0), small ? 0.35 : 0.8);
            Plots.bars(plot, legend ? name : null, bars, 0.6, shade);
        }
        double[][] intervals = Plots.at(
                PlotStyle.where(groups.size(), i -> rates.get(i).isDefined()),
                i -> i,
                i -> 100 * rates.get(i).interval().lower(),
                i -> 100 * rates.get(i).interval().upper());
        Plots.whiskers(plot, intervals, PlotStyle.TEXT);
        for (int i : PlotStyle.where(groups.size(), i -> !rates.get(i).isDefined())) {
            Plots.text(plot, "n/a", i, 5, PlotStyle.FONT, Color.BLACK, TextAnchor.CENTER_LEFT);
        }
        return plot;
    }
}
