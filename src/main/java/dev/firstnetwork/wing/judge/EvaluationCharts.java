package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.report.PlotStyle.CLEAR;
import static dev.firstnetwork.report.PlotStyle.DASHED;
import static dev.firstnetwork.report.PlotStyle.GREY;
import static dev.firstnetwork.report.PlotStyle.LINE;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.line;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.point;
import static dev.firstnetwork.report.PlotStyle.seeThrough;
import static dev.firstnetwork.report.PlotStyle.shorten;
import static dev.firstnetwork.report.PlotStyle.stroke;
import static dev.firstnetwork.report.PlotStyle.thinned;

import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotRows;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;

/** Pictures of how good predictions are, each as the bytes of a PNG. */
public final class EvaluationCharts {

    private static final int PLOT_HEIGHT = 300;

    /** Each colour twice, solid and dashed. */
    private static final int MOST_CURVES = 2 * PlotStyle.COLOUR_COUNT;

    /** More could not be told apart where they cross all the time. */
    private static final int MOST_RELIABILITIES = 3;

    /** From 0 to 1, with room for lines along the ends. */
    private static final Range UNIT = new Range(-0.02, 1.02);

    private static final BasicStroke MARK = stroke(1.6f);

    private EvaluationCharts() {}

    /**
     * The ROC curve of each class by its name, with the area under it; of two classes there is one. Of more than 14 curves
     * those with the smallest areas are shown.
     */
    public static byte[] rocCurves(Map<String, RocCurve> curves) {
        boolean many = curves.size() > MOST_CURVES;
        List<Map.Entry<String, RocCurve>> shown = curves.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        curve -> many ? curve.getValue().auc() : 0))
                .limit(MOST_CURVES)
                .toList();
        XYPlot plot =
                Plots.plot(PlotAxes.numbers("false positive rate", UNIT), PlotAxes.numbers("true positive rate", UNIT));
        Plots.line(plot, "chance: AUC 0.5", new double[] {0, 1}, new double[] {0, 1}, GREY, DASHED);
        for (int k = 0; k < shown.size(); k++) {
            RocCurve curve = shown.get(k).getValue();
            double auc = curve.auc();
            String figure = Double.isNaN(auc) ? "n/a" : String.format(Locale.ROOT, "%.3f", auc);
            int[] some = thinned(curve.thresholds().length).toArray();
            Plots.line(
                    plot,
                    fit(shown.get(k).getKey(), shown.size() > 4 ? 84 : 130) + ": AUC " + figure,
                    at(curve.falsePositiveRate(), some),
                    at(curve.truePositiveRate(), some),
                    colour(k),
                    line(k));
        }
        String title = title("ROC curve", curves) + (many ? ": the worst " + MOST_CURVES + " of " + curves.size() : "");
        return PlotRows.png(Plots.chart(title, plot), PLOT_HEIGHT);
    }

    private static double[] at(double[] values, int... places) {
        return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
    }

    /** What the picture shows, of one class or of several. */
    private static String title(String what, Map<String, ?> curves) {
        return curves.size() == 1
                ? what + " of class " + shorten(curves.keySet().iterator().next(), 30)
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
        Plots.line(plot, "calibrated", new double[] {0, 1}, new double[] {0, 1}, GREY, DASHED);
        for (int k = 0; k < shown.size(); k++) {
            String name = many ? "all " + names.size() + " classes" : fit(names.get(k), 130);
            addReliability(plot, single ? name + " with 95% interval" : name, shown.get(k), k, single);
        }
        CombinedDomainXYPlot both = Plots.stacked(PlotAxes.numbers("mean predicted probability", UNIT));
        both.add(plot, 3);
        both.add(histogram(pooled.counts(), single ? "rows" : "rows, all"), 1);
        return PlotRows.png(Plots.chart(title("Reliability", curves), both), PLOT_HEIGHT + 100);
    }

    private static void addReliability(XYPlot plot, String name, CalibrationCurve curve, int k, boolean whiskers) {
        int[] bins = IntStream.range(0, curve.counts().length)
                .filter(bin -> curve.counts()[bin] > 0)
                .toArray();
        double[] x = at(curve.predicted(), bins);
        double[] y = at(curve.observed(), bins);
        Plots.line(plot, name, x, y, colour(k), LINE);
        if (whiskers) {
            List<Interval> intervals = IntStream.of(bins)
                    .mapToObj(bin -> proportion(curve, bin).interval())
                    .toList();
            double[] low = intervals.stream().mapToDouble(Interval::lower).toArray();
            double[] high = intervals.stream().mapToDouble(Interval::upper).toArray();
            Plots.whiskers(plot, null, x, low, high, colour(k));
        }
        Plots.points(plot, null, x, y, point(k, 9), colour(k), Color.WHITE);
    }

    private static Proportion proportion(CalibrationCurve curve, int bin) {
        long count = curve.counts()[bin];
        return new Proportion(Math.round(count * curve.observed()[bin]), count);
    }

    private static XYPlot histogram(long[] counts, String title) {
        double most = Arrays.stream(counts).max().orElse(0);
        XYPlot plot = Plots.plot(null, PlotAxes.whole(title, 0, 1.05 * Math.max(1, most)));
        double[] middles = IntStream.range(0, counts.length)
                .mapToDouble(bin -> (bin + 0.5) / counts.length)
                .toArray();
        double[] heights = Arrays.stream(counts).asDoubleStream().toArray();
        Plots.bars(plot, null, middles, new double[counts.length], heights, 0.95 / counts.length, mix(GREY, 0.6));
        return plot;
    }

    /** What each threshold costs in all, with the chosen threshold and the usual one half. */
    public static byte[] cost(ThresholdChoice choice) {
        String costs = "a false positive costs " + Texts.shortest(choice.falsePositiveCost()) + ", a false negative "
                + Texts.shortest(choice.falseNegativeCost());
        double most = Arrays.stream(choice.costs()).max().orElse(0);
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("threshold (predicted positive above it)", UNIT),
                PlotAxes.numbers("total cost", PlotAxes.range(0.04, 0, most > 0 ? most : 1)));
        int[] steps = thinned(choice.from().length).toArray();
        // a step from each place to the next, where the cost changes
        double[] x = DoubleStream.concat(
                        IntStream.of(steps)
                                .mapToObj(i -> choice.from()[i])
                                .flatMapToDouble(at -> DoubleStream.of(at, at)),
                        DoubleStream.of(1))
                .skip(1)
                .toArray();
        double[] y = IntStream.of(steps)
                .mapToObj(i -> choice.costs()[i])
                .flatMapToDouble(cost -> DoubleStream.of(cost, cost))
                .toArray();
        Plots.line(plot, "total cost", x, y, colour(0), LINE);
        double[] upright = {0, most > 0 ? most : 1};
        double threshold = choice.threshold();
        Plots.line(
                plot,
                named("chosen", threshold, choice.cost()),
                new double[] {threshold, threshold},
                upright,
                colour(1),
                MARK);
        Plots.line(plot, named("usual", 0.5, choice.costAt(0.5)), new double[] {0.5, 0.5}, upright, GREY, DASHED);
        Plots.points(
                plot,
                null,
                new double[] {threshold},
                new double[] {choice.cost()},
                point(0, 12),
                colour(1),
                Color.WHITE);
        return PlotRows.png(Plots.below(Plots.chart("Cost over threshold", plot), costs), PLOT_HEIGHT);
    }

    private static String named(String which, double threshold, double cost) {
        return which + " " + Texts.shortest(threshold) + ": cost " + Texts.shortest(cost);
    }

    /**
     * Predicted over actual numbers, {@code [n, 1]} each and in the label's unit, with the line where both are the same.
     *
     * @param label the label's name, for the axes
     */
    public static byte[] predictedAgainstActual(Matrix predicted, Matrix actual, String label) {
        int[] shown = thinned(actual.rows()).toArray();
        double[] all = DoubleStream.concat(Arrays.stream(predicted.values()), Arrays.stream(actual.values()))
                .toArray();
        Range range = PlotAxes.range(0.04, all);
        NumberAxis across = PlotAxes.numbers(fit("actual " + label, 320), range);
        XYPlot plot = Plots.plot(across, PlotAxes.numbers(fit("predicted " + label, 300), range));
        double[] ends = {range.getLowerBound(), range.getUpperBound()};
        Plots.line(plot, "exact", ends, ends, GREY, DASHED);
        // where rows lie on one another it is darker
        Plots.points(
                plot,
                "row",
                at(actual.values(), shown),
                at(predicted.values(), shown),
                point(0, shown.length > 400 ? 5 : 7),
                seeThrough(colour(0), 140),
                CLEAR);
        String some = shown.length < actual.rows() ? ", " + shown.length + " of " + actual.rows() + " rows" : "";
        return PlotRows.png(Plots.chart("Predicted against actual" + some, plot), PLOT_HEIGHT);
    }

    /**
     * The rates of each group side by side, with 95% intervals; of more than 16 groups the largest.
     *
     * @param column what the rows are grouped by
     */
    public static byte[] groups(GroupMetrics metrics, String column) {
        return GroupChart.png(metrics, column);
    }
}
