package dev.firstnetwork.training;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * How long to train and on which batches: the same ones in the same order, whichever engine trains.
 *
 * @param epochs how often to go through the training rows at most, 0 or more
 * @param batch how many rows make a step; 0 for all of them (batch gradient descent), 1 for one (stochastic)
 * @param shuffle whether each epoch takes the rows in a new order
 * @param shuffleSeed where the orders come from, and the noise; each epoch has streams of its own
 * @param inputNoise standard deviation of the noise that is added to each standardised input each time that it is trained
 *     on, 0 for none (Bishop: <i>Training with noise is equivalent to Tikhonov regularization</i>, 1995)
 * @param change what takes the place of each batch
 */
public record TrainingPlan(
        int epochs,
        int batch,
        boolean shuffle,
        long shuffleSeed,
        double inputNoise,
        Stopping stopping,
        Optional<Change> change) {

    /** Other rows in the place of a batch's, made when its turn comes. */
    @FunctionalInterface
    public interface Change {

        /**
         * The rows to train on.
         *
         * @param now the network's parameters before the step
         * @param random a stream of the epoch's own
         */
        Samples apply(Samples batch, Parameters now, NumpyRandom random);
    }

    /** From so many rows on, a second thread is worth its while. */
    private static final int LARGE = 4096;

    public TrainingPlan {
        require(epochs >= 0, "the number of epochs must be 0 or more, found " + epochs);
        require(batch >= 0, "the batch size must be 1 or more, or 0 for all rows, found " + batch);
        boolean noise = inputNoise >= 0 && inputNoise < Double.POSITIVE_INFINITY;
        require(noise, "the input noise must be finite and 0 or more, found " + inputNoise);
        NumpyRandom.requireSeed(shuffleSeed);
    }

    /** A plan without noise that ends with its last epoch. */
    public TrainingPlan(int epochs, int batch, boolean shuffle, long shuffleSeed) {
        this(epochs, batch, shuffle, shuffleSeed, 0, Stopping.NEVER, Optional.empty());
    }

    public TrainingPlan withInputNoise(double standardDeviation) {
        return new TrainingPlan(epochs, batch, shuffle, shuffleSeed, standardDeviation, stopping, change);
    }

    public TrainingPlan with(Stopping other) {
        return new TrainingPlan(epochs, batch, shuffle, shuffleSeed, inputNoise, other, change);
    }

    public TrainingPlan withShuffleSeed(long seed) {
        return new TrainingPlan(epochs, batch, shuffle, seed, inputNoise, stopping, change);
    }

    public TrainingPlan with(Change other) {
        return new TrainingPlan(epochs, batch, shuffle, shuffleSeed, inputNoise, stopping, Optional.of(other));
    }

    /** How many steps an epoch takes on {@code rows} rows, at least 1. */
    public int steps(int rows) {
        return batch == 0 ? 1 : Math.max(1, (rows + batch - 1) / batch);
    }

    /**
     * The batches of an epoch, made one at a time; the last is smaller where the rows do not divide evenly.
     *
     * @param epoch from 1 on
     */
    public Iterable<Samples> batches(Samples train, int epoch) {
        int n = train.rows();
        int size = batch == 0 ? n : Math.min(batch, n);
        // one batch with every row: its order changes nothing but rounding
        boolean whole = size == n;
        if (whole && inputNoise == 0) {
            return List.of(train);
        }
        int[] order = shuffle && !whole
                ? NumpyRandom.of(shuffleSeed, epoch).permutation(n)
                : IntStream.range(0, n).toArray();
        return () -> new Iterator<>() {

            private final NumpyRandom noise = NumpyRandom.of(shuffleSeed, epoch, 1);
            private int next;
            private CompletableFuture<Samples> ahead;

            @Override
            public boolean hasNext() {
                return next < n || ahead != null;
            }

            /** A large batch is put together while the one before it is trained on. */
            @Override
            public Samples next() {
                Samples batch = ahead == null ? make() : ahead.join();
                ahead = size >= LARGE && next < n ? CompletableFuture.supplyAsync(this::make) : null;
                return batch;
            }

            private Samples make() {
                int from = next;
                next = Math.min(n, from + size);
                Samples rows = train.rowsAt(Arrays.copyOfRange(order, from, next));
                return inputNoise == 0
                        ? rows
                        : rows.withInputs(rows.x().map(x -> x + inputNoise * noise.nextGaussian()));
            }
        };
    }

    /**
     * What becomes of each batch of an epoch.
     *
     * @param now the network's parameters as they are
     */
    UnaryOperator<Samples> changing(int epoch, Supplier<Parameters> now) {
        NumpyRandom random = NumpyRandom.of(shuffleSeed, epoch, 2);
        return batch ->
                change.map(other -> other.apply(batch, now.get(), random)).orElse(batch);
    }
}
