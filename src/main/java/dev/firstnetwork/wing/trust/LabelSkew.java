package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.NumpyRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals rows out to clients who see different parts of the world: as many rows to each, give or take one, of classes that are
 * mixed for each client as a draw from {@code Dirichlet(skew * p)} says, where {@code p} is how frequent each class is in all
 * (Hsu, Qi, Brown: <i>Measuring the Effects of Non-Identical Data Distribution for Federated Visual Classification</i>, 2019,
 * section 3). Near 0 a client has one class, from about 100 on all of them alike. As there, one client after the other takes its
 * rows, and who wants a class that is used up takes another: the last have what is left.
 */
public final class LabelSkew {

    private LabelSkew() {}

    /**
     * The rows of each client, as numbers of rows, in rising order.
     *
     * @param classes the class of each row
     * @param clients how many, from 1 to the number of rows
     * @param skew the concentration, finite and greater than 0
     * @param seed of all that is drawn, in {@code [0, 2^32)}
     * @throws DataException if there are more clients than rows
     */
    public static List<int[]> of(int[] classes, int clients, double skew, long seed) {
        LearningRule.require(clients >= 1, "a federation has 1 client or more, found " + clients);
        LearningRule.require(
                skew > 0 && skew < Double.POSITIVE_INFINITY, "--skew must be finite and greater than 0, found " + skew);
        if (clients > classes.length) {
            throw new DataException(clients + " clients are too many for " + classes.length
                    + " training rows: a client needs one row or more");
        }
        NumpyRandom random = NumpyRandom.of(seed);
        List<ArrayDeque<Integer>> left = new ArrayList<>();
        for (int k = 0; k <= Arrays.stream(classes).max().orElse(0); k++) {
            left.add(new ArrayDeque<>());
        }
        Arrays.stream(random.permutation(classes.length))
                .forEach(row -> left.get(classes[row]).add(row));
        double[] concentration = left.stream()
                .mapToDouble(rows -> skew * rows.size() / classes.length)
                .toArray();
        return IntStream.range(0, clients)
                .mapToObj(client -> {
                    double[] mix = dirichlet(concentration, random);
                    int rows = classes.length / clients + (client < classes.length % clients ? 1 : 0);
                    return IntStream.range(0, rows)
                            .map(i -> take(left, mix, random))
                            .sorted()
                            .toArray();
                })
                .toList();
    }

    /** A row of a class that there still is, each with its part of {@code mix}; by what is left, where that is none. */
    private static int take(List<ArrayDeque<Integer>> left, double[] mix, NumpyRandom random) {
        double[] weights = IntStream.range(0, mix.length)
                .mapToDouble(k -> left.get(k).isEmpty() ? 0 : mix[k])
                .toArray();
        if (Arrays.stream(weights).sum() == 0) {
            Arrays.setAll(weights, k -> left.get(k).size());
        }
        double point = random.nextDouble() * Arrays.stream(weights).sum();
        int k = 0;
        while (point >= weights[k] || left.get(k).isEmpty()) {
            point -= weights[k];
            k = (k + 1) % weights.length;
        }
        return left.get(k).remove();
    }

    /** Gamma variables over their sum, by their logarithms, because those of small shapes are too small for a double. */
    static double[] dirichlet(double[] concentration, NumpyRandom random) {
        double[] logs = Arrays.stream(concentration)
                .map(shape -> shape == 0 ? Double.NEGATIVE_INFINITY : logGamma(shape, random))
                .toArray();
        double top = Arrays.stream(logs).max().orElse(0);
        double[] parts =
                Arrays.stream(logs).map(log -> Elementary.exp(log - top)).toArray();
        double sum = Arrays.stream(parts).sum();
        return Arrays.stream(parts).map(part -> part / sum).toArray();
    }

    /**
     * The logarithm of a Gamma variable (Marsaglia, Tsang: <i>A simple method for generating gamma variables</i>, 2000, for
     * shape + 1, and section 6 of it for the shape itself).
     */
    private static double logGamma(double shape, NumpyRandom random) {
        double d = shape + 1 - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Elementary.power(1 + c * x, 3);
            if (v > 0 && Elementary.log1p(-random.nextDouble()) < x * x / 2 + d - d * v + d * Elementary.log(v)) {
                return Elementary.log(d * v) + Elementary.log1p(-random.nextDouble()) / shape;
            }
        }
    }
}
