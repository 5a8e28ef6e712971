package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import java.util.List;

/**
 * A table that has been read and understood.
 *
 * @param name what it is called
 * @param preparation what its columns are
 * @param samples its rows, not standardised
 * @param notes what a person should know of how it was read, a line each
 */
public record LearnedTable(String name, Preparation preparation, Samples samples, List<String> notes) {

    public LearnedTable {
        notes = List.copyOf(notes);
    }

    /**
     * Its rows, split and standardised by those that train.
     *
     * @param testSize the fraction of rows that test, in {@code (0, 1)}
     * @param validationSize the fraction of the others that decide when to stop, in {@code [0, 1)}
     * @param splitSeed the seed of the splits
     * @throws DataException if there are too few rows
     */
    public SplitData split(SplitData.Method method, double testSize, double validationSize, long splitSeed) {
        int rows = samples.rows();
        TrainTestSplit split;
        try {
            split = switch (method) {
                case RANDOM -> TrainTestSplit.of(rows, testSize, splitSeed).withValidation(validationSize, splitSeed);
                case HASH -> TrainTestSplit.hashed(rows, testSize, validationSize, splitSeed);
            };
        } catch (DataException e) {
            throw new DataException(name + ": " + e.getMessage(), e);
        }
        return SplitData.of(preparation, samples, split);
    }
}
