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

    /** @param target what was to be written */
    public OutputException(Path target, IOException cause) {
        super("cannot write to " + target + ": " + reason(cause) + "; nothing was written", cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, expected a folder";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage();
    }
}
