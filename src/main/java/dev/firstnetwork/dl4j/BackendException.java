package dev.firstnetwork.dl4j;

/** ND4J has nothing to compute on. The message says why, in plain words, and what to do. */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
