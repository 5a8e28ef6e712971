package dev.firstnetwork.wing.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.HtmlReport;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Runs;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Thresholds in [0.2, 0.3) make no mistake, and theory's 1 / (1 + 3) is one of them. */
class ThresholdSectionTest {

    private static final ThresholdChoice CHOICE =
            ThresholdChoice.of(Matrix.of(4, 1, 0.1, 0.2, 0.3, 0.9), Matrix.of(4, 1, 0, 0, 1, 1), 1, 3);
    private static final ThresholdSection SECTION = new ThresholdSection(CHOICE, OptionalDouble.empty());

    @Test
    void jsonHasTheChoice() throws IOException {
        JsonNode json = Json.mapper().readTree(Json.bytes(RunFiles.metrics(Runs.with(Runs.two(4), SECTION))));

        assertThat(json.get("threshold").toString())
                .isEqualTo("{\"falsePositiveCost\":1.0,\"falseNegativeCost\":3.0,\"threshold\":0.25,\"cost\":0.0}");
    }

    @Test
    void thePageSaysWhereItDecides() {
        String plain = HtmlReport.page(Runs.two(4), Map.of());
        String page = HtmlReport.page(Runs.with(Runs.two(4), SECTION), Map.of());

        assertThat(plain).doesNotContain("Where it decides");
        assertThat(page)
                .contains("Where it decides")
                .contains("A false positive costs 1 and a false negative 3.")
                .contains("Above a probability of\n<strong>0.2500</strong>")
                .doesNotContain("{{");
        assertThat(SECTION.pictures()).containsOnlyKeys("threshold-cost.png");
    }

    @Test
    void theTerminalTellsTheModelsThresholdFromThatOfOtherRows() {
        String said = "positive above 0.2500: it costs least where a false positive costs 1.0 and a false negative 3.0";

        assertThat(SECTION.text()).isEqualTo(said);
        assertThat(new ThresholdSection(CHOICE, OptionalDouble.of(0.75)).text())
                .isEqualTo("on these rows, " + said + "; the model decides at 0.75");
    }
}
