package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Reference;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.table.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** By hand: a column is 0, 1, ... 19, so that a row is its own number standardised by the training rows. */
    @Test
    void validationRowsAreStandardisedLikeTheTestRows() throws IOException {
        SplitData data = ColumnRoles.label("label").split(table(List.of()), 0.25, 0.2, 7);

        int[] train = data.split().trainRows();
        double mean = IntStream.of(train).average().orElseThrow();
        double variance = IntStream.of(train)
                .mapToDouble(row -> (row - mean) * (row - mean))
                .average()
                .orElseThrow();
        assertThat(data.split().validationRows()).hasSize(3);
        assertStandardised(data.train(), train, mean, variance);
        assertStandardised(data.validation().orElseThrow(), data.split().validationRows(), mean, variance);
        assertStandardised(data.test(), data.split().testRows(), mean, variance);
    }

    private static void assertStandardised(Samples side, int[] rows, double mean, double variance) {
        double[] expected = IntStream.of(rows)
                .mapToDouble(row -> (row - mean) / Math.sqrt(variance))
                .toArray();
        assertThat(side.x().values()).containsExactly(expected, within(1e-12));
    }

    /** Nothing is decided by test rows; without validation rows the training rows must do. */
    @Test
    void validationRowsDecideWhereThereAreSome() {
        TrainTestSplit split = new TrainTestSplit(new int[] {4, 2}, new int[] {3}, new int[] {0, 1});

        assertThat(split.decisionRows()).containsExactly(3);
        assertThat(new TrainTestSplit(new int[] {4, 2}, new int[0], new int[] {0, 1}).decisionRows())
                .containsExactly(4, 2);
    }

    /** The label of a regression is standardised too, by the training rows. */
    @Test
    void numbersToPredictHaveMeanZeroAndDeviationOneInTraining() {
        ColumnRoles roles = new ColumnRoles(
                "x2",
                List.of(),
                List.of("label"),
                Optional.empty(),
                Preparation.Missing.ERROR,
                ColumnRoles.Task.REGRESSION);

        SplitData data = roles.split(Generated.moons(100, 0.1, 1, true), 0.2, 42);

        double[] y = data.train().y().values();
        assertThat(Arrays.stream(y).average().orElseThrow()).isCloseTo(0, within(1e-14));
        assertThat(Arrays.stream(y).map(v -> v * v).average().orElseThrow()).isCloseTo(1, within(1e-14));
        // the article's x2 of the test rows, standardised by the training rows: a column of inputs there
        double[] expected = Arrays.stream(Reference.rows("golden/test_standardised.csv"))
                .mapToDouble(row -> row[1])
                .toArray();
        assertThat(data.test().y().values()).containsExactly(expected, within(1e-13));
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
