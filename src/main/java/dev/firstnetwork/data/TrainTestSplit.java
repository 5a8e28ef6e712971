package dev.firstnetwork.data;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;

/**
 * Which rows train and which test, as scikit-learn's {@code train_test_split(test_size, random_state)} chooses them.
 *
 * @param trainRows the indices of the training rows, in their order
 * @param validationRows the indices of the rows that decide when to stop, in their order; mostly none
 * @param testRows the indices of the test rows, in their order
 */
public record TrainTestSplit(int[] trainRows, int[] validationRows, int[] testRows) {

    /**
     * Splits {@code rows} rows by a random permutation: the first {@code ceil(testSize * rows)} test, the others train.
     *
     * @param testSize the fraction that tests, in {@code (0, 1)}
     * @param seed the seed of the permutation, in {@code [0, 2^32)}
     * @throws DataException if one side would be empty
     */
    public static TrainTestSplit of(int rows, double testSize, long seed) {
        return of(rows, testSize, seed, "test size");
    }

    /** @param what what the fraction is called in messages */
    private static TrainTestSplit of(int rows, double testSize, long seed, String what) {
        if (!(testSize > 0 && testSize < 1)) {
            throw new IllegalArgumentException("the " + what + " must be between 0 and 1, found " + testSize);
        }
        int test = (int) Math.ceil(testSize * rows);
        if (test >= rows) {
            throw new DataException(rows + (rows == 1 ? " row is" : " rows are") + " too few to split: a " + what
                    + " of " + testSize + " leaves none to train on");
        }
        int[] order = NumpyRandom.of(seed).permutation(rows);
        return new TrainTestSplit(Arrays.copyOfRange(order, test, rows), new int[0], Arrays.copyOf(order, test));
    }

    /**
     * Takes validation rows off the training rows, by a second split like the first.
     *
     * @param fraction of the training rows, in {@code [0, 1)}; 0 for none
     * @param seed the seed of the permutation, in {@code [0, 2^32)}
     * @throws DataException if no training row would be left
     */
    public TrainTestSplit withValidation(double fraction, long seed) {
        if (fraction == 0) {
            return this;
        }
        TrainTestSplit second = of(trainRows.length, fraction, seed, "validation size");
        return new TrainTestSplit(
                Arrays.stream(second.trainRows).map(i -> trainRows[i]).toArray(),
                Arrays.stream(second.testRows).map(i -> trainRows[i]).toArray(),
                testRows);
    }

    /** The rows that decide, because the test rows must not: the validation rows, or the training rows without them. */
    public int[] decisionRows() {
        return validationRows.length > 0 ? validationRows : trainRows;
    }
}
