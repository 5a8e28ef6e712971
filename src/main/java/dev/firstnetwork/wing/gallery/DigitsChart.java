package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures of digits, and of what networks make of them, as the bytes of a PNG. */
final class DigitsChart {

    private static final int MARGIN = 14;
    private static final int TITLE = 38;
    private static final int LINE = 18;

    /** A picture of mistakes has at most so many, so many beside each other. */
    private static final int MOST = 24;

    private static final int ACROSS = 6;

    /** Rows with names have so many. */
    private static final int TOGETHER = 5;

    private DigitsChart() {}

    /**
     * The first digits that were taken for others.
     *
     * @param images {@code [n, 1, 8, 8]}
     * @param is the digit of each
     * @param said which one it was taken for
     */
    static byte[] mistakes(INDArray images, int[] is, int[] said) {
        int[] wrong = IntStream.range(0, is.length)
                .filter(i -> is[i] != said[i])
                .limit(MOST)
                .toArray();
        int cell = (Plots.WIDTH - MARGIN) / ACROSS;
        int size = cell - MARGIN;
        int high = size + 2 * LINE + MARGIN;
        int rows = Math.max(1, (wrong.length + ACROSS - 1) / ACROSS);
        String title = wrong.length == 0 ? "No test digit was mistaken" : "Test digits that were mistaken";
        return picture(title, TITLE + rows * high, g -> {
            for (int k = 0; k < wrong.length; k++) {
                int x = MARGIN + k % ACROSS * cell;
                int y = TITLE + k / ACROSS * high;
                digit(g, images, wrong[k], x, y, size);
                g.setFont(PlotStyle.FONT);
                g.setColor(PlotStyle.TEXT);
                g.drawString("is " + is[wrong[k]], x, y + size + LINE - 2);
                g.setColor(PlotStyle.colour(1));
                g.drawString("said " + said[wrong[k]], x, y + size + 2 * LINE - 2);
            }
        });
    }

    /**
     * Digits beside and below each other.
     *
     * @param images of digits, 64 pixels each, row by row
     * @param columns how many stand beside each other
     * @param names of the rows; none, or one for each
     */
    static byte[] grid(String title, INDArray images, int columns, List<String> names) {
        int left = MARGIN + names.stream().mapToInt(PlotStyle::width).max().orElse(-MARGIN / 2) + MARGIN / 2;
        int cell = (Plots.WIDTH - MARGIN - left) / columns;
        int size = cell - 4;
        int rows = (int) images.size(0) / columns;
        return picture(title, TITLE + rows * cell + MARGIN / 2, g -> {
            for (int k = 0; k < rows * columns; k++) {
                int y = TITLE + k / columns * cell;
                digit(g, images, k, left + k % columns * cell, y, size);
                if (k % columns == 0 && !names.isEmpty()) {
                    g.setFont(PlotStyle.FONT);
                    g.setColor(PlotStyle.TEXT);
                    g.drawString(names.get(k / columns), MARGIN, y + size / 2 + 5);
                }
            }
        });
    }

    /**
     * Digits and what became of them, each below itself: five beside each other, and the others below these.
     *
     * @param rows as many images in each, a multiple of five
     */
    static byte[] rows(String title, List<String> names, INDArray... rows) {
        long groups = rows[0].size(0) / TOGETHER;
        INDArray images = Nd4j.stack(0, rows)
                .reshape(rows.length, groups, TOGETHER, Digits.SIDE, Digits.SIDE)
                .permute(1, 0, 2, 3, 4)
                .reshape(-1, Digits.SIDE, Digits.SIDE);
        List<String> allNames = Collections.nCopies((int) groups, names).stream()
                .flatMap(List::stream)
                .toList();
        return grid(title, images, TOGETHER, allNames);
    }

    private static byte[] picture(String title, int height, Consumer<Graphics2D> painter) {
        return Plots.png(Plots.WIDTH, height, g -> {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setFont(PlotStyle.TITLE);
            g.setColor(PlotStyle.TEXT);
            int width = g.getFontMetrics().stringWidth(title);
            g.drawString(title, (Plots.WIDTH - width) / 2, 24);
            painter.accept(g);
        });
    }

    /** Image number {@code k}, {@code size} units wide and high, with a rim. */
    private static void digit(Graphics2D g, INDArray images, int k, int x, int y, int size) {
        float[] ink = images.slice(k).dup('c').data().asFloat();
        double pixel = size / (double) Digits.SIDE;
        for (int i = 0; i < ink.length; i++) {
            g.setColor(PlotStyle.mix(PlotStyle.TEXT, Math.min(1, Math.max(0, ink[i]))));
            int row = i / Digits.SIDE;
            int column = i % Digits.SIDE;
            // a hair wider, so that no seam shows
            g.fill(new Rectangle2D.Double(x + column * pixel, y + row * pixel, pixel + 0.3, pixel + 0.3));
        }
        g.setColor(PlotStyle.FAINT);
        g.setStroke(PlotStyle.THIN);
        g.drawRect(x, y, size, size);
    }

    /**
     * Where digits lie on a plane.
     *
     * @param places {@code [n, 2]}
     * @param digits which one each is, {@code [n]}
     */
    static byte[] plane(String title, INDArray places, int... digits) {
        double[] x = places.getColumn(0).toDoubleVector();
        double[] y = places.getColumn(1).toDoubleVector();
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("first latent number", PlotAxes.range(0.05, x)),
                PlotAxes.numbers("second", PlotAxes.range(0.05, y)));
        for (int digit = 0; digit < Digits.CLASSES; digit++) {
            int which = digit;
            List<Integer> rows = PlotStyle.where(digits.length, i -> digits[i] == which);
            Color colour = PlotStyle.colour(digit);
            Plots.points(
                    plot,
                    String.valueOf(digit),
                    Plots.at(rows, i -> x[i], i -> y[i]),
                    PlotStyle.point(digit, 8),
                    PlotStyle.mix(colour, 0.75),
                    PlotStyle.mix(PlotStyle.TEXT, colour, 0.7));
            if (!rows.isEmpty()) {
                double across = rows.stream().mapToDouble(i -> x[i]).average().orElseThrow();
                double up = rows.stream().mapToDouble(i -> y[i]).average().orElseThrow();
                Plots.text(
                        plot,
                        String.valueOf(digit),
                        across,
                        up,
                        PlotStyle.TITLE.deriveFont(22f),
                        PlotStyle.TEXT,
                        TextAnchor.CENTER);
            }
        }
        return Plots.png(Plots.chart(title, plot), 340);
    }

    /**
     * Accuracies of several tries, by the names of the methods.
     *
     * @param pen where a pen is broader than before
     * @param others where the digits are others than before
     */
    static byte[] tries(Map<String, double[]> pen, Map<String, double[]> others) {
        JFreeChart above = tries("To a broader pen", pen, false);
        JFreeChart below = tries("From the digits 0 to 4 to 5 to 9", others, true);
        return Plots.png(Plots.WIDTH, List.of(above, below), 34 * pen.size(), 34 * others.size());
    }

    private static JFreeChart tries(String title, Map<String, double[]> methods, boolean last) {
        XYPlot plot = Plots.plot(
                PlotAxes.numbers(last ? "predicted right (%)" : null, 0, 102),
                PlotAxes.names(null, List.copyOf(methods.keySet()), true));
        plot.setDomainGridlinesVisible(true);
        plot.setRangeGridlinesVisible(false);
        // names of both charts end at the same place
        plot.getRangeAxis().setFixedDimension(140);
        int row = 0;
        for (double[] accuracies : methods.values()) {
            double[] x =
                    Arrays.stream(accuracies).map(accuracy -> 100 * accuracy).toArray();
            double[] y = new double[x.length];
            Arrays.fill(y, row);
            double mean = Arrays.stream(x).average().orElse(Double.NaN);
            boolean named = last && row == 0;
            double[][] upright = {{mean, mean}, {row - 0.35, row + 0.35}};
            Plots.points(
                    plot,
                    named ? "one draw" : null,
                    new double[][] {x, y},
                    PlotStyle.point(0, 8),
                    PlotStyle.mix(PlotStyle.colour(0), 0.35),
                    PlotStyle.colour(0));
            Plots.line(plot, named ? "mean" : null, upright, PlotStyle.colour(1), PlotStyle.stroke(3));
            row++;
        }
        return Plots.chart(title, plot);
    }
}
