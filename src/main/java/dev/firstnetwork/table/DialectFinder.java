package dev.firstnetwork.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds out from the beginning of a file what separates its fields and what stands before decimals. The separator is the
 * one of {@code , ; tab |} with which every row has as many fields as the header, two or more; of several, the one that
 * makes more of the fields numbers. Where fields are separated otherwise, a comma may stand before decimals.
 */
final class DialectFinder {

    private static final List<String> SEPARATORS = List.of(",", ";", "\t", "|");

    /** So many rows tell how all are. */
    private static final int ROWS = 200;

    private static final Pattern COMMA = Pattern.compile("\\s*[-+]?\\d*,\\d+([eE][-+]?\\d+)?\\s*");
    private static final Pattern POINT = Pattern.compile("\\s*[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?\\s*");
    private static final Pattern EXCEL = Pattern.compile("(?i)\"?sep=\\s*(.)\\1*\"?");

    /** The rows that a separator makes of the text. */
    private record Candidate(List<List<String>> rows, Dialect dialect) {

        /** The part of the rows that are as wide as the first; 0 where that has one field. */
        double agreement() {
            int width = rows.isEmpty() ? 0 : rows.get(0).size();
            long alike = rows.stream()
                    .filter(row -> row.size() == width || row.size() == width + 1)
                    .count();
            return width < 2 ? 0 : (double) alike / rows.size();
        }

        double numbers() {
            Numbers numbers = new Numbers(dialect);
            return rows.stream()
                    .flatMap(List::stream)
                    .mapToInt(field -> Double.isNaN(numbers.parse(field.strip())) ? 0 : 1)
                    .average()
                    .orElse(0);
        }
    }

    private DialectFinder() {}

    /** What Excel's line {@code sep=;} names, if {@code line} is one; else nothing. */
    static String excelSeparator(String line) {
        var named = EXCEL.matcher(line);
        return named.matches() && !named.group(1).equals("\"") ? named.group(1) : "";
    }

    /**
     * The dialect of a text.
     *
     * @param asked what is known of it
     * @param text the text, or its beginning
     * @param whole whether that is all of it; otherwise its last row may be cut off
     */
    static Dialect find(Dialect asked, String text, boolean whole) {
        String first = text.lines().findFirst().orElse("");
        String excel = excelSeparator(first);
        if (!asked.separator().isEmpty()) {
            return candidate(asked, asked.separator(), text, whole).dialect();
        }
        if (!excel.isEmpty()) {
            return candidate(asked, excel, text.substring(first.length()), whole)
                    .dialect();
        }
        return SEPARATORS.stream()
                .filter(separator -> !separator.equals(asked.quote()) && !separator.equals(asked.comment()))
                .map(separator -> candidate(asked, separator, text, whole))
                .filter(candidate -> candidate.agreement() > 0)
                // the first of equals wins: max would take the last
                .min(Comparator.comparingDouble(Candidate::agreement)
                        .thenComparingDouble(Candidate::numbers)
                        .reversed())
                .map(Candidate::dialect)
                .orElseGet(() -> asked.found(",", "."));
    }

    private static Candidate candidate(Dialect asked, String separator, String text, boolean whole) {
        List<List<String>> rows = rows(asked, separator, text, whole);
        String decimal = asked.decimal().isEmpty() ? "." : asked.decimal();
        if (asked.decimal().isEmpty() && isCommaDecimal(asked, separator, rows)) {
            decimal = ",";
        }
        return new Candidate(rows, asked.found(separator, decimal));
    }

    private static boolean isCommaDecimal(Dialect asked, String separator, List<List<String>> rows) {
        if (asked.thousands().equals(".") || asked.thousands().equals(",")) {
            return asked.thousands().equals(".");
        }
        String thousands = asked.thousands().equals(" ") ? "[ \u00a0\u2007\u202f]" : Pattern.quote(asked.thousands());
        List<String> fields = rows.stream()
                .flatMap(List::stream)
                .map(field ->
                        asked.thousands().isEmpty() ? field : field.strip().replaceAll(thousands, ""))
                .toList();
        return !separator.equals(",")
                && fields.stream().anyMatch(COMMA.asMatchPredicate())
                && fields.stream().noneMatch(POINT.asMatchPredicate());
    }

    private static List<List<String>> rows(Dialect asked, String separator, String text, boolean whole) {
        List<List<String>> rows = new ArrayList<>();
        Iterator<CsvRecord> records = CsvRecords.reader(asked.found(separator, asked.decimal()))
                .ofCsvRecord(text)
                .iterator();
        try {
            while (rows.size() <= ROWS && records.hasNext()) {
                CsvRecord row = records.next();
                boolean one = row.getFieldCount() == 1;
                // a remark above the header that nobody told of
                boolean remark = one && rows.isEmpty() && row.getField(0).startsWith("#");
                if (!remark && !(one && row.getField(0).chars().allMatch(CsvRows::isBlank))) {
                    rows.add(row.getFields());
                }
            }
        } catch (CsvParseException e) {
            // what comes before the mistake tells enough; who reads the rows says where it is
            return rows;
        }
        if (!whole && rows.size() > 2 && rows.size() <= ROWS) {
            rows.remove(rows.size() - 1);
        }
        return rows;
    }
}
