package dev.firstnetwork.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.xy.DefaultIntervalXYDataset;

/**
 * Plots, what is drawn on them, and the way to a PNG; {@link PlotAxes} has their axes, {@link PlotStyle} what they look
 * like. A picture is laid out in units as large as a CSS pixel, and narrow enough that its text can be read on a telephone.
 *
 * <p>What is drawn at is a {@code double[][]}: the places on the horizontal axis, and as many on the vertical one, or two
 * times as many, from which to which. The legend has what has a name; null is none.
 */
public final class Plots {

    /** Pixels in a unit of length. */
    public static final int SCALE = 2;

    public static final int WIDTH = 440;

    private Plots() {}

    /** An empty plot with faint level lines; in a combined plot the axis that is shared is null. */
    public static XYPlot plot(ValueAxis x, ValueAxis y) {
        XYPlot plot = new XYPlot(null, x, y, null);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(PlotStyle.FAINT);
        plot.setRangeGridlineStroke(PlotStyle.THIN);
        plot.setDomainGridlinePaint(PlotStyle.FAINT);
        plot.setDomainGridlineStroke(PlotStyle.THIN);
        // below all others, for what lies behind them
        plot.setRenderer(0, new XYLineAndShapeRenderer());
        plot.setDataset(0, new DefaultIntervalXYDataset());
        return plot;
    }

    /** Plots one below the other over the same {@code x}. */
    public static CombinedDomainXYPlot stacked(ValueAxis x, XYPlot... plots) {
        CombinedDomainXYPlot combined = new CombinedDomainXYPlot(x);
        combined.setGap(16);
        Arrays.stream(plots).forEach(plot -> combined.add(plot, plot.getWeight()));
        return combined;
    }

    /** Plots beside each other with the same {@code y}. */
    public static CombinedRangeXYPlot beside(ValueAxis y, XYPlot... plots) {
        CombinedRangeXYPlot combined = new CombinedRangeXYPlot(y);
        combined.setGap(12);
        Arrays.stream(plots).forEach(plot -> combined.add(plot, plot.getWeight()));
        return combined;
    }

    /** Where something is drawn for each row: an array for each column. */
    @SafeVarargs
    public static <T> double[][] at(List<T> rows, ToDoubleFunction<T>... columns) {
        double[][] at = new double[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            at[i] = rows.stream().mapToDouble(columns[i]).toArray();
        }
        return at;
    }

    /** A line through points; values that are not finite interrupt it. */
    public static void line(XYPlot plot, String name, double[][] at, Color colour, BasicStroke stroke) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // as one path, so that its dashes go on over all points
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-11, 0, 11, 0));
        renderer.setSeriesStroke(0, stroke);
        add(plot, name, at, 0, colour, renderer);
    }

    /** Points, each as {@code shape} around its place. */
    public static void points(XYPlot plot, String name, double[][] at, Shape shape, Color fill, Color rim) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setSeriesShape(0, shape);
        renderer.setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, rim);
        renderer.setSeriesOutlineStroke(0, PlotStyle.stroke(1.4f));
        add(plot, name, at, 0, fill, renderer);
    }

    /** Bars, {@code width} of {@code x} wide; level ones in a horizontal plot. */
    public static void bars(XYPlot plot, String name, double[][] at, double width, Color fill) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setLegendBar(new Rectangle2D.Double(-6, -5, 12, 10));
        add(plot, name, at, width, fill, renderer);
    }

    /** Upright whiskers with caps; level ones in a horizontal plot. */
    public static void whiskers(XYPlot plot, double[][] at, Color colour) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setSeriesShapesVisible(0, false);
        renderer.setErrorStroke(PlotStyle.stroke(1.4f));
        renderer.setCapLength(5);
        add(plot, null, at, 0, colour, renderer);
    }

    private static void add(
            XYPlot plot, String name, double[][] at, double width, Color colour, XYItemRenderer renderer) {
        double[] x = finite(at[0]);
        double[] from = Arrays.stream(x).map(value -> value - width / 2).toArray();
        double[] to = Arrays.stream(x).map(value -> value + width / 2).toArray();
        double[] low = finite(at[1]);
        double[] high = finite(at[at.length - 1]);
        DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
        data.addSeries("", new double[][] {x, from, to, high, low, high});
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesVisibleInLegend(0, name != null);
        renderer.setLegendItemLabelGenerator((dataset, series) -> name);
        int index = plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values)
                .map(y -> Double.isFinite(y) ? y : Double.NaN)
                .toArray();
    }

    /** Draws {@code annotation} behind all data of {@code plot}; such as a shape or an image in the data's coordinates. */
    public static void behind(XYPlot plot, XYAnnotation annotation) {
        plot.getRenderer(0).addAnnotation(annotation, Layer.BACKGROUND);
    }

    /** Text over the data, which lies to {@code (x, y)} as {@code anchor} says. */
    public static XYTextAnnotation text(
            XYPlot plot, String text, double x, double y, Font font, Color colour, TextAnchor anchor) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setFont(font);
        annotation.setPaint(colour);
        annotation.setTextAnchor(anchor);
        plot.addAnnotation(annotation);
        return annotation;
    }

    /** A chart with a title, which wraps, and a legend of all that has a name, in as many lines as it needs. */
    public static JFreeChart chart(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(null, PlotStyle.TITLE, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 6, 6, 14));
        chart.setTextAntiAlias(true);
        if (!title.isEmpty()) {
            chart.setTitle(new TextTitle(title, PlotStyle.TITLE));
            chart.getTitle().setPaint(PlotStyle.TEXT);
            chart.getTitle().setMargin(2, 8, 6, 8);
        }
        if (plot.getLegendItems().getItemCount() > 0) {
            chart.addLegend(legend(plot));
        }
        return chart;
    }

    private static LegendTitle legend(Plot plot) {
        var lines = new FlowArrangement(HorizontalAlignment.CENTER, VerticalAlignment.CENTER, 8, 0);
        LegendTitle legend = new LegendTitle(plot, lines, new ColumnArrangement());
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(PlotStyle.FONT);
        legend.setItemPaint(PlotStyle.TEXT);
        legend.setItemLabelPadding(new RectangleInsets(2, 5, 2, 6));
        legend.setFrame(BlockBorder.NONE);
        return legend;
    }

    /** Adds a line of smaller print below the title; it wraps. */
    public static JFreeChart below(JFreeChart chart, String text) {
        TextTitle subtitle = new TextTitle(text, PlotStyle.FONT);
        subtitle.setPaint(PlotStyle.TEXT);
        subtitle.setMargin(0, 8, 4, 8);
        chart.addSubtitle(0, subtitle);
        return chart;
    }

    /** A chart whose data are {@code height} units high: the picture is as high as title, axes and legend need besides. */
    public static byte[] png(JFreeChart chart, int height) {
        return png(WIDTH, List.of(chart), height);
    }

    /**
     * Charts one below the other.
     *
     * @param heights of the data of each chart in units; the last one is for all that follow, too
     */
    public static byte[] png(int width, List<JFreeChart> charts, int... heights) {
        int[] tops = new int[charts.size() + 1];
        for (int i = 0; i < charts.size(); i++) {
            if (i > 0) {
                charts.get(i).setPadding(new RectangleInsets(0, 6, 0, 14));
                charts.get(i).getPlot().setInsets(new RectangleInsets(2, 8, 0, 8));
            }
            tops[i + 1] = tops[i] + heights[Math.min(i, heights.length - 1)] + besideData(charts.get(i), width);
        }
        return png(width, tops[charts.size()], g -> {
            for (int i = 0; i < charts.size(); i++) {
                charts.get(i).draw(g, new Rectangle2D.Double(0, tops[i], width, tops[i + 1] - tops[i]));
            }
        });
    }

    /** What stands above and below the data of {@code chart}, in units: found by drawing it where nobody sees it. */
    private static int besideData(JFreeChart chart, int width) {
        int high = 10_000;
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        Graphics2D g = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        chart.draw(g, new Rectangle2D.Double(0, 0, width, high), info);
        g.dispose();
        return (int) Math.ceil(high - info.getPlotInfo().getDataArea().getHeight());
    }

    /** A picture of {@code width} by {@code height} units, painted on white. */
    public static byte[] png(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(image);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        painter.accept(g);
        g.dispose();
        return PlotFile.png(image);
    }

    /** To paint on {@code image} in units; JFreeChart smooths its edges itself. */
    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.scale(SCALE, SCALE);
        return g;
    }
}
