package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainAdditionTest {

    @TempDir
    Path folder;

    /** A class that hangs on x alone: the report says so, on the test rows, and compares with training rows. */
    @Test
    void explainAddsWhatTheNetworkGoesBy() throws IOException {
        StringBuilder csv = new StringBuilder("noise,x,kind\n");
        for (int i = 0; i < 60; i++) {
            csv.append(i * 7 % 11).append(',').append(i % 20).append(i % 20 < 10 ? ",low\n" : ",high\n");
        }
        Path file = Files.writeString(folder.resolve("explained.csv"), csv);
        Object[] arguments = {
            "--data", file, "--label", "kind", "--engine", "hand", "--epochs", 60, "--batch", 4, "--out", folder
        };

        Call call = Call.of(
                Stream.concat(Stream.of(arguments), Stream.of("--explain")).toArray());
        Call plain = Call.of(arguments);

        Path trained = Path.of(call.out().strip().replaceAll("(?s).*model +(.*).model.zip", "$1"));
        JsonNode explained = Call.json(trained.resolve("explain.json"));
        assertThat(call.out()).contains("column  drop in accuracy");
        assertThat(plain.out()).doesNotContain("drop in accuracy");
        assertThat(explained.at("/importance/1/columns/0/column").textValue()).isEqualTo("x");
        // 60 rows, a fifth of which test
        assertThat(explained.get("rows").intValue()).isEqualTo(12);
        assertThat(explained.at("/shapley/rows")).hasSize(12);
        assertThat(explained.at("/shapley/background")).hasSize(48);
        List<List<String>> rows = Call.csv(trained.resolve("predictions.csv"));
        for (JsonNode row : explained.at("/shapley/rows")) {
            List<String> told = rows.get(1 + row.get("row").intValue());
            assertThat(told.get(1)).isEqualTo("test");
            assertThat(row.get("prediction").doubleValue()).isCloseTo(Double.parseDouble(told.get(5)), within(1e-12));
        }
        for (JsonNode row : explained.at("/shapley/background")) {
            assertThat(rows.get(1 + row.intValue()).get(1)).isEqualTo("train");
        }
        for (String picture : List.of("importance.png", "partial-dependence.png", "shapley.png")) {
            assertThat(trained.resolve("plots").resolve(picture)).isNotEmptyFile();
        }
        assertThat(Files.readString(trained.resolve("report.html")))
                .contains("<h2>What it goes by</h2>", "the network needs <strong>x</strong>, <strong>noise</strong>");
        assertThat(Call.json(trained.resolve("config.json")).get("explain").booleanValue())
                .isTrue();
    }
}
