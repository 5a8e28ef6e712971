package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.report.PlotStyle.CLEAR;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.line;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.point;
import static dev.firstnetwork.report.PlotStyle.shorten;
import static dev.firstnetwork.report.PlotStyle.stroke;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotRows;
import dev.firstnetwork.report.Plots;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.Range;

/** Partial dependence in small panels; see {@link ExplanationCharts#partialDependence}. */
final class DependenceChart {

    private static final int MOST_PANELS = 24;
    /** So many categories have room in half a row. */
    private static final int MOST_NARROW = 8;

    private static final int HEIGHT = 112;

    private final Explanation explanation;
    private final List<PartialDependence> panels;

    /** Which outputs have a line: the one that was asked for, or all. */
    private final int[] outputs;

    private final Range range;

    private DependenceChart(Explanation explanation) {
        this.explanation = explanation;
        this.panels = Arrays.stream(explanation.order())
                .limit(MOST_PANELS)
                .mapToObj(explanation.dependence()::get)
                .toList();
        this.outputs = explanation.settings().output().isPresent()
                ? new int[] {explanation.settings().output().getAsInt()}
                : IntStream.range(0, explanation.target().outputs().size()).toArray();
        this.range = PlotAxes.range(
                0.07,
                panels.stream()
                        .flatMap(panel -> Stream.concat(Stream.of(panel.average()), panel.individual().stream()))
                        .flatMapToDouble(curve ->
                                IntStream.of(outputs).boxed().flatMapToDouble(k -> Arrays.stream(column(curve, k))))
                        .toArray());
    }

    private static double[] column(Matrix curve, int k) {
        return IntStream.range(0, curve.rows())
                .mapToDouble(point -> curve.get(point, k))
                .toArray();
    }

    /** Each panel is a column, the most important one first, over the same range of outputs. */
    static byte[] png(Explanation explanation) {
        return new DependenceChart(explanation).png();
    }

    private byte[] png() {
        String output = outputs.length == 1 ? explanation.target().outputs().get(outputs[0]) : "output";
        String axis = outputs.length > 1 || output.startsWith("probability of ") ? "probability" : fit(output, HEIGHT);
        List<JFreeChart> rows = new ArrayList<>();
        for (List<PartialDependence> row : rows()) {
            String title = rows.isEmpty() ? "Partial dependence" : "";
            XYPlot[] plots = row.stream().map(panel -> plot(panel, row.size())).toArray(XYPlot[]::new);
            if (rows.isEmpty()) {
                addLegend(plots[0]);
            }
            rows.add(Plots.chart(title, Plots.beside(PlotAxes.numbers(axis, range), plots)));
        }
        boolean individual = !panels.get(0).individual().isEmpty();
        Plots.below(
                rows.get(0),
                "mean " + shorten(output, 50) + " if every row had the value below"
                        + (individual ? "; thin: single rows" : "") + "; ticks: tenths of the rows"
                        + ExplanationCharts.some(panels.size(), explanation));
        if (outputs.length > 1) {
            rows.get(0).getLegend().setPosition(RectangleEdge.TOP);
        }
        return PlotRows.png(rows, HEIGHT);
    }

    /** Two panels a row; one with many categories has a row for itself. */
    private List<List<PartialDependence>> rows() {
        List<List<PartialDependence>> rows = new ArrayList<>();
        for (PartialDependence panel : panels) {
            List<PartialDependence> last = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
            if (last.size() == 1 && !isWide(panel) && !isWide(last.get(0))) {
                last.add(panel);
            } else {
                rows.add(new ArrayList<>(List.of(panel)));
            }
        }
        return rows;
    }

    private static boolean isWide(PartialDependence panel) {
        return panel.group().column().categories().size() > MOST_NARROW;
    }

    private XYPlot plot(PartialDependence panel, int across) {
        boolean numeric = panel.group().column().isNumeric();
        XYPlot plot = Plots.plot(axis(panel, 340 / across - 10), null);
        for (Matrix curve : panel.individual()) {
            for (int k : outputs) {
                Plots.line(plot, null, panel.grid(), column(curve, k), mix(TEXT, 0.25), stroke(0.7f));
            }
        }
        for (int k = 0; k < outputs.length; k++) {
            double[] y = column(panel.average(), outputs[k]);
            if (numeric && y.length > 1) {
                Plots.line(plot, null, panel.grid(), y, colour(k), line(k));
            } else {
                Plots.points(plot, null, panel.grid(), y, point(0, 8), colour(k), CLEAR);
            }
        }
        if (numeric) {
            Matrix rows = explanation.subject().x().rowsAt(explanation.subject().averaged());
            double[] deciles = panel.deciles(rows);
            double[] bottom = new double[deciles.length];
            Arrays.fill(bottom, range.getLowerBound());
            Plots.points(plot, null, deciles, bottom, new Line2D.Double(0, -6, 0, 0), TEXT, TEXT);
        }
        return plot;
    }

    /** A line without points for each output, where there are several. */
    private void addLegend(XYPlot plot) {
        for (int k = 0; outputs.length > 1 && k < outputs.length; k++) {
            String name = explanation.target().outputs().get(outputs[k]).replaceFirst("^probability of ", "");
            Plots.line(plot, fit(name, 90), new double[0], new double[0], colour(k), line(k));
        }
    }

    /** Numbers, or the names of the categories: upright where they have no room beside each other. */
    private static ValueAxis axis(PartialDependence panel, int width) {
        String name = fit(panel.group().name(), width);
        if (panel.group().column().isNumeric()) {
            return PlotAxes.numbers(name, PlotAxes.range(0.03, panel.grid()));
        }
        return PlotAxes.categories(name, panel.group().column().categories(), width);
    }
}
