package dev.firstnetwork.data;

/** Input that cannot be used. The message names the file, the place in it, what was found and what was expected. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST = 60;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@code text} in quotes, {@link #shortened}. */
    public static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    /** {@code text} for a message of one line: 60 characters of it at most, line breaks and the like as spaces. */
    public static String shortened(String text) {
        boolean whole = text.codePointCount(0, text.length()) <= LONGEST;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 3)) + "...";
        return shown.replaceAll("\\p{Cntrl}", " ");
    }
}
