package dev.firstnetwork.wing.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What was seen of a {@link Pole} and done until it fell.
 *
 * @param states {@code [4]} each
 * @param pushes to the right, as many as there are states
 */
record Episode(Pole pole, List<float[]> states, List<Boolean> pushes) {

    /** What a step later counts, to what is done now. */
    private static final double DISCOUNT = 0.98;

    /** How likely a push to the right is in each of these states {@code [n][4]}. */
    @FunctionalInterface
    interface Policy {
        double[] right(float[][] states);
    }

    /** Plays {@code count} episodes side by side: the policy is asked once for all poles that still stand. */
    static List<Episode> play(Policy policy, int count, RandomGenerator random) {
        List<Episode> all = Stream.generate(
                        () -> new Episode(Pole.standing(random), new ArrayList<>(), new ArrayList<>()))
                .limit(count)
                .toList();
        List<Episode> on = all;
        while (!on.isEmpty()) {
            double[] right =
                    policy.right(on.stream().map(one -> one.pole.state()).toArray(float[][]::new));
            for (int i = 0; i < right.length; i++) {
                on.get(i).push(random.nextDouble() < right[i]);
            }
            on = on.stream().filter(one -> !one.pole.isOver()).toList();
        }
        return all;
    }

    private void push(boolean right) {
        states.add(pole.state());
        pushes.add(right);
        pole.push(right);
    }

    /** {@code [steps]}: how many steps were still to come from each on, a later one counting less. */
    double[] returns() {
        double[] returns = new double[pushes.size()];
        for (int t = returns.length - 1; t >= 0; t--) {
            returns[t] = 1 + (t + 1 < returns.length ? DISCOUNT * returns[t + 1] : 0);
        }
        return returns;
    }
}
