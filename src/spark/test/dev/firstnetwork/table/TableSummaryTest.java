package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.NumpyRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A table that is learned from summaries of its parts is what it is when it is read in one go. */
class TableSummaryTest {

    private static final String HEADER = "a,b,c,d,y\n";

    /** Cells that columns may hold: numbers, texts, markers, nothing, numbers that lose digits. */
    private static final String[][] CELLS = {
        {"1", "2.5", "-3", "1e3"},
        {"1", "1", "1", "1"},
        {"red", "Red", "blue", "NA"},
        {"1", "2", "", "NaN"},
        {"9007199254740993", "1", "2", "3"},
        {"1", "2", "3", "oops"},
        {"", "", "", ""},
    };

    @TempDir
    Path folder;

    private static ColumnRoles roles(Preparation.Missing missing) {
        return new ColumnRoles("y", List.of(), List.of(), Optional.empty(), missing, ColumnRoles.Task.CLASSIFICATION);
    }

    private static TableSource table(String rows) {
        byte[] bytes = (HEADER + rows).getBytes(StandardCharsets.UTF_8);
        return CsvFile.of(new ByteArrayInputStream(bytes), Dialect.CSV);
    }

    private static List<String> rows(NumpyRandom random) {
        int kinds = CELLS.length;
        int[] kind = IntStream.range(0, 4).map(j -> random.nextInt(kinds)).toArray();
        int n = 3 + random.nextInt(12);
        List<String> rows = new ArrayList<>();
        boolean counts = random.nextInt(3) == 0;
        for (int i = 0; i < n; i++) {
            StringBuilder row = new StringBuilder();
            for (int j = 0; j < 4; j++) {
                row.append(counts && j == 0 ? String.valueOf(i + 1) : CELLS[kind[j]][random.nextInt(4)])
                        .append(',');
            }
            rows.add(row + (random.nextInt(2) == 0 ? "no" : "yes") + "\n");
        }
        return rows;
    }

    /** What is learned, or why nothing is, without the place, which in a part counts from its own beginning. */
    private static String told(Supplier<String> learning) {
        try {
            return learning.get();
        } catch (DataException e) {
            return e.getMessage().replaceAll("standard input, line \\d+", "place");
        }
    }

    private static TableSummary.Kept kept(Preparation preparation, String rows) {
        try {
            Samples samples = preparation.read(table(rows));
            int[] classes = Samples.classes(samples.y());
            return new TableSummary.Kept(samples.rows(), classes);
        } catch (DataException e) {
            return new TableSummary.Kept(0);
        }
    }

    private static TableSummary sent(TableSummary summary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(summary);
            out.flush();
            return (TableSummary) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void partsTellWhatTheWholeTells(Preparation.Missing missing) {
        ColumnRoles roles = roles(missing);
        NumpyRandom random = NumpyRandom.of(missing.toString().length());
        int learned = 0;
        for (int trial = 0; trial < 400; trial++) {
            List<String> rows = rows(random);
            String all = String.join("", rows);
            String whole = told(() -> {
                LearnedTable table = roles.read(table(all));
                return table.preparation() + " " + table.notes();
            });
            int[] cuts = {random.nextInt(rows.size() + 1), random.nextInt(rows.size() + 1)};
            Arrays.sort(cuts);
            String parts = told(() -> {
                TableSummary summary = sent(TableSummary.of(table(String.join("", rows.subList(0, cuts[0]))), roles));
                for (int[] part : new int[][] {{cuts[0], cuts[1]}, {cuts[1], rows.size()}}) {
                    String own = String.join("", rows.subList(part[0], part[1]));
                    summary.append(sent(TableSummary.of(table(own), roles)), "next");
                }
                var told = summary.learn(table(all), roles, preparation -> kept(preparation, all));
                return told.preparation() + " " + told.notes();
            });
            assertThat(parts).as(all + Arrays.toString(cuts)).isEqualTo(whole);
            learned += whole.startsWith("Preparation") ? 1 : 0;
        }
        assertThat(learned).isGreaterThan(20);
    }

    @Test
    void aPlaceIsThatOfItsOwnFile() throws IOException {
        Path first = Files.writeString(folder.resolve("1.csv"), HEADER + "1,2,3,4,no\n");
        Path second = Files.writeString(folder.resolve("2.csv"), HEADER + "1,2,3,4,yes\n1,2,,4,yes\n");
        ColumnRoles roles = roles(Preparation.Missing.ERROR);
        TableSummary summary = TableSummary.of(CsvFile.of(first), roles);
        summary.append(TableSummary.of(CsvFile.of(second), roles), "2.csv");

        assertThat(summary.rows()).isEqualTo(3);
        assertThatThrownBy(() -> summary.learn(CsvFile.of(first), roles, preparation -> new TableSummary.Kept(3, 0, 1)))
                .hasMessageContaining(second + ", line 3, column 'c': found nothing, expected a");
    }

    @Test
    void aPartWithOtherColumnsIsRefused() {
        ColumnRoles roles = roles(Preparation.Missing.ERROR);
        byte[] other = "a,b,y\n1,2,no\n".getBytes(StandardCharsets.UTF_8);
        TableSummary summary = TableSummary.of(table("1,2,3,4,no\n"), roles);
        TableSummary next = TableSummary.of(CsvFile.of(new ByteArrayInputStream(other), Dialect.CSV), roles);

        assertThatThrownBy(() -> summary.append(next, "part-2.csv"))
                .isInstanceOf(DataException.class)
                .hasMessage("part-2.csv has the columns a, b, y, expected those of the files before it: a, b, c, d, y");
    }
}
