package dev.firstnetwork.data;

/**
 * A table made ready for training: read, split, and standardised by its training rows.
 *
 * @param preparation how rows become inputs, its standardiser fitted on the training rows
 * @param all every row in the table's order, not standardised
 * @param split which of them train and which test
 * @param train the training rows, standardised
 * @param test the test rows, standardised by the training rows' mean and deviation
 */
public record SplitData(Preparation preparation, Samples all, TrainTestSplit split, Samples train, Samples test) {

    /** The same for a table of which nothing but the label column is said. */
    public static SplitData of(TableSource source, String label, double testSize, long splitSeed) {
        return of(source, ColumnRoles.label(label), testSize, splitSeed);
    }

    /**
     * Reader, schema and transform, split, standardiser: the whole way from a table to samples.
     *
     * @param roles which column is the label, and what else is said of the columns
     * @param testSize the fraction of rows that test, in {@code (0, 1)}
     * @param splitSeed the seed of the split
     * @throws DataException if the table cannot be used
     */
    public static SplitData of(TableSource source, ColumnRoles roles, double testSize, long splitSeed) {
        Preparation learned = Preparation.learn(source, roles);
        Samples all = learned.read(source);
        TrainTestSplit split;
        try {
            split = TrainTestSplit.of(all.rows(), testSize, splitSeed);
        } catch (DataException e) {
            throw new DataException(source.name() + ": " + e.getMessage(), e);
        }
        Samples trainRows = all.rowsAt(split.trainRows());
        Standardiser standardiser = Standardiser.fit(trainRows.x());
        return new SplitData(
                learned.with(standardiser),
                all,
                split,
                trainRows.standardised(standardiser),
                all.rowsAt(split.testRows()).standardised(standardiser));
    }
}
