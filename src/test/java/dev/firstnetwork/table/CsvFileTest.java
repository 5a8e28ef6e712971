package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell holds follows RFC 4180; the messages follow DESIGN.md, "Bad input". */
class CsvFileTest {

    @TempDir
    Path folder;

    private CsvFile csv(String text) throws IOException {
        return CsvFile.of(file(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("table.csv"), bytes);
    }

    private static List<List<String>> rows(TableSource source) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (RecordReader reader = source.open()) {
            while (reader.hasNext()) {
                rows.add(reader.next().stream().map(Writable::toString).toList());
            }
        }
        return rows;
    }

    @Test
    void headerAndRowsAreRead() throws IOException {
        CsvFile csv = csv("x1,x2,label\n1,2,a\n-3.5,4e2,b\n");

        assertThat(csv.columns()).containsExactly("x1", "x2", "label");
        assertThat(rows(csv)).containsExactly(List.of("1", "2", "a"), List.of("-3.5", "4e2", "b"));
    }

    @Test
    void aFileCanBeReadAgainAndAgain() throws IOException {
        CsvFile csv = csv("x\n1\n2\n");

        assertThat(rows(csv)).isEqualTo(rows(csv)).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        CsvFile csv = csv("\uFEFFx,y\n1,2\n");

        assertThat(csv.columns()).containsExactly("x", "y");
        assertThat(csv.columns().get(0)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,y\r\n1,2\r\n3,4\r\n", "x,y\r1,2\r3,4\r", "x,y\n1,2\n3,4", "\n\nx,y\n\n1,2\n  \n3,4\n\n"})
    void lineEndsOfEachSystemAndBlankLinesMakeNoDifference(String text) throws IOException {
        CsvFile csv = csv(text);

        assertThat(csv.columns()).containsExactly("x", "y");
        assertThat(rows(csv)).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void namesInTheHeaderAreStripped() throws IOException {
        assertThat(csv("x , y\n1,2\n").columns()).containsExactly("x", "y");
    }

    @Test
    void aQuotedFieldMayHoldCommasAndDoubledQuotes() throws IOException {
        CsvFile csv = csv("\"a, b\",c\n\"1,5\",\"he said \"\"no\"\"\"\n");

        assertThat(csv.columns()).containsExactly("a, b", "c");
        assertThat(rows(csv)).containsExactly(List.of("1,5", "he said \"no\""));
    }

    @Test
    void anEmptyFieldIsEmptyWithAndWithoutQuotes() throws IOException {
        assertThat(rows(csv("x,y,z\n,\"\",\n1,2,3\n\"\",1,\"\"\n")))
                .containsExactly(List.of("", "", ""), List.of("1", "2", "3"), List.of("", "1", ""));
    }

    /** In CSV a backslash is a character like any other. */
    @Test
    void aBackslashIsKept() throws IOException {
        assertThat(rows(csv("x,y\nC:\\data,\"a\\b\"\n\\,\"\\\"\n")))
                .containsExactly(List.of("C:\\data", "a\\b"), List.of("\\", "\\"));
    }

    @Test
    void textBeyondAsciiIsKept() throws IOException {
        CsvFile csv = csv("größe,名前\nü,😀\n");

        assertThat(csv.columns()).containsExactly("größe", "名前");
        assertThat(rows(csv)).containsExactly(List.of("ü", "😀"));
    }

    @Test
    void aRecordKnowsItsLineBlankOnesCounted() throws IOException {
        CsvFile csv = csv("x\n\n1\n\n\n2\n");

        try (TableSource.Reader reader = csv.open()) {
            assertThat(reader.nextRecord().getMetaData().getLocation()).isEqualTo("line 3");
            assertThat(reader.advance()).isTrue();
            assertThat(csv.place(reader.line())).endsWith("table.csv, line 6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,2", "1,2,3,4", "1", "1,2,3,"})
    void aRowOfAnotherWidthIsRefusedWithItsLine(String row) throws IOException {
        CsvFile csv = csv("x,y,z\n1,2,3\n\n" + row + "\n");

        assertThatThrownBy(() -> rows(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 4: found " + row.split(",", -1).length + " fields")
                .hasMessageContaining("expected 3 as in the header");
    }

    @Test
    void aQuoteThatDoesNotEndOnItsLineIsRefusedWithItsLine() throws IOException {
        CsvFile csv = csv("x,y\n1,2\n3,\"4\n5,6\n");

        assertThatThrownBy(() -> rows(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 3")
                .hasMessageContaining("quoted field");
    }

    /** 0xE9 is é in ISO-8859-1 and the start of three bytes in UTF-8. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void bytesThatAreNotUtf8AreRefusedWithTheirLine(int line) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            text.append(i == line ? "caf\u00e9,1\n" : "cafe,1\n");
        }
        Path file = file(text.toString().getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> rows(CsvFile.of(file)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line " + line)
                .hasMessageContaining("UTF-8");
    }

    /** A file larger than any buffer: the line of the bad byte is told there too. */
    @Test
    void badBytesFarDownAreRefusedWithTheirLine() throws IOException {
        String text = "x,y\n" + "1,2\n".repeat(50_000) + "1,\u00e9\n" + "1,2\n".repeat(10);
        Path file = file(text.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> rows(CsvFile.of(file)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 50002");
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("missing.csv");

        assertThatThrownBy(() -> CsvFile.of(missing))
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void aDirectoryIsRefused() {
        assertThatThrownBy(() -> CsvFile.of(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + " is a directory: expected a CSV file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF", "  \r\n"})
    void anEmptyFileIsRefused(String text) {
        assertThatThrownBy(() -> csv(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv is empty")
                .hasMessageContaining("expected a header line");
    }

    @Test
    void aHeaderAloneHasNoRows() throws IOException {
        CsvFile csv = csv("x,y\n");

        assertThat(csv.columns()).containsExactly("x", "y");
        assertThat(rows(csv)).isEmpty();
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        assertThatThrownBy(() -> csv("x,y, x\n1,2,3\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 1")
                .hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x,,z\n1,2,3\n", "x, ,z\n1,2,3\n", "x,\"\",z\n1,2,3\n"})
    void aColumnWithoutANameIsRefused(String text) {
        assertThatThrownBy(() -> csv(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 1")
                .hasMessageContaining("column 2 has no name");
    }

    @Test
    void standardInputIsReadOnce() throws IOException {
        CsvFile csv = CsvFile.of(stream("x,y\n1,2\n"), Dialect.ANY);

        assertThat(csv.name()).isEqualTo("standard input");
        assertThat(csv.columns()).containsExactly("x", "y");
        assertThat(rows(csv)).containsExactly(List.of("1", "2"));
        assertThatThrownBy(csv::open)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("standard input")
                .hasMessageContaining("only once");
        // printf 'x,y\n1,2\n' | sha256sum
        assertThat(csv.sha256()).isEqualTo("81bf9fa83c6f7f151bd491a98cd7d933de3965289e3ebd77c6c425f7eaa16392");
    }

    @Test
    void mistakesInStandardInputAreToldWithTheirLine() throws IOException {
        assertThatThrownBy(() -> CsvFile.of(stream("x,y\n1\n"), Dialect.ANY))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "standard input, line 2: found 1 fields, expected 2 as in the header; correct the row or take it away");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The example of FIPS 180-2: the file's bytes are hashed, with its byte order mark and line ends as they are. */
    @Test
    void theHashIsThatOfTheBytes() throws IOException {
        assertThat(csv("abc").sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(csv("abc\r\n").sha256()).isNotEqualTo(csv("abc\n").sha256());
    }
}
