package dev.firstnetwork.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Output that cannot be written: an unwritable folder, a full disk. */
public final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean misplaced;

    /** @param target what was to be written */
    public OutputException(Path target, IOException cause) {
        this(target, cause, "nothing was written");
    }

    /** @param consequence what that means for the one who reads it */
    OutputException(Path target, IOException cause, String consequence) {
        super("cannot write to " + target + ": " + reason(cause) + "; " + consequence, cause);
        misplaced = cause instanceof AccessDeniedException
                || cause instanceof NoSuchFileException
                || cause instanceof FileAlreadyExistsException;
    }

    /** Whether the place is one that nothing can be written to, which its caller named; else the disk is full, or fails. */
    public boolean isMisplaced() {
        return misplaced;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            String reason = exists.getReason();
            return exists.getFile() + (reason == null ? " is a file, expected a folder" : reason);
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage();
    }
}
