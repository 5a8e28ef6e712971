package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Reference;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.table.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitDataTest {

    @TempDir
    Path folder;

    /** make_moons, train_test_split and StandardScaler of scikit-learn one after the other, with the article's seeds. */
    @Test
    void theArticlesDataIsScikitLearnsFromEndToEnd() {
        SplitData data = ColumnRoles.label("label").split(Generated.moons(100, 0.1, 1, true), 0.2, 42);

        assertSide(data.train(), "golden/train_standardised.csv");
        assertSide(data.test(), "golden/test_standardised.csv");
        assertThat(data.all().rows()).isEqualTo(100);
        assertThat(data.preparation().classes()).containsExactly("0", "1");
    }

    private static void assertSide(Samples side, String file) {
        double[][] expected = Reference.rows(file);
        assertThat(side.rows()).isEqualTo(expected.length);
        assertThat(side.y().columns()).isEqualTo(1);
        for (int i = 0; i < expected.length; i++) {
            assertThat(side.x().row(i))
                    .as("row %d of %s", i, file)
                    .containsExactly(new double[] {expected[i][0], expected[i][1]}, within(1e-13));
            assertThat(side.y().get(i, 0)).isEqualTo(expected[i][2]);
        }
    }

    /** A generated table and the same table from a file go the same way. */
    @Test
    void theSameRowsFromAFileAreTheSameSamples() throws IOException {
        Path file =
                Files.writeString(folder.resolve("moons.csv"), Reference.text("golden/moons_n100_noise0.1_seed1.csv"));

        SplitData data = ColumnRoles.label("label").split(CsvFile.of(file), 0.2, 42);

        assertSide(data.train(), "golden/train_standardised.csv");
        assertSide(data.test(), "golden/test_standardised.csv");
    }

    /** The standardiser may know nothing of the test rows: however wild they are, mean and deviation stay. */
    @Test
    void testRowsDoNotTouchTheStandardiser() throws IOException {
        SplitData before = ColumnRoles.label("label").split(table(List.of()), 0.25, 7);
        List<Integer> testRows = new ArrayList<>();
        for (int row : before.split().testRows()) {
            testRows.add(row);
        }

        SplitData after = ColumnRoles.label("label").split(table(testRows), 0.25, 7);

        assertThat(testRows).hasSize(5);
        assertThat(after.preparation().standardiser().mean())
                .containsExactly(before.preparation().standardiser().mean());
        assertThat(after.preparation().standardiser().standardDeviation())
                .containsExactly(before.preparation().standardiser().standardDeviation());
        assertThat(after.train()).isEqualTo(before.train());
        assertThat(after.test()).isNotEqualTo(before.test());
    }

    private CsvFile table(List<Integer> wild) throws IOException {
        StringBuilder csv = new StringBuilder("x,label\n");
        for (int i = 0; i < 20; i++) {
            csv.append(wild.contains(i) ? i * 1e6 : i)
                    .append(',')
                    .append(i % 3 == 0 ? "yes" : "no")
                    .append('\n');
        }
        return CsvFile.of(Files.writeString(folder.resolve("table.csv"), csv));
    }

    /** DESIGN.md: each message names the file. */
    @Test
    void tooFewRowsToSplitAreRefusedWithTheNameOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("two.csv"), "x,label\n1,a\n2,b\n");

        assertThatThrownBy(() -> ColumnRoles.label("label").split(CsvFile.of(file), 0.6, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("two.csv")
                .hasMessageContaining("2 rows are too few to split");
    }
}
