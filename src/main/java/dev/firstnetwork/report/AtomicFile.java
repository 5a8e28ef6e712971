package dev.firstnetwork.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is written beside its target and takes its place when it is whole; closed without that, it is gone. */
public final class AtomicFile implements AutoCloseable {

    private final Path target;
    private final Path part;
    private final OutputStream stream;

    public AtomicFile(Path target) throws IOException {
        this.target = target;
        Path folder = target.toAbsolutePath().getParent();
        this.part = folder.resolve(
                "." + target.getFileName() + ".part-" + ProcessHandle.current().pid());
        this.stream = new BufferedOutputStream(Files.newOutputStream(part));
    }

    /** Where the bytes go. */
    public OutputStream stream() {
        return stream;
    }

    /** Puts the file in its place. */
    public void commit() throws IOException {
        stream.close();
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        try {
            stream.close();
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
