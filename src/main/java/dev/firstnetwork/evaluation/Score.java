package dev.firstnetwork.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A figure that recipes can be ranked by: its key among {@link Figures}, and which way is better. */
public enum Score {
    ACCURACY("accuracy", false, true),
    BALANCED_ACCURACY("balancedAccuracy", false, true),
    PRECISION("precision", false, true),
    RECALL("recall", false, true),
    F1("f1", false, true),
    ROC_AUC("rocAuc", false, true),
    AVERAGE_PRECISION("averagePrecision", false, true),
    LOG_LOSS("logLoss", false, false),
    BRIER_SCORE("brierScore", false, false),
    R2("r2", true, true),
    ROOT_MEAN_SQUARED_ERROR("rootMeanSquaredError", true, false),
    MEAN_ABSOLUTE_ERROR("meanAbsoluteError", true, false),
    MAX_ERROR("maxError", true, false);

    private final String key;
    private final boolean regression;
    private final boolean higherIsBetter;

    Score(String key, boolean regression, boolean higherIsBetter) {
        this.key = key;
        this.regression = regression;
        this.higherIsBetter = higherIsBetter;
    }

    /** Of classes the ROC AUC, which needs no threshold and has fewer ties than the accuracy; of numbers R². */
    public static Score usual(boolean regression) {
        return regression ? R2 : ROC_AUC;
    }

    /**
     * Makes sure that this is a figure of the task.
     *
     * @throws IllegalArgumentException if it is one of the other
     */
    public void requireFor(boolean regressionTask) {
        if (regression != regressionTask) {
            List<Score> possible = Arrays.stream(values())
                    .filter(score -> score.regression == regressionTask)
                    .toList();
            throw new IllegalArgumentException(this + " is no figure of "
                    + (regressionTask ? "a regression" : "a classification") + ": expected one of "
                    + possible.stream().map(Score::toString).collect(Collectors.joining(", ")));
        }
    }

    public boolean isHigherBetter() {
        return higherIsBetter;
    }

    /** This figure of {@code figures}; empty where it is not defined on their rows. */
    public OptionalDouble of(Figures figures) {
        return figures.figures().stream()
                .filter(figure -> figure.key().equals(key))
                .mapToDouble(Figures.Figure::value)
                .filter(Double::isFinite)
                .findFirst();
    }

    /** Negative where {@code a} is better than {@code b}, 0 where they are the same. */
    public int compare(double a, double b) {
        return higherIsBetter ? Double.compare(b, a) : Double.compare(a, b);
    }

    /** The key, as it is written on the command line and in files. */
    @Override
    public String toString() {
        return key;
    }
}
