package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points of one's own on the playground in a real browser: as a CSV, and in the table that is changed by keyboard. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlayTableIT {

    @RegisterExtension
    static final OpenPage page = new OpenPage();

    @Test
    void aTableOfOnesOwnWithThreeColumns() {
        page.open("language=en&steps=3");
        StringBuilder csv = new StringBuilder("a,b,c,kind\n");
        for (int i = 0; i < 30; i++) {
            csv.append(i)
                    .append(',')
                    .append(i * i % 7)
                    .append(',')
                    .append(i % 5)
                    .append(i % 3 == 0 ? ",no\n" : ",yes\n");
        }
        page.set("#csv-text", csv.toString());
        page.set("#csv-label", "kind");
        page.click("#csv-use");
        assertThat(page.text("#csv-message"))
                .isEqualTo("The table is read. Rows: 30; columns of numbers: 3; classes: 2.");
        assertThat(page.text("#axes-note")).contains("3 columns").contains("held at their mean");
        double before = page.number("page.surface.values[0]");
        page.set("#axis-x", "2");
        assertThat(page.number("page.surface.values[0]")).isNotEqualTo(before);
        double untrained = page.loss();
        page.get("page.session.advance(50, 1e9)");
        assertThat(page.loss()).isLessThan(untrained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b\n1,2\n3\n",
                "a,b,label\n1,x,0\n2,3,1\n",
                "a,b,label\n1,2,0\n2,3,0\n3,3,0\n",
                "%%%\u0001<script>alert(1)</script>"
            })
    void aBadTableIsSaidInASentenceAndKeepsTheState(String csv) {
        page.open("language=en&steps=10");
        double loss = page.loss();
        String link = page.link();
        page.set("#csv-text", csv);
        page.click("#csv-use");
        assertThat(page.text("#csv-message"))
                .hasSizeGreaterThan(20)
                .endsWith(".")
                .doesNotContain("undefined");
        assertThat(page.loss()).isEqualTo(loss);
        assertThat(page.link()).isEqualTo(link);
        page.set("#language", "zh");
        page.click("#csv-use");
        assertThat(page.text("#csv-message")).containsPattern("\\p{IsHan}{4}").endsWith("。");
    }

    @Test
    void theTableOfPointsIsChangedByKeyboard() {
        page.open();
        page.click("#rows-box summary");
        page.chromium.await("document.querySelectorAll('#rows tbody tr').length === 20");
        page.set("#rows tbody input", "7.5");
        assertThat(page.number("page.session.data.x[0]")).isEqualTo(7.5);
        page.set("#rows tbody input", "");
        assertThat(page.text("#message")).contains("is not a number");
        int kind = page.get("page.session.data.y[0]").asInt();
        page.set("#rows tbody select", String.valueOf(1 - kind));
        assertThat(page.get("page.session.data.y[0]").asInt()).isEqualTo(1 - kind);
        page.click("#rows tbody tr button.small");
        assertThat(page.rows()).isEqualTo(99);
        page.click("#row-add");
        assertThat(page.rows()).isEqualTo(100);
        assertThat(page.text("#rows-range")).isEqualTo("rows 80 to 99 of 100");
        page.click("#rows-back");
        page.click("#rows-on");
        page.click("#rows tbody button.link");
        assertThat(List.of(page.value("#row"), page.text("#reading")))
                .containsExactly("80", "Row 80 is chosen. Its numbers are below, under “Every number of one step”.");
    }
}
