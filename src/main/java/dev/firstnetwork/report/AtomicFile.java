package dev.firstnetwork.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is written beside its target and takes its place when it is whole; closed without that, or when the process is
 * ended by Ctrl-C, it is gone. A link is followed. What is there and no ordinary file, such as a pipe or a device, is written to directly.
 */
public final class AtomicFile implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final OutputStream stream;
    private final Undo undo;

    /** @throws FileAlreadyExistsException if a folder is where the file should be, or a file where its folder should */
    public AtomicFile(Path target) throws IOException {
        this.target = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        requirePlace(this.target);
        boolean direct = Files.exists(target) && !Files.isRegularFile(target);
        this.part = direct
                ? this.target
                : this.target.resolveSibling("." + this.target.getFileName() + ".part-"
                        + ProcessHandle.current().pid());
        this.undo = new Undo(this::delete);
        this.stream = new BufferedOutputStream(Files.newOutputStream(part));
    }

    private static void requirePlace(Path target) throws IOException {
        Path folder = target.getParent();
        if (Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target.toString(), null, " is a folder, expected a file");
        }
        if (!Files.exists(folder)) {
            throw new NoSuchFileException("the folder " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
    }

    public OutputStream stream() {
        return stream;
    }

    /** Puts the file in its place. */
    public void commit() throws IOException {
        stream.close();
        if (!part.equals(target)) {
            undo.step(() ->
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            undo.close();
            delete();
        }
    }

    private void delete() throws IOException {
        if (!part.equals(target)) {
            Files.deleteIfExists(part);
        }
    }
}
