package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.report.Drawing.FAINT;
import static dev.firstnetwork.report.Drawing.FONT;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.THIN;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.upright;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.Scale;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Partial dependence in small panels; see {@link ExplanationCharts#partialDependence}. */
public final class DependenceChart {

    private static final int MOST_PANELS = 24;
    private static final int MOST_ACROSS = 3;
    private static final int PLOT_HEIGHT = 110;

    /** Before the first panel there is room for the axis, after each some air. */
    private static final int LEFT = 62;

    private static final int RIGHT = 12;
    private static final int GAP = 16;
    private static final int NAME = 24;

    /** For the classes after the colours have run out. */
    private static final BasicStroke DASHED =
            new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {5, 4}, 0);

    private static final int COLOURS = 7;

    private final Explanation explanation;
    private final List<PartialDependence> panels;

    /** Which outputs have a line: the one that was asked for, or all. */
    private final int[] outputs;

    private final double[] range;
    private final int across;
    private final int panelWidth;
    private final int plotWidth;

    private DependenceChart(Explanation explanation) {
        this.explanation = explanation;
        this.panels = Arrays.stream(explanation.order())
                .limit(MOST_PANELS)
                .mapToObj(explanation.dependence()::get)
                .toList();
        this.across = Math.min(MOST_ACROSS, panels.size());
        this.panelWidth = (WIDTH - LEFT - RIGHT) / across;
        this.plotWidth = panelWidth - GAP;
        this.outputs = explanation.settings().output().isPresent()
                ? new int[] {explanation.settings().output().getAsInt()}
                : IntStream.range(0, explanation.target().outputs().size()).toArray();
        this.range = panels.stream()
                .flatMapToDouble(panel -> DoubleStream.concat(
                        values(panel.average()), panel.individual().stream().flatMapToDouble(this::values)))
                .toArray();
    }

    private DoubleStream values(Matrix curve) {
        return IntStream.range(0, curve.rows()).boxed().flatMapToDouble(point -> Arrays.stream(outputs)
                .mapToDouble(k -> curve.get(point, k)));
    }

    /** Each panel is a column, the most important one first, over the same range of outputs. */
    public static byte[] png(Explanation explanation) {
        return new DependenceChart(explanation).png();
    }

    private byte[] png() {
        int top = outputs.length > 1 ? 66 + 20 * legendLines() : 60;
        int lines = (panels.size() + across - 1) / across;
        int[] y = new int[lines + 1];
        y[0] = top;
        for (int line = 0; line < lines; line++) {
            List<PartialDependence> row = panels.subList(line * across, Math.min(panels.size(), (line + 1) * across));
            y[line + 1] = y[line]
                    + NAME
                    + PLOT_HEIGHT
                    + 18
                    + row.stream().mapToInt(DependenceChart::labelHeight).max().orElse(0);
        }
        return Drawing.png(paint(WIDTH, y[lines] + 8, g -> {
            int[] shown = new int[panels.size()];
            boolean individual = !panels.get(0).individual().isEmpty();
            ExplanationCharts.title(
                    g,
                    "Partial dependence",
                    "mean output if every row had the value below"
                            + (individual ? "; thin: single rows" : "")
                            + "; ticks: tenths of the rows" + ExplanationCharts.some(shown, explanation));
            if (outputs.length > 1) {
                paintLegend(g);
            }
            for (int i = 0; i < panels.size(); i++) {
                int left = LEFT + i % across * panelWidth;
                paintPanel(g, panels.get(i), left, y[i / across] + NAME, i % across == 0);
            }
            g.setFont(FONT);
            String axis = outputs.length == 1 ? explanation.target().outputs().get(outputs[0]) : "probability";
            upright(g, shorten(axis, 34), 20, (top + Math.min(y[lines], top + 500)) / 2.0, 0.5);
        }));
    }

    private int legendLines() {
        return (outputs.length + 9) / 10;
    }

    private void paintLegend(Graphics2D g) {
        g.setFont(SMALL);
        for (int k = 0; k < outputs.length; k++) {
            int x = 30 + k % 10 * 60;
            int y = 68 + k / 10 * 20;
            g.setColor(colour(k));
            g.setStroke(line(k));
            g.draw(new Line2D.Double(x, y - 4, x + 18, y - 4));
            g.setColor(TEXT);
            String name = explanation.target().outputs().get(outputs[k]).replaceFirst("^probability of ", "");
            text(g, shorten(name, 5), x + 22, y, 0);
        }
    }

    private static BasicStroke line(int k) {
        return k < COLOURS ? LINE : DASHED;
    }

    private static int labelHeight(PartialDependence panel) {
        return panel.group().column().isNumeric()
                ? 20
                : 10
                        + panel.group().column().categories().stream()
                                .mapToInt(category -> Drawing.width(shorten(category, 12)))
                                .max()
                                .orElse(0);
    }

    private void paintPanel(Graphics2D g, PartialDependence panel, int left, int top, boolean first) {
        int bottom = top + PLOT_HEIGHT;
        Scale y = Scale.over(range, bottom, top).wider(0.07);
        g.setColor(TEXT);
        g.setFont(SMALL.deriveFont(Font.BOLD));
        text(g, ExplanationCharts.name(panel.group(), 22), left + plotWidth / 2.0, top - 7, 0.5);
        g.setFont(SMALL);
        g.setStroke(THIN);
        for (double tick : y.ticks(5)) {
            g.setColor(FAINT);
            g.draw(new Line2D.Double(left, y.at(tick), left + plotWidth, y.at(tick)));
            if (first) {
                g.setColor(TEXT);
                text(g, Scale.text(tick), left - 6, y.at(tick) + 5, 1);
            }
        }
        if (panel.grid().length == 0) {
            return;
        }
        boolean numeric = panel.group().column().isNumeric();
        Scale x = numeric
                ? Scale.over(panel.grid(), left + 4, left + plotWidth - 4)
                : new Scale(-0.5, panel.grid().length - 0.5, left, left + plotWidth);
        g.setColor(mix(TEXT, 0.25));
        g.setStroke(stroke(0.7f));
        for (Matrix line : panel.individual()) {
            for (int k : outputs) {
                g.draw(path(panel, line, k, x, y));
            }
        }
        for (int k = 0; k < outputs.length; k++) {
            g.setColor(colour(k));
            g.setStroke(line(k));
            if (numeric) {
                g.draw(path(panel, panel.average(), outputs[k], x, y));
            }
            if (!numeric || panel.grid().length == 1) {
                for (int point = 0; point < panel.grid().length; point++) {
                    double value = panel.average().get(point, outputs[k]);
                    g.fill(new Ellipse2D.Double(x.at(panel.grid()[point]) - 4, y.at(value) - 4, 8, 8));
                }
            }
        }
        if (numeric) {
            paintNumbers(g, panel, x, bottom);
        } else {
            paintCategories(g, panel, x, bottom);
        }
    }

    private static Path2D path(PartialDependence panel, Matrix curve, int output, Scale x, Scale y) {
        Path2D path = new Path2D.Double();
        for (int point = 0; point < panel.grid().length; point++) {
            double px = x.at(panel.grid()[point]);
            double py = y.at(curve.get(point, output));
            if (point == 0) {
                path.moveTo(px, py);
            } else {
                path.lineTo(px, py);
            }
        }
        return path;
    }

    /** Round numbers below the panel, and a tick at each tenth of the rows. */
    private void paintNumbers(Graphics2D g, PartialDependence panel, Scale x, int bottom) {
        g.setColor(TEXT);
        g.setStroke(THIN);
        Matrix rows = explanation.subject().x().rowsAt(explanation.subject().averaged());
        for (double decile : panel.deciles(rows)) {
            if (decile >= x.min() && decile <= x.max()) {
                g.draw(new Line2D.Double(x.at(decile), bottom - 5, x.at(decile), bottom));
            }
        }
        g.draw(new Line2D.Double(x.from() - 4, bottom, x.to() + 4, bottom));
        double[] ticks = x.ticks(4);
        double labels = Arrays.stream(ticks)
                .map(tick -> Drawing.width(Scale.text(tick)) + 8)
                .sum();
        for (double tick : labels > plotWidth ? x.ticks(2) : ticks) {
            String label = Scale.text(tick);
            // one that would reach into the next panel is left out
            if (x.at(tick) + Drawing.width(label) / 2.0 <= x.to() + GAP / 2.0) {
                text(g, label, x.at(tick), bottom + 16, 0.5);
            }
        }
    }

    private void paintCategories(Graphics2D g, PartialDependence panel, Scale x, int bottom) {
        g.setColor(TEXT);
        g.setStroke(THIN);
        g.draw(new Line2D.Double(x.from(), bottom, x.to(), bottom));
        int categories = panel.grid().length;
        int step = 1 + categories * 14 / plotWidth;
        for (int k = 0; k < categories; k += step) {
            upright(g, shorten(panel.group().text(k), 12), x.at(k) + 5, bottom + 6, 1);
        }
    }
}
