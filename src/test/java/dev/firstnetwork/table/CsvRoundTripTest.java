package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.NumpyRandom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random cells, written by a few lines here and read back: the same cells, whatever they hold and however the table is
 * written; seeded, and as many tables as the system property {@code firstnetwork.fuzz} says.
 */
class CsvRoundTripTest {

    private static final int TABLES = Integer.getInteger("firstnetwork.fuzz", 3000);

    private static final List<String> PIECES = List.of(
            ",",
            ";",
            "\t",
            "|",
            "\"",
            "\"\"",
            "\n",
            "\r",
            "\r\n",
            " ",
            "\u00a0",
            "",
            "a",
            "-1.5",
            "1,5",
            "\u00e4",
            "\u540d",
            "\ud83d\ude00",
            "'",
            "\\",
            "#",
            "\ufeff",
            "sep=;");

    private static final Pattern IN_NEED = Pattern.compile("^\"|[,;\t|\r\n]");

    private final NumpyRandom random = NumpyRandom.of(3);

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean isOneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void cellsAreReadAsTheyWereWritten() throws IOException {
        for (int i = 0; i < TABLES; i++) {
            String separator = oneOf(List.of(",", ";", "\t", "|"));
            int width = 1 + random.nextInt(5);
            List<List<String>> rows = new ArrayList<>();
            rows.add(IntStream.range(0, width).mapToObj(j -> "c" + j).toList());
            for (int row = random.nextInt(6); row > 0; row--) {
                rows.add(IntStream.range(0, width).mapToObj(j -> cell()).toList());
            }
            String text = written(rows, separator);

            // of one column there is no separator to find out
            String asked = width > 1 && isOneIn(2) ? "" : separator;
            assertThat(read(text, asked))
                    .as("table %d, <%s>: %s", i, asked, text)
                    .isEqualTo(rows);
        }
    }

    /** Up to four pieces, and now and then many. */
    private String cell() {
        var cell = new StringBuilder();
        for (int pieces = isOneIn(500) ? random.nextInt(100_000) : random.nextInt(5); pieces > 0; pieces--) {
            cell.append(oneOf(PIECES));
        }
        return cell.toString();
    }

    private String written(List<List<String>> rows, String separator) {
        var text = new StringBuilder(isOneIn(5) ? "\ufeff" : "");
        String lineEnd = oneOf(List.of("\n", "\r\n", "\r"));
        for (List<String> row : rows) {
            text.append(isOneIn(10) ? oneOf(List.of("", " ", "\u00a0")) + lineEnd : "");
            // without quotes a row of one cell with nothing in it would be a blank line
            text.append(row.size() == 1 ? inQuotes(row.get(0)) : String.join(separator, quoted(row)));
            text.append(lineEnd);
        }
        return isOneIn(3) ? text.substring(0, text.length() - lineEnd.length()) : text.toString();
    }

    private List<String> quoted(List<String> row) {
        return row.stream()
                .map(cell -> IN_NEED.matcher(cell).find() || isOneIn(4) ? inQuotes(cell) : cell)
                .toList();
    }

    private static String inQuotes(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static List<List<String>> read(String text, String separator) throws IOException {
        CsvFile csv = CsvFile.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new Dialect(separator, "\"", true, "", "", "", Dialect.MISSING));
        List<List<String>> rows = new ArrayList<>(List.of(csv.columns()));
        try (TableSource.Reader reader = csv.open()) {
            while (reader.advance()) {
                rows.add(
                        IntStream.range(0, reader.size()).mapToObj(reader::cell).toList());
            }
        }
        return rows;
    }

    /** Five megabytes in one field: a second where each character is looked at once, hours where all are for each. */
    @Test
    @Timeout(60)
    void aFieldOfFiveMegabytesIsReadInLinearTime() throws IOException {
        for (String piece : List.of("x", "\"", "\r\n", "\"\r", ",")) {
            String cell = piece.repeat(5_000_000 / piece.length());
            List<List<String>> rows = List.of(List.of("a", "b"), List.of("1", cell), List.of("2", "y"));

            assertThat(read("a,b\n1," + inQuotes(cell) + "\n2,y\n", "").equals(rows))
                    .isTrue();
        }
        String open = "a,b\n1,\"" + "x\n".repeat(2_500_000);
        assertThatThrownBy(() -> read(open, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 2: a quoted field does not end");
    }

    /** A column more costs no more than the one before it: 2,000 of them in 1,000 rows. */
    @Test
    @Timeout(60)
    void twoThousandColumnsAreLearntInLinearTime() {
        String header =
                String.join(",", IntStream.range(0, 2000).mapToObj(j -> "c" + j).toList());
        String rows = ("1.5,".repeat(1999) + "1\n" + "-2e3,".repeat(1999) + "2\n").repeat(500);

        TableDescription table = described(header + "\n" + rows);

        assertThat(table.rows()).isEqualTo(1000);
        assertThat(table.columns()).hasSize(2000).allMatch(column -> column.distinct() == 2);
    }

    /** Nor does a category: 100,000 of them in 400,000 rows, where a walk through all for each row takes minutes. */
    @Test
    @Timeout(60)
    void aHundredThousandCategoriesAreLearntInLinearTime() {
        var text = new StringBuilder("town\n");
        for (int i = 0; i < 400_000; i++) {
            text.append("town ").append(i % 100_000).append('\n');
        }

        TableDescription table = described(text.toString());

        assertThat(table.rows()).isEqualTo(400_000);
        assertThat(table.columns().get(0).distinct()).isEqualTo(100_000);
    }

    private static TableDescription described(String text) {
        var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return TableDescription.of(CsvFile.of(in, Dialect.ANY), ColumnRoles.label(null));
    }
}
