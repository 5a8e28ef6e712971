package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Rows;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.table.TableSummary;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * A table in files on any file system that Hadoop knows. Each file is read by one task, so that a message names file and
 * line; the table is the files one after the other, in the order of their names. One machine would learn the same of it.
 */
final class SparkTable {

    /** So many rows of a file go together. */
    private static final int BLOCK = 4096;

    private final String name;
    private final Cluster cluster;
    private final PartFiles files;

    /**
     * The table at {@code uri}: its files are listed, and the first of them is looked at.
     *
     * @throws DataException if there is none, or it is no table
     */
    SparkTable(String uri, Dialect dialect, Cluster cluster) {
        this.name = uri;
        this.cluster = cluster;
        this.files = PartFiles.of(cluster, cluster.files(uri), dialect);
    }

    String name() {
        return name;
    }

    PartFiles files() {
        return files;
    }

    /** The numbers of the files, each in a partition of its own. */
    JavaRDD<Integer> numbers() {
        List<Integer> numbers = IntStream.range(0, files.count()).boxed().toList();
        return cluster.spark().parallelize(numbers, files.count());
    }

    /** What one machine would learn of the whole table, with the rows that are taken. */
    record Learned(TableSummary.Learned table, JavaRDD<Block> blocks, long[] rows) {

        long count() {
            return LongStream.of(rows).sum();
        }
    }

    /**
     * Goes through all files twice: to learn what their columns are, and to take their rows, which are kept.
     *
     * @throws DataException if no network can be trained on them
     */
    Learned learn(ColumnRoles roles) {
        SentRoles sent = SentRoles.of(roles);
        PartFiles parts = files;
        List<TableSummary> summaries = collected(() -> numbers()
                .map(file -> TableSummary.of(parts.open(file), sent.roles()))
                .collect());
        TableSummary whole = summaries.get(0);
        for (int i = 1; i < summaries.size(); i++) {
            whole.append(summaries.get(i), parts.name(i));
        }
        Taken taken = new Taken();
        TableSource first = parts.named(name);
        TableSummary.Learned learned = whole.learn(first, roles, preparation -> take(preparation, taken));
        return new Learned(learned, taken.blocks, taken.rows);
    }

    /** The rows that a preparation takes, with their labels. */
    JavaRDD<Block> blocks(Preparation preparation) {
        PartFiles parts = files;
        return numbers().flatMap(file -> blocks(parts, file, preparation));
    }

    /** What became of them. */
    private static final class Taken {
        private JavaRDD<Block> blocks;
        private long[] rows;
    }

    private TableSummary.Kept take(Preparation preparation, Taken taken) {
        PartFiles parts = files;
        taken.blocks = blocks(preparation).persist(StorageLevel.MEMORY_AND_DISK());
        boolean classes = !preparation.isRegression();
        List<Counted> counted = collected(
                () -> taken.blocks.map(block -> Counted.of(block, classes)).collect());
        taken.rows = new long[parts.count()];
        TreeSet<Integer> met = new TreeSet<>();
        for (Counted each : counted) {
            taken.rows[each.file] += each.rows;
            IntStream.of(each.classes).forEach(met::add);
        }
        return new TableSummary.Kept(
                LongStream.of(taken.rows).sum(), met.stream().mapToInt(k -> k).toArray());
    }

    /** How many rows a block has, and of which classes. */
    private record Counted(int file, int rows, int[] classes) implements java.io.Serializable {

        static Counted of(Block block, boolean classes) {
            int[] met = classes
                    ? Arrays.stream(block.labels())
                            .mapToInt(label -> (int) label)
                            .distinct()
                            .toArray()
                    : new int[0];
            return new Counted(block.file(), block.rows(), met);
        }
    }

    /** The rows of a file that a preparation takes, a block at a time. */
    private static Iterator<Block> blocks(PartFiles parts, int file, Preparation preparation) {
        Rows rows = preparation.rows(parts.open(file), true);
        int inputs = preparation.inputs();
        return new Iterator<>() {

            private final double[] x = new double[BLOCK * inputs];
            private final double[] labels = new double[BLOCK];
            private long first;
            private Optional<Block> ahead = read();

            private Optional<Block> read() {
                int n = 0;
                while (n < BLOCK && rows.next(x, n * inputs)) {
                    labels[n++] = rows.label();
                }
                if (n == 0) {
                    rows.close();
                    return Optional.empty();
                }
                Block block = new Block(file, first, inputs, Arrays.copyOf(x, n * inputs), Arrays.copyOf(labels, n));
                first += n;
                return Optional.of(block);
            }

            @Override
            public boolean hasNext() {
                return ahead.isPresent();
            }

            @Override
            public Block next() {
                Block block = ahead.orElseThrow();
                ahead = read();
                return block;
            }
        };
    }

    /** The result of a job; what went wrong with the data is said as on one machine. */
    static <T> T collected(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException e) {
            throw Cluster.told(e);
        } catch (Exception e) {
            // Spark throws its checked exception unseen
            throw Cluster.told(new IllegalStateException(e.getMessage(), e));
        }
    }

    /** Where the rows of each file begin among those of the table. */
    static long[] offsets(long... rows) {
        long[] offsets = new long[rows.length];
        for (int i = 1; i < rows.length; i++) {
            offsets[i] = offsets[i - 1] + rows[i - 1];
        }
        return offsets;
    }
}
