package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.Hashing;
import dev.firstnetwork.data.Standardiser;
import dev.firstnetwork.data.Standardiser.Deviations;
import dev.firstnetwork.data.Standardiser.Sums;
import dev.firstnetwork.math.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A table made ready for training on many machines: cut into partitions of equally many rows in the order of the table, split
 * by the number of each row, standardised by the training rows of all of them.
 *
 * @param preparation how rows become inputs, its standardisers fitted
 * @param shards the partitions, standardised, one shard each; kept by the workers
 * @param trainRows how many training rows each partition has
 * @param testRows how many test rows each partition has
 * @param counts how many training rows are of each class; none for a regression
 */
record SparkData(Preparation preparation, JavaRDD<Shard> shards, long[] trainRows, long[] testRows, long... counts) {

    /** A partition's number is the key itself. */
    static final class ByNumber extends Partitioner {

        private static final long serialVersionUID = 1;

        private final int count;

        ByNumber(int count) {
            this.count = count;
        }

        @Override
        public int numPartitions() {
            return count;
        }

        @Override
        public int getPartition(Object key) {
            return (Integer) key;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByNumber same && same.count == count;
        }

        @Override
        public int hashCode() {
            return count;
        }
    }

    /**
     * Cuts, splits and standardises what was read.
     *
     * @param partitions how many
     * @throws DataException if there are no rows to train or to test
     */
    static SparkData of(SparkTable.Learned table, String name, Hashing hashing, int partitions) {
        Preparation preparation = table.table().preparation();
        long count = table.count();
        long[] offsets = SparkTable.offsets(table.rows());
        JavaRDD<Shard> shards = table.blocks()
                .flatMapToPair(block ->
                        cut(block, offsets[block.file()], count, partitions).iterator())
                .partitionBy(new ByNumber(partitions))
                .mapPartitions(pairs -> {
                    List<Shard.Placed> placed = new ArrayList<>();
                    pairs.forEachRemaining(pair -> placed.add(pair._2()));
                    placed.sort(Comparator.comparingLong(Shard.Placed::row));
                    return List.of(Shard.of(placed, hashing, preparation)).iterator();
                })
                .persist(StorageLevel.MEMORY_AND_DISK());
        List<Seen> seen = each(shards, shard -> Seen.of(shard, preparation));
        table.blocks().unpersist();
        long[] trainRows = seen.stream().mapToLong(Seen::train).toArray();
        long[] testRows = seen.stream().mapToLong(Seen::test).toArray();
        if (LongStream.of(trainRows).sum() == 0 || LongStream.of(testRows).sum() == 0) {
            throw new DataException(name + ": " + count + " rows are too few to split by hash: "
                    + LongStream.of(trainRows).sum() + " to train, "
                    + LongStream.of(testRows).sum() + " to test");
        }
        long[] counts = new long[preparation.classes().size()];
        seen.forEach(each -> {
            for (int k = 0; k < counts.length; k++) {
                counts[k] += each.counts[k];
            }
        });
        Preparation fitted = preparation.fitted(
                standardiser(shards, seen, Seen::inputs, false),
                preparation.isRegression() ? standardiser(shards, seen, Seen::labels, true) : Standardiser.NONE);
        JavaRDD<Shard> ready = shards.map(shard -> shard.standardised(fitted)).persist(StorageLevel.MEMORY_AND_DISK());
        SparkTable.collected(ready::count);
        shards.unpersist();
        return new SparkData(fitted, ready, trainRows, testRows, counts);
    }

    private static List<Tuple2<Integer, Shard.Placed>> cut(Block block, long offset, long count, int partitions) {
        List<Tuple2<Integer, Shard.Placed>> parts = new ArrayList<>();
        long first = offset + block.first();
        int from = 0;
        while (from < block.rows()) {
            int partition = (int) ((first + from) * partitions / count);
            // where the next partition begins
            long next = ((partition + 1) * count + partitions - 1) / partitions;
            int to = (int) Math.min(block.rows(), next - first);
            parts.add(new Tuple2<>(partition, new Shard.Placed(first + from, block.rows(from, to))));
            from = to;
        }
        return parts;
    }

    /** What is seen of the training rows of a partition. */
    private record Seen(long train, long test, long[] counts, Sums inputs, Sums labels) implements Serializable {

        static Seen of(Shard shard, Preparation preparation) {
            Samples train = samples(shard, preparation);
            long[] counts = new long[preparation.classes().size()];
            if (counts.length > 0) {
                for (int k : Samples.classes(train.y())) {
                    counts[k]++;
                }
            }
            return new Seen(shard.train().rows(), shard.test().rows(), counts, Sums.of(train.x()), Sums.of(train.y()));
        }
    }

    private static Samples samples(Shard shard, Preparation preparation) {
        int rows = shard.train().rows();
        return new Samples(
                Matrix.of(rows, preparation.inputs(), shard.train().x()),
                Matrix.of(rows, preparation.outputs(), shard.train().y()));
    }

    /** Sums of the partitions in their order, so that the same partitions give the same bits. */
    private static Standardiser standardiser(
            JavaRDD<Shard> shards, List<Seen> seen, Function<Seen, Sums> part, boolean labels) {
        Sums sums = seen.stream().map(part).reduce(Sums::plus).orElseThrow();
        double[] mean = sums.mean();
        int columns = mean.length;
        List<Deviations> deviations = each(shards, shard -> {
            Shard.Side train = shard.train();
            return Deviations.of(Matrix.of(train.rows(), columns, labels ? train.y() : train.x()), mean);
        });
        return deviations.stream().reduce(Deviations::plus).orElseThrow().standardiser(sums);
    }

    /** What comes of each partition, in their order. */
    static <T> List<T> each(JavaRDD<Shard> shards, org.apache.spark.api.java.function.Function<Shard, T> job) {
        return SparkTable.collected(() -> shards.map(job).collect());
    }

    /** The training rows of a batch in each partition, as they are numbered there. */
    int[][] local(int... batch) {
        long[] offsets = SparkTable.offsets(trainRows);
        int[] partition = new int[batch.length];
        int[] counts = new int[offsets.length];
        for (int i = 0; i < batch.length; i++) {
            int found = Arrays.binarySearch(offsets, batch[i]);
            int p = found >= 0 ? found : -found - 2;
            while (batch[i] >= offsets[p] + trainRows[p] || trainRows[p] == 0) {
                p++;
            }
            partition[i] = p;
            counts[p]++;
        }
        int[][] local = IntStream.of(counts).mapToObj(int[]::new).toArray(int[][]::new);
        int[] next = new int[offsets.length];
        for (int i = 0; i < batch.length; i++) {
            int p = partition[i];
            local[p][next[p]++] = (int) (batch[i] - offsets[p]);
        }
        return local;
    }

    int partitions() {
        return trainRows.length;
    }

    long train() {
        return LongStream.of(trainRows).sum();
    }

    long test() {
        return LongStream.of(testRows).sum();
    }
}
