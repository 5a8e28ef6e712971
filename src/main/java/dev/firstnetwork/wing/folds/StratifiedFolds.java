package dev.firstnetwork.wing.folds;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Divides rows into folds with as equal a part of each class as can be, as scikit-learn's {@code StratifiedKFold(n_splits,
 * shuffle=True, random_state)} does; rows with numbers to predict, as its {@code KFold} with the same arguments.
 */
public final class StratifiedFolds {

    private StratifiedFolds() {}

    /**
     * Draws the folds.
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
            int[] train = chosen(rows, i -> fold[i] != number);
            splits.add(new TrainTestSplit(train, new int[0], chosen(rows, i -> fold[i] == number)));
        }
        return splits;
    }

    private static int[] chosen(int[] rows, IntPredicate which) {
        IntStream places = IntStream.range(0, rows.length);
        return places.filter(which).map(i -> rows[i]).toArray();
    }

    /** The fold of each row: consecutive parts of a permutation, the first {@code n % k} of them one longer. */
    private static int[] folds(int n, int k, long seed) {
        int[] order = NumpyRandom.of(seed).permutation(n);
        int[] fold = new int[n];
        for (int i = 0; i < n; i++) {
            int ofLonger = i / (n / k + 1);
            fold[order[i]] = ofLonger < n % k ? ofLonger : (i - n % k) / (n / k);
        }
        return fold;
    }

    /** The fold of each row: how many of a class each fold gets is dealt out in turn, which ones is shuffled. */
    private static int[] stratified(int[] classes, int k, long seed) {
        NumpyRandom random = NumpyRandom.of(seed);
        // numbered anew in the order in which they appear
        List<Integer> seen = Arrays.stream(classes).distinct().boxed().toList();
        int[] encoded = Arrays.stream(classes).map(seen::indexOf).toArray();
        int[] sorted = Arrays.stream(encoded).sorted().toArray();
        int[] all = IntStream.range(0, classes.length).toArray();
        int[] fold = new int[classes.length];
        for (int c = 0; c < seen.size(); c++) {
            int kind = c;
            int[] members = chosen(all, i -> encoded[i] == kind);
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
}
