package dev.firstnetwork.wing.trust;

import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.report.Bootstrap;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.GroupMetrics.Group;
import dev.firstnetwork.report.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a remedy for unequal treatment changes on the test rows, the plain model beside it.
 *
 * @param plain how the groups fare by the plain model
 * @param fair how they fare with the remedy
 * @param changes what is better and what is worse over all groups
 */
public record Fairness(GroupMetrics plain, GroupMetrics fair, List<Change> changes) {

    /** What can be done. */
    enum Method {
        REWEIGH,
        EQUAL_OPPORTUNITY,
        DEMOGRAPHIC_PARITY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether each group gets a threshold of its own. */
        boolean isByThresholds() {
            return this != REWEIGH;
        }
    }

    /**
     * A figure with and without the remedy.
     *
     * @param key what it is called in JSON
     * @param change the fair model's less that; the intervals are by the bootstrap, both models on the same rows
     */
    public record Change(String name, String key, Estimate plain, Estimate fair, Estimate change) {}

    /**
     * A figure with its 95% interval, which is null where the figure is not defined. That of a difference between groups leans
     * upward: on rows drawn at random, groups that are treated alike differ too.
     */
    public record Estimate(double value, Interval interval) {}

    /** A figure of all groups. */
    private record Measure(String name, String key, ToDoubleFunction<GroupMetrics> of) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("accuracy", "accuracy", Fairness::accuracy),
            new Measure("selection rates differ by", "selectionRateDifference", m -> difference(m, Group::selected)),
            new Measure(
                    "true positive rates by", "truePositiveRateDifference", m -> difference(m, Group::truePositive)),
            new Measure(
                    "false positive rates by", "falsePositiveRateDifference", m -> difference(m, Group::falsePositive)),
            new Measure("precisions by", "precisionDifference", m -> difference(m, Group::precise)));

    /**
     * Judges test rows.
     *
     * @param groups the group of each
     * @param actual the class of each
     * @param plain what the plain model predicts
     * @param fair what is predicted with the remedy
     * @param positive the class that counts as positive
     */
    public static Fairness of(List<String> groups, int[] actual, int[] plain, int[] fair, int positive) {
        int[] all = IntStream.range(0, actual.length).toArray();
        List<Figure> whole = figures(groups, actual, plain, fair, positive, all);
        Map<String, Interval> intervals = Bootstrap.intervals(
                actual.length, whole, rows -> figures(groups, actual, plain, fair, positive, rows), NumpyRandom.of(0));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < MEASURES.size(); i++) {
            Estimate[] three = whole.subList(3 * i, 3 * i + 3).stream()
                    .map(figure -> new Estimate(figure.value(), intervals.get(figure.key())))
                    .toArray(Estimate[]::new);
            changes.add(new Change(MEASURES.get(i).name(), MEASURES.get(i).key(), three[0], three[1], three[2]));
        }
        return new Fairness(
                GroupMetrics.of(groups, actual, plain, positive),
                GroupMetrics.of(groups, actual, fair, positive),
                changes);
    }

    private static List<Figure> figures(
            List<String> groups, int[] actual, int[] plain, int[] fair, int positive, int... rows) {
        List<String> names = Arrays.stream(rows).mapToObj(groups::get).toList();
        int[] labels = at(actual, rows);
        GroupMetrics before = GroupMetrics.of(names, labels, at(plain, rows), positive);
        GroupMetrics after = GroupMetrics.of(names, labels, at(fair, rows), positive);
        List<Figure> figures = new ArrayList<>();
        for (Measure measure : MEASURES) {
            double was = measure.of().applyAsDouble(before);
            double is = measure.of().applyAsDouble(after);
            figures.add(new Figure(measure.name(), measure.key() + " plain", was));
            figures.add(new Figure(measure.name(), measure.key() + " fair", is));
            figures.add(new Figure(measure.name(), measure.key() + " change", is - was));
        }
        return figures;
    }

    private static int[] at(int[] values, int... rows) {
        return Arrays.stream(rows).map(i -> values[i]).toArray();
    }

    /** How far the groups are apart; NaN where fewer than two have the rate, which is no difference to speak of. */
    private static double difference(GroupMetrics metrics, Function<Group, Proportion> rate) {
        long rated = metrics.groups().stream()
                .filter(group -> rate.apply(group).isDefined())
                .count();
        return rated < 2 ? Double.NaN : metrics.difference(rate);
    }

    private static double accuracy(GroupMetrics metrics) {
        long right = metrics.groups().stream()
                .mapToLong(group -> group.right().part())
                .sum();
        return (double) right / metrics.groups().stream().mapToLong(Group::rows).sum();
    }
}
