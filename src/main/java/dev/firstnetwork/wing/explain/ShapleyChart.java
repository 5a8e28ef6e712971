package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.text;

import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import dev.firstnetwork.report.Texts;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Shapley values: those of many rows as a swarm of dots, and those of one as a waterfall; see {@link ExplanationCharts}. */
public final class ShapleyChart {

    private static final int MOST_SWARMS = 20;
    private static final int SWARM = 28;
    private static final double DOT = 6;

    private static final int MOST_STEPS = 14;
    private static final int STEP = 26;

    /** How wide the column with the numbers is, on the right. */
    private static final int NUMBERS = 160;

    private static final Color LOW = colour(0);
    private static final Color MIDDLE = new Color(0xb8b8b8);
    private static final Color HIGH = colour(1);
    private static final Color CATEGORY = new Color(0x808080);

    private ShapleyChart() {}

    /**
     * A line of dots for each column, the one with the largest values on top: a dot is a row, its place the Shapley value, its
     * colour the column's value from low to high.
     */
    public static byte[] summary(Explanation explanation) {
        int[] order =
                Arrays.stream(explanation.shapleyOrder()).limit(MOST_SWARMS).toArray();
        List<String> names = ExplanationCharts.names(explanation, order);
        int left = 28 + names.stream().mapToInt(Drawing::width).max().orElse(0);
        int top = 62;
        int bottom = top + SWARM * order.length;
        double[] all = explanation.rows().stream()
                .flatMapToDouble(row ->
                        Arrays.stream(order).mapToDouble(column -> row.values().values()[column]))
                .toArray();
        Scale x = Scale.over(withZero(all), left + DOT, WIDTH - 24).wider(0.02);
        return png(paint(WIDTH, bottom + 96, g -> {
            String rows = Texts.count(explanation.rows().size(), "row");
            ExplanationCharts.title(
                    g,
                    "Shapley values of " + rows,
                    "a dot is a row; the column with the largest values on top"
                            + ExplanationCharts.some(order, explanation));
            ExplanationCharts.grid(g, x, top, bottom, 7);
            ExplanationCharts.zeroLine(g, x, top, bottom);
            for (int i = 0; i < order.length; i++) {
                double y = top + SWARM * (i + 0.5);
                g.setColor(TEXT);
                g.setFont(SMALL);
                text(g, names.get(i), left - 10, y + 5, 1);
                paintSwarm(g, explanation, order[i], x, y);
            }
            g.setColor(TEXT);
            g.setFont(FONT);
            text(g, shorten("share in the " + explanation.explained(), 60), (left + WIDTH) / 2.0, bottom + 44, 0.5);
            paintColours(
                    g,
                    IntStream.of(order).mapToObj(explanation.groups()::get).toList(),
                    (left + WIDTH) / 2.0,
                    bottom + 76);
        }));
    }

    private static double[] withZero(double... values) {
        double[] result = Arrays.copyOf(values, values.length + 1);
        result[values.length] = 0;
        return result;
    }

    /** Dots that would lie on each other step aside, up and down in turn, as far as the line is high. */
    private static void paintSwarm(Graphics2D g, Explanation explanation, int column, Scale x, double y) {
        InputGroup group = explanation.groups().get(column);
        double[] values = explanation.rows().stream()
                .mapToDouble(row -> group.value(explanation.subject().x(), row.row()))
                .toArray();
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int[] taken = new int[WIDTH];
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        explanation.rows().get(a).values().values()[column],
                        explanation.rows().get(b).values().values()[column]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : order) {
            double px = x.at(explanation.rows().get(i).values().values()[column]);
            if (!Double.isFinite(px)) {
                continue;
            }
            int place = taken[(int) (px / (DOT - 1))]++;
            double aside = (place % 2 == 0 ? -1 : 1) * ((place + 1) / 2) * 3.2;
            double reach = SWARM / 2.0 - DOT / 2;
            // a crowd that is too large begins anew from the middle
            double py = y + (Math.abs(aside) <= reach ? aside : aside % reach);
            g.setColor(group.column().isNumeric() ? shade(values[i], sorted) : CATEGORY);
            g.fill(new Ellipse2D.Double(px - DOT / 2, py - DOT / 2, DOT, DOT));
        }
    }

    /** By the rank of {@code value} among all, so that one that lies far out does not take the colours from the others. */
    private static Color shade(double value, double... sorted) {
        if (Double.isNaN(value) || sorted[0] == sorted[sorted.length - 1]) {
            return MIDDLE;
        }
        long below = Arrays.stream(sorted).filter(other -> other < value).count();
        long equal = Arrays.stream(sorted).filter(other -> other == value).count();
        return shade((below + (equal - 1) / 2.0) / (sorted.length - 1));
    }

    /** From low, 0, over the middle to high, 1. */
    private static Color shade(double part) {
        Color from = part < 0.5 ? LOW : MIDDLE;
        Color to = part < 0.5 ? MIDDLE : HIGH;
        double share = part < 0.5 ? 2 * part : 2 * part - 1;
        return new Color(
                (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
                (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
                (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }

    /** What the colours mean that occur in {@code groups}. */
    private static void paintColours(Graphics2D g, List<InputGroup> groups, double middle, double y) {
        boolean numbers = groups.stream().anyMatch(group -> group.column().isNumeric());
        boolean categories = groups.stream().anyMatch(group -> !group.column().isNumeric());
        g.setFont(SMALL);
        Rectangle2D bar = new Rectangle2D.Double(middle - (categories ? 110 : 60), y - 10, 120, 10);
        if (numbers) {
            g.setPaint(new LinearGradientPaint(
                    (float) bar.getMinX(), 0, (float) bar.getMaxX(), 0, new float[] {0, 0.5f, 1}, new Color[] {
                        LOW, MIDDLE, HIGH
                    }));
            g.fill(bar);
            g.setColor(TEXT);
            text(g, "low value", bar.getMinX() - 6, y, 1);
            text(g, "high value", bar.getMaxX() + 6, y, 0);
        }
        if (categories) {
            double dot = numbers ? bar.getMaxX() + 90 : middle - 40;
            g.setColor(CATEGORY);
            g.fill(new Ellipse2D.Double(dot, y - 8, DOT, DOT));
            g.setColor(TEXT);
            text(g, "category", dot + 12, y, 0);
        }
    }

    /**
     * One step of a waterfall.
     *
     * @param error the standard error; 0 where it is exact or not known
     */
    private record Step(String name, double value, double error) {}

    /** From the mean output over the background to the output for the row, the largest step first. */
    public static byte[] waterfall(Explanation explanation, Explanation.Row row) {
        List<Step> steps = steps(explanation, row);
        List<String> names = steps.stream().map(Step::name).toList();
        int left = 28 + names.stream().mapToInt(Drawing::width).max().orElse(0);
        int top = 70;
        int bottom = top + STEP * steps.size();
        double[] levels = new double[steps.size() + 1];
        levels[0] = row.values().base();
        for (int i = 0; i < steps.size(); i++) {
            levels[i + 1] = levels[i] + steps.get(i).value();
        }
        Scale x = Scale.over(levels, left, WIDTH - NUMBERS);
        return png(paint(WIDTH, bottom + 60, g -> {
            String output = explanation.target().outputs().get(row.output());
            ExplanationCharts.title(
                    g,
                    "Row " + row.row() + ": " + shorten(output, 40) + " = "
                            + Texts.figure(row.values().output()),
                    "from " + Texts.figure(row.values().base()) + ", the mean of "
                            + Texts.count(explanation.subject().background().length, "background row")
                            + (row.values().exact() ? "" : "; ± one standard error"));
            ExplanationCharts.grid(g, x, top, bottom, 6);
            for (int i = 0; i < steps.size(); i++) {
                paintStep(g, steps.get(i), x, levels[i], top + STEP * (i + 0.5), left, i < steps.size() - 1);
            }
            g.setColor(TEXT);
            g.setFont(FONT);
            text(g, shorten(output, 60), (x.from() + x.to()) / 2, bottom + 44, 0.5);
        }));
    }

    private static List<Step> steps(Explanation explanation, Explanation.Row row) {
        double[] values = row.values().values();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])))
                .mapToInt(Integer::intValue)
                .toArray();
        int shown = values.length <= MOST_STEPS ? values.length : MOST_STEPS - 1;
        List<Step> steps = new ArrayList<>();
        double rest = 0;
        for (int i = 0; i < order.length; i++) {
            InputGroup group = explanation.groups().get(order[i]);
            if (i < shown) {
                double number = group.value(explanation.subject().x(), row.row());
                boolean numeric = group.column().isNumeric() && !Double.isNaN(number);
                String value = numeric ? Texts.shortest(number) : group.text(number);
                steps.add(new Step(
                        ExplanationCharts.name(group, 22) + " = " + shorten(value, 14),
                        values[order[i]],
                        row.values().standardErrors()[order[i]]));
            } else {
                rest += values[order[i]];
            }
        }
        if (shown < values.length) {
            steps.add(new Step(values.length - shown + " other columns", rest, 0));
        }
        return steps;
    }

    private static void paintStep(Graphics2D g, Step step, Scale x, double from, double y, int left, boolean another) {
        double start = x.at(from);
        double end = x.at(from + step.value());
        g.setColor(step.value() < 0 ? LOW : HIGH);
        g.fill(new Rectangle2D.Double(Math.min(start, end), y - 9, Math.max(1, Math.abs(end - start)), 18));
        g.setStroke(THIN);
        g.setColor(Drawing.mix(TEXT, 0.5));
        if (another) {
            g.draw(new Line2D.Double(end, y + 9, end, y + STEP - 9));
        }
        g.setColor(TEXT);
        g.setFont(SMALL);
        text(g, step.name(), left - 10, y + 5, 1);
        String number = String.format(Locale.ROOT, "%+.3g", step.value());
        if (step.error() > 0) {
            number += String.format(Locale.ROOT, " ± %.1g", step.error());
        }
        text(g, number, WIDTH - 24.0, y + 5, 1);
    }
}
