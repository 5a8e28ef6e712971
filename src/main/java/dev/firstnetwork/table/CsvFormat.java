package dev.firstnetwork.table;

/**
 * How a text file is a table.
 *
 * @param separator what stands between two fields
 * @param quote what stands around a field that holds a separator
 * @param header whether the first line names the columns; otherwise they are called 1, 2, 3 and so on
 */
public record CsvFormat(char separator, char quote, boolean header) {

    /** Commas, double quotes, a header. */
    public static final CsvFormat DEFAULT = new CsvFormat(',', '"', true);

    public CsvFormat {
        if (separator == quote || separator == '\n' || separator == '\r') {
            throw new IllegalArgumentException(
                    "the separator must differ from the quote '" + quote + "' and from a line break");
        }
    }
}
