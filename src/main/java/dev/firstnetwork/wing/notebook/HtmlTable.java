package dev.firstnetwork.wing.notebook;

import com.samskivert.mustache.Escapers;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table as a piece of HTML, for a notebook.
 *
 * @param header the names of the columns
 * @param rows the texts of the cells, as many in each row as there are columns
 */
public record HtmlTable(List<String> header, List<List<String>> rows) {

    /** @throws IllegalArgumentException if a row has more or fewer cells than there are columns */
    public HtmlTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "the row " + row + " has " + row.size() + " cells, the table has the columns " + header);
            }
        }
    }

    /** A table without rows. */
    public static HtmlTable of(String... header) {
        return new HtmlTable(List.of(header), List.of());
    }

    /** The rows of a matrix, numbered, each column under the matrix's name and its own number. */
    public static HtmlTable of(String name, Matrix matrix) {
        List<List<String>> rows = IntStream.range(0, matrix.rows())
                .mapToObj(i -> List.of(Integer.toString(i)))
                .toList();
        return new HtmlTable(List.of("row"), rows).beside(name, matrix);
    }

    /** This table with a matrix to its right, which must have as many rows. */
    public HtmlTable beside(String name, Matrix matrix) {
        if (matrix.rows() != rows.size()) {
            throw new IllegalArgumentException(
                    name + " is " + matrix.shape() + ", the table has " + rows.size() + " rows");
        }
        List<String> wider = new ArrayList<>(header);
        IntStream.range(0, matrix.columns()).forEach(j -> wider.add(name + "[" + j + "]"));
        List<List<String>> longer = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = new ArrayList<>(rows.get(i));
            Arrays.stream(matrix.row(i)).mapToObj(HtmlTable::text).forEach(row::add);
            longer.add(row);
        }
        return new HtmlTable(wider, longer);
    }

    /** This table with one row more: a double with four decimals, everything else as its text. */
    public HtmlTable row(Object... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(Stream.of(cells).map(HtmlTable::text).toList());
        return new HtmlTable(header, more);
    }

    private static String text(Object cell) {
        String text = cell instanceof Double number ? Texts.figure(number) : String.valueOf(cell);
        // whether rounding left a hair above or below zero, no reader wants to know
        return text.equals("-0.0000") ? "0.0000" : text;
    }

    /** The table as HTML; what is in the cells is escaped. */
    public String html() {
        String body = rows.stream().map(row -> line("td", row)).collect(Collectors.joining());
        return "<table>\n<thead>\n" + line("th", header) + "</thead>\n<tbody>\n" + body + "</tbody>\n</table>";
    }

    private static String line(String tag, List<String> cells) {
        return cells.stream()
                .map(cell -> "<" + tag + ">" + Escapers.HTML.escape(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }
}
