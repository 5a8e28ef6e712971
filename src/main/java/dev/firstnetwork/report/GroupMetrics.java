package dev.firstnetwork.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntPredicate;
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
            int[] positives = which(rows, i -> actual[i] == positive);
            int selected = which(rows, i -> predicted[i] == positive).length;
            int both = which(positives, i -> predicted[i] == positive).length;
            return new Group(
                    name,
                    new Proportion(positives.length, rows.length),
                    new Proportion(selected, rows.length),
                    new Proportion(which(rows, i -> actual[i] == predicted[i]).length, rows.length),
                    new Proportion(both, positives.length),
                    new Proportion(selected - both, rows.length - positives.length),
                    new Proportion(both, selected));
        }
    }

    private static int[] which(int[] rows, IntPredicate is) {
        return Arrays.stream(rows).filter(is).toArray();
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
        int[] all = IntStream.range(0, n).toArray();
        List<Group> groups = new ArrayList<>();
        for (String name : new TreeSet<>(group)) {
            int[] rows = which(all, i -> group.get(i).equals(name));
            groups.add(Group.of(name, rows, actual, predicted, positive));
        }
        return new GroupMetrics(groups);
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

    /** The largest {@code rate} of a group less the smallest; NaN where it is defined in none. */
    public double difference(Function<Group, Proportion> rate) {
        double[] rates = groups.stream()
                .map(rate)
                .filter(Proportion::isDefined)
                .mapToDouble(Proportion::value)
                .sorted()
                .toArray();
        return rates.length == 0 ? Double.NaN : rates[rates.length - 1] - rates[0];
    }
}
