package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code robust} and {@code train --adversarial} from outside. */
class RobustCommandTest {

    private static final String MOONS = "--engine hand --hidden 32 --epochs 200 --batch 16 --learning-rate 0.3";

    @TempDir
    static Path folder;

    private static Path plain;

    @BeforeAll
    static void trainPlainly() throws IOException {
        plain = train(MOONS);
    }

    private static Path train(String options) throws IOException {
        return Call.train(folder, (Object[]) options.split(" ", -1));
    }

    private static Call robust(Object model, String options) throws IOException {
        Path out = Files.createTempDirectory(folder, "robust");
        return Call.of(
                Stream.concat(Stream.of("robust", "--model", model, "--out", out), Stream.of(options.split(" ", -1)))
                        .toArray());
    }

    @Test
    void aModelIsAttackedAndCertified() throws IOException {
        Call call = robust(plain, "--data moons --epsilon 0.5,0.1 --json");
        assertThat(call.err()).isEmpty();
        JsonNode found = call.json().get("robustness");
        assertThat(found.get("norm").textValue()).isEqualTo("inf");
        assertThat(found.get("rows").intValue()).isEqualTo(100);
        assertThat(found.at("/levels/0/epsilon").doubleValue()).isEqualTo(0.1);
        assertThat(found.at("/levels/1/pgd").doubleValue())
                .isLessThan(found.get("accuracy").doubleValue())
                .isGreaterThanOrEqualTo(found.at("/levels/1/certified").doubleValue());
        Path written = Path.of(call.json().get("folder").textValue());
        assertThat(written.resolve("plots/certified-radius.png")).exists();
        assertThat(written.resolve("plots/robustness.png")).exists();
        assertThat(Call.json(written.resolve("robust.json")).get("robustness")).isEqualTo(found);
        assertThat(written.resolve("report.html")).content().contains("Certified", "by up to epsilon");
    }

    /** What is within the second norm of a row is within the largest too. */
    @Test
    void theSecondNormMovesLess() throws IOException {
        JsonNode inf = robust(plain, "--data moons --epsilon 0.3 --json").json();
        JsonNode two =
                robust(plain, "--data moons --epsilon 0.3 --norm 2 --json").json();
        String certified = "/robustness/levels/0/certified";
        assertThat(two.at(certified).doubleValue())
                .isGreaterThanOrEqualTo(inf.at(certified).doubleValue());
        assertThat(robust(plain, "--data moons --epsilon 0.3").out()).contains("epsilon", "0.3", "certified", "report");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data moons --epsilon -0.1|2|--epsilon is -0.1: expected a number of 0 or more",
                "--data moons --epsilon 0.1,NaN|2|--epsilon is NaN: expected a number of 0 or more",
                "--data moons --epsilon Infinity|2|--epsilon is Infinity",
                "--data moons --epsilon much|2|expected a number, found 'much'",
                "--data moons --norm 3|2|expected one of inf, 2, found '3'",
                "--data german-credit|4|x1",
                "--data nowhere.csv|4|nowhere.csv"
            })
    void whatIsWrongIsSaid(String options, int exitCode, String message) throws IOException {
        Call call = robust(plain, options);
        assertThat(call.err()).contains(message).doesNotContain("Exception");
        assertThat(call.exitCode()).isEqualTo(exitCode);
        assertThat(call.out()).isEmpty();
    }

    @Test
    void aModelThatHasNoClassesOrNoNumbersIsRefused() throws IOException {
        Path regression = train(
                "--data german-credit --task regression --label credit_amount --engine hand --epochs 1 --no-plots");
        assertThat(robust(regression, "--data german-credit").err()).contains("predicts numbers");
        Path file = Files.writeString(folder.resolve("texts.csv"), "a,b\n" + "x,no\ny,yes\nx,yes\ny,no\n".repeat(10));
        Path texts = train("--data " + file + " --label b --engine hand --epochs 1 --no-plots");
        Call call = robust(texts, "--data " + file);
        assertThat(call.err()).contains("categories alone");
        assertThat(call.exitCode()).isEqualTo(2);
    }

    /** Madry et al.'s training withstands what plain training does not, by the attack and by the proof. */
    @Test
    void adversarialTrainingWithstandsMore() throws IOException {
        Path hardened = train(MOONS + " --adversarial 0.5");
        JsonNode section = Call.json(hardened.resolve("metrics.json")).get("robustness");
        assertThat(section.get("rows").intValue()).isEqualTo(20);
        assertThat(section.get("levels").findValuesAsText("epsilon")).containsExactly("0.25", "0.5", "1.0");
        assertThat(hardened.resolve("plots/certified-radius.png")).exists();
        assertThat(hardened.resolve("report.html")).content().contains("PGD with epsilon 0.5");
        JsonNode before = robust(plain, "--data moons --epsilon 0.5 --json").json();
        JsonNode after = robust(hardened, "--data moons --epsilon 0.5 --json").json();
        for (String figure : new String[] {"pgd", "certified"}) {
            String at = "/robustness/levels/0/" + figure;
            assertThat(after.at(at).doubleValue())
                    .as(figure)
                    .isGreaterThan(before.at(at).doubleValue() + 0.1);
        }
    }

    /** Of a run that was trained plainly the same figures, and nothing else is another. */
    @Test
    void aPlainRunIsJudgedToo() throws IOException {
        Path judged = train(MOONS + " --no-plots --robust 0.1,0.2");
        JsonNode section = Call.json(judged.resolve("metrics.json")).get("robustness");
        assertThat(section.get("levels").findValuesAsText("epsilon")).containsExactly("0.1", "0.2");
        assertThat(Call.csv(judged.resolve("metrics.csv"))).isEqualTo(Call.csv(plain.resolve("metrics.csv")));
    }

    /** Both engines are given the same moved rows, so they still agree; rows moved by nothing change nothing. */
    @Test
    void theEnginesAgreeOnMovedRows() throws IOException {
        JsonNode lockstep = Call.json(
                train("--epochs 5 --batch 16 --no-plots --adversarial 0.3").resolve("metrics.json"));
        assertThat(lockstep.at("/lockstep/firstDivergence").isNull()).isTrue();
        assertThat(lockstep.at("/lockstep/maxGradientDifference").doubleValue()).isLessThan(1e-10);
        Path nothing = train(MOONS + " --no-plots --adversarial 0 --robust 0.1");
        assertThat(Call.csv(nothing.resolve("metrics.csv"))).isEqualTo(Call.csv(plain.resolve("metrics.csv")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--adversarial -1|--adversarial is -1.0: expected a number of 0 or more",
                "--adversarial nan|expected a number, found 'nan'",
                "--robust 0.1,-2|--robust is -2.0: expected a number of 0 or more",
                "--adversarial 0.1 --ensemble 2|found --ensemble 2",
                "--adversarial 0.1 --data german-credit --task regression --label credit_amount|predicts numbers"
            })
    void whatCannotBeTrainedIsSaid(String options, String message) {
        Call call = Call.of(Stream.concat(
                        Stream.of("train", "--engine", "hand", "--out", folder.resolve("none")),
                        Stream.of(options.split(" ", -1)))
                .toArray());
        assertThat(call.err()).contains(message).doesNotContain("Exception");
        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
