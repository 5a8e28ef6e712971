package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.NumpyRandom;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which options are varied, and over which values. A configuration takes one value of each, as it would be written on the
 * command line; what the values mean is not known here.
 */
public record SearchSpace(List<Dimension> dimensions) {

    /** A grid of more is a mistake: it would take days. */
    private static final int MOST_CONFIGURATIONS = 100_000;

    /** One option with its values. */
    public sealed interface Dimension {

        String name();

        /** Any of the values. */
        String draw(RandomGenerator random);

        /** The values that a grid has, in order. */
        List<String> grid();

        /** How many values there are; infinite for real numbers. */
        double size();
    }

    /** Some values, each as likely as the others. */
    public record Choice(String name, List<String> values) implements Dimension {

        public Choice {
            values = List.copyOf(values);
            require(!values.isEmpty(), name + " has no values: expected one or more");
            Set<String> seen = new HashSet<>();
            values.forEach(value -> require(seen.add(value), name + " has the value " + value + " twice"));
        }

        @Override
        public String draw(RandomGenerator random) {
            return values.get((int) (random.nextDouble() * values.size()));
        }

        @Override
        public List<String> grid() {
            return values;
        }

        @Override
        public double size() {
            return values.size();
        }
    }

    /**
     * Numbers from {@code from} to {@code to}, rounded to four significant digits.
     *
     * @param logarithmic whether each power of ten is as likely as the others, and not each interval of the same length
     * @param integer whether there are whole numbers alone
     * @param points how many a grid takes, at even distances with both ends; 0 where it is not said
     */
    public record Range(String name, double from, double to, boolean logarithmic, boolean integer, int points)
            implements Dimension {

        private static final MathContext DIGITS = new MathContext(4);

        public Range {
            String ends = name + " goes from " + text(from) + " to " + text(to) + ": expected ";
            require(from < to && Double.isFinite(from) && Double.isFinite(to), ends + "a smaller and a larger number");
            require(
                    !logarithmic || from > 0,
                    name + " begins at " + text(from) + ": a logarithmic scale has numbers above 0 alone");
            require(!integer || (from == Math.rint(from) && to == Math.rint(to)), ends + "whole numbers");
            require(points == 0 || points >= 2, name + " has " + points + " points: expected 2 or more");
        }

        @Override
        public String draw(RandomGenerator random) {
            // half a unit more at each end, so that the first and the last whole number are as likely as the others
            double margin = integer ? 0.5 : 0;
            return value(between(from - margin, to + margin, random.nextDouble()));
        }

        @Override
        public List<String> grid() {
            require(points > 0, name + " is a range: a grid needs to know how many \"points\" of it");
            return IntStream.range(0, points)
                    .mapToObj(i -> value(between(from, to, (double) i / (points - 1))))
                    .distinct()
                    .toList();
        }

        @Override
        public double size() {
            return integer ? to - from + 1 : Double.POSITIVE_INFINITY;
        }

        private double between(double low, double high, double part) {
            return logarithmic
                    ? Elementary.exp(Elementary.log(low) + part * (Elementary.log(high) - Elementary.log(low)))
                    : low + part * (high - low);
        }

        private String value(double x) {
            double rounded =
                    integer ? Math.rint(x) : new BigDecimal(x).round(DIGITS).doubleValue();
            return text(Math.min(Math.max(rounded, from), to));
        }
    }

    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        require(!dimensions.isEmpty(), "found no option to vary, expected one or more");
    }

    public List<String> names() {
        return dimensions.stream().map(Dimension::name).toList();
    }

    /** A number in the shortest way without needless zeros: {@code 0.0001}, {@code 32}. */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        boolean plain = value == 0 || (Math.abs(value) >= 1e-6 && Math.abs(value) < 1e9);
        return plain ? shortest.toPlainString() : shortest.toString();
    }

    /**
     * Configurations at random, no two the same: those that random search tries (Bergstra, Bengio: <i>Random search for
     * hyper-parameter optimization</i>, 2012). Each has a random stream of its own, so that more of them begin with the same.
     *
     * @param count how many, 1 or more; there are fewer where the space has no more
     * @param seed in {@code [0, 2^32)}
     */
    public List<Map<String, String>> random(int count, long seed) {
        require(count >= 1, "a search tries 1 configuration or more, found " + count);
        double size = size(Dimension::size);
        Set<Map<String, String>> drawn = new LinkedHashSet<>();
        // the last ones of a small space take many draws; then a draw that never comes must not be waited for
        for (long draw = 0; drawn.size() < Math.min(count, size) && draw < 1000 + 100L * count; draw++) {
            RandomGenerator random = NumpyRandom.of(seed, draw);
            Map<String, String> configuration = new LinkedHashMap<>();
            dimensions.forEach(dimension -> configuration.put(dimension.name(), dimension.draw(random)));
            drawn.add(configuration);
        }
        return List.copyOf(drawn);
    }

    /**
     * Every combination, the last option changing first.
     *
     * @throws IllegalArgumentException if a range does not say how many points it has, or there are too many combinations
     */
    public List<Map<String, String>> grid() {
        double size = size(dimension -> dimension.grid().size());
        require(
                size <= MOST_CONFIGURATIONS,
                "the grid has " + text(size) + " configurations: expected " + MOST_CONFIGURATIONS
                        + " or less; take fewer values, or another search");
        List<Map<String, String>> grid = List.of(Map.of());
        for (Dimension dimension : dimensions) {
            grid = grid.stream()
                    .flatMap(start -> dimension.grid().stream().map(value -> with(start, dimension.name(), value)))
                    .toList();
        }
        return grid;
    }

    private double size(ToDoubleFunction<Dimension> size) {
        return dimensions.stream().mapToDouble(size).reduce(1, (a, b) -> a * b);
    }

    private static Map<String, String> with(Map<String, String> start, String name, String value) {
        Map<String, String> longer = new LinkedHashMap<>(start);
        longer.put(name, value);
        return longer;
    }
}
