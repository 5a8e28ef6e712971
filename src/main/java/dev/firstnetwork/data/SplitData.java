package dev.firstnetwork.data;

import dev.firstnetwork.math.NumpyRandom;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table made ready for training: read, split, and standardised by its training rows.
 *
 * @param preparation how rows become inputs, its standardisers fitted on the training rows
 * @param all every row in the table's order, not standardised
 * @param split which of them train and which test
 * @param train the training rows, standardised
 * @param validation the rows that decide when training stops, standardised like the test rows; empty where none do
 * @param test the test rows, standardised by the training rows' mean and deviation
 */
public record SplitData(
        Preparation preparation,
        Samples all,
        TrainTestSplit split,
        Samples train,
        Optional<Samples> validation,
        Samples test) {

    public enum Method {
        /** By a random permutation of all rows, as scikit-learn does. */
        RANDOM,
        /** By each row's number, whatever the other rows are. */
        HASH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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

        /**
         * Splits {@code rows} rows by their numbers alone: whoever knows the number of a row and the seed knows where it is,
         * without the other rows, so that a table may lie on many machines. About {@code testSize} of them test.
         *
         * @param validationSize the fraction of the others that decide when to stop, in {@code [0, 1)}
         * @param seed in {@code [0, 2^32)}
         * @throws DataException if one side would be empty
         */
        public static TrainTestSplit hashed(int rows, double testSize, double validationSize, long seed) {
            Hashing hashing = new Hashing(testSize, validationSize, seed);
            TrainTestSplit split =
                    new TrainTestSplit(hashing.rows(rows, 0), hashing.rows(rows, 1), hashing.rows(rows, 2));
            if (split.trainRows.length == 0 || split.testRows.length == 0) {
                throw new DataException(rows + (rows == 1 ? " row is" : " rows are") + " too few to split by hash: "
                        + split.trainRows.length + " to train, " + split.testRows.length + " to test");
            }
            return split;
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

    /**
     * A split that hangs on the number of each row alone.
     *
     * @param testSize the fraction that tests, in {@code (0, 1)}
     * @param validationSize the fraction of the others that decide when to stop, in {@code [0, 1)}
     * @param seed in {@code [0, 2^32)}
     */
    public record Hashing(double testSize, double validationSize, long seed) implements Serializable {

        public Hashing {
            if (!(testSize > 0 && testSize < 1) || !(validationSize >= 0 && validationSize < 1)) {
                throw new IllegalArgumentException(
                        "the test size must be between 0 and 1, and the validation size from 0" + " to below 1, found "
                                + testSize + " and " + validationSize);
            }
            NumpyRandom.requireSeed(seed);
        }

        /** Where row number {@code row} goes, from 0 on: 0 to train, 1 to decide when to stop, 2 to test. */
        public int side(long row) {
            if (part(row, 0) < testSize) {
                return 2;
            }
            return part(row, 1) < validationSize ? 1 : 0;
        }

        /** In {@code [0, 1)}: the row's number, the seed and the stream, mixed by SplitMix64 (Steele, Lea, Flood 2014). */
        private double part(long row, long stream) {
            long z = mixed(mixed(seed << 1 | stream) + row);
            return (z >>> 11) * 0x1p-53;
        }

        private static long mixed(long x) {
            long z = x + 0x9e3779b97f4a7c15L;
            z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
            z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
            return z ^ z >>> 31;
        }

        private int[] rows(int rows, int side) {
            return IntStream.range(0, rows).filter(row -> side(row) == side).toArray();
        }
    }

    /**
     * Rows that have been read, split and standardised.
     *
     * @param preparation how they were read; fitted anew on the training rows
     * @param all the rows, not standardised
     */
    public static SplitData of(Preparation preparation, Samples all, TrainTestSplit split) {
        Samples train = all.rowsAt(split.trainRows());
        Preparation fitted = preparation.fitted(train);
        Optional<Samples> validation = split.validationRows().length == 0
                ? Optional.empty()
                : Optional.of(fitted.standardise(all.rowsAt(split.validationRows())));
        return new SplitData(
                fitted,
                all,
                split,
                fitted.standardise(train),
                validation,
                fitted.standardise(all.rowsAt(split.testRows())));
    }
}
