package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import dev.firstnetwork.wing.gallery.NamesResult.Epoch;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/** How the network of {@link NamesLanguage} learns, as the bytes of a PNG. */
final class NamesChart {

    private NamesChart() {}

    /** @param bayes the accuracy of naive Bayes on the validation names */
    static byte[] learning(List<Epoch> curve, double bayes) {
        int last = Math.max(1, curve.size() - 1);
        XYPlot plot = Plots.plot(PlotAxes.whole("epoch", 0, last), PlotAxes.numbers("predicted right (%)", 0, 102));
        line(plot, "train", curve, Epoch::train, 0);
        line(plot, "validation", curve, Epoch::validation, 1);
        double[][] level = {{0, last}, {100 * bayes, 100 * bayes}};
        Plots.line(plot, named("naive Bayes, validation", bayes), level, PlotStyle.GREY, PlotStyle.DASHED);
        return Plots.png(Plots.chart("Accuracy over the epochs", plot), 240);
    }

    private static void line(
            XYPlot plot, String name, List<Epoch> curve, ToDoubleFunction<Epoch> accuracy, int colour) {
        double[] epochs = IntStream.range(0, curve.size()).asDoubleStream().toArray();
        double[] percent = curve.stream()
                .mapToDouble(epoch -> 100 * accuracy.applyAsDouble(epoch))
                .toArray();
        String named = named(name, percent[percent.length - 1] / 100);
        Plots.line(plot, named, new double[][] {epochs, percent}, PlotStyle.colour(colour), PlotStyle.LINE);
    }

    private static String named(String name, double accuracy) {
        return String.format(Locale.ROOT, "%s %.1f%%", name, 100 * accuracy);
    }
}
