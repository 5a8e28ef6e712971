package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.training.EpochFigures;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

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
        NumberAxis score = PlotAxes.numbers(run.isRegression() ? "variance explained" : "predicted right (%)");
        JFreeChart top = curves("Loss", loss, "%.4g", run, EpochFigures.Side::loss);
        JFreeChart bottom = run.isRegression()
                ? curves("R²", score, "%.3f", run, EpochFigures.Side::score)
                : curves("Accuracy", score, "%.1f%%", run, side -> 100 * side.score());
        return Plots.png(Plots.WIDTH, List.of(top, bottom), CURVES_HEIGHT);
    }

    private static JFreeChart curves(
            String title, NumberAxis y, String format, Run run, ToDoubleFunction<EpochFigures.Side> figure) {
        List<EpochFigures> history = run.training().history();
        int epochs = history.stream().mapToInt(EpochFigures::epoch).max().orElse(0);
        // as wide in both panels
        y.setFixedDimension(74);
        XYPlot plot = Plots.plot(PlotAxes.whole("epoch", epochs == 0 ? -0.5 : 0, Math.max(1, epochs)), y);
        ToDoubleFunction<EpochFigures> train = figures -> figure.applyAsDouble(figures.train());
        ToDoubleFunction<EpochFigures> test = figures -> figure.applyAsDouble(figures.test());
        ToDoubleFunction<EpochFigures> validation =
                figures -> figures.validation().map(figure::applyAsDouble).orElse(Double.NaN);
        addCurve(plot, "train " + format, history, train, 0);
        addCurve(plot, "validation " + format, history, validation, 2);
        addCurve(plot, "test " + format, history, test, 1);
        return Plots.chart(title, plot);
    }

    /** A figure that is not finite, as where a run diverges or nothing is held out, is left out of the line. */
    private static void addCurve(
            XYPlot plot, String format, List<EpochFigures> history, ToDoubleFunction<EpochFigures> figure, int k) {
        List<EpochFigures> finite = history.stream()
                .filter(figures -> Double.isFinite(figure.applyAsDouble(figures)))
                .toList();
        if (finite.isEmpty()) {
            return;
        }
        List<EpochFigures> shown =
                PlotStyle.thinned(finite.size()).stream().map(finite::get).toList();
        double[][] at = Plots.at(shown, EpochFigures::epoch, figure);
        String name = String.format(Locale.ROOT, format, at[1][shown.size() - 1]);
        // the narrow lines can be seen on the wide one, which is drawn first
        BasicStroke[] strokes = {PlotStyle.stroke(4.4f), PlotStyle.LINE, PlotStyle.dashed(2.2f, 7)};
        Plots.line(plot, name, at, PlotStyle.colour(k), strokes[k]);
        if (shown.size() == 1) {
            Plots.points(plot, null, at, PlotStyle.point(0, 8), PlotStyle.colour(k), Color.WHITE);
        }
    }

    /**
     * How often each class was taken for which, in rows and in per cent of the actual class.
     *
     * @param title what was counted, such as {@code Test rows}
     */
    public static byte[] confusionMatrix(ConfusionMatrix matrix, String title) {
        int k = matrix.classes().size();
        double cell = k <= MOST_NUMBERS ? Math.max(39, Math.min(110, 320.0 / k)) : Math.max(10, 440.0 / k);
        double cellHeight = k <= MOST_NUMBERS ? Math.max(39, cell * 0.62) : cell;
        List<String> names = matrix.classes().stream()
                .map(name -> PlotStyle.fit(name, cell < 80 ? 110 : cell - 10))
                .toList();
        int across = (int) (k * cell);
        XYPlot plot = Plots.plot(
                PlotAxes.categories("predicted class", names, across), PlotAxes.names("actual class", names, true));
        plot.setRangeGridlinesVisible(false);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                addCell(plot, matrix, i, j, cell >= 70);
            }
        }
        Plots.bars(plot, "right", new double[2][0], 1, PlotStyle.mix(PlotStyle.colour(0), 0.6));
        Plots.bars(plot, "wrong", new double[2][0], 1, PlotStyle.mix(PlotStyle.colour(1), 0.6));
        int beside = 64 + names.stream().mapToInt(PlotStyle::width).max().orElse(0);
        JFreeChart chart = Plots.chart(title, plot);
        return Plots.png(Math.max(Plots.WIDTH, across + beside), List.of(chart), (int) (k * cellHeight));
    }

    private static void addCell(XYPlot plot, ConfusionMatrix matrix, int i, int j, boolean roomy) {
        long count = matrix.counts()[i][j];
        double share = count == 0 ? 0 : (double) count / matrix.actual(i);
        // even a single row is to be seen, and the darkest cell is light enough for dark text
        Color fill = PlotStyle.mix(PlotStyle.colour(i == j ? 0 : 1), count == 0 ? 0 : 0.1 + 0.5 * share);
        // from its lower edge to its upper one, and the axis points down
        Plots.behind(
                plot, new XYBoxAnnotation(j - 0.5, i + 0.5, j + 0.5, i - 0.5, PlotStyle.THIN, PlotStyle.FAINT, fill));
        if (matrix.classes().size() > MOST_NUMBERS) {
            return;
        }
        Font font = roomy ? PlotStyle.FONT.deriveFont(22f) : count == 0 ? PlotStyle.FONT : PlotStyle.BOLD;
        Color colour = count == 0 ? PlotStyle.GREY : PlotStyle.TEXT;
        Plots.text(plot, Long.toString(count), j, count == 0 ? i : i - 0.17, font, colour, TextAnchor.CENTER);
        if (count > 0) {
            String percent = String.format(Locale.ROOT, "%.0f%%", 100 * share);
            Plots.text(plot, percent, j, i + 0.23, PlotStyle.FONT, colour, TextAnchor.CENTER);
        }
    }
}
