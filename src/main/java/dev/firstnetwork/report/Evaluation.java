package dev.firstnetwork.report;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Map;

/**
 * All that is said of how good predictions are on some rows.
 *
 * @param intervals how far each figure might move with other rows, by its key
 */
public record Evaluation(Figures figures, Map<String, Interval> intervals) {

    /** The seed of the bootstrap: the same rows give the same intervals. */
    private static final long SEED = 0;

    /**
     * Judges predictions.
     *
     * @param preparation says which classes there are, or that numbers are predicted
     * @param threshold the probability above which the positive one of two classes is predicted
     * @param outputs probabilities or numbers, {@code [n, outputs]}, in the label's own units
     * @param y the labels in the same size and units
     */
    public static Evaluation of(Preparation preparation, double threshold, Matrix outputs, Matrix y) {
        Figures figures = Figures.of(preparation, threshold, outputs, y);
        Map<String, Interval> intervals = Bootstrap.intervals(
                figures,
                rows -> Figures.of(preparation, threshold, outputs.rowsAt(rows), y.rowsAt(rows)),
                NumpyRandom.of(SEED));
        return new Evaluation(figures, intervals);
    }

    /** Judges an experiment's outcome on its test rows. */
    public static Evaluation of(SplitData data, Experiment.Outcome outcome) {
        int[] rows = data.split().testRows();
        return of(
                data.preparation(),
                outcome.model().threshold(),
                outcome.outputs().rowsAt(rows),
                data.all().y().rowsAt(rows));
    }
}
