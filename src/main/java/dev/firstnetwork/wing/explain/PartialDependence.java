package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The network's mean output when one column has the same value in every row (Friedman: <i>Greedy Function
 * Approximation</i>, 2001), as scikit-learn's {@code partial_dependence} with {@code method="brute"}. Where columns hang
 * together it also asks of rows that never occur.
 *
 * @param grid the values that it is given: numbers, ascending, or the indices of its categories
 * @param average the mean output at each, {@code [points, outputs]}
 * @param individual the outputs for single rows, each {@code [points, outputs]}: individual conditional expectation
 *     (Goldstein et al.: <i>Peeking Inside the Black Box</i>, 2015)
 */
public record PartialDependence(InputGroup group, double[] grid, Matrix average, List<Matrix> individual) {

    /**
     * Gives one column each value of a grid. Of a categorical column that is each of its categories. Of a column of numbers
     * it is each value that occurs, or where there are {@code points} or more, evenly spaced ones between its 5th and 95th
     * percentile, because at the ends there are few rows to tell anything.
     *
     * @param network from inputs in the data's own units, {@code [n, inputs]}, to outputs, {@code [n, outputs]}
     * @param x the rows to average over, in the data's own units; NaN where a value is missing
     * @param points how many values a numeric column is given at most, 2 or more
     * @param lines the rows to keep the outputs of one by one, {@code [lines, inputs]}; they need not be among {@code x}
     */
    public static PartialDependence of(
            UnaryOperator<Matrix> network, InputGroup group, Matrix x, int points, Matrix lines) {
        double[] grid = grid(group, x, points);
        List<double[]> average = new ArrayList<>();
        List<Matrix> outputs = new ArrayList<>();
        for (double value : grid) {
            double[] sums = network.apply(with(group, value, x)).columnSums();
            average.add(Arrays.stream(sums).map(sum -> sum / x.rows()).toArray());
            outputs.add(network.apply(with(group, value, lines)));
        }
        List<Matrix> individual = IntStream.range(0, lines.rows())
                .mapToObj(line -> matrix(outputs.stream().map(output -> output.row(line))))
                .toList();
        return new PartialDependence(group, grid, matrix(average.stream()), individual);
    }

    /** A copy of {@code x} with the same value in each row. */
    private static Matrix with(InputGroup group, double value, Matrix x) {
        Matrix result = x.copy();
        for (int i = 0; i < x.rows(); i++) {
            group.put(value, result, i);
        }
        return result;
    }

    private static Matrix matrix(Stream<double[]> rows) {
        return Matrix.ofRows(rows.toArray(double[][]::new));
    }

    private static double[] grid(InputGroup group, Matrix x, int points) {
        require(points >= 2, "a grid of " + points + " points: expected 2 or more");
        if (!group.column().isNumeric()) {
            return IntStream.range(0, group.column().categories().size())
                    .asDoubleStream()
                    .toArray();
        }
        double[] sorted = sorted(group, x);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length < points) {
            return distinct;
        }
        // where nearly all rows have the same value, the few others are what can be told apart
        boolean same = quantile(sorted, 0.05) == quantile(sorted, 0.95);
        double low = same ? distinct[0] : quantile(sorted, 0.05);
        double high = same ? distinct[distinct.length - 1] : quantile(sorted, 0.95);
        return IntStream.range(0, points)
                .mapToDouble(i -> i == points - 1 ? high : low + (high - low) / (points - 1) * i)
                .toArray();
    }

    /** The values that are not missing, in ascending order. */
    private static double[] sorted(InputGroup group, Matrix x) {
        return IntStream.range(0, x.rows())
                .mapToDouble(i -> group.value(x, i))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** SciPy's {@code mquantiles}, whose default, 0.4, puts the k-th of n values at {@code (k - 0.4) / (n + 0.2)}. */
    private static double quantile(double[] sorted, double p) {
        double position = sorted.length * p + 0.4 + 0.2 * p;
        int k = (int) Math.min(Math.max(Math.floor(position), 1), sorted.length - 1.0);
        double part = Math.min(Math.max(position - k, 0), 1);
        return (1 - part) * sorted[k - 1] + part * sorted[k];
    }

    /** The nine deciles of a numeric column in {@code x}: where the rows are that tell anything; none if all are missing. */
    public double[] deciles(Matrix x) {
        double[] sorted = sorted(group, x);
        return IntStream.rangeClosed(1, 9)
                .filter(tenth -> sorted.length > 0)
                .mapToDouble(tenth -> sorted.length == 1 ? sorted[0] : quantile(sorted, tenth / 10.0))
                .toArray();
    }
}
