package dev.firstnetwork.spark;

import dev.firstnetwork.cli.CsvOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saved model and the table to use it on. */
public final class SavedOptions {

    @Option(names = "--model", paramLabel = "RUN|FILE", required = true, description = "A run folder or its model.zip.")
    String model;

    @Option(
            names = "--data",
            paramLabel = "URI",
            required = true,
            description = "A file, or a folder of files, CSV or Parquet, on any file system that Hadoop knows.")
    String data;

    @Mixin
    CsvOptions csv;

    SentModel model(Cluster cluster) {
        return SentModel.read(cluster, model);
    }

    /** The table, read as the one was that the model was trained on. */
    SparkTable table(SentModel sent, Cluster cluster) {
        return new SparkTable(data, csv.dialect(sent.model().preparation().dialect()), cluster);
    }
}
