package dev.firstnetwork.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random tables of quotes, line breaks, separators and blanks, read as Python's csv module reads them with {@code
 * strict=True}: reference/make_tables.py. The two differ only where DESIGN.md says so: blank lines are passed over, with
 * blanks on them too, but not a line of two quotes; a byte order mark is passed over; a table without rows, and rows
 * that are not all as wide as the first, are errors. In both a line ends with LF, CRLF or CR, and in quotes each is kept.
 */
class CsvReferenceTest {

    /** A text, and what Python read in it. */
    private record Table(String text, String separator, int rows, int width, String cells, boolean plain) {

        static Table of(JsonNode node) {
            return new Table(
                    node.get("text").textValue().repeat(node.get("times").intValue()),
                    node.get("separator").textValue(),
                    node.get("rows").intValue(),
                    node.get("width").intValue(),
                    node.get("cells").textValue(),
                    node.get("plain").booleanValue());
        }

        boolean isTable() {
            return width > 0;
        }

        @Override
        public String toString() {
            String start = text.length() > 300 ? text.substring(0, 300) + "..." : text;
            return "separator <" + separator + "> in <"
                    + start.replace("\r", "\\r").replace("\n", "\\n") + ">";
        }
    }

    private static final List<Table> TABLES = StreamSupport.stream(
                    Reference.json("reference/tables.json").spliterator(), false)
            .map(Table::of)
            .toList();

    private static CsvFile csv(byte[] bytes, String separator, boolean header) {
        return CsvFile.of(
                new ByteArrayInputStream(bytes), new Dialect(separator, "\"", header, "", "", "", Dialect.MISSING));
    }

    private static CsvFile csv(Table table, String separator) {
        return csv(table.text().getBytes(UTF_8), separator, false);
    }

    /** The rows as Python wrote them down, and how many there are. */
    private static String read(CsvFile csv) throws IOException {
        var cells = new StringBuilder();
        int rows = 0;
        try (TableSource.Reader reader = csv.open()) {
            while (reader.advance()) {
                cells.append(reader.line());
                for (int j = 0; j < reader.size(); j++) {
                    cells.append('\u001f').append(reader.cell(j));
                }
                cells.append('\u001e');
                rows++;
            }
        }
        return rows + " rows, " + DigestUtils.sha256Hex(cells.toString()).substring(0, 16);
    }

    @Test
    void cellsRowsAndLinesAreThoseOfPython() throws IOException {
        for (Table table : TABLES) {
            if (table.isTable()) {
                assertThat(read(csv(table, table.separator())))
                        .as("%s", table)
                        .isEqualTo(table.rows() + " rows, " + table.cells());
            }
        }
        assertThat(TABLES.stream().filter(Table::isTable)).hasSizeGreaterThan(650);
    }

    @Test
    void theSeparatorIsFoundWhereTheFirstRowTellsIt() throws IOException {
        int found = 0;
        for (Table table : TABLES) {
            if (table.isTable() && table.plain()) {
                CsvFile csv = csv(table, "");
                assertThat(csv.dialect().separator()).as("%s", table).isEqualTo(table.separator());
                assertThat(read(csv)).as("%s", table).isEqualTo(table.rows() + " rows, " + table.cells());
                found++;
            }
        }
        assertThat(found).isGreaterThan(400);
    }

    /** The same, whatever separator is given or found: what Python refuses, and what is no table, is never a table. */
    @Test
    void whatIsNoTableIsRefused() {
        for (Table table : TABLES) {
            if (!table.isTable()) {
                assertThat(catchThrowable(() -> read(csv(table, table.separator()))))
                        .as("%s", table)
                        .isInstanceOf(DataException.class)
                        .hasMessageMatching("(?s)standard input(, line \\d+.*: .+| is empty: .+)");
            }
        }
        assertThat(TABLES.stream().filter(table -> !table.isTable())).hasSizeGreaterThan(500);
    }

    /** With any separator, with and without a header: rows, or a message. */
    @Test
    void noTableEndsInAnotherException() {
        for (Table table : TABLES) {
            byte[] bytes = table.text().getBytes(UTF_8);
            for (String separator : bytes.length > 10_000 ? List.of("") : List.of("", ",", ";", "\t", "|", "a")) {
                Throwable thrown = catchThrowable(() -> read(csv(bytes, separator, true)));
                assertThat(thrown == null || thrown instanceof DataException)
                        .as("<%s> for %s: %s", separator, table, thrown)
                        .isTrue();
            }
        }
    }

    /** Below a header that is one there are as many rows as Python's without the first. */
    @Test
    void theFirstRowIsTheHeader() throws IOException {
        int read = 0;
        for (Table table : TABLES) {
            String header = String.join(
                    table.separator(),
                    Stream.iterate(0, j -> j < table.width(), j -> j + 1)
                            .map(j -> "c" + j)
                            .toList());
            if (table.isTable() && table.text().startsWith(header) && table.rows() > 1) {
                CsvFile csv = csv(table.text().getBytes(UTF_8), table.separator(), true);
                assertThat(String.join(table.separator(), csv.columns())).isEqualTo(header);
                assertThat(read(csv)).as("%s", table).startsWith(table.rows() - 1 + " rows, ");
                read++;
            }
        }
        assertThat(read).isGreaterThan(300);
    }

    /** Zero bytes tell it, or, where a table is all of other letters, that they are no UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsRefusedByName(String name) {
        for (Table table : TABLES) {
            String text = table.text().replace("\ufeff", "");
            if (table.isTable()) {
                assertRefused(text, Charset.forName(name), table, " is no text in UTF-8, .*save it as UTF-8");
                assertRefused("\ufeff" + text, Charset.forName(name), table, " is text in UTF-16: save it as UTF-8");
            }
        }
    }

    /** The line of the first umlaut; the tables of that alone are read to there, for they are well formed. */
    @Test
    void latin1IsRefusedWithItsLine() {
        int refused = 0;
        for (Table table : TABLES) {
            String text = table.text();
            int at = (int) text.chars().takeWhile(c -> c < 0x80).count();
            if (table.isTable() && at < text.length() && ISO_8859_1.newEncoder().canEncode(text)) {
                long line = text.substring(0, at).split("\r\n|\r|\n", -1).length;
                assertRefused(text, ISO_8859_1, table, ", line " + line + ": found bytes that are not UTF-8; .*");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    private static void assertRefused(String text, Charset charset, Table table, String message) {
        assertThat(catchThrowable(() -> read(csv(text.getBytes(charset), table.separator(), false))))
                .as("%s of %s", charset, table)
                .isInstanceOf(DataException.class)
                .hasMessageMatching("standard input" + message);
    }
}
