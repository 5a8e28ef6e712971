package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A decision threshold for each group, so that a rate is the same in all of them: that of all rows predicted positive
 * (demographic parity), or that of the positive rows (equal opportunity; Hardt, Price, Srebro: <i>Equality of opportunity in
 * supervised learning</i>, 2016, section 3.2). Each group has the threshold whose rate is nearest to a common one, and the
 * common one is that with which most rows are predicted right, of equals the one whose groups' rates are closest. Rates of
 * few rows go by large steps, so they can be no closer than that; Hardt et al. draw lots between two thresholds instead.
 *
 * @param choices by group, in the order of their names
 * @param usual the model's own threshold, for a group that is not among them
 */
public record GroupThresholds(List<Choice> choices, double usual) {

    /**
     * A group's threshold.
     *
     * @param rows how many rows of the group it was chosen on
     * @param threshold above which its rows are predicted positive; the model's own where the rate is of nothing
     * @param rate that is to be the same, at the threshold
     */
    public record Choice(String group, long rows, double threshold, Proportion rate) {}

    /** One threshold of a group: how many rows are right, and how many of those that count are predicted positive. */
    private record Step(double threshold, long selected, long right) {}

    /** A group's thresholds by rate, from that which nobody is above on: for each rate the one with most rows right. */
    private record Ladder(String group, long rows, long whole, List<Step> steps) {

        double rate(Step step) {
            return (double) step.selected / whole;
        }

        /** By halving: rates rise from step to step. Of two as near it is the one with more rows right. */
        Step nearest(double rate) {
            int low = 0;
            int high = steps.size() - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                low = rate(steps.get(middle)) < rate ? middle + 1 : low;
                high = rate(steps.get(middle)) < rate ? high : middle;
            }
            Step above = steps.get(low);
            if (low == 0) {
                return above;
            }
            Step below = steps.get(low - 1);
            double further = Math.abs(rate(above) - rate) - Math.abs(rate - rate(below));
            return further < 0 || (further == 0 && above.right > below.right) ? above : below;
        }
    }

    /**
     * Chooses on these rows, which must not be the test rows.
     *
     * @param p the probabilities of the second class, {@code [n, 1]}
     * @param y the labels, {@code [n, 1]}
     * @param groups the group of each row
     * @param opportunity whether the rate is that of the positive rows
     * @param usual the model's own threshold
     */
    public static GroupThresholds of(Matrix p, Matrix y, List<String> groups, boolean opportunity, double usual) {
        int[] labels = Samples.classes(y);
        List<Ladder> ladders = new ArrayList<>();
        for (String group : new TreeSet<>(groups)) {
            int[] rows = IntStream.range(0, labels.length)
                    .filter(i -> groups.get(i).equals(group))
                    .toArray();
            ladders.add(ladder(group, p, labels, rows, opportunity));
        }
        List<Ladder> rated = ladders.stream().filter(ladder -> ladder.whole > 0).toList();
        double[] targets = rated.stream()
                .flatMapToDouble(ladder -> ladder.steps.stream().mapToDouble(ladder::rate))
                .distinct()
                .sorted()
                .toArray();
        double target = Double.NaN;
        long most = -1;
        double least = Double.POSITIVE_INFINITY;
        for (double rate : targets) {
            long right = 0;
            double low = 1;
            double high = 0;
            for (Ladder ladder : rated) {
                Step step = ladder.nearest(rate);
                right += step.right;
                low = Math.min(low, ladder.rate(step));
                high = Math.max(high, ladder.rate(step));
            }
            if (right > most || (right == most && high - low < least)) {
                target = rate;
                most = right;
                least = high - low;
            }
        }
        double common = target;
        return new GroupThresholds(
                ladders.stream().map(ladder -> choice(ladder, common, usual)).toList(), usual);
    }

    private static Choice choice(Ladder ladder, double target, double usual) {
        if (ladder.whole == 0) {
            return new Choice(ladder.group, ladder.rows, usual, new Proportion(0, 0));
        }
        Step step = ladder.nearest(target);
        return new Choice(ladder.group, ladder.rows, step.threshold, new Proportion(step.selected, ladder.whole));
    }

    private static Ladder ladder(String group, Matrix p, int[] labels, int[] rows, boolean opportunity) {
        List<Integer> falling = Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -p.get(i, 0)))
                .toList();
        long positives = Arrays.stream(rows).filter(i -> labels[i] == 1).count();
        List<Step> steps = new ArrayList<>();
        double above = 1;
        long selected = 0;
        long right = rows.length - positives;
        for (int k = 0; k <= falling.size(); k++) {
            double next = k < falling.size() ? p.get(falling.get(k), 0) : 0;
            if (next < above || k == 0) {
                // halfway to the next lower score; between neighbours in double precision there is no half
                double middle = next + (above - next) / 2;
                Step step = new Step(k > 0 && middle >= above ? next : middle, selected, right);
                Step last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
                if (last == null || last.selected < selected) {
                    steps.add(step);
                } else if (last.right < right) {
                    steps.set(steps.size() - 1, step);
                }
            }
            if (k < falling.size()) {
                boolean positive = labels[falling.get(k)] == 1;
                selected += positive || !opportunity ? 1 : 0;
                right += positive ? 1 : -1;
                above = next;
            }
        }
        return new Ladder(group, rows.length, opportunity ? positives : rows.length, steps);
    }

    /** The class of a row of a group. */
    public int predicted(String group, double p) {
        double threshold = choices.stream()
                .filter(choice -> choice.group.equals(group))
                .findFirst()
                .map(Choice::threshold)
                .orElse(usual);
        return p > threshold ? 1 : 0;
    }
}
