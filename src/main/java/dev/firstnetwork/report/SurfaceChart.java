package dev.firstnetwork.report;

import static dev.firstnetwork.report.PlotStyle.CLEAR;
import static dev.firstnetwork.report.PlotStyle.GREY;
import static dev.firstnetwork.report.PlotStyle.LINE;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.point;
import static dev.firstnetwork.report.PlotStyle.thinned;

import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Predicate;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;

/** Plots over two inputs: shading, contour lines, and the rows of the data; see {@link Charts#decisionSurface}. */
public final class SurfaceChart {

    private static final int HEIGHT = 300;
    private static final int MOST_IN_LEGEND = 12;

    /** How much of a class's colour is in the shading where the network is sure of it: the points are to stand out. */
    private static final double STRONGEST_SHADE = 0.5;

    /** The edges of a cell of a grid, each from row and column to row and column. */
    private static final int[][] EDGES = {{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 0}, {1, 0, 0, 0}};

    private SurfaceChart() {}

    /**
     * What the network answers over its two inputs, as shading, with the rows of the data on it.
     *
     * @throws IllegalArgumentException if the run has no decision surface
     */
    static byte[] png(Run run) {
        DecisionSurface surface = run.answers().surface()
                .orElseThrow(() -> new IllegalArgumentException("the run " + run.about().name() + " has no decision surface"));
        int classes = run.subject().classes().size();
        List<Row> rows = thinned(run.answers().rows());
        String some = rows.size() < run.answers().rows().size()
                ? " with " + rows.size() + " of " + run.answers().rows().size() + " rows"
                : "";
        double threshold = run.answers().threshold();
        XYPlot plot = plot(
                surface,
                classes,
                threshold,
                run.subject().inputNames().get(0),
                run.subject().inputNames().get(1));
        double[] none = {};
        Plots.line(plot, classes == 2 ? "p = " + Texts.shortest(threshold) : "boundary", none, none, TEXT, LINE);
        addRows(plot, rows, run.subject().classes());
        JFreeChart chart = Plots.chart("Decision surface" + some, plot);
        chart.addSubtitle(colourScale(run.subject().classes()));
        return PlotRows.png(chart, HEIGHT);
    }

    /** Filled where the network was trained on the row, hollow where it was not, with a ring where it is wrong. */
    private static void addRows(XYPlot plot, List<Row> rows, List<String> classes) {
        double size = rows.size() > 400 ? 6 : 9;
        for (int k = 0; k < classes.size(); k++) {
            int label = k;
            String name = k < MOST_IN_LEGEND ? named(classes.get(k)) : null;
            List<Row> train = where(rows, row -> row.label() == label && row.side() != Side.TEST);
            List<Row> test = where(rows, row -> row.label() == label && row.side() == Side.TEST);
            Plots.points(plot, name, x(train, 0), x(train, 1), point(k, size), colour(k), Color.WHITE);
            Plots.points(plot, null, x(test, 0), x(test, 1), point(k, size - 1), Color.WHITE, colour(k));
        }
        Plots.points(plot, "hollow: test row", new double[0], new double[0], point(0, 8), Color.WHITE, TEXT);
        List<Row> wrong = where(rows, Row::isWrong);
        Plots.points(plot, "misclassified", x(wrong, 0), x(wrong, 1), point(0, size + 7), CLEAR, TEXT);
    }

    private static List<Row> where(List<Row> rows, Predicate<Row> condition) {
        return rows.stream().filter(condition).toList();
    }

    private static double[] x(List<Row> rows, int input) {
        return rows.stream().mapToDouble(row -> row.x()[input]).toArray();
    }

    /** Says what the shading means. */
    private static PaintScaleLegend colourScale(List<String> classes) {
        int k = classes.size();
        ValueAxis axis =
                PlotAxes.numbers(k == 2 ? "p of " + named(classes.get(1)) : "p of the class", k == 2 ? 0 : 1.0 / k, 1);
        PaintScaleLegend scale = new PaintScaleLegend(new Shades(k), axis);
        scale.setPosition(RectangleEdge.BOTTOM);
        scale.setMargin(0, 70, 4, 40);
        scale.setStripWidth(12);
        scale.setStripOutlineVisible(false);
        scale.setSubdivisionCount(64);
        scale.setBackgroundPaint(Color.WHITE);
        return scale;
    }

    /** The colours of the probability, of the second of two classes or of any. */
    private record Shades(int classes) implements PaintScale {

        @Override
        public double getLowerBound() {
            return classes == 2 ? 0 : 1.0 / classes;
        }

        @Override
        public double getUpperBound() {
            return 1;
        }

        @Override
        public Paint getPaint(double p) {
            if (classes == 2) {
                return shade(colour(p < 0.5 ? 0 : 1), Math.max(p, 1 - p), classes);
            }
            return shade(GREY, p, classes);
        }
    }

    /** A plot of what a network answers, with the line where it changes its mind; nothing is in the legend. */
    public static XYPlot plot(DecisionSurface surface, int classes, double threshold, String xTitle, String yTitle) {
        double[] x1 = surface.x1();
        double[] x2 = surface.x2();
        Color[][] shades = new Color[x2.length][x1.length];
        for (int i = 0; i < x2.length; i++) {
            for (int j = 0; j < x1.length; j++) {
                shades[i][j] = shade(colour(surface.classes()[i][j]), certainty(surface, i, j, classes), classes);
            }
        }
        XYPlot plot = plot(x1, x2, shades, xTitle, yTitle);
        for (int k = 1; k < classes; k++) {
            addContour(plot, x1, x2, excess(surface, k, classes, threshold), 0, LINE, TEXT);
        }
        return plot;
    }

    /** A plot with a colour at each point of a grid. */
    public static XYPlot plot(double[] x, double[] y, Color[][] shades, String xTitle, String yTitle) {
        XYPlot plot = Plots.plot(
                PlotAxes.numbers(fit(xTitle, 300), x[0], x[x.length - 1]),
                PlotAxes.numbers(fit(yTitle, 250), y[0], y[y.length - 1]));
        plot.setRangeGridlinesVisible(false);
        BufferedImage image = new BufferedImage(x.length, y.length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                image.setRGB(j, y.length - 1 - i, shades[i][j].getRGB());
            }
        }
        double width = x[1] - x[0];
        double height = y[1] - y[0];
        // a grid point is the middle of its pixel
        Plots.behind(
                plot,
                new XYDataImageAnnotation(
                        image, x[0] - width / 2, y[0] - height / 2, width * x.length, height * y.length));
        return plot;
    }

    /** The probability of the predicted class. */
    private static double certainty(DecisionSurface surface, int i, int j, int classes) {
        double p = surface.probability()[i][j];
        return classes == 2 && surface.classes()[i][j] == 0 ? 1 - p : p;
    }

    /** White where the network knows nothing, the colour of the predicted class where it is certain. */
    private static Color shade(Color colour, double certainty, int classes) {
        return mix(colour, STRONGEST_SHADE * Math.max(0, certainty * classes - 1) / (classes - 1));
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

    /**
     * Adds the line where {@code field} crosses {@code level}, by marching squares (Lorensen, Cline: <i>Marching cubes</i>,
     * 1987, in 2D).
     *
     * @param field the value at {@code x[j]} and {@code y[i]} in row {@code i}; the places are equally spaced
     */
    public static void addContour(
            XYPlot plot, double[] x, double[] y, double[][] field, double level, BasicStroke stroke, Color colour) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < field.length - 1; i++) {
            for (int j = 0; j < field[i].length - 1; j++) {
                Point2D start = null;
                for (int[] edge : EDGES) {
                    Point2D point = crossing(field, level, i + edge[0], j + edge[1], i + edge[2], j + edge[3]);
                    if (start != null && point != null) {
                        path.append(new Line2D.Double(start, point), false);
                        start = null;
                    } else if (point != null) {
                        start = point;
                    }
                }
            }
        }
        // JFreeChart wants a shape that is not flat: points out of sight, since a boundary may be level
        for (int corner : new int[] {-1, field.length}) {
            path.append(new Line2D.Double(corner, corner, corner, corner), false);
        }
        path.transform(new AffineTransform(x[1] - x[0], 0, 0, y[1] - y[0], x[0], y[0]));
        Plots.behind(plot, new XYShapeAnnotation(path, stroke, colour));
    }

    /** Where {@code field} is {@code level} between {@code (i, j)} and {@code (m, n)}; null if it is nowhere. */
    private static Point2D crossing(double[][] field, double level, int i, int j, int m, int n) {
        double here = field[i][j] - level;
        double there = field[m][n] - level;
        if ((here > 0) == (there > 0)) {
            return null;
        }
        double part = here / (here - there);
        return new Point2D.Double(j + part * (n - j), i + part * (m - i));
    }

    /** What a class is called in a legend; a name as short as {@code 1} does not say what it names. */
    private static String named(String name) {
        return name.length() < 4 ? "class " + name : fit(name, 150);
    }
}
