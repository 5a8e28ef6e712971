package dev.firstnetwork.report;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.evaluation.RegressionMetrics;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.judge.CalibrationCurve;
import dev.firstnetwork.wing.judge.RocCurve;
import java.util.Map;

/**
 * All that is said of how good predictions are on some rows.
 *
 * @param figures the figures of merit
 * @param intervals how far each might move with other rows, by its key
 * @param roc the ROC curve of each class that is judged, by its name; none for a regression
 * @param calibration whether the probabilities are what happens, by class; none for a regression
 */
public record Evaluation(
        Figures figures,
        Map<String, Interval> intervals,
        Map<String, RocCurve> roc,
        Map<String, CalibrationCurve> calibration) {

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
        Figures figures = figures(preparation, threshold, outputs, y);
        Map<String, Interval> intervals = Bootstrap.intervals(
                figures,
                rows -> figures(preparation, threshold, outputs.rowsAt(rows), y.rowsAt(rows)),
                NumpyRandom.of(SEED));
        return preparation.isRegression()
                ? new Evaluation(figures, intervals, Map.of(), Map.of())
                : new Evaluation(
                        figures,
                        intervals,
                        RocCurve.of(preparation.classes(), outputs, y),
                        CalibrationCurve.of(preparation.classes(), outputs, y));
    }

    /** The figures alone; see above. */
    public static Figures figures(Preparation preparation, double threshold, Matrix outputs, Matrix y) {
        if (preparation.isRegression()) {
            return RegressionMetrics.of(outputs, y);
        }
        return preparation.outputs() == 1
                ? Metrics.of(preparation.classes(), outputs, y, threshold)
                : Metrics.of(preparation.classes(), outputs, y);
    }

    /** The figures of some of the rows of a table. */
    public static Figures figures(Preparation preparation, double threshold, Matrix outputs, Samples all, int... rows) {
        return figures(preparation, threshold, outputs.rowsAt(rows), all.y().rowsAt(rows));
    }
}
