package dev.firstnetwork.spark;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.Hashing;
import dev.firstnetwork.math.Matrix;
import java.io.Serializable;
import java.util.List;

/**
 * The rows of a partition on each side of the split, in the order of the table.
 *
 * @param train the rows to learn from
 * @param test the rows that are only watched
 */
record Shard(Side train, Side test) implements Serializable {

    /**
     * Rows as matrices are sent.
     *
     * @param rows how many
     * @param x inputs, {@code [rows, inputs]}
     * @param y labels, {@code [rows, outputs]}
     */
    record Side(int rows, double[] x, double[] y) implements Serializable {

        private static Side of(Samples samples) {
            return new Side(samples.rows(), samples.x().values(), samples.y().values());
        }

        /** The rows; their matrices are over the arrays themselves. */
        Samples samples() {
            return new Samples(
                    Matrix.of(rows, rows == 0 ? 0 : x.length / rows, x),
                    Matrix.of(rows, rows == 0 ? 0 : y.length / rows, y));
        }

        boolean isEmpty() {
            return rows == 0;
        }

        Side standardised(Preparation preparation) {
            if (isEmpty()) {
                return this;
            }
            // a task may come again: what it was given stays as it is
            return of(preparation.standardise(new Side(rows, x.clone(), y.clone()).samples()));
        }
    }

    /** The rows of some blocks, each of which knows where its first row stands in the table. */
    static Shard of(List<Placed> blocks, Hashing hashing, Preparation preparation) {
        int[] rows = new int[3];
        for (Placed placed : blocks) {
            for (int i = 0; i < placed.block.rows(); i++) {
                rows[hashing.side(placed.row + i)]++;
            }
        }
        int inputs = preparation.inputs();
        double[][] x = {new double[rows[0] * inputs], {}, new double[rows[2] * inputs]};
        double[][] labels = {new double[rows[0]], {}, new double[rows[2]]};
        int[] next = new int[3];
        for (Placed placed : blocks) {
            for (int i = 0; i < placed.block.rows(); i++) {
                int side = hashing.side(placed.row + i);
                System.arraycopy(placed.block.x(), i * inputs, x[side], next[side] * inputs, inputs);
                labels[side][next[side]++] = placed.block.labels()[i];
            }
        }
        return new Shard(
                new Side(rows[0], x[0], preparation.y(labels[0]).values()),
                new Side(rows[2], x[2], preparation.y(labels[2]).values()));
    }

    Shard standardised(Preparation preparation) {
        return new Shard(train.standardised(preparation), test.standardised(preparation));
    }

    /**
     * A block with the number of its first row in the table.
     *
     * @param row from 0 on
     */
    record Placed(long row, Block block) implements Serializable {}
}
