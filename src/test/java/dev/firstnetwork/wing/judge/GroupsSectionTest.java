package dev.firstnetwork.wing.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.HtmlReport;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Runs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two rows of each town, one of each class; in Bonn both are right, in Ulm both are predicted positive. */
class GroupsSectionTest {

    private static final GroupsSection SECTION = of("Bonn", "Ulm");

    private static GroupsSection of(String first, String second) {
        return new GroupsSection(
                GroupMetrics.of(
                        List.of(first, first, second, second), new int[] {0, 1, 0, 1}, new int[] {0, 1, 1, 1}, 1),
                "town");
    }

    @Test
    void jsonHasEachGroupAndTheDifferences() throws IOException {
        JsonNode json = Json.mapper().readTree(Json.bytes(RunFiles.metrics(Runs.with(Runs.two(4), SECTION))));

        assertThat(json.at("/groups/groups/1").toString())
                .isEqualTo("{\"group\":\"Ulm\",\"rows\":2,\"positive\":0.5,\"selectionRate\":1.0,\"accuracy\":0.5,"
                        + "\"truePositiveRate\":1.0,\"falsePositiveRate\":1.0,\"precision\":0.5}");
        assertThat(json.at("/groups/demographicParityDifference").doubleValue()).isEqualTo(0.5);
        assertThat(json.at("/groups/equalisedOddsDifference").doubleValue()).isEqualTo(1);
    }

    /** JSON has no NaN: without a positive row there is no true positive rate. */
    @Test
    void aRateThatIsNotDefinedIsNull() throws IOException {
        GroupsSection negative =
                new GroupsSection(GroupMetrics.of(List.of("Ulm"), new int[] {0}, new int[] {0}, 1), "town");

        JsonNode json = Json.mapper().readTree(Json.bytes(negative.json()));

        assertThat(json.at("/groups/groups/0/truePositiveRate").isNull()).isTrue();
        assertThat(json.at("/groups/groups/0/falsePositiveRate").doubleValue()).isZero();
        assertThat(json.at("/groups/equalisedOddsDifference").isNull()).isTrue();
    }

    @Test
    void thePageSaysHowTheGroupsFare() {
        String plain = HtmlReport.page(Runs.two(4), Map.of());
        String page = HtmlReport.page(Runs.with(Runs.two(4), SECTION), Map.of());

        assertThat(plain).doesNotContain("How the groups fare");
        assertThat(page)
                .contains("How the groups fare")
                .contains("differ by up to <strong>50.0%</strong>")
                .contains("<tr><th scope=\"row\">Ulm <small>few rows</small></th><td class=\"number\">2</td>"
                        + "<td class=\"number\">50.0%</td><td class=\"number\">100.0%</td>")
                .doesNotContain("{{");
        assertThat(SECTION.pictures()).containsOnlyKeys("groups.png");
    }

    @Test
    void thePageEscapesTheNamesOfGroups() {
        assertThat(HtmlReport.page(Runs.with(Runs.two(4), of("<script>alert('x')</script>", "Ulm")), Map.of()))
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;")
                .doesNotContain("<script", "alert('x')");
    }

    @Test
    void theTerminalHasALineForEachGroup() {
        assertThat(SECTION.text().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "town|rows|positive|selected|accuracy|true pos.|false pos.|precision",
                        "Bonn (few rows)|2|0.5000|0.5000|1.0000|1.0000|0.0000|1.0000",
                        "Ulm (few rows)|2|0.5000|1.0000|0.5000|1.0000|1.0000|0.5000",
                        "largest difference: selected 0.5000 (demographic parity), true or false positives 1.0000"
                                + " (equalised odds)");
    }
}
