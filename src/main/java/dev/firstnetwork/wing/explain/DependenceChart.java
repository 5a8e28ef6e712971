package dev.firstnetwork.wing.explain;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
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

/** Partial dependence: how the mean output goes with each column, in small panels with the same axis upwards. */
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
        double[] all = panels.stream()
                .flatMap(panel -> Stream.concat(Stream.of(panel.average()), panel.individual().stream()))
                .flatMapToDouble(
                        curve -> IntStream.of(outputs).boxed().flatMapToDouble(k -> Arrays.stream(curve.column(k))))
                .toArray();
        this.range = PlotAxes.range(0.07, all);
    }

    /** Each panel is a column, the most important one first, over the same range of outputs. */
    static byte[] png(Explanation explanation) {
        return new DependenceChart(explanation).png();
    }

    private byte[] png() {
        String output = outputs.length == 1 ? explanation.target().outputs().get(outputs[0]) : "output";
        boolean chance = outputs.length > 1 || output.startsWith("probability of ");
        String axis = chance ? "probability" : PlotStyle.fit(output, HEIGHT);
        List<JFreeChart> charts = new ArrayList<>();
        for (List<PartialDependence> row : rows()) {
            XYPlot[] plots = row.stream().map(panel -> plot(panel, row.size())).toArray(XYPlot[]::new);
            if (charts.isEmpty()) {
                addLegend(plots[0]);
            }
            String title = charts.isEmpty() ? "Partial dependence" : "";
            charts.add(Plots.chart(title, Plots.beside(PlotAxes.numbers(axis, range), plots)));
        }
        Plots.below(
                charts.get(0),
                "mean " + PlotStyle.shorten(output, 50) + " if every row had the value below"
                        + (panels.get(0).individual().isEmpty() ? "" : "; thin: single rows")
                        + "; ticks: tenths of the rows" + ExplanationCharts.some(panels.size(), explanation));
        if (outputs.length > 1) {
            charts.get(0).getLegend().setPosition(RectangleEdge.TOP);
        }
        return Plots.png(Plots.WIDTH, charts, HEIGHT);
    }

    /** Two panels a row; one with many categories has a row for itself. */
    private List<List<PartialDependence>> rows() {
        List<List<PartialDependence>> rows = new ArrayList<>();
        boolean room = false;
        for (PartialDependence panel : panels) {
            boolean narrow = panel.group().column().categories().size() <= MOST_NARROW;
            if (room && narrow) {
                rows.get(rows.size() - 1).add(panel);
            } else {
                rows.add(new ArrayList<>(List.of(panel)));
            }
            room = narrow && rows.get(rows.size() - 1).size() == 1;
        }
        return rows;
    }

    private XYPlot plot(PartialDependence panel, int across) {
        boolean numeric = panel.group().column().isNumeric();
        XYPlot plot = Plots.plot(axis(panel, 340 / across - 10), null);
        for (Matrix curve : panel.individual()) {
            for (int k : outputs) {
                double[][] at = {panel.grid(), curve.column(k)};
                Plots.line(plot, null, at, PlotStyle.mix(PlotStyle.TEXT, 0.25), PlotStyle.stroke(0.7f));
            }
        }
        for (int k = 0; k < outputs.length; k++) {
            double[][] at = {panel.grid(), panel.average().column(outputs[k])};
            if (numeric && at[0].length > 1) {
                Plots.line(plot, null, at, PlotStyle.colour(k), PlotStyle.line(k));
            } else {
                Plots.points(plot, null, at, PlotStyle.point(0, 8), PlotStyle.colour(k), PlotStyle.CLEAR);
            }
        }
        if (numeric) {
            Matrix rows = explanation.subject().x().rowsAt(explanation.subject().averaged());
            double[] deciles = panel.deciles(rows);
            double[] bottom = new double[deciles.length];
            Arrays.fill(bottom, range.getLowerBound());
            double[][] at = {deciles, bottom};
            Plots.points(plot, null, at, new Line2D.Double(0, -6, 0, 0), PlotStyle.TEXT, PlotStyle.TEXT);
        }
        return plot;
    }

    /** A line without points for each output, where there are several. */
    private void addLegend(XYPlot plot) {
        for (int k = 0; outputs.length > 1 && k < outputs.length; k++) {
            String name = explanation.target().outputs().get(outputs[k]).replaceFirst("^probability of ", "");
            Plots.line(plot, PlotStyle.fit(name, 90), new double[2][0], PlotStyle.colour(k), PlotStyle.line(k));
        }
    }

    /** Numbers, or the names of the categories: upright where they have no room beside each other. */
    private static ValueAxis axis(PartialDependence panel, int width) {
        String name = PlotStyle.fit(panel.group().name(), width);
        return panel.group().column().isNumeric()
                ? PlotAxes.numbers(name, PlotAxes.range(0.03, panel.grid()))
                : PlotAxes.categories(name, panel.group().column().categories(), width);
    }
}
