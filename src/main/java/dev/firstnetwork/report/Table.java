package dev.firstnetwork.report;

import com.samskivert.mustache.Escapers;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of texts, for a terminal, a page or a CSV file.
 *
 * @param header the columns; without a name in any of them there is no line for it
 * @param rows as many cells in each row as there are columns
 */
public record Table(List<Column> header, List<List<Cell>> rows) {

    private static final String GAP = "  ";

    /** Names of rows and texts go to the left, numbers to the right; in HTML a name is the heading of its row. */
    public enum Kind {
        NAME,
        TEXT,
        NUMBER
    }

    /** A column; {@code name} may be empty. */
    public record Column(String name, Kind kind) {}

    /**
     * A cell.
     *
     * @param note in small letters behind the text, on a page alone; empty for none
     */
    public record Cell(String text, String note) {}

    /** @throws IllegalArgumentException if a row has more or fewer cells than there are columns */
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<Cell> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("the row " + texts(row) + " has " + row.size()
                        + " cells, the table has the columns " + names(header));
            }
        }
    }

    /** A table of texts, without rows. */
    public static Table of(String... names) {
        return of(List.of(names), Kind.TEXT, Kind.TEXT);
    }

    /** A table whose first column names the rows and whose others are numbers, without rows. */
    public static Table ofNumbers(List<String> names) {
        return of(names, Kind.NAME, Kind.NUMBER);
    }

    /** A table of what things are called and what is said of them, without a header. */
    public static Table ofFacts() {
        return of(List.of("", ""), Kind.NAME, Kind.TEXT);
    }

    private static Table of(List<String> names, Kind first, Kind others) {
        List<Column> columns = new ArrayList<>();
        names.forEach(name -> columns.add(new Column(name, columns.isEmpty() ? first : others)));
        return new Table(columns, List.of());
    }

    /** The rows of a matrix, numbered, each column under the matrix's name and its own number. */
    public static Table of(String name, Matrix matrix) {
        List<List<Cell>> numbers = IntStream.range(0, matrix.rows())
                .mapToObj(i -> List.of(cell(i)))
                .toList();
        return new Table(of("row").header, numbers).beside(name, matrix);
    }

    /** This table with a matrix to its right, which must have as many rows. */
    public Table beside(String name, Matrix matrix) {
        if (matrix.rows() != rows.size()) {
            throw new IllegalArgumentException(
                    name + " is " + matrix.shape() + ", the table has " + rows.size() + " rows");
        }
        List<Column> wider = new ArrayList<>(header);
        IntStream.range(0, matrix.columns()).forEach(j -> wider.add(new Column(name + "[" + j + "]", Kind.TEXT)));
        List<List<Cell>> longer = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Cell> row = new ArrayList<>(rows.get(i));
            Arrays.stream(matrix.row(i)).mapToObj(Table::cell).forEach(row::add);
            longer.add(row);
        }
        return new Table(wider, longer);
    }

    /** This table with one row more: a double with four decimals, a {@link Cell} as it is, everything else as its text. */
    public Table row(Object... cells) {
        return with(List.of(Arrays.asList(cells)));
    }

    /** This table with all of these rows more, each as in {@link #row}. */
    public Table with(List<? extends List<?>> added) {
        List<List<Cell>> more = new ArrayList<>(rows);
        added.forEach(row -> more.add(row.stream().map(Table::cell).toList()));
        return new Table(header, more);
    }

    private static Cell cell(Object value) {
        if (value instanceof Cell cell) {
            return cell;
        }
        if (value instanceof Double number) {
            // whether rounding left a hair above or below zero, no reader wants to know
            return new Cell(Math.abs(number) < 0.00005 ? "0.0000" : Texts.figure(number), "");
        }
        return new Cell(String.valueOf(value), "");
    }

    private static List<String> names(List<Column> header) {
        return header.stream().map(Column::name).toList();
    }

    private static List<String> texts(List<Cell> row) {
        return row.stream().map(Cell::text).toList();
    }

    private boolean hasHeader() {
        return header.stream().anyMatch(column -> !column.name().isEmpty());
    }

    /** The texts line by line, the header first where there is one. */
    private List<List<String>> lines() {
        Stream<List<String>> lines = rows.stream().map(Table::texts);
        return (hasHeader() ? Stream.concat(Stream.of(names(header)), lines) : lines).toList();
    }

    /** The same in at most {@code columns} characters: those that do not fit stand below, the first once more beside them. */
    public String text(int columns) {
        int[] width = widths();
        List<String> parts = new ArrayList<>();
        List<Integer> part = new ArrayList<>();
        int used = width[0];
        for (int j = 1; j < width.length; j++) {
            used += GAP.length() + width[j];
            if (used > columns && !part.isEmpty()) {
                parts.add(part(part).text());
                part.clear();
                used = width[0] + GAP.length() + width[j];
            }
            part.add(j);
        }
        parts.add(part(part).text());
        return String.join("\n\n", parts);
    }

    /** The first column and those of these numbers. */
    private Table part(List<Integer> columns) {
        return new Table(
                part(header, columns),
                rows.stream().map(row -> part(row, columns)).toList());
    }

    private static <T> List<T> part(List<T> row, List<Integer> columns) {
        return Stream.concat(Stream.of(0), columns.stream()).map(row::get).toList();
    }

    /** With the columns aligned, for a terminal; no line feed after the last line. */
    public String text() {
        int[] width = widths();
        return lines().stream().map(line -> line(line, width)).collect(Collectors.joining("\n"));
    }

    private int[] widths() {
        List<List<String>> lines = lines();
        return IntStream.range(0, header.size())
                .map(j -> lines.stream()
                        .mapToInt(line -> line.get(j).length())
                        .max()
                        .orElse(0))
                .toArray();
    }

    private String line(List<String> texts, int[] width) {
        return IntStream.range(0, width.length)
                .mapToObj(j -> {
                    String padding = " ".repeat(width[j] - texts.get(j).length());
                    return header.get(j).kind() == Kind.NUMBER ? padding + texts.get(j) : texts.get(j) + padding;
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    /** As CSV, a field in quotes where it has to be. */
    public String csv() {
        return lines().stream().map(Table::csv).collect(Collectors.joining());
    }

    /** A line of CSV with its line feed. */
    public static String csv(List<String> fields) {
        return fields.stream().map(RunFiles::field).collect(Collectors.joining(",", "", "\n"));
    }

    /** As HTML of the usual kind; texts and notes are escaped. */
    public String html() {
        return html("");
    }

    /** As HTML of a kind that the style of the page knows. */
    public String html(String kind) {
        // what each heading is of goes without saying in a table of texts alone
        String scope = header.stream().allMatch(column -> column.kind() == Kind.TEXT) ? "" : " scope=\"col\"";
        String head = line(j -> element(
                "th", scope + number(j), Escapers.HTML.escape(header.get(j).name())));
        String body = rows.stream().map(row -> line(j -> html(j, row.get(j)))).collect(Collectors.joining());
        return "<table" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + ">\n"
                + (hasHeader() ? "<thead>\n" + head + "</thead>\n" : "") + "<tbody>\n" + body + "</tbody>\n</table>";
    }

    private String line(IntFunction<String> cell) {
        return IntStream.range(0, header.size()).mapToObj(cell).collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private String html(int column, Cell cell) {
        String text = Escapers.HTML.escape(cell.text())
                + (cell.note().isEmpty() ? "" : " " + element("small", "", Escapers.HTML.escape(cell.note())));
        return header.get(column).kind() == Kind.NAME
                ? element("th", " scope=\"row\"", text)
                : element("td", number(column), text);
    }

    private static String element(String name, String attributes, String html) {
        return "<" + name + attributes + ">" + html + "</" + name + ">";
    }

    private String number(int column) {
        return header.get(column).kind() == Kind.NUMBER ? " class=\"number\"" : "";
    }
}
