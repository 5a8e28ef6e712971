package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.GroupMetrics.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --fair} from outside, and what it says of both models by hand. */
class FairAdditionTest {

    @TempDir
    static Path folder;

    private static String base;

    /** Two towns: in Ulm more are hired, for the same skill too; one person is from Bonn. */
    @BeforeAll
    static void write() throws IOException {
        NumpyRandom random = NumpyRandom.of(1);
        StringBuilder csv = new StringBuilder("skill,town,sex,hired\n");
        for (int i = 0; i < 400; i++) {
            boolean ulm = i % 2 == 0;
            double skill = random.nextGaussian();
            String town = i == 7 ? "Bonn" : ulm ? "Ulm" : "Jena";
            csv.append(skill).append(',').append(town).append(",x,");
            csv.append(skill + random.nextGaussian() + (ulm ? 1 : -1) > 0 ? "yes" : "no")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("towns.csv"), csv);
        base = "--data " + file
                + " --label hired --ignore sex --engine hand --hidden 4 --epochs 30 --batch 16 --no-plots"
                + " --learning-rate 0.3";
    }

    private static JsonNode fairness(String options) throws IOException {
        Path run = Call.train(folder, (Object[]) (base + " --group town " + options).split(" ", -1));
        assertThat(run.resolve("report.html")).content().contains("Kleinberg", "Chouldechova", "unlawful");
        return Call.json(run.resolve("metrics.json")).get("fairness");
    }

    private static double change(JsonNode fairness, String figure) {
        JsonNode found = fairness.get("changes").get(figure);
        assertThat(found.get("change").doubleValue())
                .isCloseTo(found.get("fair").doubleValue() - found.get("plain").doubleValue(), within(1e-12));
        assertThat(found.get("changeInterval").get(0).doubleValue())
                .isLessThanOrEqualTo(found.get("change").doubleValue());
        return found.get("change").doubleValue();
    }

    @Test
    void parityMakesSelectionRatesAlike() throws IOException {
        JsonNode found = fairness("--fair demographic-parity --validation-size 0.3");
        assertThat(change(found, "selectionRateDifference")).isLessThan(-0.2);
        assertThat(change(found, "accuracy")).isLessThanOrEqualTo(0);
        assertThat(found.get("learnedOn").textValue()).isEqualTo("96 validation rows");
        assertThat(found.get("positive").textValue()).isEqualTo("yes");
        assertThat(found.get("means").get(0).get("threshold").isNumber()).isTrue();
    }

    @Test
    void opportunityMakesTruePositiveRatesAlike() throws IOException {
        JsonNode found = fairness("--fair equal-opportunity");
        assertThat(change(found, "truePositiveRateDifference")).isLessThan(-0.05);
        assertThat(found.get("learnedOn").textValue()).isEqualTo("320 training rows");
        assertThat(found.get("notes").toString()).contains("--validation-size", "'Bonn'");
    }

    @Test
    void reweighingBringsSelectionRatesCloser() throws IOException {
        JsonNode found = fairness("--fair reweigh");
        assertThat(change(found, "selectionRateDifference")).isLessThan(-0.1);
        assertThat(found.get("notes").toString()).contains("'town' is among the inputs", "'Bonn'");
        assertThat(found.get("means")).hasSize(6);
        assertThat(found.get("means").get(0).get("class").textValue()).isEqualTo("no");
    }

    /** The figures of the plain model are those of a run without the option. */
    @Test
    void thePlainModelIsThatOfAPlainRun() throws IOException {
        Path run = Call.train(folder, (Object[]) base.split(" ", -1));
        double accuracy =
                Call.json(run.resolve("metrics.json")).at("/test/accuracy").doubleValue();
        assertThat(fairness("--fair reweigh").at("/changes/accuracy/plain").doubleValue())
                .isEqualTo(accuracy);
        assertThat(fairness("--fair equal-opportunity")
                        .at("/changes/accuracy/plain")
                        .doubleValue())
                .isEqualTo(accuracy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--fair reweigh|2|--fair reweigh needs --group COLUMN",
                "--fair reweigh --group shoe|4|no column 'shoe'",
                "--fair reweigh --group sex|4|column 'sex': found one value, 'x', expected two groups or more",
                "--fair kindly --group town|2|'kindly'",
                "--fair equal-opportunity --group town --cost-fp 1 --cost-fn 2|2|leave out --cost-fp",
            })
    void whatIsWrongIsSaid(String options, int exitCode, String message) {
        Call call = Call.of(Stream.concat(
                        Stream.of("train", "--out", folder.resolve("none")),
                        Stream.of((base + " " + options).split(" ", -1)))
                .toArray());
        assertThat(call.err()).contains(message).doesNotContain("Exception");
        assertThat(call.exitCode()).isEqualTo(exitCode);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void otherEnginesAndTasksAreRefused() {
        Path file = folder.resolve("towns.csv");
        Object[] lockstep = {"train", "--data", file, "--label", "hired", "--group", "town", "--fair", "reweigh"};
        assertThat(Call.of(lockstep).err()).contains("found --engine lockstep: use --engine hand");
        Object[] numbers = {
            "train", "--data", file, "--label", "skill", "--task", "regression", "--group", "town", "--fair", "reweigh"
        };
        assertThat(Call.of(numbers).err()).contains("predicts numbers");
        Object[] three = {"train", "--data", file, "--label", "town", "--group", "sex", "--fair", "demographic-parity"};
        assertThat(Call.of(three).err()).contains("'town' has 3; use --fair reweigh");
    }

    /**
     * By hand: of a's four rows and b's two the plain model selects 3 and 0, the fair one 2 and 1; right are 4 and 5 of 6; of the
     * positive rows it selects a 2 of 2, b 0 of 1, the fair one 2 of 2 and 1 of 1.
     */
    @Test
    void changesByHand() {
        List<String> groups = List.of("a", "a", "a", "a", "b", "b");
        int[] actual = {1, 1, 0, 0, 1, 0};
        Fairness found = Fairness.of(groups, actual, new int[] {1, 1, 1, 0, 0, 0}, new int[] {1, 1, 0, 0, 1, 0}, 1);
        assertThat(found.changes()).extracting(change -> change.plain().value()).startsWith(4 / 6.0, 0.75, 1.0, 0.5);
        assertThat(found.changes()).extracting(change -> change.fair().value()).startsWith(1.0, 0.0, 0.0, 0.0);
        // b has no row predicted positive by the plain model: one precision alone differs from nothing
        assertThat(found.changes().get(4).plain().value()).isNaN();
        assertThat(found.changes().get(4).plain().interval()).isNull();
        GroupMetrics fair = found.fair();
        assertThat(fair.groups()).extracting(Group::name).containsExactly("a", "b");
        assertThat(found.changes().get(0).change().interval().upper()).isGreaterThan(0.3);
    }
}
