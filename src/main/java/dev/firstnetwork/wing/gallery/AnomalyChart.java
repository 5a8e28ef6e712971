package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.curves.RocCurve;

/** Pictures of how well sound rows and faulty ones are told apart, as the bytes of a PNG. */
final class AnomalyChart {

    private static final int HEIGHT = 260;
    private static final int BINS = 36;
    private static final Range UNIT = new Range(-0.02, 1.02);

    private AnomalyChart() {}

    /** How many sound and how many faulty rows have which score, on a logarithmic scale. */
    static byte[] scores(double[] scores, double[] faulty) {
        double[] logs = Arrays.stream(scores).map(Math::log10).toArray();
        double min = Arrays.stream(logs).min().orElseThrow();
        double width = (Arrays.stream(logs).max().orElseThrow() - min) / BINS;
        double[][] counts = new double[2][BINS];
        for (int n = 0; n < logs.length; n++) {
            counts[(int) faulty[n]][Math.min(BINS - 1, (int) ((logs[n] - min) / width))]++;
        }
        double most =
                Arrays.stream(counts).flatMapToDouble(Arrays::stream).max().orElseThrow();
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("error of the autoencoder, power of ten", min, min + BINS * width),
                PlotAxes.whole("test rows", 0, 1.05 * most));
        for (int kind = 0; kind < 2; kind++) {
            double[] x = IntStream.range(0, BINS)
                    .mapToDouble(bin -> min + (bin + 0.5) * width)
                    .toArray();
            double[][] at = {x, new double[BINS], counts[kind]};
            // see-through: both are seen where they overlap
            Color colour = new Color(150 << 24 | (PlotStyle.colour(kind).getRGB() & 0xffffff), true);
            Plots.bars(plot, kind == 0 ? "sound" : "faulty", at, width, colour);
        }
        return Plots.png(Plots.chart("How strange the test rows look", plot), HEIGHT);
    }

    static byte[] roc(Map<String, ROC> methods) {
        XYPlot plot = Plots.plot(
                PlotAxes.numbers("false alarms, of all sound rows", UNIT),
                PlotAxes.numbers("found, of all faulty rows", UNIT));
        Plots.line(plot, "chance: 0.5", new double[][] {{0, 1}, {0, 1}}, PlotStyle.GREY, PlotStyle.DASHED);
        int k = 0;
        for (Map.Entry<String, ROC> method : methods.entrySet()) {
            RocCurve curve = method.getValue().getRocCurve();
            double[][] at = Plots.at(
                    PlotStyle.thinned(curve.numPoints()), curve::getFalsePositiveRate, curve::getTruePositiveRate);
            String name = String.format(
                    Locale.ROOT, "%s: %.3f", method.getKey(), method.getValue().calculateAUC());
            Plots.line(plot, name, at, PlotStyle.colour(k), k == 0 ? PlotStyle.stroke(3.4f) : PlotStyle.LINE);
            k++;
        }
        return Plots.png(Plots.chart("ROC curves, with the area under each", plot), HEIGHT);
    }
}
