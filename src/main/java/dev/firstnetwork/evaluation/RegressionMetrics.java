package dev.firstnetwork.evaluation;

import dev.firstnetwork.math.Matrix;
import java.util.List;

/**
 * How well predicted numbers fit the actual ones. The definitions are scikit-learn's: {@code r2_score}, {@code
 * root_mean_squared_error}, {@code mean_absolute_error} and {@code max_error}.
 *
 * @param r2 the share of the labels' variance that is explained: 1 at best, 0 for their mean, below 0 for worse. Labels that
 *     are all the same give 1 if met exactly, else 0; NaN for less than two rows
 * @param rootMeanSquaredError in the label's unit
 * @param meanAbsoluteError in the label's unit
 * @param maxError the largest absolute error, in the label's unit
 * @param rows how many rows were judged
 */
public record RegressionMetrics(
        double r2, double rootMeanSquaredError, double meanAbsoluteError, double maxError, long rows)
        implements Figures {

    /**
     * The figures of {@code predicted} against {@code y}, both in the label's own unit.
     *
     * @param predicted {@code [n, 1]}, one row or more
     * @param y the labels, {@code [n, 1]}
     */
    public static RegressionMetrics of(Matrix predicted, Matrix y) {
        if (!predicted.sameSize(y) || y.columns() != 1 || y.rows() == 0) {
            throw new IllegalArgumentException("needs one prediction and one label a row, found predictions of "
                    + predicted.shape() + " and labels of " + y.shape());
        }
        int n = y.rows();
        double mean = 0;
        for (double label : y.values()) {
            mean += label / n;
        }
        double squares = 0;
        double absolute = 0;
        double max = 0;
        double variation = 0;
        for (int i = 0; i < n; i++) {
            double error = Math.abs(predicted.values()[i] - y.values()[i]);
            double fromMean = y.values()[i] - mean;
            squares += error * error;
            absolute += error;
            max = Math.max(max, error);
            variation += fromMean * fromMean;
        }
        return new RegressionMetrics(r2(squares, variation, n), Math.sqrt(squares / n), absolute / n, max, n);
    }

    private static double r2(double squares, double variation, int rows) {
        if (rows < 2) {
            return Double.NaN;
        }
        if (variation == 0) {
            return squares == 0 ? 1 : 0;
        }
        return 1 - squares / variation;
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("R²", "r2", r2),
                new Figure("RMSE", "rootMeanSquaredError", rootMeanSquaredError),
                new Figure("MAE", "meanAbsoluteError", meanAbsoluteError),
                new Figure("max error", "maxError", maxError));
    }
}
