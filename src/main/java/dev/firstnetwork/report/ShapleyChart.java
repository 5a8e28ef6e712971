package dev.firstnetwork.report;

import static dev.firstnetwork.report.PlotStyle.CLEAR;
import static dev.firstnetwork.report.PlotStyle.DASHED;
import static dev.firstnetwork.report.PlotStyle.FONT;
import static dev.firstnetwork.report.PlotStyle.GREY;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.THIN;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.point;
import static dev.firstnetwork.report.PlotStyle.width;

import dev.firstnetwork.evaluation.Explanation;
import dev.firstnetwork.evaluation.InputGroup;
import java.awt.Color;
import java.awt.Paint;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.renderer.xy.XYShapeRenderer;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYZDataset;

/** Shapley values: those of many rows as a swarm of dots, and those of one as a waterfall; see {@link ExplanationCharts}. */
final class ShapleyChart {

    private static final int MOST_SWARMS = 20;
    private static final int SWARM = 28;
    private static final double DOT = 6;

    /** About how many dots have room beside each other. */
    private static final int ACROSS = 45;

    private static final int MOST_STEPS = 14;
    private static final int STEP = 40;

    private static final Color LOW = colour(0);
    private static final Color MIDDLE = new Color(0xb8b8b8);
    private static final Color HIGH = colour(1);
    private static final Color CATEGORY = new Color(0x808080);

    private ShapleyChart() {}

    /**
     * A line of dots for each column, the one with the largest values on top: a dot is a row, its place the Shapley value, its
     * colour the column's value from low to high.
     */
    static byte[] summary(Explanation explanation) {
        int[] order =
                Arrays.stream(explanation.shapleyOrder()).limit(MOST_SWARMS).toArray();
        DoubleStream shares = explanation.rows().stream()
                .flatMapToDouble(row -> Arrays.stream(order)
                        .mapToDouble(column -> row.values().values()[column]));
        Range range = PlotAxes.range(
                0.03, DoubleStream.concat(DoubleStream.of(0), shares).toArray());
        XYPlot plot = Plots.plot(
                PlotAxes.numbers(fit("share in the " + explanation.explained(), 260), range),
                PlotAxes.names(null, ExplanationCharts.names(explanation, 170, order), true));
        plot.setDomainGridlinesVisible(true);
        Plots.upright(plot, 0, TEXT, THIN);
        // a dot: x, y, and the rank of the column's value; of a category the first two
        List<double[]> numbers = new ArrayList<>();
        List<double[]> categories = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            boolean numeric = explanation.groups().get(order[i]).column().isNumeric();
            (numeric ? numbers : categories).addAll(swarm(explanation, order[i], i, range));
        }
        if (!categories.isEmpty()) {
            double[][] dots = columns(categories);
            Plots.points(plot, "category", dots[0], dots[1], point(0, DOT), CATEGORY, CLEAR);
        }
        String rows = Texts.count(explanation.rows().size(), "row");
        String below = "a dot is a row; the column with the largest values on top"
                + ExplanationCharts.some(order.length, explanation);
        var chart = Plots.below(Plots.chart("Shapley values of " + rows, plot), below);
        if (!numbers.isEmpty()) {
            addRanks(plot, numbers);
            chart.addSubtitle(legend());
        }
        return PlotRows.png(chart, SWARM * order.length);
    }

    /** Dots that would lie on each other step aside, up and down in turn, as far as the line is high. */
    private static List<double[]> swarm(Explanation explanation, int column, int line, Range range) {
        InputGroup group = explanation.groups().get(column);
        ToDoubleFunction<Explanation.Row> share = row -> row.values().values()[column];
        ToDoubleFunction<Explanation.Row> value = row -> group.value(explanation.subject().x(), row.row());
        double[] sorted = explanation.rows().stream()
                .mapToDouble(value)
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
        int[] taken = new int[ACROSS + 1];
        List<double[]> dots = new ArrayList<>();
        explanation.rows().stream()
                .filter(row -> Double.isFinite(share.applyAsDouble(row)))
                .sorted(Comparator.comparingDouble(share))
                .forEach(row -> {
                    double x = share.applyAsDouble(row);
                    int place = taken[(int) (ACROSS * (x - range.getLowerBound()) / range.getLength())]++;
                    double aside = (place % 2 == 0 ? -1 : 1) * ((place + 1) / 2) * 3.2 / SWARM;
                    // a crowd that is too large begins anew from the middle
                    dots.add(new double[] {x, line + aside % 0.4, rank(value.applyAsDouble(row), sorted)});
                });
        return dots;
    }

    /**
     * The rank of {@code value} among all, from 0 to 1, so that one that lies far out does not take the colours from the
     * others; NaN where there is none.
     */
    private static double rank(double value, double... sorted) {
        if (Double.isNaN(value) || sorted[0] == sorted[sorted.length - 1]) {
            return Double.NaN;
        }
        long below = Arrays.stream(sorted).filter(other -> other < value).count();
        long equal = Arrays.stream(sorted).filter(other -> other == value).count();
        return (below + (equal - 1) / 2.0) / (sorted.length - 1);
    }

    private static double[][] columns(List<double[]> dots) {
        return IntStream.range(0, 3)
                .mapToObj(k -> dots.stream().mapToDouble(dot -> dot[k]).toArray())
                .toArray(double[][]::new);
    }

    private static void addRanks(XYPlot plot, List<double[]> dots) {
        DefaultXYZDataset data = new DefaultXYZDataset();
        data.addSeries("", columns(dots));
        XYShapeRenderer renderer = new XYShapeRenderer();
        renderer.setSeriesShape(0, point(0, DOT));
        renderer.setPaintScale(new Ranks());
        renderer.setSeriesVisibleInLegend(0, false);
        int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }

    /** From low, 0, over the middle to high, 1; NaN is in the middle. */
    private static final class Ranks implements PaintScale {

        @Override
        public double getLowerBound() {
            return 0;
        }

        @Override
        public double getUpperBound() {
            return 1;
        }

        @Override
        public Paint getPaint(double rank) {
            return Double.isNaN(rank) ? MIDDLE : mix(MIDDLE, rank < 0.5 ? LOW : HIGH, Math.abs(2 * rank - 1));
        }
    }

    private static PaintScaleLegend legend() {
        var axis = PlotAxes.names(null, List.of("low value", "high value"), false);
        axis.setRange(0, 1);
        axis.setAxisLineVisible(false);
        PaintScaleLegend legend = new PaintScaleLegend(new Ranks(), axis);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        legend.setStripWidth(10);
        legend.setStripOutlineVisible(false);
        legend.setMargin(4, 140, 4, 140);
        return legend;
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
            boolean finite = Double.isFinite(value);
            return Texts.shortest(finite ? new BigDecimal(value).round(new MathContext(digits)).doubleValue() : value);
        }
    }

    /** From the mean output over the background to the output for the row, the largest step first. */
    static byte[] waterfall(Explanation explanation, Explanation.Row row) {
        List<Step> steps = steps(explanation, row);
        String output = explanation.target().outputs().get(row.output());
        double base = row.values().base();
        DoubleStream levels = steps.stream().mapToDouble(Step::to);
        Range range = PlotAxes.range(
                0.02, DoubleStream.concat(DoubleStream.of(base), levels).toArray());
        ValueAxis lines = PlotAxes.numbers(null, -0.7, steps.size() - 0.6);
        lines.setInverted(true);
        lines.setVisible(false);
        XYPlot plot = ExplanationCharts.level(Plots.plot(lines, PlotAxes.numbers(fit(output, 380), range)));
        Plots.level(plot, base, GREY, DASHED);
        addSteps(plot, "raises", steps, 1, range.getLength());
        addSteps(plot, "lowers", steps, -1, range.getLength());
        for (int i = 0; i < steps.size(); i++) {
            double level = steps.get(i).to();
            double below = i + (i < steps.size() - 1 ? 1 : 0);
            Plots.line(plot, null, new double[] {i, below}, new double[] {level, level}, GREY, THIN);
            String number = steps.get(i).text();
            String name = fit(steps.get(i).name(), 385 - width(number));
            addText(plot, name, i, range.getLowerBound(), TextAnchor.CENTER_LEFT);
            addText(plot, number, i, range.getUpperBound(), TextAnchor.CENTER_RIGHT);
        }
        String title = "Row " + row.row() + ": " + fit(output, 500) + " = "
                + Texts.figure(row.values().output());
        String below = "from " + Texts.figure(base) + ", the mean of "
                + Texts.count(explanation.subject().background().length, "background row")
                + (row.values().exact() ? "" : "; ± one standard error");
        return PlotRows.png(Plots.below(Plots.chart(title, plot), below), STEP * steps.size());
    }

    /** Text above bar {@code i}. */
    private static void addText(XYPlot plot, String text, int i, double x, TextAnchor anchor) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, i - 0.42, x);
        annotation.setFont(FONT);
        annotation.setPaint(TEXT);
        annotation.setTextAnchor(anchor);
        annotation.setBackgroundPaint(Color.WHITE);
        plot.addAnnotation(annotation);
    }

    /** The bars of one direction; even the smallest step is to be seen. */
    private static void addSteps(XYPlot plot, String name, List<Step> steps, int sign, double length) {
        int[] shown = IntStream.range(0, steps.size())
                .filter(i -> sign * steps.get(i).value() > 0)
                .toArray();
        double[] from = Arrays.stream(shown).mapToDouble(i -> steps.get(i).from()).toArray();
        double[] to = Arrays.stream(shown)
                .mapToDouble(i -> steps.get(i).from()
                        + sign * Math.max(Math.abs(steps.get(i).value()), 0.005 * length))
                .toArray();
        double[] places = Arrays.stream(shown).asDoubleStream().toArray();
        if (shown.length > 0) {
            Plots.bars(plot, name, places, sign > 0 ? from : to, sign > 0 ? to : from, 0.36, sign > 0 ? HIGH : LOW);
        }
    }

    private static List<Step> steps(Explanation explanation, Explanation.Row row) {
        double[] values = row.values().values();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -Math.abs(values[column])))
                .mapToInt(Integer::intValue)
                .toArray();
        int shown = values.length <= MOST_STEPS ? values.length : MOST_STEPS - 1;
        List<Step> steps = new ArrayList<>();
        double level = row.values().base();
        for (int column : Arrays.copyOf(order, shown)) {
            String name = name(explanation, column, row.row());
            steps.add(new Step(name, level, values[column], row.values().standardErrors()[column]));
            level += values[column];
        }
        if (shown < values.length) {
            double rest = Arrays.stream(order)
                    .skip(shown)
                    .mapToDouble(column -> values[column])
                    .sum();
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
        return fit(group.name(), 190) + " = " + fit(value, 130);
    }
}
