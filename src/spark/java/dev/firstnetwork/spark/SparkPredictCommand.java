package dev.firstnetwork.spark;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.report.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Probabilities and labels for the rows of a cluster: a file of CSV for each file that is read. */
@Command(
        name = "predict",
        description = "Add the probability and the predicted label to each row of a table.",
        sortOptions = false)
final class SparkPredictCommand implements Callable<Integer> {

    @Mixin
    SavedOptions saved;

    @Option(
            names = "--out",
            paramLabel = "URI",
            required = true,
            description = "A new folder for the files with predictions: CSV, each in the order of its rows.")
    String out;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        try (Cluster cluster = Cluster.start()) {
            FileSystem files = cluster.fileSystem(out);
            var whole = files.makeQualified(new org.apache.hadoop.fs.Path(out));
            common.require(!files.exists(whole), "--out " + out + " is there already: name a new folder");
            SentModel sent = saved.model(cluster);
            SparkTable table = saved.table(sent, cluster);
            var partial = whole.suffix(".partial");
            files.delete(partial, true);
            PartFiles parts = table.files();
            String folder = partial.toString();
            SparkTable.collected(() -> table.numbers()
                    .map(file -> new PredictionFile(parts, file, sent).write(folder))
                    .collect());
            // what an attempt that was killed has left
            for (FileStatus attempt :
                    files.listStatus(partial, file -> file.getName().startsWith(PredictionFile.ATTEMPT))) {
                files.delete(attempt.getPath(), false);
            }
            if (!files.rename(partial, whole)) {
                throw new IOException("it cannot be given its name");
            }
            if (!common.quiet) {
                common.err().println("predictions of " + parts.count() + " files in " + out);
            }
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new OutputException(Path.of(out), e);
        }
    }
}
