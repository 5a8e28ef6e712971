package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How much worse the network gets when one column of the table is shuffled (Breiman: <i>Random Forests</i>, 2001; Fisher,
 * Rudin, Dominici: <i>All Models are Wrong, but Many are Useful</i>, 2019). Two columns that tell the same hide each
 * other: the network still has the one when the other is shuffled.
 *
 * <p>The shuffles are those of scikit-learn's {@code permutation_importance} with the same seed: the same ones for each
 * column, each made of the one before it.
 *
 * @param baseline the score on the rows as they are
 * @param worsening {@code [columns][repeats]}: by how much the score got worse, in its own unit; above 0 is worse
 */
public record PermutationImportance(Score score, double baseline, double[][] worsening) {

    /**
     * A score, with which way is worse.
     *
     * @param unit what it is measured in; empty for a fraction, and for the label's own unit
     * @param isLoss whether less is better
     * @param function from outputs {@code [n, outputs]} and labels {@code [n, outputs]} to the score
     */
    public record Score(String name, String unit, boolean isLoss, ToDoubleBiFunction<Matrix, Matrix> function) {

        /** The fraction predicted right. */
        public static final Score ACCURACY = new Score("accuracy", "", false, Score::accuracy);

        /** The mean of {@code -log p} of the actual class, in nats. */
        public static final Score LOG_LOSS = new Score("log loss", "nats", true, Metrics::logLoss);

        /** The root of the mean squared error of numbers, in the label's unit. */
        public static final Score ROOT_MEAN_SQUARED_ERROR =
                new Score("RMSE", "", true, (a, y) -> rootMeanSquare(a.minus(y).values(), 0));

        private static double accuracy(Matrix p, Matrix y) {
            int[] predicted = Samples.classes(p);
            int[] actual = Samples.classes(y);
            IntStream rows = IntStream.range(0, actual.length);
            return (double) rows.filter(i -> predicted[i] == actual[i]).count() / actual.length;
        }

        /** {@code drop in accuracy}, {@code rise in log loss}. */
        public String worsening() {
            return (isLoss ? "rise in " : "drop in ") + name;
        }
    }

    /**
     * Shuffles each column in turn, {@code repeats} times.
     *
     * @param network from inputs in the data's own units, {@code [n, inputs]}, to outputs, {@code [n, outputs]}
     * @param samples the rows with their labels, in the data's own units
     * @param scores what to measure, all on the same shuffles
     * @return one for each of {@code scores}
     */
    public static List<PermutationImportance> of(
            UnaryOperator<Matrix> network,
            List<InputGroup> groups,
            Samples samples,
            List<Score> scores,
            int repeats,
            long seed) {
        require(repeats >= 1, "each column is shuffled " + repeats + " times: expected 1 or more");
        InputGroup.requireAll(groups, samples.x());
        Matrix outputs = network.apply(samples.x());
        double[] baseline = scores.stream()
                .mapToDouble(score -> score.function().applyAsDouble(outputs, samples.y()))
                .toArray();
        double[][][] worsening = new double[scores.size()][groups.size()][repeats];
        int[][] shuffles = shuffles(samples.rows(), repeats, seed);
        for (int j = 0; j < groups.size(); j++) {
            for (int r = 0; r < repeats; r++) {
                Matrix shuffled = network.apply(shuffled(samples.x(), groups.get(j), shuffles[r]));
                for (int s = 0; s < baseline.length; s++) {
                    Score score = scores.get(s);
                    double after = score.function().applyAsDouble(shuffled, samples.y());
                    worsening[s][j][r] = score.isLoss() ? after - baseline[s] : baseline[s] - after;
                }
            }
        }
        return IntStream.range(0, baseline.length)
                .mapToObj(s -> new PermutationImportance(scores.get(s), baseline[s], worsening[s]))
                .toList();
    }

    /**
     * {@code [repeats][n]}: which row each row gets its value from. scikit-learn shuffles a list of row numbers and moves the
     * column by it, then shuffles the list as it is and moves the moved column, and so on.
     */
    private static int[][] shuffles(int n, int repeats, long seed) {
        // RandomState(seed).randint(2^31), which seeds the stream of each column
        NumpyRandom random = NumpyRandom.of(NumpyRandom.of(seed).nextInt() & 0x7FFF_FFFF);
        int[] list = IntStream.range(0, n).toArray();
        int[] source = list;
        int[][] shuffles = new int[repeats][];
        for (int r = 0; r < repeats; r++) {
            list = composed(list, random.permutation(n));
            source = composed(source, list);
            shuffles[r] = source;
        }
        return shuffles;
    }

    /** {@code i -> first[second[i]]}. */
    private static int[] composed(int[] first, int... second) {
        return IntStream.of(second).map(i -> first[i]).toArray();
    }

    private static Matrix shuffled(Matrix x, InputGroup group, int... source) {
        Matrix result = x.copy();
        for (int i = 0; i < source.length; i++) {
            group.copy(x, source[i], result, i);
        }
        return result;
    }

    /** The mean over the repeats. */
    public double mean(int column) {
        return Arrays.stream(worsening[column]).average().orElseThrow();
    }

    /** The standard deviation over the repeats, divided by their number, as scikit-learn's. */
    public double standardDeviation(int column) {
        return rootMeanSquare(worsening[column], mean(column));
    }

    private static double rootMeanSquare(double[] values, double from) {
        DoubleStream squares = Arrays.stream(values).map(value -> (value - from) * (value - from));
        return Math.sqrt(squares.average().orElseThrow());
    }
}
