package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.report.Drawing.BOLD;
import static dev.firstnetwork.report.Drawing.FAINT;
import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;

import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import dev.firstnetwork.report.Texts;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The pictures of an explanation, each as the bytes of a PNG, drawn with Java2D alone. */
public final class ExplanationCharts {

    /** More bars are not looked at. */
    private static final int MOST_BARS = 30;

    private static final int ROW = 22;
    private static final BasicStroke WHISKER = stroke(1.6f);

    private ExplanationCharts() {}

    /**
     * A bar for each column, the most important on top, with a whisker of a standard deviation to each side; one panel for
     * each score.
     *
     * @throws IllegalArgumentException if the rows had no labels
     */
    public static byte[] importance(Explanation explanation) {
        if (explanation.importance().isEmpty()) {
            throw new IllegalArgumentException("without labels there is no permutation importance to draw");
        }
        List<PermutationImportance> importance = explanation.importance();
        int[] order = Arrays.stream(explanation.order()).limit(MOST_BARS).toArray();
        List<String> names = names(explanation, order);
        int left = 24 + names.stream().mapToInt(Drawing::width).max().orElse(0);
        int gap = 30;
        int panel = (WIDTH - left - 20 - gap * (importance.size() - 1)) / importance.size();
        int top = 66;
        int bottom = top + ROW * order.length;
        return png(paint(WIDTH, bottom + 56, g -> {
            title(
                    g,
                    "Permutation importance",
                    "mean of "
                            + Texts.count(explanation.settings().repeats(), "shuffle")
                            + " of each column, with its standard deviation" + some(order, explanation));
            g.setFont(SMALL);
            for (int i = 0; i < order.length; i++) {
                text(g, names.get(i), left - 8, top + ROW * (i + 0.5) + 5, 1);
            }
            for (int s = 0; s < importance.size(); s++) {
                paintBars(g, importance.get(s), order, left + s * (panel + gap), panel, top);
            }
        }));
    }

    private static void paintBars(
            Graphics2D g, PermutationImportance importance, int[] order, int left, int width, int top) {
        double[] reach = Arrays.stream(order)
                .boxed()
                .flatMapToDouble(column -> DoubleStream.of(
                        importance.mean(column) - importance.standardDeviation(column),
                        importance.mean(column) + importance.standardDeviation(column),
                        0))
                .toArray();
        Scale x = Scale.over(reach, left, left + width).wider(0.03);
        int bottom = top + ROW * order.length;
        grid(g, x, top, bottom, 4);
        for (int i = 0; i < order.length; i++) {
            double mean = importance.mean(order[i]);
            double deviation = importance.standardDeviation(order[i]);
            double y = top + ROW * (i + 0.5);
            g.setColor(mix(colour(0), 0.75));
            double zero = x.at(0);
            g.fill(new Rectangle2D.Double(Math.min(zero, x.at(mean)), y - 7, Math.abs(x.at(mean) - zero), 14));
            g.setColor(TEXT);
            g.setStroke(WHISKER);
            g.draw(new Line2D.Double(x.at(mean - deviation), y, x.at(mean + deviation), y));
            for (double end : new double[] {mean - deviation, mean + deviation}) {
                g.draw(new Line2D.Double(x.at(end), y - 3, x.at(end), y + 3));
            }
        }
        zeroLine(g, x, top, bottom);
        g.setFont(FONT);
        String unit = importance.score().unit();
        String axis = importance.score().worsening() + (unit.isEmpty() ? "" : " (" + unit + ")");
        text(g, axis, left + width / 2.0, bottom + 44, 0.5);
    }

    /** The names of the columns {@code order}, shortened. */
    public static List<String> names(Explanation explanation, int... order) {
        return IntStream.of(order)
                .mapToObj(column -> name(explanation.groups().get(column), 24))
                .toList();
    }

    /** The name of a column in {@code length} characters; names that begin alike often differ at their ends, so both stay. */
    public static String name(InputGroup group, int length) {
        String name = group.name();
        int end = length / 3;
        return name.length() <= length ? name : shorten(name, length - end) + name.substring(name.length() - end);
    }

    /** A heading in two lines. */
    public static void title(Graphics2D g, String title, String below) {
        g.setColor(TEXT);
        g.setFont(BOLD);
        text(g, title, WIDTH / 2.0, 26, 0.5);
        g.setFont(SMALL);
        text(g, below, WIDTH / 2.0, 46, 0.5);
    }

    /** {@code "; 30 of 64 columns"} where not all are shown. */
    public static String some(int[] shown, Explanation explanation) {
        int all = explanation.groups().size();
        return shown.length < all ? "; " + shown.length + " of " + all + " columns" : "";
    }

    /** Upright lines at round values from {@code top} to {@code bottom}, with the values below. */
    public static void grid(Graphics2D g, Scale x, double top, double bottom, int most) {
        g.setFont(SMALL);
        g.setStroke(THIN);
        for (double tick : x.ticks(most)) {
            g.setColor(FAINT);
            g.draw(new Line2D.Double(x.at(tick), top, x.at(tick), bottom));
            g.setColor(TEXT);
            text(g, Scale.text(tick), x.at(tick), bottom + 18, 0.5);
        }
    }

    public static void zeroLine(Graphics2D g, Scale x, double top, double bottom) {
        g.setColor(TEXT);
        g.setStroke(THIN);
        g.draw(new Line2D.Double(x.at(0), top, x.at(0), bottom));
    }

    /** How the mean output goes with each column, in small panels with the same axis upwards; see {@link DependenceChart}. */
    public static byte[] partialDependence(Explanation explanation) {
        return DependenceChart.png(explanation);
    }

    /** The Shapley values of all explained rows, a dot each; see {@link ShapleyChart}. */
    public static byte[] shapley(Explanation explanation) {
        return ShapleyChart.summary(explanation);
    }

    /** From the mean output over the background to the output for one row, a step for each column. */
    public static byte[] shapley(Explanation explanation, Explanation.Row row) {
        return ShapleyChart.waterfall(explanation, row);
    }
}
