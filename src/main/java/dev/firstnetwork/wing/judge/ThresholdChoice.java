package dev.firstnetwork.wing.judge;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.evaluation.Ranking;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * The decision threshold for two classes that costs the least on given rows. The second class is predicted above the
 * threshold, so the cost is the same from one score to the next: a staircase.
 *
 * <p>Of thresholds that cost the same, the theory's one is chosen, {@code cost of a false positive / (both costs)}, which is
 * best for probabilities that are right (Elkan: <i>The foundations of cost-sensitive learning</i>, 2001). Where it is not
 * among the cheapest, it is the middle of the cheapest step whose middle is nearest to it, the lower one of two.
 *
 * @param falsePositiveCost of one row of the first class taken for the second
 * @param falseNegativeCost of one row of the second class taken for the first
 * @param threshold the chosen one, in {@code [0, 1]}
 * @param cost the total over all rows at the chosen threshold
 * @param from where each step begins, rising from 0; it ends below the next one's begin, the last one at 1
 * @param costs the total over all rows on each step
 */
public record ThresholdChoice(
        double falsePositiveCost,
        double falseNegativeCost,
        double threshold,
        double cost,
        double[] from,
        double[] costs) {

    /** Costs that differ by less than this part are the same: 3 times 0.1 is not quite 0.3. */
    private static final double ROUNDING = 1e-12;

    /**
     * Chooses on these rows, which should not be the ones that judge the choice.
     *
     * @param p the probabilities of the second class, {@code [n, 1]}
     * @param y the labels, {@code [n, 1]}
     * @throws IllegalArgumentException if a cost is negative or not finite, if both are 0, or if a probability is not in
     *     {@code [0, 1]}
     */
    public static ThresholdChoice of(Matrix p, Matrix y, double falsePositiveCost, double falseNegativeCost) {
        requireCosts(falsePositiveCost, falseNegativeCost);
        require(
                p.columns() == 1,
                "a threshold decides between two classes by one output, found outputs of " + p.shape());
        Ranking ranking = Ranking.of(p, y, 1);
        Steps steps = new Steps(ranking, falsePositiveCost, falseNegativeCost);
        ranking.forEach(steps);
        if (steps.first == steps.from.length || steps.from[steps.first] > 0) {
            steps.begin(0);
        }
        double[] from = Arrays.copyOfRange(steps.from, steps.first, steps.from.length);
        double[] costs = Arrays.copyOfRange(steps.costs, steps.first, steps.costs.length);
        double theory = falsePositiveCost / (falsePositiveCost + falseNegativeCost);
        double threshold = cheapest(from, costs, theory);
        return new ThresholdChoice(
                falsePositiveCost, falseNegativeCost, threshold, costs[step(from, threshold)], from, costs);
    }

    public static void requireCosts(double falsePositive, double falseNegative) {
        requireCost("false positive", falsePositive);
        requireCost("false negative", falseNegative);
        require(falsePositive + falseNegative != 0, "one of the costs must be above 0, found 0 for both");
    }

    private static void requireCost(String what, double cost) {
        boolean fits = cost >= 0 && cost < Double.POSITIVE_INFINITY;
        require(fits, "the cost of a " + what + " must be finite and not negative, found " + cost);
    }

    /** The total cost over all rows at another threshold in {@code [0, 1]}. */
    public double costAt(double other) {
        if (!(other >= 0 && other <= 1)) {
            throw new IllegalArgumentException("a threshold must be in [0, 1], found " + other);
        }
        return costs[step(from, other)];
    }

    /** The step that {@code threshold} is on. */
    private static int step(double[] from, double threshold) {
        int found = Arrays.binarySearch(from, threshold);
        return found >= 0 ? found : -found - 2;
    }

    private static double cheapest(double[] from, double[] costs, double theory) {
        double least = Arrays.stream(costs).min().orElseThrow() * (1 + ROUNDING);
        if (costs[step(from, theory)] <= least) {
            return theory;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < from.length; i++) {
            double to = i + 1 < from.length ? from[i + 1] : 1;
            double middle = from[i] + (to - from[i]) / 2;
            // between neighbours in double precision there is no middle
            double candidate = middle < to ? middle : from[i];
            if (costs[i] <= least && Math.abs(candidate - theory) < Math.abs(best - theory)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The staircase, built from its upper end, where no row is predicted positive, downwards to {@code first}. */
    private static final class Steps implements Ranking.Visitor {

        private final double falsePositiveCost;
        private final double falseNegativeCost;
        private final double[] from;
        private final double[] costs;
        private int falsePositives;
        private int falseNegatives;
        private int first;

        Steps(Ranking ranking, double falsePositiveCost, double falseNegativeCost) {
            this.falsePositiveCost = falsePositiveCost;
            this.falseNegativeCost = falseNegativeCost;
            this.falseNegatives = ranking.positives().length;
            this.first = ranking.positives().length + ranking.negatives().length + 1;
            this.from = new double[first];
            this.costs = new double[first];
        }

        @Override
        public void score(double score, int positives, int negatives) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("a probability must be in [0, 1], found " + score);
            }
            begin(score);
            falseNegatives -= positives;
            falsePositives += negatives;
        }

        private void begin(double score) {
            first--;
            // -0.0 would be sorted below 0
            from[first] = score + 0.0;
            costs[first] = falsePositives * falsePositiveCost + falseNegatives * falseNegativeCost;
        }
    }
}
