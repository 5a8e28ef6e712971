package dev.firstnetwork.spark;

import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.wing.use.PredictedRows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * The rows of a file with what is predicted for them.
 *
 * @param file its number
 */
record PredictionFile(PartFiles parts, int file, SentModel sent) {

    /** How the name of a file that is not yet whole begins. */
    static final String ATTEMPT = "_attempt-";

    /**
     * Writes it under a name of this attempt, then gives it its own: of several attempts one is taken, and each is whole.
     *
     * @return how many bytes it has
     */
    long write(String folder) throws IOException {
        Path target = new Path(folder, String.format(java.util.Locale.ROOT, "part-%05d.csv", file));
        Path attempt = new Path(folder, ATTEMPT + TaskContext.get().taskAttemptId());
        FileSystem files = target.getFileSystem(parts.configuration().value());
        files.setWriteChecksum(false);
        TableSource source = parts.open(file);
        Model model = sent.model();
        Predictor predictor = sent.predictor();
        try (Writer writer = new BufferedWriter(
                new OutputStreamWriter(files.create(attempt, true), StandardCharsets.UTF_8), 1 << 16)) {
            PredictedRows.write(source, model, predictor, writer);
        }
        files.delete(target, false);
        if (!files.rename(attempt, target)) {
            throw new IOException(target + " cannot be given its name");
        }
        return files.getFileStatus(target).getLen();
    }
}
