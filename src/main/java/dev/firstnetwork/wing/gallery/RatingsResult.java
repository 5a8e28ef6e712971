package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.LearningChart.Epoch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What both networks for {@link Ratings} are measured against, and the pictures of it. */
final class RatingsResult {

    private RatingsResult() {}

    /**
     * The network beside the mean, the biases, and the best that there can be.
     *
     * @param answers the network's, for each test rating
     * @param curve from before the first epoch on
     */
    static Result of(Ratings.Split ratings, RatingBiases biases, double[] answers, List<Epoch> curve) {
        Ratings test = ratings.test();
        double[] mean = new double[test.size()];
        Arrays.fill(mean, ratings.train().mean());
        double[] ofBiases = biases.answers(test);
        double floor = test.rmse(test.expected());
        Map<String, double[]> methods = new LinkedHashMap<>();
        methods.put("network", answers);
        methods.put("biases", ofBiases);
        methods.put("best possible", test.expected());
        Ratings validation = ratings.validation();
        return Result.of(test.rmse(answers))
                .claiming("mean of all", test.rmse(mean))
                .claiming("user and item biases", test.rmse(ofBiases))
                .fact("bestPossible", floor)
                .fact("biasPenalty", biases.penalty())
                .fact("ratings", ratings.train().size() + validation.size() + test.size())
                .note(String.format(
                        Locale.ROOT,
                        "No method can be better than about %.3f on these rows: that is what is left to who knows the"
                                + " mean of the stars that each user would give to each item, for moods are noise.",
                        floor))
                .picture(
                        "learning.png",
                        "the error over the epochs, on training and on validation ratings",
                        "The gap between both lines is what the network has learned by heart: noise, which no validation"
                                + " rating repeats.",
                        () -> LearningChart.figure(
                                "Error over the epochs",
                                "RMSE (stars)",
                                LearningChart.lines(
                                        curve, "biases, validation", validation.rmse(biases.answers(validation)))))
                .picture(
                        "popularity.png",
                        "the error on test ratings by how many training ratings the item has",
                        "Of an item that few have rated, less can be learned.",
                        () -> RatingsChart.popularity(ratings, methods));
    }
}
