package dev.firstnetwork.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.TableSource;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a CSV text, split by FastCSV: one row's characters at a time, without a string a cell. Blank lines are passed
 * over, and every row has as many fields as the header, but for last ones without name that are always empty.
 */
final class CsvRows extends TableSource.Reader {

    private static final long serialVersionUID = 1;

    /** The longest field, in characters. */
    private static final int MOST_CHARACTERS = 1 << 26;

    private final String name;
    private final transient Dialect dialect;
    private final char quote;
    private final transient Numbers numbers;
    private final transient CsvRecords fields;
    private final transient List<String> header;
    private final int emptyLast;
    private final long headerLine;
    private final transient End end;
    private boolean held;

    /** What is to be done when the last row has been read. */
    @FunctionalInterface
    interface End {
        void reached() throws IOException;
    }

    /** Reads the header, and the first row to compare it with. */
    CsvRows(String name, Dialect dialect, Reader text, End end) {
        this.name = name;
        this.end = end;
        this.dialect = dialect;
        this.quote = dialect.quote().charAt(0);
        this.numbers = new Numbers(dialect);
        this.fields = new CsvRecords(
                CsvRecords.reader(dialect).allowUnclosedQuote(false).maxBufferSize(MOST_CHARACTERS), text);
        if (!record() || (isExcel() && !record())) {
            throw new DataException(name + " is empty: expected a header line with the names of the columns");
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < fields.count(); j++) {
            names.add(dialect.header() ? trimmed(j) : String.valueOf(j + 1));
        }
        this.headerLine = fields.line();
        String first = fields.raw(0);
        this.held = !dialect.header() || record();
        if (dialect.header() && held && fields.count() == names.size() + 1) {
            if (trimmed(names.size()).isEmpty()) {
                // rows that end with a separator
                names.add("");
            } else if (names.size() > 1 && !Double.isNaN(number(0))) {
                // rows that begin with their number, as R writes them
                names.add(0, "");
            }
        }
        int width = names.size();
        while (dialect.header() && width > 1 && isEmpty(names, width - 1)) {
            width--;
        }
        this.emptyLast = names.size() - width;
        this.header = List.copyOf(names.subList(0, width));
        if (held) {
            checkWidth(first);
        }
    }

    /** Whether a column has neither a name nor a value in the first row. */
    private boolean isEmpty(List<String> names, int column) {
        return names.get(column).isEmpty()
                && (!held || column >= fields.count() || trimmed(column).isEmpty());
    }

    private boolean isExcel() {
        String line = IntStream.range(0, fields.count())
                .mapToObj(fields::raw)
                .collect(Collectors.joining(dialect.separator()));
        return fields.line() == 1 && !DialectFinder.excelSeparator(line).isEmpty();
    }

    /** The names of the columns; the first may be empty. */
    List<String> header() {
        return header;
    }

    long headerLine() {
        return headerLine;
    }

    /** How many last columns without name are left out, because they are empty in each row. */
    int emptyLast() {
        return emptyLast;
    }

    private boolean record() {
        try {
            if (!fields.next()) {
                end.reached();
                return false;
            }
            return true;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new DataException(place() + ": " + problem(e), e);
        } catch (UncheckedIOException e) {
            throw CsvFile.unreadable(name, e.getCause());
        } catch (IOException e) {
            throw CsvFile.unreadable(name, e);
        }
    }

    private String problem(CsvParseException e) {
        if (e.getMessage().startsWith("Unclosed")) {
            return "a quoted field does not end, for no quote " + quote
                    + " follows; where quotes are characters like others," + " give --quote another one";
        }
        if (e.getMessage().startsWith("Unexpected")) {
            return "found text after the quote that ends a field: write quotes within a quoted field twice";
        }
        return "a field is longer than " + MOST_CHARACTERS + " characters: is a quote " + quote
                + " missing that ends it?";
    }

    private String place() {
        return name + ", line " + fields.line();
    }

    @Override
    public boolean advance() {
        if (held) {
            held = false;
            return true;
        }
        if (!record()) {
            return false;
        }
        checkWidth("");
        return true;
    }

    /** @param first what the header begins with, if this is the first row */
    private void checkWidth(String first) {
        int width = header.size();
        for (int j = width; j < fields.count() && fields.count() <= width + emptyLast; j++) {
            if (!trimmed(j).isEmpty()) {
                throw new DataException(place() + ", column " + (j + 1) + ": found " + DataException.quoted(trimmed(j))
                        + " in a column that has no name: give it one");
            }
        }
        if (fields.count() < width || fields.count() > width + emptyLast) {
            String as = dialect.header() ? " as in the header" : " as in the first row";
            throw new DataException(
                    place() + ": found " + fields.count() + " fields, expected " + width + as + hint(first));
        }
    }

    private String hint(String first) {
        Optional<String> remark = Stream.of(first, fields.raw(0))
                .filter(text -> text.startsWith("#") || text.startsWith("%"))
                .findFirst();
        if (dialect.comment().isEmpty() && remark.isPresent()) {
            char mark = remark.get().charAt(0);
            return "; if lines that begin with " + mark + " are comments, give --comment " + mark;
        }
        if (!first.isEmpty() && header.size() == 1) {
            return "; the header is " + DataException.quoted(first)
                    + ": take away lines above the names of the columns, or give --separator";
        }
        boolean quotes =
                IntStream.range(0, fields.count()).anyMatch(j -> fields.raw(j).indexOf(quote) >= 0);
        if (!first.isEmpty() && fields.count() == header.size() + 1) {
            return "; if rows begin with their names, name that column in the header too";
        }
        return quotes
                ? "; a field with a separator in it begins and ends with " + quote
                : "; correct the row or take it away";
    }

    @Override
    public int size() {
        return header.size();
    }

    @Override
    public double number(int column) {
        int start = trimmedStart(column);
        return numbers.parse(fields.text(), start, trimmedEnd(column, start));
    }

    @Override
    public String text(int column) {
        return trimmed(column);
    }

    @Override
    public boolean says(int column, String text) {
        int start = trimmedStart(column);
        int length = trimmedEnd(column, start) - start;
        if (length != text.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (fields.text()[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String cell(int column) {
        return fields.raw(column);
    }

    @Override
    public void appendCell(int column, StringBuilder target) {
        target.append(fields.text(), fields.start(column), fields.end(column) - fields.start(column));
    }

    @Override
    public long line() {
        return fields.line();
    }

    private String trimmed(int column) {
        int start = trimmedStart(column);
        return new String(fields.text(), start, trimmedEnd(column, start) - start);
    }

    private int trimmedStart(int column) {
        int start = fields.start(column);
        int end = fields.end(column);
        while (start < end && isBlank(fields.text()[start])) {
            start++;
        }
        return start;
    }

    private int trimmedEnd(int column, int start) {
        int end = fields.end(column);
        while (end > start && isBlank(fields.text()[end - 1])) {
            end--;
        }
        return end;
    }

    /** Blanks that do not break a line, and a byte order mark in the middle of a file, are blanks too. */
    static boolean isBlank(int c) {
        return c <= ' ' || (c >= 0x80 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff'));
    }

    @Override
    public void close() throws IOException {
        fields.close();
    }
}
