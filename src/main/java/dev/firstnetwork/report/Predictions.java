package dev.firstnetwork.report;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Matrix;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Every row of a table with what is predicted for it. A row is made when it is asked for: of a large table there are the
 * matrices alone.
 */
public final class Predictions extends AbstractList<Predictions.Row> {

    /** What a row was used to. */
    public enum Side {
        TRAIN,
        VALIDATION,
        TEST;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** The name as it is written in files. */
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

    private static final Side[] SIDES = Side.values();

    private final Samples samples;
    private final Matrix outputs;
    private final boolean regression;
    private final double threshold;
    private final TrainTestSplit split;
    private final byte[] sides;

    /**
     * Predictions for a table.
     *
     * @param samples its rows, not standardised
     * @param split what they were used to
     * @param outputs what the model says of them, {@code [n, outputs]}
     * @param regression whether these are numbers, and not probabilities
     * @param threshold the probability above which the positive one of two classes is predicted
     */
    public Predictions(Samples samples, TrainTestSplit split, Matrix outputs, boolean regression, double threshold) {
        this.samples = samples;
        this.outputs = outputs;
        this.regression = regression;
        this.threshold = threshold;
        this.split = split;
        this.sides = new byte[samples.rows()];
        mark(split.trainRows(), Side.TRAIN);
        mark(split.validationRows(), Side.VALIDATION);
        mark(split.testRows(), Side.TEST);
    }

    /** The predictions of an experiment for all of its rows. */
    public static Predictions of(SplitData data, Experiment.Outcome outcome) {
        return new Predictions(
                data.all(),
                data.split(),
                outcome.outputs(),
                data.preparation().isRegression(),
                outcome.model().threshold());
    }

    private void mark(int[] rows, Side side) {
        byte code = (byte) Arrays.asList(Side.values()).indexOf(side);
        for (int row : rows) {
            sides[row] = code;
        }
    }

    /** The rows, not standardised. */
    public Samples samples() {
        return samples;
    }

    /** What the model says of them, {@code [n, outputs]}. */
    public Matrix outputs() {
        return outputs;
    }

    /** What they were used to. */
    public TrainTestSplit split() {
        return split;
    }

    /** The rows of one side, in the table's order. */
    public List<Row> on(Side side) {
        return IntStream.range(0, size())
                .filter(i -> side(i) == side)
                .mapToObj(this::get)
                .toList();
    }

    @Override
    public int size() {
        return sides.length;
    }

    @Override
    public Row get(int i) {
        return new Row(i, side(i), samples.x().row(i), label(i), predicted(i), outputs.row(i));
    }

    /** What row {@code i} was used to. */
    public Side side(int i) {
        return SIDES[sides[i]];
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
