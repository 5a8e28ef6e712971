package dev.firstnetwork.report;

import static dev.firstnetwork.report.PlotStyle.CLEAR;
import static dev.firstnetwork.report.PlotStyle.FAINT;
import static dev.firstnetwork.report.PlotStyle.FONT;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.THIN;
import static dev.firstnetwork.report.PlotStyle.TITLE;
import static dev.firstnetwork.report.PlotStyle.stroke;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
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
import org.jfree.chart.ui.VerticalAlignment;
import org.jfree.data.xy.DefaultIntervalXYDataset;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/**
 * Plots, what is drawn on them, and the way to a PNG; {@link PlotAxes} has their axes, {@link PlotStyle} what they look
 * like. A picture is laid out in units as large as a CSS pixel, and narrow enough that its
 * text can be read on a telephone.
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
        plot.setRangeGridlinePaint(FAINT);
        plot.setRangeGridlineStroke(THIN);
        plot.setDomainGridlinePaint(FAINT);
        plot.setDomainGridlineStroke(THIN);
        return plot;
    }

    /** Plots one below the other over the same {@code x}, all as high; weights can be given by {@code add} instead. */
    public static CombinedDomainXYPlot stacked(ValueAxis x, XYPlot... plots) {
        CombinedDomainXYPlot combined = new CombinedDomainXYPlot(x);
        combined.setGap(16);
        for (XYPlot plot : plots) {
            combined.add(plot);
        }
        return combined;
    }

    /** Plots beside each other with the same {@code y}. */
    public static CombinedRangeXYPlot beside(ValueAxis y, XYPlot... plots) {
        CombinedRangeXYPlot combined = new CombinedRangeXYPlot(y);
        combined.setGap(12);
        for (XYPlot plot : plots) {
            combined.add(plot);
        }
        return combined;
    }

    /** A line through points; values that are not finite interrupt it. The legend has it unless {@code name} is null. */
    public static void line(XYPlot plot, String name, double[] x, double[] y, Color colour, BasicStroke stroke) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        // as one path, so that its dashes go on over all points
        renderer.setDrawSeriesLineAsPath(true);
        renderer.setLegendLine(new Line2D.Double(-11, 0, 11, 0));
        renderer.setSeriesPaint(0, colour);
        renderer.setSeriesStroke(0, stroke);
        add(plot, name, points(x, y), renderer);
    }

    /** Points, each as {@code shape} around its place. */
    public static void points(XYPlot plot, String name, double[] x, double[] y, Shape shape, Paint fill, Paint rim) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        renderer.setSeriesShape(0, shape);
        renderer.setSeriesPaint(0, fill);
        renderer.setUseFillPaint(true);
        renderer.setSeriesFillPaint(0, fill);
        renderer.setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, rim);
        renderer.setSeriesOutlineStroke(0, stroke(1.4f));
        add(plot, name, points(x, y), renderer);
    }

    /** Bars from {@code low} to {@code high}, {@code width} of {@code x} wide; level ones in a horizontal plot. */
    public static void bars(
            XYPlot plot, String name, double[] x, double[] low, double[] high, double width, Paint fill) {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setUseYInterval(true);
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setSeriesPaint(0, fill);
        renderer.setLegendBar(new Rectangle2D.Double(-6, -5, 12, 10));
        add(plot, name, intervals(x, low, high, width), renderer);
    }

    /** Whiskers with caps from {@code low} to {@code high}, upright at {@code x}; level ones in a horizontal plot. */
    public static void whiskers(XYPlot plot, String name, double[] x, double[] low, double[] high, Color colour) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setSeriesShapesVisible(0, false);
        renderer.setSeriesPaint(0, colour);
        renderer.setErrorPaint(colour);
        renderer.setErrorStroke(stroke(1.4f));
        renderer.setCapLength(5);
        add(plot, name, intervals(x, low, high, 0), renderer);
    }

    private static XYDataset points(double[] x, double[] y) {
        DefaultXYDataset data = new DefaultXYDataset();
        data.addSeries("", new double[][] {finite(x), finite(y)});
        return data;
    }

    private static XYDataset intervals(double[] x, double[] low, double[] high, double width) {
        double[] from = Arrays.stream(x).map(value -> value - width / 2).toArray();
        double[] to = Arrays.stream(x).map(value -> value + width / 2).toArray();
        DefaultIntervalXYDataset data = new DefaultIntervalXYDataset();
        data.addSeries("", new double[][] {x, from, to, finite(high), finite(low), finite(high)});
        return data;
    }

    private static double[] finite(double[] values) {
        return Arrays.stream(values)
                .map(y -> Double.isFinite(y) ? y : Double.NaN)
                .toArray();
    }

    private static void add(XYPlot plot, String name, XYDataset data, XYItemRenderer renderer) {
        int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
        renderer.setSeriesVisibleInLegend(0, name != null);
        renderer.setLegendItemLabelGenerator((dataset, series) -> name);
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }

    /** A line across the plot at a place on the horizontal axis, behind the data. */
    public static void upright(XYPlot plot, double x, Color colour, BasicStroke stroke) {
        plot.addDomainMarker(new ValueMarker(x, colour, stroke), Layer.BACKGROUND);
    }

    /** A line across the plot at a place on the vertical axis, behind the data. */
    public static void level(XYPlot plot, double y, Color colour, BasicStroke stroke) {
        plot.addRangeMarker(new ValueMarker(y, colour, stroke), Layer.BACKGROUND);
    }

    /** Draws {@code annotation} behind all data of {@code plot}; such as a shape or an image in the data's coordinates. */
    public static void behind(XYPlot plot, XYAnnotation annotation) {
        if (plot.getRenderer(0) == null) {
            line(plot, null, new double[0], new double[0], CLEAR, THIN);
        }
        plot.getRenderer(0).addAnnotation(annotation, Layer.BACKGROUND);
    }

    /** A chart with a title, which wraps, and a legend of all that has a name, in as many lines as it needs. */
    public static JFreeChart chart(String title, Plot plot) {
        JFreeChart chart = new JFreeChart(null, TITLE, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 6, 6, 14));
        chart.setTextAntiAlias(true);
        if (!title.isEmpty()) {
            chart.setTitle(new TextTitle(title, TITLE));
            chart.getTitle().setPaint(TEXT);
            chart.getTitle().setMargin(2, 8, 6, 8);
        }
        if (plot.getLegendItems() != null && plot.getLegendItems().getItemCount() > 0) {
            chart.addLegend(legend(plot));
        }
        return chart;
    }

    private static LegendTitle legend(Plot plot) {
        var lines = new FlowArrangement(HorizontalAlignment.CENTER, VerticalAlignment.CENTER, 8, 0);
        LegendTitle legend = new LegendTitle(plot, lines, new ColumnArrangement());
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setItemFont(FONT);
        legend.setItemPaint(TEXT);
        legend.setItemLabelPadding(new RectangleInsets(2, 5, 2, 6));
        legend.setFrame(BlockBorder.NONE);
        return legend;
    }

    /** Adds a line of smaller print below the title; it wraps. */
    public static JFreeChart below(JFreeChart chart, String text) {
        TextTitle subtitle = new TextTitle(text, FONT);
        subtitle.setPaint(TEXT);
        subtitle.setMargin(0, 8, 4, 8);
        chart.addSubtitle(0, subtitle);
        return chart;
    }

    public static byte[] png(JFreeChart chart, int width, int height) {
        return png(width, height, g -> draw(g, chart, 0, 0, width, height));
    }

    /** Draws {@code chart} as a part of a picture. */
    public static void draw(Graphics2D g, JFreeChart chart, double x, double y, double width, double height) {
        chart.draw(g, new Rectangle2D.Double(x, y, width, height));
    }

    /** A picture of {@code width} by {@code height} units, painted on white. */
    public static byte[] png(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = graphics(image);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        painter.accept(g);
        g.dispose();
        return png(image);
    }

    /** To paint on {@code image} in units. */
    static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.scale(SCALE, SCALE);
        return g;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // a stream of its own: ImageIO would put its cache into a temporary file
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
