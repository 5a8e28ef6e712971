package dev.firstnetwork.report;

import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folder {@code NAME.partial} of a run that saves checkpoints on its way: its configuration from the beginning, its
 * last checkpoint, and nothing that is half written. It is there until the run folder {@code NAME} is.
 *
 * @param folder the folder itself
 */
public record PartialRun(Path folder) {

    private static final String SUFFIX = ".partial";
    private static final String CONFIGURATION = "config.json";
    private static final String CHECKPOINT = "checkpoint.json";

    /**
     * Makes the folder for a run called {@code name}, or {@code name-2} and so on where there is such a run.
     *
     * @throws OutputException if {@code out} cannot be written to
     */
    public static PartialRun create(Path out, String name, byte[] configuration) {
        int count = 1;
        String free = name;
        while (Files.exists(out.resolve(free))) {
            count++;
            free = name + "-" + count;
        }
        return new PartialRun(RunFolder.write(out, free, SUFFIX, Map.of(CONFIGURATION, Content.of(configuration))));
    }

    /**
     * The partial run of which a person says {@code run}: the run's folder as it will be, or the partial one.
     *
     * @throws DataException if there is none
     */
    public static PartialRun of(Path run) {
        String name = String.valueOf(run.getFileName());
        PartialRun partial = new PartialRun(name.endsWith(SUFFIX) ? run : run.resolveSibling(name + SUFFIX));
        if (!Files.exists(partial.configuration())) {
            throw new DataException(run + (Files.exists(run) ? " is finished" : ": no such run") + "; expected "
                    + partial.folder() + ", which a search or a run with --checkpoint-every has until it is finished");
        }
        return partial;
    }

    /** The name of the run. */
    public String name() {
        String name = String.valueOf(folder.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** Where the run folder will be. */
    public Path out() {
        Path parent = folder.getParent();
        return parent == null ? Path.of("") : parent;
    }

    public Path configuration() {
        return folder.resolve(CONFIGURATION);
    }

    /** The last checkpoint; there is none before the first. */
    public Path checkpoint() {
        return folder.resolve(CHECKPOINT);
    }

    /** Puts a checkpoint in the place of the last one. */
    public void save(byte[] checkpoint) {
        RunFolder.writeFile(checkpoint(), checkpoint);
    }

    /** Takes the folder away, the run being finished. */
    public void delete() {
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }
}
