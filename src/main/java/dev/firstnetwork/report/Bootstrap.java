package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.math.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How far each figure would move with other rows of the same kind: 95% intervals by the percentile bootstrap (Efron:
 * <i>Nonparametric standard errors and confidence intervals</i>, 1981), which judges the same predictions on rows drawn with
 * replacement. They say nothing of how far training itself would move.
 *
 * <p>The work has a limit: 1000 resamples, but no more than 2 million drawn rows in all and no less than 200
 * resamples. Of more than 10 000 rows each resample draws 10 000, and the interval is narrowed around the figure by
 * {@code sqrt(10 000 / n)}, as the m out of n bootstrap does (Bickel, Götze, van Zwet: <i>Resampling fewer than n
 * observations</i>, 1997).
 */
public final class Bootstrap {

    private static final int MOST_RESAMPLES = 1000;
    private static final int LEAST_RESAMPLES = 200;
    private static final int MOST_ROWS = 2_000_000;

    private Bootstrap() {}

    /**
     * An interval for each figure, by its key and in the order of {@code whole}. A figure that is not defined on all rows has
     * none, and a resample where it is not defined, as ROC AUC with rows of one class, is left out for it.
     *
     * @param whole the figures on all rows
     * @param judge from row numbers, in {@code [0, rows)} and some more than once, to the figures on these rows; it is called
     *     by several threads
     * @param random where the rows come from, by {@code randint}; it moves on
     */
    public static Map<String, Interval> intervals(
            Figures whole, Function<int[], ? extends Figures> judge, NumpyRandom random) {
        return intervals(
                whole.rows(), whole.figures(), rows -> judge.apply(rows).figures(), random);
    }

    /** The same of any figures of {@code count} rows; {@code judge} gives as many, in the order of {@code whole}. */
    public static Map<String, Interval> intervals(
            long count, List<Figure> whole, Function<int[], List<Figure>> judge, NumpyRandom random) {
        int n = Math.toIntExact(count);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        if (n == 0) {
            return intervals;
        }
        int drawn = Math.min(n, MOST_ROWS / LEAST_RESAMPLES);
        int resamples = Math.min(MOST_RESAMPLES, MOST_ROWS / drawn);
        List<int[]> draws =
                Stream.generate(() -> random.randint(n, drawn)).limit(resamples).toList();
        List<List<Figure>> samples = draws.parallelStream().map(judge).toList();
        double narrowed = Math.sqrt((double) drawn / n);
        for (int j = 0; j < whole.size(); j++) {
            int index = j;
            Figure figure = whole.get(j);
            double[] values = samples.stream()
                    .mapToDouble(sample -> sample.get(index).value())
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            if (!Double.isNaN(figure.value()) && values.length > 0) {
                intervals.put(
                        figure.key(),
                        new Interval(
                                figure.value() + narrowed * (quantile(values, 0.025) - figure.value()),
                                figure.value() + narrowed * (quantile(values, 0.975) - figure.value())));
            }
        }
        return intervals;
    }

    /** As {@code numpy.quantile} has it: between two of the {@code sorted} values it is linear. */
    private static double quantile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
