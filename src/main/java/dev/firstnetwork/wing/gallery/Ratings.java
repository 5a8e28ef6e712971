package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Who gave how many stars to what, an entry each for every rating; made up, so that the best possible answer is known.
 *
 * <p>Item {@code i} is met in proportion to {@code (i + 5)^-0.9}: a few are known to all, most to few, as it is with films.
 * A user rates some 40 different items, some of them many more. What user {@code u} thinks of item {@code i} is {@code m =
 * 3.6 + a_u + b_i + p_u . q_i}, with {@code a} and {@code b} of standard deviation 0.4 and {@value #TASTES} tastes, whose
 * product has one of 0.7. Mood adds logistic noise of scale {@value #MOOD} (standard deviation 0.63), and the sum is
 * rounded to 1 to 5 stars. So {@code P(stars > k) = sigmoid((m - k - 0.5) / mood)}, and the mean of the stars follows.
 *
 * @param user of each rating, from 0
 * @param item of each rating, from 0 for the one that is met most
 * @param stars 1 to 5
 * @param expected the mean of the stars that this user would give to this item: no method can be nearer on average
 */
record Ratings(int users, int items, int[] user, int[] item, double[] stars, double[] expected) {

    private static final int TASTES = 4;
    private static final double MOOD = 0.35;

    /**
     * The ratings in three parts, at random.
     *
     * @param train 8 in 10: to learn from
     * @param validation 1 in 10: to choose by
     * @param test 1 in 10: to judge by, once
     */
    record Split(Ratings train, Ratings validation, Ratings test) {}

    /** 500 items and 1,000 users; few where it is to end soon. */
    static Split of(Example.Setting setting) {
        return generate(setting.seed(), setting.size(1000, 60), setting.size(500, 40));
    }

    /** The ratings of {@code seed}; the same seed gives the same ones. */
    static Split generate(long seed, int users, int items) {
        NumpyRandom random = NumpyRandom.of(seed, 18);
        double[] userBias = normal(random, users, 0.4);
        double[] itemBias = normal(random, items, 0.4);
        double[] userTaste = normal(random, users * TASTES, 1);
        double[] itemTaste = normal(random, items * TASTES, 0.7 / Math.sqrt(TASTES));
        int[][] rated = new int[users][];
        for (int u = 0; u < users; u++) {
            double wanted = 40 * Math.exp(0.6 * random.nextGaussian());
            rated[u] = choice(random, items, (int) Math.min(items / 2.0, Math.max(10, wanted)));
        }
        int[] user = IntStream.range(0, users)
                .flatMap(u -> IntStream.generate(() -> u).limit(rated[u].length))
                .toArray();
        int[] item = Arrays.stream(rated).flatMapToInt(Arrays::stream).toArray();
        double[] stars = new double[user.length];
        double[] expected = new double[user.length];
        for (int n = 0; n < user.length; n++) {
            double opinion = 3.6 + userBias[user[n]] + itemBias[item[n]];
            for (int k = 0; k < TASTES; k++) {
                opinion += userTaste[user[n] * TASTES + k] * itemTaste[item[n] * TASTES + k];
            }
            double uniform = random.nextDouble();
            double felt = opinion + MOOD * Math.log(uniform / (1 - uniform));
            stars[n] = Math.min(5, Math.max(1, Math.rint(felt)));
            expected[n] = expected(opinion);
        }
        return new Ratings(users, items, user, item, stars, expected).split(random.permutation(user.length));
    }

    private static double[] normal(NumpyRandom random, int count, double deviation) {
        return IntStream.range(0, count)
                .mapToDouble(i -> deviation * random.nextGaussian())
                .toArray();
    }

    /** The mean of the stars for an opinion: 1, and each further star as often as it is given. */
    static double expected(double opinion) {
        return 1
                + IntStream.range(1, 5)
                        .mapToDouble(k -> 1 / (1 + Math.exp((k + 0.5 - opinion) / MOOD)))
                        .sum();
    }

    /** {@code count} different items, the known ones sooner: those that come first if each comes at its own rate. */
    private static int[] choice(NumpyRandom random, int items, int count) {
        double[] arrival = IntStream.range(0, items)
                .mapToDouble(i -> -Math.log(1 - random.nextDouble()) * Math.pow(i + 5, 0.9))
                .toArray();
        return IntStream.range(0, items)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> arrival[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Split split(int[] order) {
        int test = order.length / 10;
        return new Split(
                at(Arrays.copyOfRange(order, 2 * test, order.length)),
                at(Arrays.copyOfRange(order, test, 2 * test)),
                at(Arrays.copyOf(order, test)));
    }

    /** Those ratings alone whose numbers are {@code rows}. */
    Ratings at(int... rows) {
        return new Ratings(
                users,
                items,
                Arrays.stream(rows).map(n -> user[n]).toArray(),
                Arrays.stream(rows).map(n -> item[n]).toArray(),
                Arrays.stream(rows).mapToDouble(n -> stars[n]).toArray(),
                Arrays.stream(rows).mapToDouble(n -> expected[n]).toArray());
    }

    int size() {
        return stars.length;
    }

    double mean() {
        return Arrays.stream(stars).average().orElseThrow();
    }

    /** How many ratings each item has. */
    int[] counts() {
        int[] counts = new int[items];
        Arrays.stream(item).forEach(i -> counts[i]++);
        return counts;
    }

    /** The root mean squared error of {@code answers}, one for each rating, in stars. */
    double rmse(double[] answers) {
        return Math.sqrt(IntStream.range(0, size())
                .mapToDouble(n -> Math.pow(answers[n] - stars[n], 2))
                .average()
                .orElseThrow());
    }
}
