package dev.firstnetwork.training;

import dev.firstnetwork.data.NumpyRandom;
import dev.firstnetwork.data.Samples;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long to train and on which batches: the same ones in the same order, whichever engine trains.
 *
 * @param epochs how often to go through the training rows, 0 or more
 * @param batch how many rows make a step; 0 for all of them (batch gradient descent), 1 for one (stochastic)
 * @param shuffle whether each epoch takes the rows in a new order
 * @param shuffleSeed where the orders come from; each epoch has a stream of its own
 */
public record TrainingPlan(int epochs, int batch, boolean shuffle, long shuffleSeed) {

    public TrainingPlan {
        if (epochs < 0) {
            throw new IllegalArgumentException("the number of epochs must be 0 or more, found " + epochs);
        }
        if (batch < 0) {
            throw new IllegalArgumentException("the batch size must be 1 or more, or 0 for all rows, found " + batch);
        }
        NumpyRandom.requireSeed(shuffleSeed);
    }

    /**
     * The batches of an epoch, made one at a time; the last is smaller where the rows do not divide evenly.
     *
     * @param epoch from 1 on
     */
    Iterable<Samples> batches(Samples train, int epoch) {
        int n = train.rows();
        int size = batch == 0 ? n : Math.min(batch, n);
        if (size == n) {
            // one batch with every row: its order changes nothing but rounding
            return List.of(train);
        }
        int[] order = shuffle
                ? NumpyRandom.of(shuffleSeed, epoch).permutation(n)
                : IntStream.range(0, n).toArray();
        return () -> new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < n;
            }

            @Override
            public Samples next() {
                int from = next;
                next = Math.min(n, from + size);
                return train.rowsAt(Arrays.copyOfRange(order, from, next));
            }
        };
    }
}
