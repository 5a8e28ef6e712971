package dev.firstnetwork.wing.gallery;

import java.util.stream.IntStream;

/**
 * The simple method that recommenders have to beat: {@code stars = mean + bias of the user + bias of the item}, by least
 * squares with a penalty on the biases (Koren, Bell, Volinsky: <i>Matrix Factorization Techniques for Recommender
 * Systems</i>, 2009, section "Adding biases"). The penalty draws the biases of who is seldom met towards 0.
 *
 * @param mean of the training ratings
 * @param user the bias of each user
 * @param item the bias of each item
 * @param penalty counts as that many ratings at the mean
 */
record RatingBiases(double mean, double[] user, double[] item, double penalty) {

    private static final double[] PENALTIES = {0.5, 1, 2, 4, 8, 16, 32};

    /** With the penalty that is best on the validation ratings. */
    static RatingBiases fit(Ratings.Split ratings) {
        RatingBiases best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double penalty : PENALTIES) {
            RatingBiases biases = fit(ratings.train(), penalty);
            double rmse = ratings.validation().rmse(biases.answers(ratings.validation()));
            if (rmse < least) {
                least = rmse;
                best = biases;
            }
        }
        return best;
    }

    /** The least squares, by solving for all items, then for all users, and again until nothing moves. */
    static RatingBiases fit(Ratings train, double penalty) {
        RatingBiases biases =
                new RatingBiases(train.mean(), new double[train.users()], new double[train.items()], penalty);
        double moved = 1;
        for (int round = 0; round < 200 && moved > 1e-9; round++) {
            moved = Math.max(
                    biases.solve(train, train.item(), biases.item), biases.solve(train, train.user(), biases.user));
        }
        return biases;
    }

    /** Sets {@code bias} to what is best while the other side stays, and says how far the farthest moved. */
    private double solve(Ratings train, int[] owner, double[] bias) {
        double[] sum = new double[bias.length];
        int[] count = new int[bias.length];
        for (int n = 0; n < train.size(); n++) {
            sum[owner[n]] += train.stars()[n] - answer(train.user()[n], train.item()[n]) + bias[owner[n]];
            count[owner[n]]++;
        }
        double moved = 0;
        for (int k = 0; k < bias.length; k++) {
            double better = sum[k] / (penalty + count[k]);
            moved = Math.max(moved, Math.abs(better - bias[k]));
            bias[k] = better;
        }
        return moved;
    }

    double answer(int u, int i) {
        return mean + user[u] + item[i];
    }

    double[] answers(Ratings of) {
        return IntStream.range(0, of.size())
                .mapToDouble(n -> answer(of.user()[n], of.item()[n]))
                .toArray();
    }
}
