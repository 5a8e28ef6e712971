package dev.firstnetwork.playground;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;

/**
 * Which rows make a step: those of {@code training.TrainingPlan}, without its threads, which a page has not.
 *
 * @param size how many rows make a step; 0 for all of them
 * @param seed of the order of the rows in each epoch
 */
record Batches(int size, long seed) {

    Batches {
        if (size < 0) {
            throw new IllegalArgumentException("the batch size must be 1 or more, or 0 for all rows, found " + size);
        }
    }

    /** How many steps an epoch takes. */
    int steps(int rows) {
        return size == 0 ? 1 : (rows + size - 1) / size;
    }

    /** The order of the rows in an epoch, from 1 on. */
    int[] order(int rows, int epoch) {
        return NumpyRandom.of(seed, epoch).permutation(rows);
    }

    /** The batch of an epoch's step, from 0 on; {@code order} is that epoch's. */
    Samples batch(Samples train, int[] order, int step) {
        int n = train.rows();
        // one batch with every row: its order changes nothing but rounding
        return isWhole(n)
                ? train
                : train.rowsAt(Arrays.copyOfRange(order, step * size, Math.min(n, (step + 1) * size)));
    }

    boolean isWhole(int rows) {
        return size == 0 || size >= rows;
    }
}
