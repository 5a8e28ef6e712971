package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Table.Cell;
import dev.firstnetwork.report.Table.Column;
import dev.firstnetwork.report.Table.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aDoubleHasFourDecimalsAndAllElseIsItsText() {
        Table table = Table.of("name", "count", "loss", "passed").row("train", 80, 0.30006, true);

        assertThat(table.html()).isEqualTo("""
                        <table>
                        <thead>
                        <tr><th>name</th><th>count</th><th>loss</th><th>passed</th></tr>
                        </thead>
                        <tbody>
                        <tr><td>train</td><td>80</td><td>0.3001</td><td>true</td></tr>
                        </tbody>
                        </table>""");
    }

    @Test
    void aHairBelowZeroIsZero() {
        assertThat(Table.of("mean").row(-1e-17).row(Double.NaN).row(-0.00006).csv())
                .isEqualTo("mean\n0.0000\nn/a\n-0.0001\n");
    }

    @Test
    void onATerminalNamesAreToTheLeftAndNumbersToTheRight() {
        Table table =
                Table.ofNumbers(List.of("", "train", "")).row("rows", 80, "").row("log loss", 0.25, "0.1 - 0.3");

        assertThat(table.text()).isEqualTo("           train\nrows          80\nlog loss  0.2500  0.1 - 0.3");
    }

    /** Of 27 letters, a terminal of 20 has no room for the last column. */
    @Test
    void columnsThatDoNotFitStandBelow() {
        Table table = Table.ofNumbers(List.of("rank", "batch", "loss", "sd"))
                .row("1", 32, 0.25, 0.1)
                .row("2", "full", 0.3, 0.2);

        assertThat(table.text(27)).isEqualTo(table.text());
        assertThat(table.text(20)).isEqualTo("""
                rank  batch    loss
                1        32  0.2500
                2      full  0.3000

                rank      sd
                1     0.1000
                2     0.2000""");
        // one beside the first there is always
        assertThat(table.text(5)).startsWith("rank  batch\n1        32\n2      full\n\nrank    loss\n");
    }

    @Test
    void factsHaveNoHeader() {
        Table facts = Table.ofFacts().row("java", "17").row("backend", "none");

        assertThat(facts.text()).isEqualTo("java     17\nbackend  none");
        assertThat(facts.csv()).isEqualTo("java,17\nbackend,none\n");
        assertThat(facts.html("facts")).isEqualTo("""
                        <table class="facts">
                        <tbody>
                        <tr><th scope="row">java</th><td>17</td></tr>
                        <tr><th scope="row">backend</th><td>none</td></tr>
                        </tbody>
                        </table>""");
    }

    @Test
    void aNoteIsOnAPageAlone() {
        Table table = Table.ofNumbers(List.of("Figure", "Test")).row(new Cell("Recall", "of all > 0"), 1.0);

        assertThat(table.text()).isEqualTo("Figure    Test\nRecall  1.0000");
        assertThat(table.csv()).isEqualTo("Figure,Test\nRecall,1.0000\n");
        assertThat(table.html()).isEqualTo("""
                        <table>
                        <thead>
                        <tr><th scope="col">Figure</th><th scope="col" class="number">Test</th></tr>
                        </thead>
                        <tbody>
                        <tr><th scope="row">Recall <small>of all &gt; 0</small></th><td class="number">1.0000</td></tr>
                        </tbody>
                        </table>""");
    }

    @Test
    void textsAndNumbersCanStandInAnyOrder() {
        Table table = new Table(
                List.of(new Column("Row", Kind.NUMBER), new Column("Used to", Kind.TEXT)),
                List.of(
                        List.of(new Cell("7", ""), new Cell("train", "")),
                        List.of(new Cell("12", ""), new Cell("x", ""))));

        assertThat(table.text()).isEqualTo("Row  Used to\n  7  train\n 12  x");
        assertThat(table.html("cells"))
                .startsWith("<table class=\"cells\">")
                .contains("<th scope=\"col\" class=\"number\">Row</th><th scope=\"col\">Used to</th>")
                .contains("<tr><td class=\"number\">7</td><td>train</td></tr>");
    }

    @Test
    void whatIsInTheCellsIsEscaped() {
        assertThat(Table.of("<0").row("a & b").html()).contains("<th>&lt;0</th>", "<td>a &amp; b</td>");
    }

    @Test
    void aFieldOfCsvIsInQuotesWhereItHasToBe() {
        Table table = Table.of("a,b", "c").row("5\" long", "two\nlines").row("one\rtwo", "");

        assertThat(table.csv()).isEqualTo("\"a,b\",c\n\"5\"\" long\",\"two\nlines\"\n\"one\rtwo\",\n");
    }

    @Test
    void matricesStandSideBySide() {
        Table table = Table.of("X", Matrix.of(2, 2, 1, 2, 3, 4)).beside("Y", Matrix.of(2, 1, 0, 1));

        assertThat(table.csv()).isEqualTo("row,X[0],X[1],Y[0]\n0,1.0000,2.0000,0.0000\n1,3.0000,4.0000,1.0000\n");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> Table.of("a", "b").row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the row [1] has 1 cells, the table has the columns [a, b]");
        assertThatThrownBy(() -> Table.of("X", Matrix.zeros(2, 2)).beside("Y", Matrix.zeros(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Y is [3, 1], the table has 2 rows");
    }
}
