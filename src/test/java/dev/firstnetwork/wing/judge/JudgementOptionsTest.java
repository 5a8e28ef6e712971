package dev.firstnetwork.wing.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} and {@code evaluate} with and without costs and groups. */
class JudgementOptionsTest {

    /** What all the runs here have in common: fast, and with several batches an epoch. */
    private static final String BASE =
            "--engine hand --hidden 8 --epochs 12 --batch 16 --noise 0.3 --learning-rate 0.3";

    @TempDir
    static Path folder;

    private static Path plain;

    @BeforeAll
    static void trainWithoutOptions() throws IOException {
        plain = run("");
    }

    private static Path run(String options) throws IOException {
        return train(BASE + options);
    }

    private static Path train(String options) throws IOException {
        return Call.train(folder, (Object[]) options.split(" ", -1));
    }

    private static JsonNode metrics(Path run) throws IOException {
        return Call.json(run.resolve("metrics.json"));
    }

    @Test
    void costsMoveTheThreshold() throws IOException {
        Path cheap = run(" --cost-fp 10 --cost-fn 1");
        Path dear = run(" --cost-fp 1 --cost-fn 10");

        double high = metrics(cheap).at("/threshold/threshold").doubleValue();
        double low = metrics(dear).at("/threshold/threshold").doubleValue();
        assertThat(high).isGreaterThan(0.5);
        assertThat(low).isLessThan(0.5);
        assertThat(metrics(plain).has("threshold")).isFalse();
        assertThat(metrics(dear).at("/test/recall").doubleValue())
                .isGreaterThanOrEqualTo(metrics(cheap).at("/test/recall").doubleValue());
        // and predict decides there too
        for (List<String> row : Call.csv(dear.resolve("predictions.csv")).subList(1, 101)) {
            assertThat(row.get(6)).isEqualTo(Double.parseDouble(row.get(5)) > low ? "1" : "0");
        }
        Path rows = Files.writeString(
                folder.resolve("rows.csv"),
                Call.of("data", "moons", "--noise", 0.3).out());
        List<List<String>> predicted =
                Call.csv(Call.of("predict", "--model", dear, "--data", rows).out());
        List<List<String>> trained = Call.csv(dear.resolve("predictions.csv"));
        for (int i = 1; i <= 100; i++) {
            assertThat(predicted.get(i).get(4)).isEqualTo(trained.get(i).get(6));
        }
        assertThat(dear.resolve("plots/threshold-cost.png")).exists();
    }

    /** A cost of nothing is a threshold at the end: nothing is ever predicted positive. */
    @Test
    void aMistakeThatCostsNothingMayAlwaysBeMade() throws IOException {
        JsonNode never = metrics(run(" --cost-fp 1 --cost-fn 0"));
        assertThat(never.at("/threshold/threshold").doubleValue()).isEqualTo(1);
        assertThat(never.at("/test/recall").doubleValue()).isZero();
        JsonNode always = metrics(run(" --cost-fp 0 --cost-fn 1"));
        assertThat(always.at("/threshold/threshold").doubleValue()).isZero();
        assertThat(always.at("/test/recall").doubleValue()).isEqualTo(1);
    }

    @Test
    void groupsAreJudgedApart() throws IOException {
        NumpyRandom random = NumpyRandom.of(1);
        StringBuilder csv = new StringBuilder("a,b,town,bought\n");
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            csv.append(a).append(',').append(random.nextGaussian()).append(',');
            csv.append(i % 3 == 0 ? "Bonn" : "Ulm").append(',');
            csv.append(a + 0.3 * random.nextGaussian() > 0 ? "yes" : "no").append('\n');
        }
        Path file = Files.writeString(folder.resolve("towns.csv"), csv);
        String options = "--data " + file + " --label bought --engine hand --epochs 20 --batch 16 --group town";

        Path run = train(options);

        JsonNode groups = metrics(run).at("/groups/groups");
        assertThat(groups).hasSize(2);
        assertThat(groups.at("/0/group").textValue()).isEqualTo("Bonn");
        assertThat(groups.at("/0/rows").intValue() + groups.at("/1/rows").intValue())
                .isEqualTo(40);
        assertThat(run.resolve("plots/groups.png")).exists();
        assertThat(metrics(plain).has("groups")).isFalse();
        // a column that is no feature can be a group too
        Path apart = train(options + " --ignore town");
        assertThat(metrics(apart).at("/groups/groups")).hasSize(2);
        Call evaluated = Call.of("evaluate", "--model", run, "--data", file, "--group", "town", "--json");
        assertThat(evaluated.json().at("/groups/groups/0/rows").intValue()).isEqualTo(67);
    }
}
