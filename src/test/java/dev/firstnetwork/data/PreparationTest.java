package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.table.CsvFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each expected matrix is written down by hand from its table. */
class PreparationTest {

    @TempDir
    Path folder;

    private CsvFile csv(String text) throws IOException {
        return CsvFile.of(Files.writeString(folder.resolve("table.csv"), text));
    }

    private Preparation learn(String text) throws IOException {
        return ColumnRoles.label("label").learn(csv(text));
    }

    @Test
    void numbersStayOneInputAndCategoriesBecomeOneEach() throws IOException {
        String table = "size,colour,label\n1.5,red,no\n2,blue,yes\n-3,green,no\n4,red,yes\n";

        Preparation preparation = learn(table);
        Samples samples = preparation.read(csv(table));

        assertThat(preparation.features())
                .containsExactly(new Column("size", List.of()), new Column("colour", List.of("blue", "green", "red")));
        assertThat(preparation.inputNames()).containsExactly("size", "colour=blue", "colour=green", "colour=red");
        assertThat(preparation.inputs()).isEqualTo(4);
        assertThat(samples.x())
                .isEqualTo(Matrix.ofRows(
                        new double[] {1.5, 0, 0, 1},
                        new double[] {2, 1, 0, 0},
                        new double[] {-3, 0, 1, 0},
                        new double[] {4, 0, 0, 1}));
        assertThat(samples.y()).isEqualTo(Matrix.of(4, 1, 0, 1, 0, 1));
    }

    @Test
    void threeClassesAreOneHot() throws IOException {
        String table = "x,label\n1,c\n2,a\n3,b\n4,a\n";

        Preparation preparation = learn(table);

        assertThat(preparation.classes()).containsExactly("a", "b", "c");
        assertThat(preparation.outputs()).isEqualTo(3);
        assertThat(preparation.read(csv(table)).y())
                .isEqualTo(Matrix.ofRows(
                        new double[] {0, 0, 1}, new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {1, 0, 0
                        }));
    }

    /** Classes that are numbers are ordered as numbers, others by character; the last of two is the positive one. */
    @ParameterizedTest
    @CsvSource({
        "'10,9,10,9', '9,10'",
        "'1,-1,1,-1', '-1,1'",
        "'True,False,True', 'False,True'",
        "'2,10,b,2', '10,2,b'",
        "'no,yes,No', 'No,no,yes'"
    })
    void classesAreInOrder(String labels, String expected) throws IOException {
        String rows = List.of(labels.split(",", -1)).stream()
                .map(label -> "1," + label + "\n")
                .collect(Collectors.joining());

        assertThat(learn("x,label\n" + rows).classes()).containsExactly(expected.split(",", -1));
    }

    @Test
    void theLabelMayStandAnywhere() throws IOException {
        String table = "a,label,b\n1,p,2\n3,q,4\n";

        Samples samples = learn(table).read(csv(table));

        assertThat(samples.x()).isEqualTo(Matrix.of(2, 2, 1, 2, 3, 4));
        assertThat(samples.y()).isEqualTo(Matrix.of(2, 1, 0, 1));
    }

    @Test
    void textAmongNumbersIsRefusedWithLineAndColumn() {
        assertThatThrownBy(() -> learn("x,y,label\n1,2,a\n3,four,b\n5,6,a\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 3, column 'y': found 'four', expected a number");
    }

    @Test
    void aNumberAmongTextIsRefusedWithLineAndColumn() {
        assertThatThrownBy(() -> learn("x,label\nred,a\nblue,b\n7,a\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, line 4, column 'x': found '7', expected text");
    }

    /** Java would parse both; in a table of numbers they are a mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"1d", "0x1p3", "1f", "1_000", "1;5"})
    void whatOnlyJavaTakesForANumberIsRefused(String cell) {
        assertThatThrownBy(() -> learn("x,label\n1,a\n2,b\n" + cell + ",a\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 4, column 'x': found '" + cell + "', expected a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-Infinity", "1e999"})
    void numbersThatAreNotFiniteAreRefused(String cell) {
        assertThatThrownBy(() -> learn("x,label\n1,a\n" + cell + ",b\n2,a\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3, column 'x': found '" + cell + "', expected a finite number");
    }

    @ParameterizedTest
    @CsvSource({"'1,,a', y", "'1,2,', label", "'  ,2,a', x", "'1,\"\",a', y"})
    void anEmptyCellIsRefused(String row, String column) {
        assertThatThrownBy(() -> learn("x,y,label\n1,2,a\n3,4,b\n" + row + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 4, column '" + column + "': found nothing, expected a value");
    }

    @Test
    void aLabelColumnThatIsNotThereIsRefused() throws IOException {
        CsvFile csv = csv("x,y\n1,2\n");

        assertThatThrownBy(() -> ColumnRoles.label("target").learn(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv has no column 'target'")
                .hasMessageContaining("x, y");
    }

    @Test
    void aTableOfLabelsAloneIsRefused() {
        assertThatThrownBy(() -> learn("label\na\nb\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column beside the label 'label'");
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatThrownBy(() -> learn("x,label\n1,a\n2,a\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv, column 'label': every row has the label 'a'");
    }

    @Test
    void aTableWithoutRowsIsRefused() {
        assertThatThrownBy(() -> learn("x,label\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv has a header but no rows");
    }

    @Test
    void aHundredClassesAreTakenAndOneMoreIsRefused() throws IOException {
        assertThat(learn("x,label\n" + rows(100)).outputs()).isEqualTo(100);
        assertThatThrownBy(() -> learn("x,label\n" + rows(101)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column 'label': found 101 different values in 101 rows, expected 100 classes");
    }

    private static String rows(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(i -> i + ",class" + i + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void aColumnOfNamesIsRefused() {
        String rows = IntStream.rangeClosed(0, 1000)
                .mapToObj(i -> "name" + i + "," + i % 2 + "\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> learn("x,label\n" + rows))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(
                        "column 'x': found 1001 different texts in 1001 rows, such as 'name0'", "--ignore x");
    }

    /** More rows than the first buffer of 1024 has room for. */
    @Test
    void everyRowOfALongTableIsRead() throws IOException {
        String table = "x,label\n"
                + IntStream.range(0, 5000).mapToObj(i -> i + "," + i % 2 + "\n").collect(Collectors.joining());

        Samples samples = learn(table).read(csv(table));

        assertThat(samples.x().values())
                .containsExactly(IntStream.range(0, 5000).asDoubleStream().toArray());
        assertThat(samples.y().values())
                .containsExactly(
                        IntStream.range(0, 5000).mapToDouble(i -> i % 2).toArray());
    }

    @Test
    void atPredictionColumnsAreFoundByNameAndOthersAreIgnored() throws IOException {
        Preparation preparation = learn("x,colour,label\n1,red,a\n2,blue,b\n");

        try (Rows rows = preparation.rows(csv("note,colour,x\nhello,blue,7\n,red,8\n"), false)) {
            double[] x = new double[7];
            assertThat(rows.next(x, 1)).isTrue();
            assertThat(rows.cells().cell(0)).isEqualTo("hello");
            assertThat(rows.label()).isNaN();
            assertThat(rows.next(x, 4)).isTrue();
            assertThat(rows.next(x, 4)).isFalse();
            assertThat(x).containsExactly(0, 7, 1, 0, 8, 0, 1);
        }
    }

    private void readAll(Preparation preparation, String table) throws IOException {
        double[] x = new double[preparation.inputs()];
        try (Rows rows = preparation.rows(csv(table), false)) {
            while (rows.next(x, 0)) {
                assertThat(x).doesNotContain(Double.NaN);
            }
        }
    }

    @Test
    void atPredictionAMissingColumnIsRefused() throws IOException {
        Preparation preparation = learn("x,y,label\n1,2,a\n3,4,b\n");

        assertThatThrownBy(() -> readAll(preparation, "x,z\n1,2\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("table.csv has no column 'y'")
                .hasMessageContaining("x, z");
    }

    @ParameterizedTest
    @CsvSource({
        "'1,green', colour, 'green', 'one of blue, red'",
        "'one,red', x, 'one', a number",
        "'nan,red', x, 'nan', a finite number",
        "'1,', colour, nothing, 'one of blue, red'"
    })
    void atPredictionACellOfAnotherKindIsRefused(String row, String column, String found, String expected)
            throws IOException {
        Preparation preparation = learn("x,colour,label\n1,red,a\n2,blue,b\n");
        String quoted = found.equals("nothing") ? found : "'" + found + "'";

        assertThatThrownBy(() -> readAll(preparation, "x,colour\n5,red\n" + row + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith(
                        "table.csv, line 3, column '" + column + "': found " + quoted + ", expected " + expected);
    }

    @Test
    void aLabelThatTheModelDoesNotKnowIsRefused() throws IOException {
        Preparation preparation = learn("x,label\n1,a\n2,b\n");
        CsvFile other = csv("x,label\n1,a\n2,c\n");

        assertThatThrownBy(() -> preparation.read(other))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3, column 'label': found 'c', expected one of a, b");
    }

    /** A category called like a number in another column, or with a comma in it, is still one category. */
    @Test
    void categoriesMayHoldCommasAndQuotes() throws IOException {
        String table = "x,label\n\"a,b\",p\n\"say \"\"hi\"\"\",q\n";

        Preparation preparation = learn(table);

        assertThat(preparation.features().get(0).categories()).containsExactly("a,b", "say \"hi\"");
        assertThat(preparation.read(csv(table)).x()).isEqualTo(Matrix.of(2, 2, 1, 0, 0, 1));
    }

    @Test
    void moonsGoTheSameWay() {
        Preparation preparation = ColumnRoles.label("label").learn(Generated.moons(10, 0.1, 1, true));

        assertThat(preparation.inputNames()).containsExactly("x1", "x2");
        assertThat(preparation.classes()).containsExactly("0", "1");
        assertThat(preparation.outputs()).isEqualTo(1);
    }

    /** Labels that are equal as numbers are one class, in training and after it. */
    @Test
    void labelsThatAreEqualAsNumbersAreOneClass() throws IOException {
        Preparation preparation = learn("x,label\n1,1\n2,0\n3,1.0\n4,00\n");

        assertThat(preparation.classes()).containsExactly("0", "1");
        assertThat(preparation.read(csv("x,label\n1,0.0\n2,1e0\n")).y()).isEqualTo(Matrix.of(2, 1, 0, 1));
        CsvFile other = csv("x,label\n1,a\n");
        assertThatThrownBy(() -> preparation.read(other)).hasMessageContaining("found 'a', expected one of 0, 1");
    }

    @Test
    void aColumnSaysWhatStandsInEachRowThatIsRead() throws IOException {
        CsvFile csv = csv("x,place,label\n1, north ,a\n2,south,b\n");

        assertThat(learn("x,label\n1,a\n2,b\n").column(csv, "place")).containsExactly("north", "south");
        assertThatThrownBy(() -> learn("x,label\n1,a\n2,b\n").column(csv, "plaice"))
                .isInstanceOf(DataException.class)
                .hasMessageEndingWith("has no column 'plaice' to group by: its columns are x, place, label");
    }

    @Test
    void whatIsMissingIsNamedAsOnTheCommandLine() {
        assertThat(Preparation.Missing.values()).extracting(Object::toString).containsExactly("error", "mean", "drop");
    }
}
