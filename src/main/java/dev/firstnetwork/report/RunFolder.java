package dev.firstnetwork.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/** Writes a run folder whole or not at all, beside older ones and never over one. */
public final class RunFolder {

    private RunFolder() {}

    /**
     * Writes {@code files} into a new folder {@code out/name}; {@code name-2} where that exists, and so on. They are written
     * into a hidden folder beside it first, which is moved into place when all are there and is deleted if one fails, or if the
     * process is ended before.
     *
     * @param files what each file holds, by its path below the folder
     * @return the folder
     * @throws OutputException if {@code out} cannot be written to, or the disk is full
     */
    public static Path write(Path out, String name, Map<String, Content> files) {
        return write(out, name, "", files);
    }

    /** The same for a folder whose name ends in {@code suffix}, after the number where there is one. */
    public static Path write(Path out, String name, String suffix, Map<String, Content> files) {
        Path part = out.resolve(".part-" + UUID.randomUUID());
        try (Undo undo = new Undo(() -> FileUtils.deleteQuietly(part.toFile()))) {
            Files.createDirectories(out);
            undo.step(() -> Files.createDirectory(part));
            for (var file : files.entrySet()) {
                undo.step(() -> write(part.resolve(file.getKey()), file.getValue()));
            }
            return moveIntoPlace(undo, part, out, name, suffix);
        } catch (IOException e) {
            // the first failure is the one to report
            FileUtils.deleteQuietly(part.toFile());
            throw new OutputException(out, e);
        }
    }

    private static void write(Path target, Content content) throws IOException {
        Files.createDirectories(target.getParent());
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(target))) {
            content.writeTo(stream);
        }
    }

    /**
     * Checks before a long training that a run folder can be made in {@code out} after it; makes nothing.
     *
     * @throws OutputException if it or the nearest folder above it that exists is no folder, or cannot be written to
     */
    public static void requireFolder(Path out) {
        Path existing = out.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw new OutputException(out, new FileAlreadyExistsException(existing.toString()));
        }
        if (!Files.isWritable(existing)) {
            throw new OutputException(out, new AccessDeniedException(existing.toString()));
        }
    }

    private static Path moveIntoPlace(Undo undo, Path part, Path out, String name, String suffix) throws IOException {
        for (int count = 1; ; count++) {
            Path target = out.resolve((count == 1 ? name : name + "-" + count) + suffix);
            if (!Files.exists(target)) {
                try {
                    undo.step(() -> Files.move(part, target, StandardCopyOption.ATOMIC_MOVE));
                    return target;
                } catch (FileSystemException e) {
                    if (!Files.exists(target)) {
                        throw e;
                    }
                    // another run took the name since it was looked for: the next one is free
                }
            }
        }
    }

    /** Writes one file beside its target and moves it into place, so that it is whole or not there. */
    public static void writeFile(Path target, byte[] bytes) {
        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(bytes);
            file.commit();
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }
}
