package dev.firstnetwork.wing.notebook;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.report.SurfaceChart;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;

/**
 * The pictures that the notebooks need beside those of a single run: several networks, or several ways to train one, in one
 * PNG. Curves, decision surfaces side by side, paths over a loss surface.
 */
public final class NotebookCharts {

    private static final int CURVES_HEIGHT = 230;
    private static final int SURFACE_HEIGHT = 330;
    private static final int PANEL_WIDTH = 300;
    private static final int PANEL_HEIGHT = 284;
    private static final int CONTOURS = 14;
    private static final BasicStroke HAIR = PlotStyle.stroke(0.7f);

    private NotebookCharts() {}

    /**
     * A line through points.
     *
     * @param name what the legend calls it
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
     * @param data the rows to be drawn on it; those that are not trained on are small
     */
    public record Panel(String title, DecisionSurface surface, SplitData data) {}

    /**
     * The loss over two parameters, for a picture of the ground that gradient descent goes over.
     *
     * @param x the grid's values of the first parameter, ascending, two or more
     * @param y the same of the second
     * @param loss {@code loss[i][j]}: at {@code (x[j], y[i])}
     */
    public record LossSurface(double[] x, double[] y, double[][] loss) {

        public LossSurface {
            if (x.length < 2 || y.length < 2 || loss.length != y.length || loss[0].length != x.length) {
                throw new IllegalArgumentException("the grid is " + x.length + " by " + y.length + ", the loss "
                        + (loss.length == 0 ? 0 : loss[0].length) + " by " + loss.length
                        + ": expected the same, 2 or more");
            }
        }

        /**
         * The loss on a grid.
         *
         * @param x the range of the first parameter: from, to
         * @param y the range of the second
         * @param resolution how many points the grid has in each direction, 2 or more
         * @param loss of the first and the second parameter
         */
        public static LossSurface of(double[] x, double[] y, int resolution, DoubleBinaryOperator loss) {
            double[] first = range(x, resolution);
            double[] second = range(y, resolution);
            double[][] values = new double[resolution][resolution];
            for (int i = 0; i < resolution; i++) {
                for (int j = 0; j < resolution; j++) {
                    values[i][j] = loss.applyAsDouble(first[j], second[i]);
                }
            }
            return new LossSurface(first, second, values);
        }

        private static double[] range(double[] ends, int resolution) {
            return IntStream.range(0, resolution)
                    .mapToDouble(i -> ends[0] + (ends[1] - ends[0]) * i / (resolution - 1))
                    .toArray();
        }
    }

    /**
     * Curves over each other; the vertical axis begins at 0.
     *
     * @param xTitle what the horizontal axis counts, with its unit
     * @param yTitle what the vertical axis measures, with its unit
     */
    public static byte[] curves(String title, String xTitle, String yTitle, List<Curve> curves) {
        NumberAxis x = PlotAxes.numbers(PlotStyle.fit(xTitle, 320));
        x.setLowerMargin(0);
        x.setUpperMargin(0.02);
        NumberAxis y = PlotAxes.numbers(PlotStyle.fit(yTitle, 220));
        y.setAutoRangeIncludesZero(true);
        XYPlot plot = Plots.plot(x, y);
        for (int k = 0; k < curves.size(); k++) {
            addLine(plot, curves.get(k), k, PlotStyle.line(k));
        }
        return Plots.png(Plots.chart(title, plot), CURVES_HEIGHT);
    }

    private static void addLine(XYPlot plot, Curve curve, int k, BasicStroke stroke) {
        double[][] at = Plots.at(PlotStyle.thinned(curve.x().length), i -> curve.x()[i], i -> curve.y()[i]);
        Plots.line(plot, PlotStyle.fit(curve.name(), 340), at, PlotStyle.colour(k), stroke);
    }

    /**
     * Paths over a loss surface. Contour lines are denser where the loss is low; each path begins at a ring and ends in a
     * disc.
     */
    public static byte[] lossSurface(
            String title, LossSurface surface, String xTitle, String yTitle, List<Curve> paths) {
        XYPlot plot = surface(surface, xTitle, yTitle);
        for (int k = 0; k < paths.size(); k++) {
            // where paths lie on each other, the narrower ones are drawn on the wider ones
            addLine(plot, paths.get(k), k, PlotStyle.stroke(paths.size() - k + 1f));
        }
        for (int k = 0; k < paths.size(); k++) {
            double[] x = paths.get(k).x();
            double[] y = paths.get(k).y();
            double[][] begin = {{x[0]}, {y[0]}};
            double[][] end = {{x[x.length - 1]}, {y[y.length - 1]}};
            Plots.points(plot, null, begin, PlotStyle.point(0, 12), PlotStyle.CLEAR, PlotStyle.TEXT);
            Plots.points(plot, null, end, PlotStyle.point(0, 11), PlotStyle.colour(k), Color.WHITE);
        }
        return Plots.png(Plots.chart(title, plot), SURFACE_HEIGHT);
    }

    private static XYPlot surface(LossSurface surface, String xTitle, String yTitle) {
        double[][] loss = surface.loss();
        Range range = PlotAxes.range(
                0, Arrays.stream(loss).flatMapToDouble(Arrays::stream).toArray());
        XYPlot plot = SurfaceChart.plot(surface.x(), surface.y(), xTitle, yTitle, (i, j) -> {
            double part = (loss[i][j] - range.getLowerBound()) / range.getLength();
            return PlotStyle.mix(PlotStyle.TEXT, 0.3 * Math.sqrt(part));
        });
        for (int k = 1; k < CONTOURS; k++) {
            double part = (double) k / CONTOURS;
            // by the cube, because near the lowest point the loss hardly changes
            double level = range.getLowerBound() + range.getLength() * part * part * part;
            SurfaceChart.addContour(
                    plot, surface.x(), surface.y(), loss, level, HAIR, PlotStyle.mix(PlotStyle.TEXT, 0.6));
        }
        return plot;
    }

    /**
     * Decision surfaces side by side, without axes: the data is the same in all, and only the boundary is to be compared.
     *
     * @param columns how many stand in a row, 1 or more
     */
    public static byte[] surfaces(int columns, List<Panel> panels) {
        int rows = (panels.size() + columns - 1) / columns;
        return Plots.png(columns * PANEL_WIDTH, rows * PANEL_HEIGHT, g -> {
            for (int k = 0; k < panels.size(); k++) {
                int x = k % columns * PANEL_WIDTH;
                int y = k / columns * PANEL_HEIGHT;
                chart(panels.get(k)).draw(g, new Rectangle(x, y, PANEL_WIDTH, PANEL_HEIGHT));
            }
        });
    }

    private static JFreeChart chart(Panel panel) {
        int classes = panel.data().preparation().classes().size();
        XYPlot plot = SurfaceChart.plot(panel.surface(), classes, 0.5, "", "");
        plot.getDomainAxis().setVisible(false);
        plot.getRangeAxis().setVisible(false);
        Samples all = panel.data().all();
        int[] labels = Samples.classes(all.y());
        Set<Integer> train =
                Arrays.stream(panel.data().split().trainRows()).boxed().collect(Collectors.toSet());
        for (int m = 0; m < 2 * classes; m++) {
            boolean trained = m >= classes;
            int k = m % classes;
            List<Integer> rows = PlotStyle.where(labels.length, i -> labels[i] == k && train.contains(i) == trained);
            double[][] at = Plots.at(rows, i -> all.x().get(i, 0), i -> all.x().get(i, 1));
            Plots.points(plot, null, at, PlotStyle.point(k, trained ? 8 : 5), PlotStyle.colour(k), Color.WHITE);
        }
        return Plots.chart(panel.title(), plot);
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
        int width = image.getWidth() / Plots.SCALE;
        int height = image.getHeight() / Plots.SCALE;
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
