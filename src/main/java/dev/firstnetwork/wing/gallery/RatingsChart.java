package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.PlotAxes;
import dev.firstnetwork.report.PlotStyle;
import dev.firstnetwork.report.Plots;
import java.awt.Color;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jfree.chart.plot.XYPlot;

/** Pictures of how far answers to ratings are off, as the bytes of a PNG. */
final class RatingsChart {

    private static final int HEIGHT = 240;

    /** Items are put together by how many training ratings they have: below 20, below 40, and so on. */
    private static final int[] BOUNDS = {20, 40, 80, 160, Integer.MAX_VALUE};

    private RatingsChart() {}

    /**
     * The error on test ratings of items that have few training ratings, and of those that have many.
     *
     * @param answers of each method by its name
     */
    static byte[] popularity(Ratings.Split ratings, Map<String, double[]> answers) {
        Ratings test = ratings.test();
        int[] known = ratings.train().counts();
        int[] groups = IntStream.of(test.item())
                .map(item -> IntStream.range(0, BOUNDS.length)
                        .filter(k -> known[item] < BOUNDS[k])
                        .findFirst()
                        .orElseThrow())
                .toArray();
        List<Integer> met =
                PlotStyle.where(BOUNDS.length, k -> IntStream.of(groups).anyMatch(group -> group == k));
        List<String> names = met.stream().map(RatingsChart::group).toList();
        XYPlot plot = Plots.plot(
                PlotAxes.categories("training ratings that the item has", names, 340),
                PlotAxes.numbers("RMSE (stars)"));
        int method = 0;
        for (Map.Entry<String, double[]> entry : answers.entrySet()) {
            double[] y = met.stream()
                    .mapToDouble(k -> rmse(test, entry.getValue(), groups, k))
                    .toArray();
            double[][] at = {IntStream.range(0, y.length).asDoubleStream().toArray(), y};
            Color colour = PlotStyle.colour(method);
            Plots.line(plot, null, at, colour, PlotStyle.LINE);
            Plots.points(plot, entry.getKey(), at, PlotStyle.point(method, 10), colour, Color.WHITE);
            method++;
        }
        return Plots.png(Plots.chart("Test error by how well the item is known", plot), HEIGHT);
    }

    private static String group(int k) {
        int from = k == 0 ? 0 : BOUNDS[k - 1];
        return BOUNDS[k] == Integer.MAX_VALUE ? from + " on" : from + "–" + (BOUNDS[k] - 1);
    }

    private static double rmse(Ratings test, double[] answers, int[] groups, int group) {
        return Math.sqrt(IntStream.range(0, test.size())
                .filter(n -> groups[n] == group)
                .mapToDouble(n -> Math.pow(answers[n] - test.stars()[n], 2))
                .average()
                .orElse(Double.NaN));
    }
}
