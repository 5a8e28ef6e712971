package dev.firstnetwork.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What the charts have in common: size, fonts and colours, text in any direction, and the way to a PNG. */
public final class Drawing {

    /** Pixels in a unit of length; the pictures are laid out in units as large as a CSS pixel. */
    public static final int SCALE = 2;

    public static final int WIDTH = 640;

    public static final Color TEXT = new Color(0x222222);
    public static final Color GREY = new Color(0x6b6b6b);
    public static final Color FAINT = new Color(0xdcdcdc);
    public static final Color CLEAR = new Color(255, 255, 255, 0);
    public static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    public static final Font SMALL = FONT.deriveFont(13f);
    public static final Font BOLD = FONT.deriveFont(Font.BOLD, 16f);
    public static final BasicStroke THIN = stroke(1);
    public static final BasicStroke LINE = stroke(2.5f);
    public static final BasicStroke DASHED = dashed(1.6f, 6);

    /** One for each class; told apart by the colour-blind too (Okabe, Ito: <i>Color Universal Design</i>, 2008). */
    private static final int[] COLOURS = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x6b6b6b};

    public static final int COLOUR_COUNT = COLOURS.length;

    /** About how many points of a line or of the data are drawn; more would not be told apart. */
    private static final int MOST_POINTS = 1500;

    private Drawing() {}

    public static XYChart chart(String title, int height, String xTitle, String yTitle) {
        XYChart chart = new XYChart(WIDTH, height);
        chart.setTitle(title);
        chart.setXAxisTitle(shorten(xTitle, 45));
        chart.setYAxisTitle(shorten(yTitle, 35));
        XYStyler style = chart.getStyler();
        style.setAxisTitleFont(FONT)
                .setAxisTickLabelsFont(SMALL)
                .setAxisTickLabelsColor(TEXT)
                .setPlotGridLinesColor(FAINT)
                .setPlotGridLinesStroke(THIN)
                .setPlotMargin(0);
        style.setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(TEXT)
                .setChartPadding(12)
                .setChartTitleFont(BOLD)
                .setChartTitleBoxVisible(false)
                .setLegendFont(SMALL)
                .setLegendBorderColor(CLEAR)
                .setLegendBackgroundColor(CLEAR)
                .setLegendSeriesLineLength(28)
                .setPlotBorderVisible(false);
        return chart;
    }

    /** A chart whose x axis goes from 0 to 1, with room for lines along its ends; its legend is below. */
    public static XYChart unitChart(String title, int height, String xTitle, String yTitle) {
        XYChart chart = chart(title, height, xTitle, yTitle);
        chart.getStyler()
                .setXAxisMin(-0.02)
                .setXAxisMax(1.02)
                .setYAxisLabelAlignment(TextAlignment.Right)
                .setPlotContentSize(1)
                .setYAxisLeftWidthHint(70)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendPadding(14);
        return chart;
    }

    /** Adds a line to the legend alone: XChart wants a point, and NaN is drawn nowhere. */
    public static XYSeries addLegend(XYChart chart, String label, Color colour, BasicStroke stroke) {
        double[] nowhere = {Double.NaN};
        XYSeries series =
                chart.addSeries(String.valueOf(chart.getSeriesCollection().size()), nowhere, nowhere);
        series.setLabel(label);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    /** The line through points, where {@code chart}, which has been painted before, has them; NaN interrupts it. */
    public static Path2D path(XYChart chart, double[] x, double[] y) {
        Path2D path = new Path2D.Double();
        boolean on = false;
        for (int i = 0; i < x.length; i++) {
            boolean there = !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
            if (there && on) {
                path.lineTo(chart.getScreenXFromChart(x[i]), chart.getScreenYFromChart(y[i]));
            } else if (there) {
                path.moveTo(chart.getScreenXFromChart(x[i]), chart.getScreenYFromChart(y[i]));
            }
            on = there;
        }
        return path;
    }

    /** Draws the line where both coordinates of {@code chart}, which has been painted before, are the same. */
    public static void drawDiagonal(Graphics2D g, XYChart chart, double... ends) {
        draw(g, path(chart, ends, ends), GREY, DASHED);
    }

    public static void draw(Graphics2D g, Shape shape, Color colour, BasicStroke stroke) {
        g.setColor(colour);
        g.setStroke(stroke);
        g.draw(shape);
    }

    /** A dot around a point of {@code chart}, which has been painted before. */
    public static Shape dot(XYChart chart, double x, double y, double radius) {
        return new Ellipse2D.Double(
                chart.getScreenXFromChart(x) - radius, chart.getScreenYFromChart(y) - radius, 2 * radius, 2 * radius);
    }

    /** One in so many that about {@link #MOST_POINTS} are left, and the last. */
    public static <T> List<T> thinned(List<T> points) {
        return thinned(points.size()).mapToObj(points::get).toList();
    }

    /** The numbers of the points that are left of {@code count}. */
    public static IntStream thinned(int count) {
        int step = Math.max(1, count / MOST_POINTS);
        return IntStream.range(0, count).filter(i -> i % step == 0 || i == count - 1);
    }

    public static Color colour(int k) {
        return new Color(COLOURS[k % COLOURS.length]);
    }

    /** White with {@code part} of {@code colour} in it. */
    public static Color mix(Color colour, double part) {
        return new Color(
                (int) Math.round(255 + part * (colour.getRed() - 255)),
                (int) Math.round(255 + part * (colour.getGreen() - 255)),
                (int) Math.round(255 + part * (colour.getBlue() - 255)));
    }

    public static BasicStroke dashed(float width, float length) {
        return new BasicStroke(
                width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {length, 0.7f * length}, 0);
    }

    public static BasicStroke stroke(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    public static String shorten(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** How wide {@code text} is in small print. */
    public static int width(String text) {
        return (int) Math.ceil(SMALL.getStringBounds(text, new FontRenderContext(null, true, true))
                .getWidth());
    }

    /** Writes {@code text} with the fraction {@code before} of its width before {@code x}. */
    public static void text(Graphics2D g, String text, double x, double y, double before) {
        double width = g.getFontMetrics().stringWidth(text);
        g.drawString(text, (float) (x - before * width), (float) y);
    }

    /** Writes {@code text} upwards, with the fraction {@code below} of its width below {@code y}. */
    public static void upright(Graphics2D g, String text, double x, double y, double below) {
        AffineTransform level = g.getTransform();
        g.translate(x, y);
        g.rotate(-Math.PI / 2);
        text(g, text, 0, 0, below);
        g.setTransform(level);
    }

    /** A picture of {@code width} by {@code height} units, painted on white. */
    public static BufferedImage paint(int width, int height, Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.scale(SCALE, SCALE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        painter.accept(g);
        g.dispose();
        return image;
    }

    public static byte[] png(BufferedImage image) {
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
