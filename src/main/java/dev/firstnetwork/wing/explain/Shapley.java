package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How much each column of a row adds to the network's output for it: Shapley's fair shares (1953) of {@code f(x) - mean
 * f(background)}, with the columns of the table as players.
 *
 * <p>A coalition S is worth {@code v(S)}, the mean over the background rows b of f at a row with the columns S of x and the
 * others of b: the interventional value function (Janzing, Minorics, Blöbaum: <i>Feature relevance quantification in
 * explainable AI</i>, 2020). It asks the network of rows that need not occur, and credits a column only for what the
 * network does with it, and not for what goes along with it in the data.
 */
public final class Shapley {

    /** With up to this many columns all coalitions are asked, 4,096 of them, and the values are exact. */
    public static final int MOST_EXACT = 12;

    /** How many rows the network is asked of at once. */
    private static final int BLOCK = 8192;

    private final UnaryOperator<Matrix> network;
    private final List<InputGroup> groups;
    private final Matrix background;
    private final Matrix backgroundOutputs;

    /**
     * The values of one row.
     *
     * @param base the mean output over the background
     * @param output the output for the row: the base and all values together
     * @param values one a column
     * @param standardErrors of the values, for the sampling of permutations; 0 where they are exact
     * @param permutations how many were sampled; 0 where the values are exact
     */
    public record Values(double base, double output, double[] values, double[] standardErrors, int permutations) {

        public boolean exact() {
            return permutations == 0;
        }
    }

    /** Puts row number {@code r} of all that are asked into row {@code j} of {@code target}. */
    @FunctionalInterface
    private interface Filler {
        void fill(int r, Matrix target, int j);
    }

    /**
     * @param network from inputs in the data's own units, {@code [n, inputs]}, to outputs, {@code [n, outputs]}
     * @param background the rows that a row is compared with, {@code [n, inputs]} and not none, in the data's own units
     */
    public Shapley(UnaryOperator<Matrix> network, List<InputGroup> groups, Matrix background) {
        InputGroup.requireAll(groups, background);
        require(background.rows() > 0, "there is no background to compare with: expected one row or more");
        this.network = network;
        this.groups = List.copyOf(groups);
        this.background = background;
        this.backgroundOutputs = network.apply(background);
    }

    /**
     * The values of one row: exact for up to {@link #MOST_EXACT} columns, else sampled.
     *
     * @param x the row, {@code [1, inputs]}, in the data's own units
     * @param output which output of the network is explained
     * @param permutations how many to sample at least, where they are sampled
     */
    public Values of(Matrix x, int output, int permutations, NumpyRandom random) {
        return groups.size() <= MOST_EXACT ? exact(x, output) : sampled(x, output, permutations, random);
    }

    /** The values by their definition, from all coalitions; see above for the parameters. */
    public Values exact(Matrix x, int output) {
        int d = groups.size();
        require(
                d <= 20,
                "exact values of " + d + " columns take 2^" + d + " coalitions: sample them, or leave columns out");
        int n = background.rows();
        int full = (1 << d) - 1;
        // the values of the empty and of the full coalition are known
        double[] asked = ask(Math.multiplyExact(full - 1, n), output, (r, target, j) -> {
            int coalition = 1 + r / n;
            for (int player = 0; player < d; player++) {
                boolean in = (coalition >> player & 1) == 1;
                groups.get(player).copy(in ? x : background, in ? 0 : r % n, target, j);
            }
        });
        double[] v = new double[full + 1];
        for (int coalition = 1; coalition < full; coalition++) {
            v[coalition] = Arrays.stream(asked, (coalition - 1) * n, coalition * n)
                    .average()
                    .orElseThrow();
        }
        v[0] = base(output);
        v[full] = network.apply(x).get(0, output);
        double[] values = new double[d];
        for (int coalition = 0; coalition < full; coalition++) {
            double weight = weight(Integer.bitCount(coalition), d);
            for (int player = 0; player < d; player++) {
                if ((coalition >> player & 1) == 0) {
                    values[player] += weight * (v[coalition | 1 << player] - v[coalition]);
                }
            }
        }
        return new Values(v[0], v[full], values, new double[d], 0);
    }

    /** {@code |S|! (d - |S| - 1)! / d!}: in what part of all orders exactly the players of S come before a given one. */
    private static double weight(int size, int d) {
        double weight = 1.0 / d;
        for (int k = 1; k <= size; k++) {
            weight *= (double) k / (d - k);
        }
        return weight;
    }

    /**
     * The values from sampled orders of the columns (Castro, Gómez, Tejada: <i>Polynomial calculation of the Shapley value
     * based on sampling</i>, 2009). Each order is taken forwards and backwards, an antithetic pair, in which much of the
     * chance cancels (Mitchell et al.: <i>Sampling Permutations for Shapley Value Estimation</i>, 2022), and goes with one
     * background row. Every background row gets as many pairs as the next, two or more, so that the values add up to {@code
     * f(x) - mean f(background)} as exact ones do, and chance in the background is no part of the standard error.
     *
     * @param permutations how many at least, counting both of a pair; rounded up to the same number of pairs a row
     */
    public Values sampled(Matrix x, int output, int permutations, NumpyRandom random) {
        int d = groups.size();
        int n = background.rows();
        int rounds = rounds(permutations, n);
        int[][] orders = new int[Math.multiplyExact(2 * n, rounds)][];
        for (int i = 0; i < orders.length; i += 2) {
            orders[i] = random.permutation(d);
            int[] forwards = orders[i];
            orders[i + 1] = IntStream.range(0, d).map(k -> forwards[d - 1 - k]).toArray();
        }
        double whole = network.apply(x).get(0, output);
        double[] asked = ask(Math.multiplyExact(orders.length, d - 1), output, (r, target, j) -> {
            int order = r / (d - 1);
            int joined = r % (d - 1) + 1;
            for (int k = 0; k < d; k++) {
                groups.get(orders[order][k])
                        .copy(k < joined ? x : background, k < joined ? 0 : order / 2 % n, target, j);
            }
        });
        double[][] shares = new double[orders.length / 2][d];
        for (int order = 0; order < orders.length; order++) {
            double before = backgroundOutputs.get(order / 2 % n, output);
            for (int k = 0; k < d; k++) {
                double after = k == d - 1 ? whole : asked[order * (d - 1) + k];
                shares[order / 2][orders[order][k]] += (after - before) / 2;
                before = after;
            }
        }
        double[] values = new double[d];
        double[] errors = new double[d];
        for (int column = 0; column < d; column++) {
            int j = column;
            double[] ofColumn =
                    Arrays.stream(shares).mapToDouble(share -> share[j]).toArray();
            values[j] = Arrays.stream(ofColumn).average().orElseThrow();
            errors[j] = standardError(ofColumn, n);
        }
        return new Values(base(output), whole, values, errors, orders.length);
    }

    private static int rounds(int permutations, int background) {
        return (int) Math.max(2, Math.ceil(permutations / 2.0 / background));
    }

    /** How many rows the network is asked of for the values of one row; says how long that takes. */
    public static long questions(int columns, int background, int permutations) {
        return columns <= MOST_EXACT
                ? (1L << columns) * background
                : 2L * rounds(permutations, background) * background * (columns - 1);
    }

    /** Of the mean of {@code shares}, of which each {@code n}-th goes with the same background row. */
    private static double standardError(double[] shares, int n) {
        int rounds = shares.length / n;
        double variances = 0;
        for (int b = 0; b < n; b++) {
            double mean = 0;
            for (int r = 0; r < rounds; r++) {
                mean += shares[r * n + b] / rounds;
            }
            for (int r = 0; r < rounds; r++) {
                double difference = shares[r * n + b] - mean;
                variances += difference * difference / (rounds - 1) / rounds;
            }
        }
        return Math.sqrt(variances) / n;
    }

    private double base(int output) {
        return backgroundOutputs.columnSums()[output] / background.rows();
    }

    /** The network's output for {@code count} rows, asked a block at a time. */
    private double[] ask(int count, int output, Filler filler) {
        double[] answers = new double[count];
        for (int from = 0; from < count; from += BLOCK) {
            Matrix block = Matrix.zeros(Math.min(BLOCK, count - from), background.columns());
            for (int j = 0; j < block.rows(); j++) {
                filler.fill(from + j, block, j);
            }
            Matrix outputs = network.apply(block);
            for (int j = 0; j < block.rows(); j++) {
                answers[from + j] = outputs.get(j, output);
            }
        }
        return answers;
    }
}
