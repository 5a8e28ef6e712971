package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.math.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTableTest {

    @Test
    void aDoubleHasFourDecimalsAndAllElseIsItsText() {
        HtmlTable table = HtmlTable.of("name", "count", "loss", "passed").row("train", 80, 0.30006, true);

        assertThat(table.rows()).containsExactly(List.of("train", "80", "0.3001", "true"));
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
        assertThat(HtmlTable.of("mean").row(-1e-17).rows()).containsExactly(List.of("0.0000"));
        assertThat(HtmlTable.of("mean").row(Double.NaN).rows()).containsExactly(List.of("n/a"));
    }

    @Test
    void whatIsInTheCellsIsEscaped() {
        assertThat(HtmlTable.of("<0").row("a & b").html()).contains("<th>&lt;0</th>", "<td>a &amp; b</td>");
    }

    @Test
    void matricesStandSideBySide() {
        HtmlTable table = HtmlTable.of("X", Matrix.of(2, 2, 1, 2, 3, 4)).beside("Y", Matrix.of(2, 1, 0, 1));

        assertThat(table.header()).containsExactly("row", "X[0]", "X[1]", "Y[0]");
        assertThat(table.rows())
                .containsExactly(
                        List.of("0", "1.0000", "2.0000", "0.0000"), List.of("1", "3.0000", "4.0000", "1.0000"));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> HtmlTable.of("a", "b").row(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the row [1] has 1 cells, the table has the columns [a, b]");
        assertThatThrownBy(() -> HtmlTable.of("X", Matrix.zeros(2, 2)).beside("Y", Matrix.zeros(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Y is [3, 1], the table has 2 rows");
    }
}
