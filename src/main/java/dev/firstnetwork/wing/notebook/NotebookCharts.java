package dev.firstnetwork.wing.notebook;

import static dev.firstnetwork.report.Drawing.BOLD;
import static dev.firstnetwork.report.Drawing.CLEAR;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.chart;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.png;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.thinned;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.report.Contours;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.Drawing;
import dev.firstnetwork.report.SurfaceChart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The pictures that the notebooks need beside those of a single run: several networks, or several ways to train one, in one
 * PNG. Curves, decision surfaces side by side, paths over a loss surface.
 */
public final class NotebookCharts {

    private static final int CURVES_HEIGHT = 340;
    private static final int SURFACE_HEIGHT = 480;
    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_HEIGHT = 250;
    private static final int TITLE_HEIGHT = 34;
    private static final int CONTOURS = 14;
    private static final BasicStroke HAIR = stroke(0.7f);

    private NotebookCharts() {}

    /**
     * A line through points.
     *
     * @param name what the legend calls it
     * @param x where the points are
     * @param y as many values; one that is not finite leaves a gap
     */
    public record Curve(String name, double[] x, double[] y) {

        public Curve {
            if (x.length != y.length) {
                throw new IllegalArgumentException(
                        "the curve " + name + " has " + x.length + " places, but " + y.length + " values");
            }
        }

        /** A curve over 0, 1, 2 and so on, such as an epoch's number. */
        public static Curve of(String name, double... y) {
            return new Curve(name, IntStream.range(0, y.length).asDoubleStream().toArray(), y);
        }
    }

    /**
     * One of several decision surfaces.
     *
     * @param title what stands above it
     * @param surface what the network answers
     * @param data the rows to be drawn on it; those that are not trained on are small
     */
    public record Panel(String title, DecisionSurface surface, SplitData data) {}

    /**
     * Curves over each other; the vertical axis begins at 0.
     *
     * @param xTitle what the horizontal axis counts, with its unit
     * @param yTitle what the vertical axis measures, with its unit
     */
    public static byte[] curves(String title, String xTitle, String yTitle, List<Curve> curves) {
        XYChart chart = chart(title, CURVES_HEIGHT, xTitle, yTitle);
        placeLegend(chart, curves);
        chart.getStyler().setPlotGridVerticalLinesVisible(false).setYAxisMin(0.0);
        chart.getStyler().setPlotContentSize(0.98);
        for (int k = 0; k < curves.size(); k++) {
            addLine(chart, curves.get(k), k);
        }
        return png(paint(WIDTH, CURVES_HEIGHT, g -> chart.paint(g, WIDTH, CURVES_HEIGHT)));
    }

    /** Below the plot, or to its right where the names are too many for a line. */
    private static void placeLegend(XYChart chart, List<Curve> curves) {
        boolean below = curves.size() <= 4;
        chart.getStyler()
                .setLegendPosition(below ? LegendPosition.OutsideS : LegendPosition.OutsideE)
                .setLegendLayout(below ? LegendLayout.Horizontal : LegendLayout.Vertical)
                .setLegendPadding(16);
    }

    private static XYSeries addLine(XYChart chart, Curve curve, int k) {
        List<Integer> shown =
                thinned(IntStream.range(0, curve.x().length).boxed().toList());
        int n = shown.size();
        // XChart labels equally spaced points as they come (0, 2, 4, ...): one that is nowhere brings round numbers
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        Arrays.setAll(x, i -> i < n ? curve.x()[shown.get(i)] : Double.NaN);
        Arrays.setAll(y, i -> i < n && Double.isFinite(curve.y()[shown.get(i)]) ? curve.y()[shown.get(i)] : Double.NaN);
        XYSeries series = chart.addSeries(curve.name(), x, y);
        series.setLineStyle(LINE).setLineColor(colour(k));
        series.setMarker(SeriesMarkers.NONE).setMarkerColor(colour(k));
        return series;
    }

    /**
     * Paths over a loss surface. Contour lines are denser where the loss is low; each path begins at a ring and ends in a
     * disc.
     *
     * @param xTitle the name of the first parameter
     * @param yTitle the name of the second
     */
    public static byte[] lossSurface(
            String title, LossSurface surface, String xTitle, String yTitle, List<Curve> paths) {
        XYChart chart = chart(title, SURFACE_HEIGHT, xTitle, yTitle);
        placeLegend(chart, paths);
        double[] x = surface.x();
        double[] y = surface.y();
        chart.getStyler()
                .setXAxisMin(x[0])
                .setXAxisMax(x[x.length - 1])
                .setYAxisMin(y[0])
                .setYAxisMax(y[y.length - 1])
                .setPlotGridLinesVisible(false)
                .setPlotContentSize(1);
        for (int k = 0; k < paths.size(); k++) {
            // where paths lie on each other, the narrower ones are drawn on the wider ones
            addLine(chart, paths.get(k), k).setLineStyle(stroke(paths.size() - k + 1f));
        }
        return png(paint(WIDTH, SURFACE_HEIGHT, g -> {
            // first for its layout alone: where the axes are says where the contours belong
            chart.paint(g, WIDTH, SURFACE_HEIGHT);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, WIDTH, SURFACE_HEIGHT);
            contours(g, chart, surface);
            chart.getStyler().setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
            chart.paint(g, WIDTH, SURFACE_HEIGHT);
            for (int k = 0; k < paths.size(); k++) {
                ends(g, chart, paths.get(k), k);
            }
        }));
    }

    private static void contours(Graphics2D g, XYChart chart, LossSurface surface) {
        double[] x = surface.x();
        double[] y = surface.y();
        double left = chart.getScreenXFromChart(x[0]);
        double bottom = chart.getScreenYFromChart(y[0]);
        double width = chart.getScreenXFromChart(x[x.length - 1]) - left;
        double height = bottom - chart.getScreenYFromChart(y[y.length - 1]);
        AffineTransform grid =
                new AffineTransform(width / (x.length - 1), 0, 0, -height / (y.length - 1), left, bottom);
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double[] row : surface.loss()) {
            lowest = Math.min(lowest, Arrays.stream(row).min().orElseThrow());
            highest = Math.max(highest, Arrays.stream(row).max().orElseThrow());
        }
        BufferedImage shades = new BufferedImage(x.length, y.length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                double part = Math.sqrt((surface.loss()[i][j] - lowest) / (highest - lowest));
                shades.setRGB(j, i, mix(TEXT, 0.3 * part).getRGB());
            }
        }
        AffineTransform pixels = new AffineTransform(grid);
        // a grid point is the middle of its pixel
        pixels.translate(-0.5, -0.5);
        g.clip(new Rectangle2D.Double(left, bottom - height, width, height));
        g.drawImage(shades, pixels, null);
        g.setStroke(HAIR);
        g.setColor(mix(TEXT, 0.6));
        for (int k = 1; k < CONTOURS; k++) {
            double part = (double) k / CONTOURS;
            // by the cube, because near the lowest point the loss hardly changes
            double level = lowest + (highest - lowest) * part * part * part;
            g.draw(grid.createTransformedShape(Contours.level(surface.loss(), level)));
        }
        g.setClip(null);
    }

    private static void ends(Graphics2D g, XYChart chart, Curve path, int k) {
        int last = path.x().length - 1;
        g.setStroke(LINE);
        g.setColor(TEXT);
        g.draw(circle(chart, path, 0, 6));
        g.setColor(Color.WHITE);
        g.fill(circle(chart, path, last, 6));
        g.setColor(colour(k));
        g.fill(circle(chart, path, last, 4.5));
    }

    private static Ellipse2D circle(XYChart chart, Curve path, int i, double radius) {
        double x = chart.getScreenXFromChart(path.x()[i]);
        double y = chart.getScreenYFromChart(path.y()[i]);
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    /**
     * Decision surfaces side by side, without axes: the data is the same in all, and only the boundary is to be compared.
     *
     * @param columns how many stand in a row, 1 or more
     */
    public static byte[] surfaces(int columns, List<Panel> panels) {
        int rows = (panels.size() + columns - 1) / columns;
        return png(paint(columns * PANEL_WIDTH, rows * (PANEL_HEIGHT + TITLE_HEIGHT), g -> {
            for (int k = 0; k < panels.size(); k++) {
                Graphics2D at = (Graphics2D) g.create();
                at.translate(k % columns * PANEL_WIDTH, k / columns * (PANEL_HEIGHT + TITLE_HEIGHT));
                panel(at, panels.get(k));
                at.dispose();
            }
        }));
    }

    private static void panel(Graphics2D g, Panel panel) {
        g.setColor(TEXT);
        g.setFont(BOLD);
        text(g, panel.title(), PANEL_WIDTH / 2.0, 22, 0.5);
        double margin = 8;
        Rectangle2D place =
                new Rectangle2D.Double(margin, TITLE_HEIGHT, PANEL_WIDTH - 2 * margin, PANEL_HEIGHT - margin);
        int classes = panel.data().preparation().classes().size();
        SurfaceChart.shade(g, place, panel.surface(), classes, 0.5);
        g.clip(place);
        int[] trained = panel.data().split().trainRows();
        Set<Integer> train = Arrays.stream(trained).boxed().collect(Collectors.toSet());
        int[] others = IntStream.range(0, panel.data().all().rows())
                .filter(i -> !train.contains(i))
                .toArray();
        dots(g, place, panel, others, 3);
        dots(g, place, panel, trained, 7);
    }

    private static void dots(Graphics2D g, Rectangle2D place, Panel panel, int[] rows, int size) {
        Samples samples = panel.data().all().rowsAt(rows);
        int[] labels = Samples.classes(samples.y());
        for (int i = 0; i < rows.length; i++) {
            double x = place.getX()
                    + place.getWidth()
                            * part(samples.x().get(i, 0), panel.surface().x1());
            double y = place.getMaxY()
                    - place.getHeight()
                            * part(samples.x().get(i, 1), panel.surface().x2());
            SurfaceChart.dot(g, x, y, labels[i], size);
        }
    }

    /** Where {@code value} lies between the first and the last of {@code range}, from 0 to 1. */
    private static double part(double value, double[] range) {
        return (value - range[0]) / (range[range.length - 1] - range[0]);
    }

    /**
     * A picture in the size in which it is laid out, half as many pixels each way: a notebook shows each pixel as one.
     *
     * @param png a picture of this package
     */
    public static BufferedImage onScreen(byte[] png) {
        BufferedImage image;
        try {
            // in memory, and closed by read: ImageIO would put its cache into a temporary file
            image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int width = image.getWidth() / Drawing.SCALE;
        int height = image.getHeight() / Drawing.SCALE;
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = small.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        int[] pixels = ((DataBufferInt) small.getRaster().getDataBuffer()).getData();
        // nobody sees the two lowest bits in a shading, and without them its PNG is smaller
        Arrays.setAll(pixels, i -> pixels[i] | 0x030303);
        return small;
    }
}
