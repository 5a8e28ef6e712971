package dev.firstnetwork.data;

/** Input that cannot be used. The message names the file, the place in it, what was found and what was expected. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
