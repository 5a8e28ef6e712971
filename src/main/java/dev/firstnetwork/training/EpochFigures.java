package dev.firstnetwork.training;

import java.util.OptionalDouble;

/**
 * How the network stands after an epoch: all figures belong to the same parameters.
 *
 * @param epoch how many epochs it has been trained; 0 is the untrained network
 * @param trainLoss the mean loss on the training rows, without penalties
 * @param testLoss the same on the test rows
 * @param trainAccuracy the fraction of training rows that get their right class, in {@code [0, 1]}
 * @param testAccuracy the same on the test rows
 * @param maxGradientDifference in lockstep, the largest absolute difference of a gradient in this epoch's steps
 * @param maxParameterDifference in lockstep, the largest absolute difference of a parameter after one of them
 */
public record EpochFigures(
        int epoch,
        double trainLoss,
        double testLoss,
        double trainAccuracy,
        double testAccuracy,
        OptionalDouble maxGradientDifference,
        OptionalDouble maxParameterDifference) {

    /** Whether both losses are finite: once one is not, the run has diverged. */
    public boolean isFinite() {
        return Double.isFinite(trainLoss) && Double.isFinite(testLoss);
    }

    /** The components in their order, NaN for a difference that there is not. */
    double[] toArray() {
        return new double[] {
            epoch,
            trainLoss,
            testLoss,
            trainAccuracy,
            testAccuracy,
            maxGradientDifference.orElse(Double.NaN),
            maxParameterDifference.orElse(Double.NaN)
        };
    }

    /** The figures that {@link #toArray} made {@code array} of. */
    static EpochFigures ofArray(double[] array) {
        if (array.length != 7) {
            throw new IllegalArgumentException("an epoch has 7 figures, found " + array.length);
        }
        return new EpochFigures(
                (int) array[0], array[1], array[2], array[3], array[4], difference(array[5]), difference(array[6]));
    }

    private static OptionalDouble difference(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
