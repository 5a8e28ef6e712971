package dev.firstnetwork.spark;

import picocli.CommandLine.Option;

/** Where the rows are and how they are spread. */
public final class SparkOptions {

    /** A partition for so many rows, where nobody says how many. */
    private static final long ROWS = 250_000;

    @Option(
            names = "--data",
            paramLabel = "URI",
            required = true,
            description =
                    "A file, or a folder of files, CSV or Parquet, on any file system that Hadoop knows. The table is"
                            + " its files in the order of their names.")
    String data;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "How many parts the rows are cut into, whatever the number of workers: the same parts give the"
                            + " same bits. 0 for one for each 250,000 rows. Default: ${DEFAULT-VALUE}")
    int partitions = 0;

    int partitions(long rows) {
        if (partitions < 0) {
            throw new IllegalArgumentException("--partitions is " + partitions + ": expected 1 or more, or 0");
        }
        return partitions > 0 ? partitions : Math.toIntExact((rows + ROWS - 1) / ROWS);
    }
}
