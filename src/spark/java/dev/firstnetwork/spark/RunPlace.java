package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.report.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run folder on the cluster's file system. Until it is whole, its name ends in {@value #PARTIAL}, and it holds the state
 * after the last whole epoch; then it gets its own name.
 */
final class RunPlace {

    private static final String PARTIAL = ".partial";
    private static final String CHECKPOINT = "checkpoint.json";
    private static final String NEXT = "checkpoint.next.json";

    /** Nanoseconds between two states that are saved: with short epochs, files would take longer than training. */
    private static final long PAUSE = 1_000_000_000;

    private final FileSystem files;
    private final Path partial;
    private final Path whole;
    private long saved;

    private RunPlace(FileSystem files, Path partial, Path whole) {
        // a file of its own beside each would only be seen on a local disk
        files.setWriteChecksum(false);
        this.files = files;
        this.partial = partial;
        this.whole = whole;
    }

    /** A new one. */
    static RunPlace create(Cluster cluster, String out, String name, byte[] configuration) {
        try {
            FileSystem files = cluster.fileSystem(out);
            Path root = files.makeQualified(new Path(out));
            String free = name;
            for (int i = 2; files.exists(new Path(root, free)) || files.exists(new Path(root, free + PARTIAL)); i++) {
                free = name + "-" + i;
            }
            Path partial = new Path(root, free + PARTIAL);
            RunPlace place = new RunPlace(files, partial, new Path(root, free));
            place.write(new Path(partial, "config.json"), configuration);
            return place;
        } catch (IOException e) {
            throw new OutputException(java.nio.file.Path.of(out, name), e);
        }
    }

    /**
     * One that was cut off.
     *
     * @throws DataException if there is none
     */
    static RunPlace resume(Cluster cluster, String run) {
        try {
            FileSystem files = cluster.fileSystem(run);
            Path partial = files.makeQualified(new Path(run));
            String name = partial.getName();
            if (!name.endsWith(PARTIAL) || !files.exists(partial)) {
                throw new DataException(
                        run + " is no run that was cut off: expected a folder whose name ends in " + PARTIAL);
            }
            Path whole = new Path(partial.getParent(), name.substring(0, name.length() - PARTIAL.length()));
            return new RunPlace(files, partial, whole);
        } catch (IOException e) {
            throw new DataException(run + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The state after the last whole epoch, if there is one. */
    Optional<TrainingState> last(Map<String, Object> about) {
        Path file = new Path(partial, CHECKPOINT);
        try {
            if (!files.exists(file)) {
                // between the two steps of saving, the next one is there, and whole
                file = new Path(partial, NEXT);
            }
            if (!files.exists(file)) {
                return Optional.empty();
            }
            try (InputStream in = files.open(file)) {
                return Optional.of(TrainingState.read(in.readAllBytes(), about, file.toString()));
            }
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Saves a state in the place of the one before: at each moment there is a whole one. */
    void save(TrainingState state, Map<String, Object> about) {
        long now = System.nanoTime();
        if (saved != 0 && now - saved < PAUSE) {
            return;
        }
        saved = now;
        Path file = new Path(partial, CHECKPOINT);
        Path next = new Path(partial, NEXT);
        try {
            write(next, state.json(about));
            files.delete(file, false);
            files.rename(next, file);
        } catch (IOException e) {
            throw new OutputException(java.nio.file.Path.of(file.toUri().getPath()), e);
        }
    }

    /**
     * Writes the files of the whole run and gives the folder its name.
     *
     * @return where it is
     */
    String finish(Map<String, byte[]> contents) {
        try {
            for (Map.Entry<String, byte[]> content : contents.entrySet()) {
                write(new Path(partial, content.getKey()), content.getValue());
            }
            files.delete(new Path(partial, CHECKPOINT), false);
            files.delete(new Path(partial, NEXT), false);
            if (!files.rename(partial, whole)) {
                throw new IOException("it cannot be given its name");
            }
            return whole.toString().replaceFirst("^file:/+", "/");
        } catch (IOException e) {
            throw new OutputException(java.nio.file.Path.of(partial.toUri().getPath()), e);
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = files.create(file, true)) {
            out.write(bytes);
        }
    }
}
