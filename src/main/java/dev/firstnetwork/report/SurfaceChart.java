package dev.firstnetwork.report;

import static dev.firstnetwork.report.Drawing.CLEAR;
import static dev.firstnetwork.report.Drawing.LINE;
import static dev.firstnetwork.report.Drawing.SCALE;
import static dev.firstnetwork.report.Drawing.SMALL;
import static dev.firstnetwork.report.Drawing.TEXT;
import static dev.firstnetwork.report.Drawing.WIDTH;
import static dev.firstnetwork.report.Drawing.chart;
import static dev.firstnetwork.report.Drawing.colour;
import static dev.firstnetwork.report.Drawing.mix;
import static dev.firstnetwork.report.Drawing.paint;
import static dev.firstnetwork.report.Drawing.shorten;
import static dev.firstnetwork.report.Drawing.stroke;
import static dev.firstnetwork.report.Drawing.text;
import static dev.firstnetwork.report.Drawing.thinned;

import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The decision surface under the rows of the data; see {@link Charts#decisionSurface}. */
public final class SurfaceChart {

    private static final int HEIGHT = 450;
    private static final BasicStroke RING = stroke(1.8f);

    /** One for each class, so that nobody needs the colours. */
    private static final Marker[] SHAPES = {
        SeriesMarkers.CIRCLE, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND
    };

    /** How much of a class's colour is in the shading where the network is sure of it: the points are to stand out. */
    private static final double STRONGEST_SHADE = 0.5;

    private SurfaceChart() {}

    /**
     * What the network answers over its two inputs, as shading, with the rows of the data on it.
     *
     * @throws IllegalArgumentException if the run has no decision surface
     */
    public static byte[] png(Run run) {
        DecisionSurface surface = run.surface()
                .orElseThrow(() -> new IllegalArgumentException("the run " + run.name() + " has no decision surface"));
        List<String> classes = run.classes();
        List<Row> rows = thinned(run.rows());
        String some = rows.size() < run.rows().size()
                ? " with " + rows.size() + " of " + run.rows().size() + " rows"
                : "";
        XYChart chart = chart(
                "Decision surface" + some,
                HEIGHT,
                run.inputNames().get(0),
                run.inputNames().get(1));
        XYStyler style = chart.getStyler();
        style.setXAxisMin(surface.x1()[0]).setXAxisMax(last(surface.x1()));
        style.setYAxisMin(surface.x2()[0]).setYAxisMax(last(surface.x2()));
        style.setPlotGridLinesVisible(false).setPlotContentSize(1).setMarkerSize(rows.size() > 400 ? 6 : 9);
        addRows(chart, rows, classes);
        double threshold =
                run.extras().threshold().map(ThresholdChoice::threshold).orElse(Model.EVEN);
        addPoints(
                        chart,
                        classes.size() == 2 ? "p = " + Texts.shortest(threshold) : "boundary",
                        List.of(),
                        SeriesMarkers.NONE,
                        TEXT)
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.Line)
                .setLineColor(TEXT)
                .setLineStyle(LINE);
        return Drawing.png(coarser(
                paint(WIDTH, HEIGHT + 50, g -> {
                    // first for its layout alone: where the axes are says where the shading belongs
                    chart.paint(g, WIDTH, HEIGHT);
                    g.setColor(Color.WHITE);
                    g.fillRect(0, 0, WIDTH, HEIGHT);
                    shade(g, chart, surface, classes.size(), threshold);
                    style.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
                    chart.paint(g, WIDTH, HEIGHT);
                    g.translate(0, HEIGHT);
                    paintColourScale(g, classes);
                }),
                HEIGHT));
    }

    /** Filled where the network was trained on the row, hollow where it was not, with a ring where it is wrong. */
    private static void addRows(XYChart chart, List<Row> rows, List<String> classes) {
        for (int k = 0; k < classes.size(); k++) {
            int label = k;
            Marker shape = SHAPES[k % SHAPES.length];
            List<Row> train = where(rows, row -> row.label() == label && row.side() != Side.TEST);
            List<Row> test = where(rows, row -> row.label() == label && row.side() == Side.TEST);
            addPoints(chart, "train " + k, train, new Dot(shape, true), colour(k))
                    .setLabel(named(classes.get(k)))
                    .setShowInLegend(k < 12);
            addPoints(chart, "test " + k, test, new Dot(shape, false), colour(k))
                    .setShowInLegend(false);
        }
        addPoints(chart, "hollow: test row", List.of(), new Dot(SeriesMarkers.CIRCLE, false), TEXT);
        addPoints(chart, "misclassified", where(rows, Row::isWrong), new Ring(), TEXT);
    }

    private static List<Row> where(List<Row> rows, Predicate<Row> condition) {
        return rows.stream().filter(condition).toList();
    }

    /** A series; without rows it is in the legend alone, because XChart wants a point and NaN is drawn nowhere. */
    private static XYSeries addPoints(XYChart chart, String name, List<Row> rows, Marker marker, Color colour) {
        double[] x1 = rows.stream().mapToDouble(row -> row.x()[0]).toArray();
        double[] x2 = rows.stream().mapToDouble(row -> row.x()[1]).toArray();
        double[] nowhere = {Double.NaN};
        XYSeries series = rows.isEmpty() ? chart.addSeries(name, nowhere, nowhere) : chart.addSeries(name, x1, x2);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(marker).setMarkerColor(colour);
        return series;
    }

    /** Paints shading and boundary where {@code chart}, which has been painted before, has its plot. */
    private static void shade(Graphics2D g, XYChart chart, DecisionSurface surface, int classes, double threshold) {
        double left = chart.getScreenXFromChart(surface.x1()[0]);
        double bottom = chart.getScreenYFromChart(surface.x2()[0]);
        double width = chart.getScreenXFromChart(last(surface.x1())) - left;
        double height = bottom - chart.getScreenYFromChart(last(surface.x2()));
        shade(g, new Rectangle2D.Double(left, bottom - height, width, height), surface, classes, threshold);
    }

    /** Paints shading and boundary into {@code place}. */
    public static void shade(Graphics2D g, Rectangle2D place, DecisionSurface surface, int classes, double threshold) {
        int columns = surface.x1().length;
        int rows = surface.x2().length;
        BufferedImage shades = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                Color shade = shade(surface.classes()[i][j], certainty(surface, i, j, classes), classes);
                shades.setRGB(j, i, shade.getRGB());
            }
        }
        // from (j, i) on the grid to the picture, where y points down
        AffineTransform grid = new AffineTransform(
                place.getWidth() / (columns - 1), 0, 0, -place.getHeight() / (rows - 1), place.getX(), place.getMaxY());
        Shape boundary = grid.createTransformedShape(boundary(surface, classes, threshold));
        // a grid point is the middle of its pixel
        grid.translate(-0.5, -0.5);
        Shape clip = g.getClip();
        g.clip(place);
        g.drawImage(shades, grid, null);
        g.setColor(TEXT);
        g.setStroke(LINE);
        g.draw(boundary);
        g.setClip(clip);
    }

    /** The probability of the predicted class. */
    private static double certainty(DecisionSurface surface, int i, int j, int classes) {
        double p = surface.probability()[i][j];
        return classes == 2 && surface.classes()[i][j] == 0 ? 1 - p : p;
    }

    /** White where the network knows nothing, the colour of the predicted class where it is certain. */
    private static Color shade(int predicted, double certainty, int classes) {
        return mix(colour(predicted), STRONGEST_SHADE * (certainty * classes - 1) / (classes - 1));
    }

    /**
     * Where the predicted class changes.
     *
     * @return line segments in units of the grid: {@code (j, i)} stands for {@code (x1[j], x2[i])}
     */
    private static Path2D boundary(DecisionSurface surface, int classes, double threshold) {
        Path2D path = new Path2D.Double();
        for (int k = 1; k < classes; k++) {
            path.append(Contours.level(excess(surface, k, classes, threshold), 0), false);
        }
        return path;
    }

    /**
     * Above 0 where class {@code k} is predicted. For two classes it is the log-odds, linear between the kinks of a ReLU
     * network. Of more classes the surface has one probability alone: the share of the class nearby has to do.
     */
    private static double[][] excess(DecisionSurface surface, int k, int classes, double threshold) {
        double[][] excess = new double[surface.x2().length][surface.x1().length];
        for (int i = 0; i < excess.length; i++) {
            for (int j = 0; j < excess[i].length; j++) {
                double p = surface.probability()[i][j];
                excess[i][j] = classes == 2
                        ? Math.min(Math.max(logOdds(p) - logOdds(threshold), -50), 50)
                        : share(surface.classes(), k, i, j) - 0.5;
            }
        }
        return excess;
    }

    private static double logOdds(double p) {
        return Math.log(p / (1 - p));
    }

    /** The share of class {@code k} in a square around {@code (i, j)}: smooth where the class itself is a stair. */
    private static double share(int[][] classes, int k, int i, int j) {
        int toEdge = Math.min(Math.min(i, classes.length - 1 - i), Math.min(j, classes[i].length - 1 - j));
        int radius = Math.min(2, toEdge);
        int count = 0;
        for (int m = i - radius; m <= i + radius; m++) {
            for (int n = j - radius; n <= j + radius; n++) {
                count += classes[m][n] == k ? 1 : 0;
            }
        }
        return count / Math.pow(2 * radius + 1, 2);
    }

    /** Says what the shading means. */
    private static void paintColourScale(Graphics2D g, List<String> classes) {
        int k = classes.size();
        Color grey = new Color(0x6b6b6b);
        Color[] colours = k == 2
                ? new Color[] {shade(0, 1, 2), Color.WHITE, shade(1, 1, 2)}
                : new Color[] {Color.WHITE, mix(grey, STRONGEST_SHADE / 2), mix(grey, STRONGEST_SHADE)};
        String[] ticks = k == 2 ? new String[] {"0", "0.5", "1"} : new String[] {"1/" + k, "", "1"};
        int left = 250;
        int width = 220;
        g.setPaint(new LinearGradientPaint(left, 0, left + width, 0, new float[] {0, 0.5f, 1}, colours));
        g.fillRect(left, 4, width, 14);
        g.setColor(TEXT);
        g.setFont(SMALL);
        text(g, k == 2 ? "p of " + named(classes.get(1)) : "p of the class", left - 12, 16, 1);
        for (int i = 0; i < ticks.length; i++) {
            text(g, ticks[i], left + i * width / 2.0, 34, 0.5);
        }
    }

    /** Paints a point of class {@code k}. */
    public static void dot(Graphics2D g, double x, double y, int k, int size) {
        g.setColor(colour(k));
        new Dot(SHAPES[k % SHAPES.length], true).paint(g, x, y, size);
    }

    /** The point of a row: a shape with a white rim, filled or hollow. */
    private static final class Dot extends Marker {

        private final Marker shape;
        private final boolean filled;

        Dot(Marker shape, boolean filled) {
            this.shape = shape;
            this.filled = filled;
        }

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            Color colour = g.getColor();
            g.setColor(Color.WHITE);
            shape.paint(g, x, y, size + 2);
            g.setColor(colour);
            shape.paint(g, x, y, size);
            if (!filled) {
                g.setColor(Color.WHITE);
                shape.paint(g, x, y, size - 3);
            }
        }
    }

    /** A ring around the point of a row. */
    private static final class Ring extends Marker {

        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
            g.setStroke(RING);
            g.draw(new Ellipse2D.Double(x - size, y - size, 2.0 * size, 2.0 * size));
        }
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    /** What a class is called in a legend; a name as short as {@code 1} does not say what it names. */
    private static String named(String name) {
        return name.length() < 4 ? "class " + name : shorten(name, 18);
    }

    /**
     * Sets the two lowest bits of each colour in the upper {@code height} units of {@code image}: nobody sees them in a
     * shading, and without them its PNG is a third smaller.
     */
    private static BufferedImage coarser(BufferedImage image, int height) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < image.getWidth() * SCALE * height; i++) {
            pixels[i] |= 0x030303;
        }
        return image;
    }
}
