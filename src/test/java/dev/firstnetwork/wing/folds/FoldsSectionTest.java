package dev.firstnetwork.wing.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.HtmlReport;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Runs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldsSectionTest {

    private static FoldsSection three() {
        Figures figures = Runs.two(4).test().figures();
        return new FoldsSection(new CrossValidation(List.of(figures, figures, figures)));
    }

    @Test
    void jsonHasEachFoldAndTheMeans() throws IOException {
        JsonNode json = Json.mapper().readTree(Json.bytes(RunFiles.metrics(Runs.with(Runs.two(4), three()))));

        assertThat(json.at("/crossValidation/folds")).hasSize(3);
        assertThat(json.at("/crossValidation/folds/2/logLoss").doubleValue()).isEqualTo(0.3);
        assertThat(json.at("/crossValidation/logLoss/mean").doubleValue()).isCloseTo(0.3, within(1e-15));
        assertThat(json.at("/crossValidation/logLoss/standardDeviation").doubleValue())
                .isCloseTo(0, within(1e-15));
        // a ROC AUC that no fold has is no mean
        assertThat(json.at("/crossValidation/rocAuc/mean").isNull()).isTrue();
    }

    @Test
    void thePageShowsEachFold() {
        String plain = HtmlReport.page(Runs.two(4), Map.of());
        String page = HtmlReport.page(Runs.with(Runs.two(4), three()), Map.of());

        assertThat(plain).doesNotContain("How good the recipe is");
        // of the 6 test rows, 5 are right in each fold
        assertThat(page)
                .contains("How good the recipe is")
                .contains("The rows were divided into 3 parts")
                .contains("<tr><th scope=\"row\">3</th><td class=\"number\">0.8333</td>")
                .contains("<tr><th scope=\"row\">mean</th><td class=\"number\">0.8333</td>")
                .contains("<tr><th scope=\"row\">sd</th><td class=\"number\">0.0000</td>")
                .doesNotContain("{{");
    }

    /** By hand: mean and deviation of 0.5 and 1, and an error in the label's unit with the digits that it has. */
    @Test
    void theTerminalShowsMeanAndDeviation() {
        Figures half = new RegressionMetrics(0.5, 1, 2, 3, 10);
        Figures whole = new RegressionMetrics(1, 1, 4, 3, 12);

        String text = new FoldsSection(new CrossValidation(List.of(half, whole))).text();

        assertThat(text.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .contains("2 folds|mean|sd", "R²|0.7500|0.2500", "MAE|3|1");
    }
}
