package dev.firstnetwork.data;

import dev.firstnetwork.table.ColumnRoles;
import java.util.Optional;

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

    /** The same for a table of which nothing but the label column is said. */
    public static SplitData of(TableSource source, String label, double testSize, long splitSeed) {
        return of(source, ColumnRoles.label(label), testSize, 0, splitSeed);
    }

    /**
     * Reader, schema and transform, split, standardiser: the whole way from a table to samples.
     *
     * @param roles which column is the label, and what else is said of the columns
     * @param testSize the fraction of rows that test, in {@code (0, 1)}
     * @param validationSize the fraction of the others that decide when to stop, in {@code [0, 1)}
     * @param splitSeed the seed of the splits
     * @throws DataException if the table cannot be used
     */
    public static SplitData of(
            TableSource source, ColumnRoles roles, double testSize, double validationSize, long splitSeed) {
        Preparation learned = Preparation.learn(source, roles);
        Samples all = learned.read(source);
        try {
            TrainTestSplit split =
                    TrainTestSplit.of(all.rows(), testSize, splitSeed).withValidation(validationSize, splitSeed);
            return of(learned, all, split);
        } catch (DataException e) {
            throw new DataException(source.name() + ": " + e.getMessage(), e);
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
