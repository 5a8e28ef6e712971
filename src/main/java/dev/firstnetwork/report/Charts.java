package dev.firstnetwork.report;

import static dev.firstnetwork.report.PlotStyle.BOLD;
import static dev.firstnetwork.report.PlotStyle.FAINT;
import static dev.firstnetwork.report.PlotStyle.FONT;
import static dev.firstnetwork.report.PlotStyle.GREY;
import static dev.firstnetwork.report.PlotStyle.LINE;
import static dev.firstnetwork.report.PlotStyle.TEXT;
import static dev.firstnetwork.report.PlotStyle.THIN;
import static dev.firstnetwork.report.PlotStyle.colour;
import static dev.firstnetwork.report.PlotStyle.dashed;
import static dev.firstnetwork.report.PlotStyle.fit;
import static dev.firstnetwork.report.PlotStyle.mix;
import static dev.firstnetwork.report.PlotStyle.point;
import static dev.firstnetwork.report.PlotStyle.stroke;
import static dev.firstnetwork.report.PlotStyle.thinned;
import static dev.firstnetwork.report.PlotStyle.width;
import static dev.firstnetwork.report.Plots.WIDTH;

import dev.firstnetwork.Main;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.training.EpochFigures;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

/**
 * The pictures of a run, each as the bytes of a PNG.
 *
 * <p>All is drawn into memory. {@code Main} sets the system property {@code java.awt.headless}; without it, a {@code
 * DISPLAY} that leads nowhere stops AWT. One machine gives the same bytes each time; another may have other fonts.
 */
public final class Charts {

    private static final int CURVES_HEIGHT = 180;

    /** With more classes the numbers have no room, and the shading has to do. */
    private static final int MOST_NUMBERS = 20;

    private Charts() {}

    /** Loss and accuracy, or R2, over the epochs, on each side of the split, one above the other. */
    public static byte[] learningCurves(Run run) {
        boolean nats = !run.isRegression()
                && !"mean-squared-error".equals(run.about().configuration().get("loss"));
        NumberAxis loss = PlotAxes.numbers(nats ? "mean loss (nats)" : "mean squared error");
        loss.setAutoRangeIncludesZero(true);
        JFreeChart top = curves("Loss", loss, "%.4g", run, EpochFigures.Side::loss);
        JFreeChart bottom = run.isRegression()
                ? curves("R²", PlotAxes.numbers("variance explained"), "%.3f", run, EpochFigures.Side::score)
                : curves(
                        "Accuracy", PlotAxes.numbers("predicted right (%)"), "%.1f%%", run, side -> 100 * side.score());
        return PlotRows.png(List.of(top, bottom), CURVES_HEIGHT);
    }

    private static JFreeChart curves(
            String title, NumberAxis y, String format, Run run, ToDoubleFunction<EpochFigures.Side> figure) {
        int epochs = run.training().history().stream().mapToInt(EpochFigures::epoch).max().orElse(0);
        // as wide in both panels
        y.setFixedDimension(74);
        XYPlot plot = Plots.plot(PlotAxes.whole("epoch", epochs == 0 ? -0.5 : 0, Math.max(1, epochs)), y);
        addCurve(plot, "train", format, run, figures -> figure.applyAsDouble(figures.train()));
        addCurve(plot, "validation", format, run, figures -> figures.validation()
                .map(figure::applyAsDouble)
                .orElse(Double.NaN));
        addCurve(plot, "test", format, run, figures -> figure.applyAsDouble(figures.test()));
        return Plots.chart(title, plot);
    }

    /** A figure that is not finite, as where a run diverges or nothing is held out, is left out of the line. */
    private static void addCurve(
            XYPlot plot, String name, String format, Run run, ToDoubleFunction<EpochFigures> figure) {
        List<EpochFigures> shown = thinned(run.training().history().stream()
                .filter(figures -> Double.isFinite(figure.applyAsDouble(figures)))
                .toList());
        if (shown.isEmpty()) {
            return;
        }
        double[] x = shown.stream().mapToDouble(EpochFigures::epoch).toArray();
        double[] y = shown.stream().mapToDouble(figure).toArray();
        String label = name + " " + String.format(Locale.ROOT, format, y[y.length - 1]);
        switch (name) {
            // the narrow line can be seen on the wide one
            case "train" -> Plots.line(plot, label, x, y, colour(0), stroke(4.4f));
            case "validation" -> Plots.line(plot, label, x, y, colour(2), dashed(2.2f, 7));
            default -> Plots.line(plot, label, x, y, colour(1), LINE);
        }
        if (x.length == 1) {
            Plots.points(plot, null, x, y, point(0, 8), colour(name.equals("train") ? 0 : 1), Color.WHITE);
        }
    }

    /**
     * What the network answers over its two inputs, as shading, with the rows of the data on it.
     *
     * @throws IllegalArgumentException if the run has no decision surface
     */
    public static byte[] decisionSurface(Run run) {
        return SurfaceChart.png(run);
    }

    /**
     * How often each class was taken for which, in rows and in per cent of the actual class.
     *
     * @param title what was counted, such as {@code Test rows}
     */
    public static byte[] confusionMatrix(ConfusionMatrix matrix, String title) {
        int k = matrix.classes().size();
        List<String> names =
                matrix.classes().stream().map(name -> fit(name, 110)).toList();
        double cell = k <= MOST_NUMBERS ? Math.max(39, Math.min(110, 320.0 / k)) : Math.max(10, 440.0 / k);
        double cellHeight = k <= MOST_NUMBERS ? Math.max(39, cell * 0.62) : cell;
        List<String> across = cell < 80
                ? names
                : names.stream().map(name -> fit(name, cell - 10)).toList();
        ValueAxis predicted = PlotAxes.names("predicted class", across, false);
        boolean upright = width(across) > cell - 6;
        predicted.setVerticalTickLabels(upright);
        XYPlot plot = Plots.plot(predicted, PlotAxes.names("actual class", names, true));
        plot.setRangeGridlinesVisible(false);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                addCell(plot, matrix, i, j, cell >= 70);
            }
        }
        double[] none = {};
        Plots.bars(plot, "right", none, none, none, 1, mix(colour(0), 0.6));
        Plots.bars(plot, "wrong", none, none, none, 1, mix(colour(1), 0.6));
        int width = (int) (k * cell) + width(names) + 64;
        int height = (int) (k * cellHeight) + (upright ? width(names) : 18) + 104;
        return Plots.png(Plots.chart(title, plot), Math.max(WIDTH, width), height);
    }

    private static void addCell(XYPlot plot, ConfusionMatrix matrix, int i, int j, boolean roomy) {
        long count = matrix.counts()[i][j];
        double share = count == 0 ? 0 : (double) count / matrix.actual(i);
        // even a single row is to be seen, and the darkest cell is light enough for dark text
        Color fill = mix(colour(i == j ? 0 : 1), count == 0 ? 0 : 0.1 + 0.5 * share);
        // from its lower edge to its upper one, and the axis points down
        Plots.behind(plot, new XYBoxAnnotation(j - 0.5, i + 0.5, j + 0.5, i - 0.5, THIN, FAINT, fill));
        if (matrix.classes().size() > MOST_NUMBERS) {
            return;
        }
        Font font = roomy ? FONT.deriveFont(22f) : count == 0 ? FONT : BOLD;
        addText(plot, Long.toString(count), j, count == 0 ? i : i - 0.17, font, count == 0 ? GREY : TEXT);
        if (count > 0) {
            addText(plot, String.format(Locale.ROOT, "%.0f%%", 100 * share), j, i + 0.23, FONT, TEXT);
        }
    }

    private static void addText(XYPlot plot, String text, double x, double y, Font font, Color colour) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setFont(font);
        annotation.setPaint(colour);
        Plots.behind(plot, annotation);
    }
}
