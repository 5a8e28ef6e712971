package dev.firstnetwork.wing.explain;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.explain.PermutationImportance.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a network goes by, asked in three ways: which columns it needs ({@link PermutationImportance}), how its output goes
 * with each ({@link PartialDependence}), and what each adds for single rows ({@link Shapley}). All three take the network as
 * a function and know nothing of its engine.
 *
 * @param importance one for each score; none where the rows have no labels
 * @param dependence one for each column
 * @param rows one for each explained row
 */
public record Explanation(
        Target target,
        List<InputGroup> groups,
        Subject subject,
        Settings settings,
        List<PermutationImportance> importance,
        List<PartialDependence> dependence,
        List<Row> rows) {

    /**
     * What a network's outputs are, and how to judge them.
     *
     * @param outputs what each output is, as in {@code probability of yes}
     * @param scores the last one orders the columns
     */
    public record Target(List<String> outputs, List<Score> scores) {

        /** Probabilities of the classes, or a number where the label is one. */
        public static Target of(Preparation preparation) {
            List<String> classes = preparation.classes();
            if (classes.isEmpty()) {
                return new Target(List.of(preparation.label().name()), List.of(Score.ROOT_MEAN_SQUARED_ERROR));
            }
            List<String> explained = classes.size() == 2 ? classes.subList(1, 2) : classes;
            return new Target(
                    explained.stream().map(name -> "probability of " + name).toList(),
                    List.of(Score.ACCURACY, Score.LOG_LOSS));
        }
    }

    /**
     * A table, and which rows of it each question is about.
     *
     * @param x every row, {@code [n, inputs]}, in the data's own units
     * @param y the labels, {@code [n, outputs]}, where they are known
     * @param averaged the rows that importance and partial dependence are over
     * @param background the rows that Shapley values compare with
     * @param explained the rows that get Shapley values
     */
    public record Subject(Matrix x, Optional<Matrix> y, int[] averaged, int[] background, int[] explained) {

        public Subject {
            require(
                    averaged.length > 0 && background.length > 0 && explained.length > 0,
                    "expected one row or more to average over, to compare with and to explain, found " + averaged.length
                            + ", " + background.length + " and " + explained.length);
        }

        /**
         * Draws rows at random: up to {@code averaged} to average over, up to {@code background} to compare with, and up to
         * {@code explained} to explain; all of them, where there are no more.
         */
        public static Subject drawn(
                Matrix x, Optional<Matrix> y, int averaged, int background, int explained, long seed) {
            NumpyRandom random = NumpyRandom.of(seed);
            int[] rows = IntStream.range(0, x.rows()).toArray();
            int[] first = drawn(rows, averaged, random);
            int[] second = drawn(rows, background, random);
            return new Subject(x, y, first, second, drawn(rows, explained, random));
        }

        /**
         * Of a table that was split: up to 1,000 test rows to average over, 50 of them to explain, and 100 training rows to
         * compare with, drawn at random. Rows keep their numbers in the table.
         */
        public static Subject held(Samples all, TrainTestSplit split, long seed) {
            NumpyRandom random = NumpyRandom.of(seed);
            int[] averaged = drawn(split.testRows(), 1000, random);
            int[] background = drawn(split.trainRows(), 100, random);
            int[] explained = drawn(split.testRows(), 50, random);
            return new Subject(all.x(), Optional.of(all.y()), averaged, background, explained);
        }

        private static int[] drawn(int[] rows, int count, NumpyRandom random) {
            IntStream places = Arrays.stream(random.permutation(rows.length)).limit(count);
            return places.map(i -> rows[i]).sorted().toArray();
        }

        public Subject explaining(int... rows) {
            return new Subject(x, y, averaged, background, rows);
        }
    }

    /**
     * How thoroughly to ask.
     *
     * @param repeats how often each column is shuffled
     * @param points how many values a numeric column is given at most
     * @param individual whether to keep a line of partial dependence for each explained row
     * @param permutations how many orders of the columns to sample for a row, at least, where they are sampled
     * @param output which output is explained; the largest of each row where it is not said
     */
    public record Settings(
            int repeats, int points, boolean individual, int permutations, OptionalInt output, long seed) {

        /** A few seconds' worth: for a page that many look at once. */
        public static final Settings BRIEF = new Settings(5, 20, false, 400, OptionalInt.empty(), 1);
    }

    /**
     * The Shapley values of one row.
     *
     * @param row its number in the table, from 0 on
     * @param output which output they are of
     * @param values one a column
     */
    public record Row(int row, int output, Shapley.Values values) {}

    /**
     * Asks all three.
     *
     * @param network from inputs in the data's own units, {@code [n, inputs]}, to outputs, {@code [n, outputs]}
     */
    public static Explanation of(
            UnaryOperator<Matrix> network, Target target, List<InputGroup> groups, Subject subject, Settings settings) {
        Matrix x = subject.x().rowsAt(subject.averaged());
        int repeats = settings.repeats();
        long seed = settings.seed();
        List<PermutationImportance> importance = subject.y()
                .map(y -> new Samples(x, y.rowsAt(subject.averaged())))
                .map(all -> PermutationImportance.of(network, groups, all, target.scores(), repeats, seed))
                .orElse(List.of());
        Matrix lines = subject.x().rowsAt(settings.individual() ? subject.explained() : new int[0]);
        List<PartialDependence> dependence = groups.stream()
                .map(group -> PartialDependence.of(network, group, x, settings.points(), lines))
                .toList();
        Shapley shapley = new Shapley(network, groups, subject.x().rowsAt(subject.background()));
        List<Row> rows = new ArrayList<>();
        for (int row : subject.explained()) {
            Matrix single = subject.x().rowsAt(row);
            int largest = target.outputs().size() == 1 ? 0 : Samples.classes(network.apply(single))[0];
            int output = settings.output().orElse(largest);
            // a stream for each row: what is said of it does not depend on which others are explained
            NumpyRandom random = NumpyRandom.of(seed, row);
            rows.add(new Row(row, output, shapley.of(single, output, settings.permutations(), random)));
        }
        return new Explanation(target, groups, subject, settings, importance, dependence, rows);
    }

    String name(int column) {
        return groups.get(column).name();
    }

    /** What stands in a row of the table: a number, or the index of a category; NaN where it is missing. */
    double value(Row row, int column) {
        return groups.get(column).value(subject.x(), row.row());
    }

    /** The name of the output that {@code row} is explained by. */
    String output(Row row) {
        return target.outputs().get(row.output());
    }

    /** What the Shapley values add up to: an output by its name, or each row's own. */
    public String explained() {
        int output = target.outputs().size() == 1 ? 0 : settings.output().orElse(-1);
        return output < 0
                ? "probability of the predicted class"
                : target.outputs().get(output);
    }

    /** The mean size of a column's Shapley values over the explained rows. */
    public double meanShapley(int column) {
        var sizes = rows.stream().mapToDouble(row -> Math.abs(row.values().values()[column]));
        return sizes.average().orElseThrow();
    }

    /** The columns from the most to the least important one: by the last score, or by Shapley values without labels. */
    public int[] order() {
        return importance.isEmpty()
                ? shapleyOrder()
                : descending(groups.size(), importance.get(importance.size() - 1)::mean);
    }

    /** The columns from the largest to the smallest {@link #meanShapley}. */
    public int[] shapleyOrder() {
        return descending(groups.size(), this::meanShapley);
    }

    /** The numbers from 0 to {@code n - 1}, the one with the largest {@code figure} first. */
    static int[] descending(int n, IntToDoubleFunction figure) {
        Comparator<Integer> order = Comparator.comparingDouble(i -> -figure.applyAsDouble(i));
        IntStream all = IntStream.range(0, n);
        return all.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }
}
