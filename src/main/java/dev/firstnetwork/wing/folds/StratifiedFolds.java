package dev.firstnetwork.wing.folds;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides rows into folds with as equal a part of each class as can be, as scikit-learn's {@code StratifiedKFold(n_splits,
 * shuffle=True, random_state)} does; rows with numbers to predict, as its {@code KFold} with the same arguments.
 */
public final class StratifiedFolds {

    private StratifiedFolds() {}

    /**
     * The folds.
     *
     * @param y the labels of the whole table, {@code [n, outputs]}
     * @param rows the rows to be divided, as numbers of rows of the table
     * @param regression whether the labels are numbers, and not classes
     * @param k how many folds, 2 or more
     * @param seed the seed of the division, in {@code [0, 2^32)}
     * @return for each fold its rows as test rows and all others as training rows, both in the order of {@code rows}
     * @throws DataException if a class has less than {@code k} rows
     */
    public static List<TrainTestSplit> of(Matrix y, int[] rows, boolean regression, int k, long seed) {
        if (k < 2) {
            throw new IllegalArgumentException("cross-validation needs 2 folds or more, found " + k);
        }
        if (rows.length < k) {
            throw new DataException(rows.length + " rows are too few for " + k + " folds");
        }
        int[] fold = regression ? folds(rows.length, k, seed) : stratified(Samples.classes(y.rowsAt(rows)), k, seed);
        List<TrainTestSplit> splits = new ArrayList<>();
        for (int f = 0; f < k; f++) {
            int number = f;
            splits.add(new TrainTestSplit(
                    IntStream.range(0, rows.length)
                            .filter(i -> fold[i] != number)
                            .map(i -> rows[i])
                            .toArray(),
                    new int[0],
                    IntStream.range(0, rows.length)
                            .filter(i -> fold[i] == number)
                            .map(i -> rows[i])
                            .toArray()));
        }
        return splits;
    }

    /** The fold of each row: consecutive parts of a permutation, the first {@code n % k} of them one longer. */
    private static int[] folds(int n, int k, long seed) {
        int[] order = NumpyRandom.of(seed).permutation(n);
        int[] fold = new int[n];
        int next = 0;
        for (int f = 0; f < k; f++) {
            int size = n / k + (f < n % k ? 1 : 0);
            for (int i = 0; i < size; i++) {
                fold[order[next++]] = f;
            }
        }
        return fold;
    }

    /** The fold of each row: how many of a class each fold gets is dealt out in turn, which ones is shuffled. */
    private static int[] stratified(int[] classes, int k, long seed) {
        NumpyRandom random = NumpyRandom.of(seed);
        int[] sorted = byAppearance(classes);
        int[] encoded = sorted.clone();
        Arrays.sort(sorted);
        int kinds = sorted[sorted.length - 1] + 1;
        int[] fold = new int[classes.length];
        for (int c = 0; c < kinds; c++) {
            int kind = c;
            int[] members = IntStream.range(0, encoded.length)
                    .filter(i -> encoded[i] == kind)
                    .toArray();
            if (members.length < k) {
                throw new DataException("a class has " + members.length + " rows, too few for " + k + " folds");
            }
            int[] folds = IntStream.range(0, k)
                    .flatMap(f -> IntStream.iterate(f, i -> i < sorted.length, i -> i + k)
                            .filter(i -> sorted[i] == kind)
                            .map(i -> f))
                    .toArray();
            int[] order = random.permutation(members.length);
            for (int i = 0; i < members.length; i++) {
                fold[members[i]] = folds[order[i]];
            }
        }
        return fold;
    }

    /** The classes numbered anew in the order in which they appear. */
    private static int[] byAppearance(int[] classes) {
        List<Integer> seen = new ArrayList<>();
        int[] encoded = new int[classes.length];
        for (int i = 0; i < classes.length; i++) {
            if (!seen.contains(classes[i])) {
                seen.add(classes[i]);
            }
            encoded[i] = seen.indexOf(classes[i]);
        }
        return encoded;
    }
}
