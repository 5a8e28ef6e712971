package dev.firstnetwork.report;

import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The folder {@code NAME.partial} of a run that saves checkpoints on its way: its configuration from the beginning, its
 * last checkpoint, and nothing that is half written. It is there until the run folder {@code NAME} is. Who works on it holds
 * a lock in it, which the system gives back when the process ends, however it ends.
 */
public final class PartialRun implements AutoCloseable {

    private static final String SUFFIX = ".partial";
    private static final String CONFIGURATION = "config.json";
    private static final String CHECKPOINT = "checkpoint.json";

    private final Path folder;
    private final FileChannel lock;

    private PartialRun(Path folder) {
        this.folder = folder;
        this.lock = locked(folder);
    }

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
     * The partial run of which a person says {@code run}, to go on with.
     *
     * @throws DataException if there is none
     * @throws IllegalArgumentException if another process works on it
     */
    public static PartialRun resume(Path run) {
        return new PartialRun(folder(run));
    }

    /** The configuration that {@code run} goes on with; throws {@link DataException} like {@link #resume}. */
    public static Path configuration(Path run) {
        return folder(run).resolve(CONFIGURATION);
    }

    /** The folder that a person means: by the run's folder as it will be, or the partial one. */
    private static Path folder(Path run) {
        Path absolute = run.toAbsolutePath().normalize();
        String name = String.valueOf(absolute.getFileName());
        // such as a dot
        Path named = run.endsWith(name) ? run : absolute;
        Path partial = name.endsWith(SUFFIX) ? named : named.resolveSibling(name + SUFFIX);
        if (Files.isRegularFile(partial.resolve(CONFIGURATION))) {
            return partial;
        }
        String found = Files.isRegularFile(run.resolve(CONFIGURATION))
                ? " is finished"
                : Files.exists(run) ? " is no run that was cut off" : ": no such run";
        throw new DataException(run + found + "; expected the folder " + partial + " with " + CONFIGURATION
                + " in it, which a search or a run with --checkpoint-every has until it is finished");
    }

    private static FileChannel locked(Path folder) {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isFree(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
        throw new IllegalArgumentException(
                "another process works on " + folder + ": wait until it is done, or end it, and resume the run then");
    }

    /** Whether the lock is this run's now. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another run within this process has it
            return false;
        }
    }

    public Path folder() {
        return folder;
    }

    public String name() {
        String name = String.valueOf(folder.getFileName());
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** The last checkpoint; there is none before the first. */
    public Path checkpoint() {
        return folder.resolve(CHECKPOINT);
    }

    /** Puts the configuration that the run goes on with in the place of the one that it began with. */
    public void configure(byte[] configuration) {
        RunFolder.writeFile(folder.resolve(CONFIGURATION), configuration);
    }

    /** Puts a checkpoint in the place of the last one, which stays if this one cannot be written. */
    public void save(byte[] checkpoint) {
        try (AtomicFile file = new AtomicFile(checkpoint())) {
            file.stream().write(checkpoint);
            file.commit();
        } catch (IOException e) {
            String next = "what was saved before is whole: make room and go on with --resume " + folder;
            throw new OutputException(checkpoint(), e, next);
        }
    }

    /** Takes the folder away, the run being finished. */
    public void delete() {
        close();
        try {
            RunFolder.delete(folder);
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }

    /** Lets others work on it. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }
}
