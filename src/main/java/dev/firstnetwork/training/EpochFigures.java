package dev.firstnetwork.training;

import java.util.Optional;

/**
 * How the network stands after an epoch: all figures belong to the same parameters.
 *
 * @param epoch how many epochs it has been trained; 0 is the untrained network
 * @param train on the training rows
 * @param test on the test rows
 * @param validation on the validation rows, where there are some
 * @param differences in lockstep, the largest of a gradient in this epoch's steps, and of a parameter after one of them
 */
public record EpochFigures(
        int epoch, Side train, Side test, Optional<Side> validation, Optional<LockstepEngine.Differences> differences) {

    /**
     * The figures on one side of the split.
     *
     * @param loss the mean loss, without penalties and class weights
     * @param score the fraction of rows that get their right class, in {@code [0, 1]}; for a regression the coefficient of
     *     determination R2, 1 at best
     */
    public record Side(double loss, double score) {}

    /** Whether the losses are finite: once one is not, the run has diverged. */
    public boolean isFinite() {
        return Double.isFinite(train.loss)
                && Double.isFinite(test.loss)
                && validation.map(side -> Double.isFinite(side.loss)).orElse(true);
    }

    /** The figures in their order, NaN for one that there is not. */
    public double[] toArray() {
        Side watched = validation.orElse(new Side(Double.NaN, Double.NaN));
        var apart = differences.orElse(new LockstepEngine.Differences(Double.NaN, Double.NaN));
        return new double[] {
            epoch,
            train.loss,
            train.score,
            test.loss,
            test.score,
            watched.loss,
            watched.score,
            apart.gradient(),
            apart.parameter()
        };
    }

    /** The figures that {@link #toArray} made {@code array} of. */
    public static EpochFigures ofArray(double[] array) {
        if (array.length != 9) {
            throw new IllegalArgumentException("an epoch has 9 figures, found " + array.length);
        }
        return new EpochFigures(
                (int) array[0],
                new Side(array[1], array[2]),
                new Side(array[3], array[4]),
                Double.isNaN(array[5]) ? Optional.empty() : Optional.of(new Side(array[5], array[6])),
                Double.isNaN(array[7])
                        ? Optional.empty()
                        : Optional.of(new LockstepEngine.Differences(array[7], array[8])));
    }
}
