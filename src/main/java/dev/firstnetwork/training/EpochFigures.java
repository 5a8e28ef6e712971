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
}
