package dev.firstnetwork.data;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a text file is a table. Each mark is one character. It is found out where a network is trained, and kept in the model,
 * so that {@code predict} reads its tables in the same way.
 *
 * @param separator what stands between two fields; empty where it is to be found out
 * @param quote what stands around a field that holds a separator or a line break
 * @param header whether the first line names the columns; otherwise they are called 1, 2, 3 and so on
 * @param comment what a line begins with that is passed over; empty for none
 * @param decimal what stands before the decimals of a number; empty where it is to be found out
 * @param thousands what stands between a number's groups of three digits; empty for nothing
 * @param missing what stands where a number or a label is missing, beside nothing at all
 */
public record Dialect(
        String separator,
        String quote,
        boolean header,
        String comment,
        String decimal,
        String thousands,
        List<String> missing)
        implements Serializable {

    /** What pandas takes for a missing value, and the {@code ?} of the UCI repository. */
    public static final List<String> MISSING = List.of(
            "?",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    /** Double quotes and a header; separator and decimal mark are to be found out. */
    public static final Dialect ANY = new Dialect("", "\"", true, "", "", "", MISSING);

    /** RFC 4180: commas, double quotes, a header; numbers with a decimal point. */
    public static final Dialect CSV = new Dialect(",", "\"", true, "", ".", "", MISSING);

    public Dialect {
        missing = List.copyOf(missing);
        List<String> marks = Stream.of(separator, quote, comment)
                .filter(mark -> !mark.isEmpty())
                .toList();
        if (quote.isEmpty() || Set.copyOf(marks).size() < marks.size()) {
            throw new IllegalArgumentException("separator '" + separator + "', quote '" + quote + "' and comment '"
                    + comment + "' must differ from each other");
        }
        if (!thousands.isEmpty() && thousands.equals(decimal)) {
            throw new IllegalArgumentException(
                    "'" + thousands + "' cannot stand both between thousands and before decimals: give --decimal too");
        }
        if (Stream.of(separator, quote, comment, decimal, thousands)
                .anyMatch(mark -> mark.length() > 1 || mark.equals("\n") || mark.equals("\r"))) {
            throw new IllegalArgumentException("a mark of a dialect is one character, and no line break");
        }
        if ((decimal + thousands).matches(".*[\\p{L}\\p{N}+\"-].*")) {
            throw new IllegalArgumentException("found '" + decimal + "' before decimals and '" + thousands
                    + "' between thousands: expected no digit, letter, sign or quote");
        }
    }

    /** This dialect with what has been found out. */
    public Dialect found(String foundSeparator, String foundDecimal) {
        return new Dialect(foundSeparator, quote, header, comment, foundDecimal, thousands, missing);
    }

    /** Whether nothing is left to be found out. */
    public boolean isFound() {
        return !separator.isEmpty() && !decimal.isEmpty();
    }
}
