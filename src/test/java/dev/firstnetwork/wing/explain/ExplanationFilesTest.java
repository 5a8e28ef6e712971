package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.wing.explain.PermutationImportance.Score;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationFilesTest {

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private static JsonNode json(Explanation explanation) throws IOException {
        return new ObjectMapper().readTree(Json.bytes(ExplanationFiles.json(explanation, "model.zip", "hand")));
    }

    @Test
    void jsonHoldsAllThree() throws IOException {
        Explanation explanation = Explanations.of(4, true);

        JsonNode json = json(explanation);

        assertThat(json.get("model").textValue()).isEqualTo("model.zip");
        assertThat(json.get("data").textValue()).isEqualTo("hand");
        assertThat(json.get("explained").textValue()).isEqualTo("probability of yes");
        assertThat(json.at("/importance/0/score").textValue()).isEqualTo("accuracy");
        assertThat(json.at("/importance/1/columns")).hasSize(4);
        assertThat(json.at("/importance/1/columns/0/repeats")).hasSize(3);
        assertThat(json.at("/partialDependence/3/values/1").textValue()).isEqualTo("yes");
        assertThat(json.at("/partialDependence/0/average/probability of yes")).hasSize(6);
        assertThat(json.at("/partialDependence/0/individual")).hasSize(12);
        assertThat(json.at("/shapley/method").textValue()).isEqualTo("exact");
        JsonNode row = json.at("/shapley/rows/0");
        double sum = row.get("base").doubleValue();
        for (JsonNode column : row.get("columns")) {
            sum += column.get("shapley").doubleValue();
        }
        assertThat(sum).isCloseTo(row.get("prediction").doubleValue(), within(1e-14));
    }

    @Test
    void withoutLabelsImportanceIsNullAndHasNoFiles() throws IOException {
        Explanation explanation = Explanations.of(2, false);

        assertThat(json(explanation).get("importance").isNull()).isTrue();
        assertThat(ExplanationFiles.of(explanation, Map.of()).keySet())
                .contains("explain.json", "partial-dependence.png", "shapley.csv")
                .doesNotContain("importance.csv", "importance.png");
    }

    @Test
    void tablesHaveALineForEachOfTheirThings() {
        Explanation explanation = Explanations.of(4, true, List.of("a", "b"), OptionalInt.of(1));

        List<String> importance =
                ExplanationFiles.importanceCsv(explanation).lines().toList();
        assertThat(importance.get(0))
                .isEqualTo("column,drop_in_accuracy,drop_in_accuracy_standard_deviation,"
                        + "rise_in_log_loss,rise_in_log_loss_standard_deviation");
        assertThat(importance).hasSize(5).anyMatch(line -> line.startsWith("\"kind, of two\","));

        List<String> dependence =
                ExplanationFiles.dependenceCsv(explanation).lines().toList();
        // a header, 3 columns of 6 points and one of 2 categories, 2 outputs
        assertThat(dependence)
                .hasSize(1 + 2 * (3 * 6 + 2))
                .anyMatch(line -> line.startsWith("\"kind, of two\",yes,b,"));

        List<String> shapley = ExplanationFiles.shapleyCsv(explanation).lines().toList();
        assertThat(shapley).hasSize(1 + 12 * 4);
        assertThat(shapley.get(0)).isEqualTo("row,output,base,prediction,column,value,shapley,standard_error");
    }

    @Test
    void sampledValuesComeWithTheirErrors() throws IOException {
        JsonNode shapley = json(Explanations.of(13, false)).get("shapley");

        assertThat(shapley.get("method").textValue()).isEqualTo("sampled");
        // 5 background rows, two pairs each
        assertThat(shapley.get("permutations").intValue()).isEqualTo(20);
        assertThat(shapley.at("/rows/0/columns/0/standardError").doubleValue()).isPositive();
    }

    /** As of a model that diverged: there is nothing to be seen, but nothing fails either. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNotFiniteIsNullAndNotDrawn(double answer) {
        Matrix x = Matrix.of(3, 2, 1, 2, 3, 4, 5, 6);
        Explanation explanation = Explanation.of(
                asked -> Matrix.zeros(asked.rows(), 1).map(zero -> asked.get(0, 0) == 1 ? answer : 1),
                new Explanation.Target(List.of("p"), List.of(Score.LOG_LOSS)),
                InputGroup.of(List.of(new Column("a", List.of()), new Column("b", List.of()))),
                Explanation.Subject.drawn(x, Optional.of(Matrix.zeros(3, 1)), 3, 3, 3, 1),
                Explanations.SETTINGS);

        Map<String, byte[]> files =
                ExplanationFiles.of(explanation, ExplanationFiles.json(explanation, "model.zip", "hand"));

        assertThat(new String(files.get("explain.json"), StandardCharsets.UTF_8))
                .contains("null")
                .doesNotContain("NaN", "Infinity");
        assertThat(files).containsKeys("importance.png", "partial-dependence.png", "shapley.png", "rows/row-0.png");
    }
}
