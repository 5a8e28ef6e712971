package dev.firstnetwork.wing.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * How the rows of each group fare, such as those of each {@code personal_status}: a first look at fairness. The rates and
 * the two differences are defined as by fairlearn's {@code MetricFrame}, {@code demographic_parity_difference} and {@code
 * equalized_odds_difference}. One departs on purpose: a group without rows to divide by has no rate and is left out of the
 * difference, where fairlearn takes its rate for 0.
 *
 * @param groups in the order of their names
 */
public record GroupMetrics(List<Group> groups) {

    /** Below so many rows a group is called small: its rates say little. */
    public static final int SMALL = 30;

    public GroupMetrics {
        groups = List.copyOf(groups);
    }

    /**
     * One group. More than two classes are taken as the positive one against the rest, but for accuracy.
     *
     * @param name the value that its rows have in common
     * @param positive of all rows, those that are positive
     * @param selected of all rows, those predicted positive: the selection rate
     * @param right of all rows, those whose class is predicted: the accuracy
     * @param truePositive of the positive rows, those predicted positive
     * @param falsePositive of the negative rows, those predicted positive
     * @param precise of the rows predicted positive, those that are: the precision
     */
    public record Group(
            String name,
            Proportion positive,
            Proportion selected,
            Proportion right,
            Proportion truePositive,
            Proportion falsePositive,
            Proportion precise) {

        public long rows() {
            return positive.whole();
        }

        /** Whether it has less than {@value GroupMetrics#SMALL} rows. */
        public boolean isSmall() {
            return rows() < SMALL;
        }

        private static Group of(String name, int[] rows, int[] actual, int[] predicted, int positive) {
            long positives =
                    Arrays.stream(rows).filter(i -> actual[i] == positive).count();
            long selected =
                    Arrays.stream(rows).filter(i -> predicted[i] == positive).count();
            long right =
                    Arrays.stream(rows).filter(i -> actual[i] == predicted[i]).count();
            long both = Arrays.stream(rows)
                    .filter(i -> actual[i] == positive && predicted[i] == positive)
                    .count();
            return new Group(
                    name,
                    new Proportion(positives, rows.length),
                    new Proportion(selected, rows.length),
                    new Proportion(right, rows.length),
                    new Proportion(both, positives),
                    new Proportion(selected - both, rows.length - positives),
                    new Proportion(both, selected));
        }
    }

    /**
     * Counts each group.
     *
     * @param group the group of each row
     * @param actual the class of each row
     * @param predicted what was predicted for it
     * @param positive the class that counts as positive
     */
    public static GroupMetrics of(List<String> group, int[] actual, int[] predicted, int positive) {
        int n = group.size();
        if (actual.length != n || predicted.length != n) {
            throw new IllegalArgumentException("found the groups of " + n + " rows, the actual classes of "
                    + actual.length + " and the predicted ones of " + predicted.length);
        }
        Map<String, IntStream.Builder> rows = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            rows.computeIfAbsent(group.get(i), name -> IntStream.builder()).add(i);
        }
        return new GroupMetrics(rows.entrySet().stream()
                .map(entry -> Group.of(entry.getKey(), entry.getValue().build().toArray(), actual, predicted, positive))
                .toList());
    }

    /** The largest selection rate less the smallest: 0 where all groups are selected alike, NaN without groups. */
    public double demographicParityDifference() {
        return difference(Group::selected);
    }

    /**
     * How far the groups are apart in the true positive rate or in the false positive rate, whichever is more; NaN where one
     * of them is defined in no group.
     */
    public double equalisedOddsDifference() {
        return Math.max(difference(Group::truePositive), difference(Group::falsePositive));
    }

    private double difference(Function<Group, Proportion> rate) {
        double[] rates = groups.stream()
                .map(rate)
                .filter(Proportion::isDefined)
                .mapToDouble(Proportion::value)
                .sorted()
                .toArray();
        return rates.length == 0 ? Double.NaN : rates[rates.length - 1] - rates[0];
    }
}
