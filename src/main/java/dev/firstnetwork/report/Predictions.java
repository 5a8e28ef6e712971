package dev.firstnetwork.report;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Matrix;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every row of a table with what is predicted for it. A row is made when it is asked for: of a large table there are the
 * matrices alone.
 *
 * @param samples the rows, not standardised
 * @param split what they were used to
 * @param outputs what the model says of them, {@code [n, outputs]}
 * @param regression whether these are numbers, and not probabilities
 * @param threshold the probability above which the positive one of two classes is predicted
 * @param sides what each row was used to, as {@code split} has it
 */
public record Predictions(
        Samples samples, TrainTestSplit split, Matrix outputs, boolean regression, double threshold, Side[] sides) {

    /** What a row was used to. */
    public enum Side {
        TRAIN,
        VALIDATION,
        TEST;

        private final String text = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One row.
     *
     * @param row its number in the data, from 0 on
     * @param side what it was used to
     * @param x the inputs in the data's own units
     * @param label the actual class, an index into the classes; the actual number for a regression
     * @param predicted the predicted class or number
     * @param outputs the probability of the positive class for two classes, else of each; the number for a regression
     */
    public record Row(int row, Side side, double[] x, double label, double predicted, double[] outputs) {

        /** Whether another class is predicted; of numbers, hardly one is met. */
        public boolean isWrong() {
            return label != predicted;
        }
    }

    /** Predictions for a table; see the components. */
    public static Predictions of(
            Samples samples, TrainTestSplit split, Matrix outputs, boolean regression, double threshold) {
        Side[] sides = new Side[samples.rows()];
        IntStream.of(split.trainRows()).forEach(row -> sides[row] = Side.TRAIN);
        IntStream.of(split.validationRows()).forEach(row -> sides[row] = Side.VALIDATION);
        IntStream.of(split.testRows()).forEach(row -> sides[row] = Side.TEST);
        return new Predictions(samples, split, outputs, regression, threshold, sides);
    }

    /** The predictions of an experiment for all of its rows. */
    public static Predictions of(SplitData data, Experiment.Outcome outcome) {
        return of(
                data.all(),
                data.split(),
                outcome.outputs(),
                data.preparation().isRegression(),
                outcome.model().threshold());
    }

    /** The rows of one side, in the table's order. */
    public List<Row> on(Side side) {
        return IntStream.range(0, size())
                .filter(i -> sides[i] == side)
                .mapToObj(this::get)
                .toList();
    }

    /** All rows, in the table's order. */
    public Stream<Row> stream() {
        return IntStream.range(0, size()).mapToObj(this::get);
    }

    public int size() {
        return sides.length;
    }

    public Row get(int i) {
        return new Row(i, sides[i], samples.x().row(i), label(i), predicted(i), outputs.row(i));
    }

    double label(int i) {
        return regression ? samples.y().get(i, 0) : Samples.classOf(samples.y(), i, 0.5);
    }

    double predicted(int i) {
        return regression ? outputs.get(i, 0) : Samples.classOf(outputs, i, threshold);
    }

    /** The numbers of the rows for which another class is predicted. */
    IntStream wrong() {
        return IntStream.range(0, size()).filter(i -> label(i) != predicted(i));
    }
}
