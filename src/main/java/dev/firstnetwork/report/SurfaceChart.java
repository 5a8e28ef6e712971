package dev.firstnetwork.report;

import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;

/** Plots over two inputs: shading, contour lines, and the rows of the data. */
public final class SurfaceChart {

    private static final int HEIGHT = 300;
    private static final int MOST_IN_LEGEND = 12;
    private static final int SHADES = 64;

    /** How much of a class's colour is in the shading where the network is sure of it: the points are to stand out. */
    private static final double STRONGEST_SHADE = 0.5;

    /** The edges of a cell of a grid, each from row and column to row and column. */
    private static final int[][] EDGES = {{0, 0, 0, 1}, {0, 1, 1, 1}, {1, 1, 1, 0}, {1, 0, 0, 0}};

    private SurfaceChart() {}

    /** What the network of a run answers over its two inputs, as shading, with the rows of the data on it. */
    public static byte[] png(Run run, DecisionSurface surface) {
        List<String> classes = run.subject().classes();
        List<String> inputs = run.subject().inputNames();
        Predictions all = run.answers().rows();
        List<Row> rows = PlotStyle.thinned(all.size()).stream().map(all::get).toList();
        String some = rows.size() < all.size() ? " with " + rows.size() + " of " + all.size() + " rows" : "";
        double threshold = run.answers().threshold();
        XYPlot plot = plot(surface, classes.size(), threshold, inputs.get(0), inputs.get(1));
        String line = classes.size() == 2 ? "p = " + Texts.shortest(threshold) : "boundary";
        Plots.line(plot, line, new double[2][0], PlotStyle.TEXT, PlotStyle.LINE);
        addRows(plot, rows, classes);
        JFreeChart chart = Plots.chart("Decision surface" + some, plot);
        chart.addSubtitle(colourScale(classes));
        return Plots.png(chart, HEIGHT);
    }

    /** Filled where the network was trained on the row, hollow where it was not, with a ring where it is wrong. */
    private static void addRows(XYPlot plot, List<Row> rows, List<String> classes) {
        double size = rows.size() > 400 ? 6 : 9;
        for (int k = 0; k < classes.size(); k++) {
            int label = k;
            Color colour = PlotStyle.colour(k);
            String name = k < MOST_IN_LEGEND ? named(classes.get(k)) : null;
            double[][] train = at(rows, row -> row.label() == label && row.side() != Side.TEST);
            double[][] test = at(rows, row -> row.label() == label && row.side() == Side.TEST);
            Plots.points(plot, name, train, PlotStyle.point(k, size), colour, Color.WHITE);
            Plots.points(plot, null, test, PlotStyle.point(k, size - 1), Color.WHITE, colour);
        }
        Plots.points(plot, "hollow: test row", new double[2][0], PlotStyle.point(0, 8), Color.WHITE, PlotStyle.TEXT);
        double[][] wrong = at(rows, Row::isWrong);
        Plots.points(plot, "misclassified", wrong, PlotStyle.point(0, size + 7), PlotStyle.CLEAR, PlotStyle.TEXT);
    }

    private static double[][] at(List<Row> rows, Predicate<Row> condition) {
        List<Row> shown = rows.stream().filter(condition).toList();
        return Plots.at(shown, row -> row.x()[0], row -> row.x()[1]);
    }

    /** Says what the shading means: the probability of the second of two classes, or of any. */
    private static PaintScaleLegend colourScale(List<String> classes) {
        int k = classes.size();
        double least = k == 2 ? 0 : 1.0 / k;
        ValueAxis axis = PlotAxes.numbers(k == 2 ? "p of " + named(classes.get(1)) : "p of the class", least, 1);
        LookupPaintScale shades = new LookupPaintScale(least, 1, Color.WHITE);
        for (int i = 0; i < SHADES; i++) {
            double p = least + (1 - least) * i / SHADES;
            Color colour = k == 2 ? PlotStyle.colour(p < 0.5 ? 0 : 1) : PlotStyle.GREY;
            shades.add(p, shade(colour, k == 2 ? Math.max(p, 1 - p) : p, k));
        }
        PaintScaleLegend scale = new PaintScaleLegend(shades, axis);
        scale.setPosition(RectangleEdge.BOTTOM);
        scale.setMargin(0, 70, 4, 40);
        scale.setStripWidth(12);
        scale.setStripOutlineVisible(false);
        scale.setSubdivisionCount(SHADES);
        scale.setBackgroundPaint(Color.WHITE);
        return scale;
    }

    /** A plot of what a network answers, with the line where it changes its mind; nothing is in the legend. */
    public static XYPlot plot(DecisionSurface surface, int classes, double threshold, String xTitle, String yTitle) {
        double[] x1 = surface.x1();
        double[] x2 = surface.x2();
        XYPlot plot = plot(x1, x2, xTitle, yTitle, (i, j) -> {
            double p = surface.probability()[i][j];
            int predicted = surface.classes()[i][j];
            return shade(PlotStyle.colour(predicted), classes == 2 && predicted == 0 ? 1 - p : p, classes);
        });
        for (int k = 1; k < classes; k++) {
            double[][] excess = excess(surface, k, classes, threshold);
            addContour(plot, x1, x2, excess, 0, PlotStyle.LINE, PlotStyle.TEXT);
        }
        return plot;
    }

    /** A plot with a shade at each point of a grid, by the number of its row and of its column. */
    public static XYPlot plot(
            double[] x, double[] y, String xTitle, String yTitle, BiFunction<Integer, Integer, Color> shade) {
        XYPlot plot = Plots.plot(
                PlotAxes.numbers(PlotStyle.fit(xTitle, 300), x[0], x[x.length - 1]),
                PlotAxes.numbers(PlotStyle.fit(yTitle, 250), y[0], y[y.length - 1]));
        plot.setRangeGridlinesVisible(false);
        BufferedImage image = new BufferedImage(x.length, y.length, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                image.setRGB(j, y.length - 1 - i, shade.apply(i, j).getRGB());
            }
        }
        double w = x[1] - x[0];
        double h = y[1] - y[0];
        // a grid point is the middle of its pixel
        Plots.behind(plot, new XYDataImageAnnotation(image, x[0] - w / 2, y[0] - h / 2, w * x.length, h * y.length));
        return plot;
    }

    /** White where the network knows nothing, the colour of the predicted class where it is certain. */
    private static Color shade(Color colour, double certainty, int classes) {
        return PlotStyle.mix(colour, STRONGEST_SHADE * Math.max(0, certainty * classes - 1) / (classes - 1));
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
        int radius = IntStream.of(2, i, j, classes.length - 1 - i, classes[i].length - 1 - j)
                .min()
                .orElseThrow();
        double count = 0;
        for (int m = i - radius; m <= i + radius; m++) {
            count += Arrays.stream(classes[m], j - radius, j + radius + 1)
                    .filter(c -> c == k)
                    .count();
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
                // none, two or four
                List<Point2D> crossings = crossings(field, level, i, j);
                for (int k = 0; k < crossings.size(); k += 2) {
                    path.append(new Line2D.Double(crossings.get(k), crossings.get(k + 1)), false);
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

    /** Where {@code field} is {@code level} on the edges of the cell that begins at {@code (i, j)}. */
    private static List<Point2D> crossings(double[][] field, double level, int i, int j) {
        List<Point2D> crossings = new ArrayList<>();
        for (int[] edge : EDGES) {
            double here = field[i + edge[0]][j + edge[1]] - level;
            double there = field[i + edge[2]][j + edge[3]] - level;
            double part = here / (here - there);
            if (here > 0 != there > 0) {
                crossings.add(new Point2D.Double(
                        j + edge[1] + part * (edge[3] - edge[1]), i + edge[0] + part * (edge[2] - edge[0])));
            }
        }
        return crossings;
    }

    /** What a class is called in a legend; a name as short as {@code 1} does not say what it names. */
    private static String named(String name) {
        return name.length() < 4 ? "class " + name : PlotStyle.fit(name, 150);
    }
}
