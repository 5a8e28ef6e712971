package dev.firstnetwork.evaluation;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * The scores of the rows of one class and those of the rest, each in rising order: all that a figure or a curve over every
 * threshold needs, in 8 bytes a row.
 *
 * @param positives the scores of the rows of the class
 * @param negatives those of the rest
 */
public record Ranking(double[] positives, double[] negatives) {

    /** Is told of each distinct score, from the highest down, with how many rows have it. */
    public interface Visitor {
        void score(double score, int positives, int negatives);
    }

    /**
     * Class {@code k} against the rest.
     *
     * @param p the scores, {@code [n, 1]}, which are class 1's, or {@code [n, classes]}
     * @param y the labels, in the same size
     */
    public static Ranking of(Matrix p, Matrix y, int k) {
        require(p.sameSize(y), "the probabilities are " + p.shape() + ", the labels " + y.shape());
        require(p.columns() != 1 || k == 1, "one output is the probability of class 1, asked for class " + k);
        int column = p.columns() == 1 ? 0 : k;
        int count = 0;
        for (int i = 0; i < y.rows(); i++) {
            count += y.get(i, column) > 0.5 ? 1 : 0;
        }
        double[] positives = new double[count];
        double[] negatives = new double[y.rows() - count];
        int positive = 0;
        for (int i = 0; i < y.rows(); i++) {
            if (y.get(i, column) > 0.5) {
                positives[positive++] = p.get(i, column);
            } else {
                negatives[i - positive] = p.get(i, column);
            }
        }
        Arrays.parallelSort(positives);
        Arrays.parallelSort(negatives);
        return new Ranking(positives, negatives);
    }

    /** Whether every score is a number: one that is not has no place in the order. */
    boolean isOrdered() {
        // sorted, NaN stands last
        return (positives.length == 0 || !Double.isNaN(positives[positives.length - 1]))
                && (negatives.length == 0 || !Double.isNaN(negatives[negatives.length - 1]));
    }

    /**
     * Goes through the scores from the highest down, rows of one score together.
     *
     * @throws IllegalArgumentException if a score is not a number
     */
    public void forEach(Visitor visitor) {
        require(isOrdered(), "found a probability that is not a number");
        int i = positives.length - 1;
        int j = negatives.length - 1;
        while (i >= 0 || j >= 0) {
            double score = Math.max(
                    i < 0 ? Double.NEGATIVE_INFINITY : positives[i], j < 0 ? Double.NEGATIVE_INFINITY : negatives[j]);
            int lastPositive = i;
            int lastNegative = j;
            while (i >= 0 && positives[i] == score) {
                i--;
            }
            while (j >= 0 && negatives[j] == score) {
                j--;
            }
            visitor.score(score, lastPositive - i, lastNegative - j);
        }
    }

    /**
     * The area under the ROC curve as the Mann-Whitney statistic, with half a point for a tie; NaN without rows of the class
     * or of the rest, or where a score is not a number.
     */
    public double rocAuc() {
        if (!isOrdered()) {
            return Double.NaN;
        }
        Area area = new Area();
        forEach(area);
        return area.roc / ((double) positives.length * negatives.length);
    }

    /**
     * The mean of the precision at each score, weighted by the recall that it adds; NaN without rows of the class, or where
     * a score is not a number.
     */
    double averagePrecision() {
        if (!isOrdered()) {
            return Double.NaN;
        }
        Area area = new Area();
        forEach(area);
        return area.precision / positives.length;
    }

    /** Adds up both areas; a positive wins against each negative below it. */
    private final class Area implements Visitor {

        private double roc;
        private double precision;
        private long truePositives;
        private long falsePositives;

        @Override
        public void score(double score, int tiedPositives, int tiedNegatives) {
            long below = negatives.length - falsePositives - tiedNegatives;
            truePositives += tiedPositives;
            falsePositives += tiedNegatives;
            roc += tiedPositives * (below + tiedNegatives / 2.0);
            precision += tiedPositives * ((double) truePositives / (truePositives + falsePositives));
        }
    }
}
