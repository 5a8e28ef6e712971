package dev.firstnetwork.wing.explain;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.Texts;
import java.awt.Color;
import java.awt.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** Shapley values: those of many rows as a swarm of dots, and those of one as a waterfall. */
final class ShapleyChart {

    private static final int MOST_SWARMS = 20;
    private static final int SWARM = 28;
    private static final Shape DOT = PlotStyle.point(0, 6);

    /** So many steps from the colour of low values to that of high ones. */
    private static final int SHADES = 10;

    /** About how many dots have room beside each other. */
    private static final int ACROSS = 45;

    private static final int MOST_STEPS = 14;
    private static final int STEP = 40;

    private static final Color LOW = PlotStyle.colour(0);
    private static final Color MIDDLE = new Color(0xb8b8b8);
    private static final Color HIGH = PlotStyle.colour(1);
    private static final Color CATEGORY = new Color(0x808080);

    private ShapleyChart() {}

    /**
     * The Shapley value of a column in a row.
     *
     * @param shade how high the column's value is among those of all rows, from 0 to {@link #SHADES}; -1 for a category
     */
    private record Dot(double x, double y, int shade) {}

    /** A line of dots for each column, the one with the largest values on top. */
    static byte[] summary(Explanation explanation) {
        int[] order =
                IntStream.of(explanation.shapleyOrder()).limit(MOST_SWARMS).toArray();
        DoubleStream shares = explanation.rows().stream().flatMapToDouble(row -> IntStream.of(order)
                .mapToDouble(column -> row.values().values()[column]));
        double[] reach = DoubleStream.concat(DoubleStream.of(0), shares).toArray();
        Range range = PlotAxes.range(0.03, reach);
        XYPlot plot = Plots.plot(
                PlotAxes.numbers(PlotStyle.fit("share in the " + explanation.explained(), 260), range),
                PlotAxes.names(null, ExplanationCharts.names(explanation, 170, order), true));
        plot.setDomainGridlinesVisible(true);
        plot.addDomainMarker(new ValueMarker(0, PlotStyle.TEXT, PlotStyle.THIN), Layer.BACKGROUND);
        List<Dot> dots = IntStream.range(0, order.length)
                .boxed()
                .flatMap(line -> swarm(explanation, order[line], line, range).stream())
                .toList();
        if (dots.stream().anyMatch(dot -> dot.shade() >= 0)) {
            Plots.points(plot, "low value", new double[2][0], DOT, LOW, PlotStyle.CLEAR);
            Plots.points(plot, "high value", new double[2][0], DOT, HIGH, PlotStyle.CLEAR);
        }
        for (int shade = 0; shade <= SHADES; shade++) {
            double side = 2.0 * shade / SHADES - 1;
            addDots(plot, null, dots, shade, PlotStyle.mix(MIDDLE, side < 0 ? LOW : HIGH, Math.abs(side)));
        }
        addDots(plot, "category", dots, -1, CATEGORY);
        String below = "a dot is a row; the column with the largest values on top"
                + ExplanationCharts.some(order.length, explanation);
        String title = "Shapley values of " + Texts.count(explanation.rows().size(), "row");
        return Plots.png(Plots.below(Plots.chart(title, plot), below), SWARM * order.length);
    }

    /** Those of one shade, if there are any. */
    private static void addDots(XYPlot plot, String name, List<Dot> dots, int shade, Color colour) {
        List<Dot> shown = dots.stream().filter(dot -> dot.shade() == shade).toList();
        if (!shown.isEmpty()) {
            Plots.points(plot, name, Plots.at(shown, Dot::x, Dot::y), DOT, colour, PlotStyle.CLEAR);
        }
    }

    /** Dots that would lie on each other step aside, up and down in turn, as far as the line is high. */
    private static List<Dot> swarm(Explanation explanation, int column, int line, Range range) {
        InputGroup group = explanation.groups().get(column);
        Matrix x = explanation.subject().x();
        ToDoubleFunction<Explanation.Row> share = row -> row.values().values()[column];
        double[] values = explanation.rows().stream()
                .mapToDouble(row -> group.value(x, row.row()))
                .filter(value -> !Double.isNaN(value))
                .toArray();
        List<Explanation.Row> rows = explanation.rows().stream()
                .filter(row -> Double.isFinite(share.applyAsDouble(row)))
                .sorted(Comparator.comparingDouble(share))
                .toList();
        int[] taken = new int[ACROSS + 1];
        List<Dot> dots = new ArrayList<>();
        for (Explanation.Row row : rows) {
            double at = share.applyAsDouble(row);
            int place = taken[(int) (ACROSS * (at - range.getLowerBound()) / range.getLength())]++;
            double aside = (place % 2 == 0 ? -1 : 1) * ((place + 1) / 2) * 3.2 / SWARM;
            int shade = group.column().isNumeric() ? shade(group.value(x, row.row()), values) : -1;
            // a crowd that is too large begins anew from the middle
            dots.add(new Dot(at, line + aside % 0.4, shade));
        }
        return dots;
    }

    /** By the rank of {@code value} among all, so that one that lies far out does not take the colours from the others. */
    private static int shade(double value, double... values) {
        long below = Arrays.stream(values).filter(other -> other < value).count();
        long above = Arrays.stream(values).filter(other -> other > value).count();
        return below + above == 0
                ? SHADES / 2
                : (int) Math.round(SHADES * (0.5 + (below - above) / (2.0 * (values.length - 1))));
    }

    /**
     * One step of a waterfall.
     *
     * @param error the standard error; 0 where it is exact or not known
     */
    private record Step(String name, double from, double value, double error) {

        double to() {
            return from + value;
        }

        String text() {
            String sign = value >= 0 ? "+" : "";
            return sign + rounded(value, 3) + (error > 0 ? " ± " + rounded(error, 1) : "");
        }

        private static String rounded(double value, int digits) {
            return Double.isFinite(value)
                    ? Texts.shortest(
                            new BigDecimal(value).round(new MathContext(digits)).doubleValue())
                    : Texts.shortest(value);
        }
    }

    /** From the mean output over the background to the output for the row, the largest step first. */
    static byte[] waterfall(Explanation explanation, Explanation.Row row) {
        List<Step> steps = steps(explanation, row);
        String output = explanation.target().outputs().get(row.output());
        double base = row.values().base();
        double[] levels = steps.stream()
                .flatMapToDouble(step -> DoubleStream.of(step.from(), step.to()))
                .toArray();
        Range range = PlotAxes.range(0.02, levels);
        ValueAxis lines = PlotAxes.numbers(null, -0.7, steps.size() - 0.6);
        lines.setInverted(true);
        lines.setVisible(false);
        XYPlot plot = ExplanationCharts.level(Plots.plot(lines, PlotAxes.numbers(PlotStyle.fit(output, 380), range)));
        plot.addRangeMarker(new ValueMarker(base, PlotStyle.GREY, PlotStyle.DASHED), Layer.BACKGROUND);
        addSteps(plot, "raises", steps, 1, 0.005 * range.getLength(), HIGH);
        addSteps(plot, "lowers", steps, -1, 0.005 * range.getLength(), LOW);
        for (int i = 0; i < steps.size(); i++) {
            double level = steps.get(i).to();
            double[][] link = {{i, Math.min(i + 1, steps.size() - 1)}, {level, level}};
            Plots.line(plot, null, link, PlotStyle.GREY, PlotStyle.THIN);
            String number = steps.get(i).text();
            String name = PlotStyle.fit(steps.get(i).name(), 385 - PlotStyle.width(number));
            addText(plot, name, i, range.getLowerBound(), TextAnchor.CENTER_LEFT);
            addText(plot, number, i, range.getUpperBound(), TextAnchor.CENTER_RIGHT);
        }
        String title = "Row " + row.row() + ": " + PlotStyle.fit(output, 500) + " = "
                + Texts.figure(row.values().output());
        String below = "from " + Texts.figure(base) + ", the mean of "
                + Texts.count(explanation.subject().background().length, "background row")
                + (row.values().exact() ? "" : "; ± one standard error");
        return Plots.png(Plots.below(Plots.chart(title, plot), below), STEP * steps.size());
    }

    /** Text above bar {@code i}. */
    private static void addText(XYPlot plot, String text, int i, double x, TextAnchor anchor) {
        Plots.text(plot, text, i - 0.42, x, PlotStyle.FONT, PlotStyle.TEXT, anchor)
                .setBackgroundPaint(Color.WHITE);
    }

    /** The bars of one direction, if there are any; even the smallest is to be seen. */
    private static void addSteps(XYPlot plot, String name, List<Step> steps, int sign, double least, Color colour) {
        List<Integer> shown =
                PlotStyle.where(steps.size(), i -> sign * steps.get(i).value() > 0);
        double[][] at = Plots.at(
                shown,
                i -> i,
                i -> steps.get(i).from(),
                i -> steps.get(i).from() + sign * Math.max(sign * steps.get(i).value(), least));
        if (!shown.isEmpty()) {
            Plots.bars(plot, name, at, 0.36, colour);
        }
    }

    private static List<Step> steps(Explanation explanation, Explanation.Row row) {
        double[] values = row.values().values();
        int[] order = Explanation.descending(values.length, column -> Math.abs(values[column]));
        int shown = values.length <= MOST_STEPS ? values.length : MOST_STEPS - 1;
        List<Step> steps = new ArrayList<>();
        double level = row.values().base();
        for (int column : Arrays.copyOf(order, shown)) {
            String name = name(explanation, column, row.row());
            steps.add(new Step(name, level, values[column], row.values().standardErrors()[column]));
            level += values[column];
        }
        if (shown < values.length) {
            double rest = row.values().output() - level;
            steps.add(new Step(values.length - shown + " other columns", level, rest, 0));
        }
        return steps;
    }

    /** A column with its value, as in {@code age = 35}. */
    private static String name(Explanation explanation, int column, int row) {
        InputGroup group = explanation.groups().get(column);
        double number = group.value(explanation.subject().x(), row);
        boolean numeric = group.column().isNumeric() && !Double.isNaN(number);
        String value = numeric ? Texts.shortest(number) : group.text(number);
        return PlotStyle.fit(group.name(), 190) + " = " + PlotStyle.fit(value, 130);
    }
}
