package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Rows;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.Standardiser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may say about a table's columns and its text. */
class ColumnRolesTest {

    private static final String TABLE = "id,size,colour,code,label\n1,1.5,red,7,yes\n2,2.5,blue,8,no\n3,3.5,red,7,no\n";

    @TempDir
    Path folder;

    private CsvFile csv(String text) throws IOException {
        return CsvFile.of(Files.writeString(folder.resolve("table.csv"), text));
    }

    private static ColumnRoles roles(
            List<String> categorical, List<String> ignored, String positive, Preparation.Missing missing) {
        return new ColumnRoles(
                "label", categorical, ignored, Optional.ofNullable(positive), missing, ColumnRoles.Task.CLASSIFICATION);
    }

    @Test
    void ignoredColumnsAreLeftOutAndCodesBecomeCategories() throws IOException {
        CsvFile csv = csv(TABLE);
        Preparation preparation = roles(List.of("code"), List.of("id"), null, Preparation.Missing.ERROR)
                .learn(csv);
        assertThat(preparation.inputNames()).containsExactly("size", "colour=blue", "colour=red", "code=7", "code=8");
        assertThat(preparation.read(csv).x().row(0)).containsExactly(1.5, 0, 1, 1, 0);
    }

    @Test
    void thePositiveClassIsTheLast() throws IOException {
        Preparation preparation =
                roles(List.of(), List.of(), "no", Preparation.Missing.ERROR).learn(csv(TABLE));
        assertThat(preparation.classes()).containsExactly("yes", "no");
        assertThat(preparation.read(csv(TABLE)).y().values()).containsExactly(0, 1, 1);
    }

    @Test
    void namesThatAreNotThereAreRefused() throws IOException {
        CsvFile csv = csv(TABLE);
        assertThatThrownBy(() -> roles(List.of(), List.of("ID"), null, Preparation.Missing.ERROR)
                        .learn(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv has no column 'ID' to ignore: its columns are id, size");
        assertThatThrownBy(() -> roles(List.of("cod"), List.of(), null, Preparation.Missing.ERROR)
                        .learn(csv))
                .hasMessageContaining("no column 'cod' to take as categorical");
        assertThatThrownBy(() -> roles(List.of(), List.of(), "maybe", Preparation.Missing.ERROR)
                        .learn(csv))
                .hasMessageContaining("'maybe' cannot be the positive class")
                .hasMessageContaining("found no, yes");
    }

    private static final String GAPS = "size,colour,label\n1,red,a\n,blue,b\n?,,a\n4,red,b\n";

    @Test
    void missingValuesAreErrorsUnlessSomethingElseIsSaid() throws IOException {
        CsvFile csv = csv(GAPS);
        assertThatThrownBy(() -> ColumnRoles.label("label").learn(csv))
                .hasMessageContaining("line 3, column 'size': found nothing, expected a value")
                .hasMessageContaining("--missing mean or drop");
        CsvFile placeholder = csv("size,label\n1,a\nNA,b\n");
        assertThatThrownBy(() -> ColumnRoles.label("label").learn(placeholder))
                .hasMessageContaining("line 3, column 'size': found 'NA', expected a number");
    }

    @Test
    void missingValuesCountAsTheMeanOfTheTrainingRows() throws IOException {
        CsvFile csv = csv(GAPS);
        Preparation preparation =
                roles(List.of(), List.of(), null, Preparation.Missing.MEAN).learn(csv);
        Samples samples = preparation.read(csv);
        // size, colour=blue, colour=red
        assertThat(samples.x().row(1)).containsExactly(Double.NaN, 1, 0);
        assertThat(samples.x().row(2)).containsExactly(Double.NaN, Double.NaN, Double.NaN);
        Standardiser standardiser = Standardiser.fit(samples.x());
        // the mean of 1 and 4; of 0, 1, 0
        assertThat(standardiser.mean()).containsExactly(2.5, 1 / 3.0, 2 / 3.0);
        assertThat(standardiser.apply(samples.x()).row(2)).containsExactly(0, 0, 0);
        assertThat(standardiser.apply(samples.x()).get(0, 0)).isEqualTo(-1);
    }

    @Test
    void rowsWithMissingValuesAreDroppedWhereTheyHaveLabels() throws IOException {
        CsvFile csv = csv(GAPS);
        Preparation preparation =
                roles(List.of(), List.of(), null, Preparation.Missing.DROP).learn(csv);
        assertThat(preparation.read(csv).x().rows()).isEqualTo(2);
        // without labels each row must get its prediction: that one has none is an error
        try (Rows rows = preparation.rows(csv(GAPS), false)) {
            double[] x = new double[preparation.inputs()];
            rows.next(x, 0);
            assertThatThrownBy(() -> rows.next(x, 0)).hasMessageContaining("line 3, column 'size': found nothing");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Preparation.Missing.class, names = "DROP", mode = EnumSource.Mode.EXCLUDE)
    void aMissingLabelCannotBeFilled(Preparation.Missing missing) throws IOException {
        CsvFile csv = csv("x,label\n1,a\n2,\n3,b\n");
        assertThatThrownBy(() -> roles(List.of(), List.of(), null, missing).learn(csv))
                .hasMessageContaining("line 3, column 'label': found nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {";'", "|\"", "\t*"})
    void otherSeparatorsAndQuotes(String characters) throws IOException {
        char separator = characters.charAt(0);
        char quote = characters.charAt(1);
        String text = "x,label\n1,Qa,bQ\n2,c\n".replace(',', separator).replace('Q', quote);
        Path file = Files.writeString(folder.resolve("other.csv"), text);
        Dialect dialect =
                new Dialect(String.valueOf(separator), String.valueOf(quote), true, "", "", "", Dialect.MISSING);
        Preparation preparation = ColumnRoles.label("label").learn(CsvFile.of(file, dialect, in -> in));
        assertThat(preparation.classes()).containsExactly("a" + separator + "b", "c");
    }

    @Test
    void withoutAHeaderColumnsHaveNumbers() throws IOException {
        Path file = Files.writeString(folder.resolve("bare.csv"), "1,2,a\n3,4,b\n");
        CsvFile csv = CsvFile.of(file, new Dialect(",", "\"", false, "", "", "", Dialect.MISSING), in -> in);
        assertThat(csv.columns()).containsExactly("1", "2", "3");
        Samples samples = ColumnRoles.label("3").learn(csv).read(csv);
        assertThat(samples.x().values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void gzipIsRecognisedByItsFirstBytes() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(TABLE.getBytes(StandardCharsets.UTF_8));
        }
        Path file = Files.write(folder.resolve("table.csv.gz"), packed.toByteArray());
        CsvFile csv = CsvFile.of(file);
        assertThat(ColumnRoles.label("label").learn(csv).read(csv).x().rows()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(BundledSet.class)
    void bundledSetsHaveTheRowsAndClassesOfTheirSource(BundledSet set) {
        Preparation preparation = ColumnRoles.label(set.label()).learn(set.table());
        Samples samples = preparation.read(set.table());
        // rows, feature columns and classes as DATA.md gives them from the UCI repository
        int[] expected =
                switch (set) {
                    case BREAST_CANCER -> new int[] {569, 30, 2};
                    case GERMAN_CREDIT -> new int[] {1000, 20, 2};
                    case DIGITS -> new int[] {1797, 64, 10};
                };
        assertThat(new int[] {
                    samples.rows(),
                    preparation.features().size(),
                    preparation.classes().size()
                })
                .containsExactly(expected);
        set.positive().ifPresent(positive -> assertThat(preparation.classes()).contains(positive));
    }
}
