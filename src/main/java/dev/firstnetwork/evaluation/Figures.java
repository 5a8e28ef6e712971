package dev.firstnetwork.evaluation;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Matrix;
import java.util.List;

/**
 * The figures of merit of predictions, in the order in which people want to read them. Who shows or stores them all need
 * not know each: a table, a JSON object and an interval are made of the list alone.
 */
public sealed interface Figures permits Metrics, Figures.RegressionMetrics {

    /**
     * One figure.
     *
     * @param name what people call it, such as {@code log loss}
     * @param key what it is called in JSON, such as {@code logLoss}
     * @param value NaN where the figure is not defined on these rows
     */
    record Figure(String name, String key, double value) {}

    /** From {@code lower} to {@code upper}, both included. */
    record Interval(double lower, double upper) {

        public Interval {
            if (!(lower <= upper)) {
                throw new IllegalArgumentException("an interval from " + lower + " to " + upper + " is none");
            }
        }
    }

    /**
     * Judges predictions.
     *
     * @param preparation says which classes there are, or that numbers are predicted
     * @param threshold the probability above which the positive one of two classes is predicted
     * @param outputs probabilities or numbers, {@code [n, outputs]}, in the label's own units
     * @param y the labels in the same size and units
     */
    static Figures of(Preparation preparation, double threshold, Matrix outputs, Matrix y) {
        return preparation.isRegression()
                ? RegressionMetrics.of(outputs, y)
                : Metrics.of(preparation.classes(), outputs, y, threshold);
    }

    List<Figure> figures();

    /** How many rows were judged. */
    long rows();

    /** Whether the figure called {@code key} in JSON is in the label's own unit, and not a share or a mean of logarithms. */
    static boolean isInLabelUnit(String key) {
        return key.endsWith("Error");
    }

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
    record RegressionMetrics(
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
}
