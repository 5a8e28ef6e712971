package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit code 3 if the gradients disagree, as they do with each planted mistake and without one never. */
class GradcheckCommandTest {

    @TempDir
    Path folder;

    /** The shape of DESIGN.md: three pairs of four tensors. */
    @Test
    void theJsonHasThePairsOfTheContract() {
        Call call = Call.of("gradcheck", "--json");

        JsonNode json = call.json();
        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(json.get("passed").booleanValue()).isTrue();
        assertThat(json.get("tolerance").doubleValue()).isEqualTo(1e-6);
        assertThat(json.get("pairs")
                        .valueStream()
                        .map(pair -> pair.get("pair").textValue() + " "
                                + pair.get("tensor").textValue() + pair.get("shape")))
                .containsExactly(
                        "hand-dl4j W1[2,32]",
                        "hand-dl4j b1[32]",
                        "hand-dl4j W2[32,1]",
                        "hand-dl4j b2[1]",
                        "hand-numeric W1[2,32]",
                        "hand-numeric b1[32]",
                        "hand-numeric W2[32,1]",
                        "hand-numeric b2[1]",
                        "dl4j-numeric W1[2,32]",
                        "dl4j-numeric b1[32]",
                        "dl4j-numeric W2[32,1]",
                        "dl4j-numeric b2[1]");
        for (JsonNode pair : json.get("pairs")) {
            double bound = pair.get("pair").textValue().equals("hand-dl4j") ? 1e-10 : 1e-6;
            assertThat(pair.get("relative").doubleValue()).isBetween(0.0, bound);
            assertThat(pair.get("maxAbsolute").doubleValue()).isBetween(0.0, bound);
            assertThat(pair.get("cosine").doubleValue()).isBetween(1 - 1e-9, 1 + 1e-9);
        }
    }

    /** The seven classic mistakes of issue 3. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "article-delta",
                "no-mean",
                "no-activation-derivative",
                "transposed-weights",
                "bias-not-summed",
                "l2-on-biases",
                "update-sign"
            })
    void eachPlantedMistakeIsCaught(String mistake) {
        Call call = Call.of("gradcheck", "--plant", mistake, "--json");

        assertThat(call.exitCode()).isEqualTo(3);
        assertThat(call.json().get("passed").booleanValue()).isFalse();
        assertThat(call.err()).isEmpty();

        Call text = Call.of("gradcheck", "--plant", mistake);

        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.out()).contains("DIFFERS", "planted: " + mistake, "the gradients disagree");
    }

    @Test
    void withoutAMistakeTheTextSaysSo() {
        Call call = Call.of("gradcheck");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out())
                .contains("hand-dl4j", "hand-numeric", "dl4j-numeric", "all gradients agree")
                .doesNotContain("DIFFERS");
    }

    /** ERRATA.md: the article's delta has a cosine of 0.9999 with the true one, and a relative error of 0.6 to 0.9. */
    @Test
    void theArticlesDeltaPointsTheRightWayAndIsWrong() throws IOException {
        Path init = Files.writeString(
                folder.resolve("init.json"),
                Reference.json("golden/gradients.json").get("init").toString());

        JsonNode pairs = Call.of("gradcheck", "--plant", "article-delta", "--init", init, "--json")
                .json()
                .get("pairs");

        JsonNode worst = pairs.get(2);
        assertThat(worst.get("tensor").textValue()).isEqualTo("W2");
        assertThat(worst.get("cosine").doubleValue()).isGreaterThan(0.999);
        assertThat(worst.get("relative").doubleValue()).isBetween(0.6, 0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "'5,4', tanh, binary-cross-entropy, 0.01, 0",
        "'3', sigmoid, mean-squared-error, 0, 0.001",
        "'6,5,4', leaky-relu, binary-cross-entropy, 0.1, 0.1",
        "none, relu, binary-cross-entropy, 0, 0",
        "'1', identity, mean-squared-error, 0.5, 0"
    })
    void otherNetworksAgreeToo(String hidden, String activation, String loss, double l2, double l1) {
        Call call = Call.of(
                "gradcheck",
                "--hidden",
                hidden,
                "--activation",
                activation,
                "--loss",
                loss,
                "--l2",
                l2,
                "--l1",
                l1,
                "--rows",
                17);

        assertThat(call.out()).contains("all gradients agree");
        assertThat(call.exitCode()).isEqualTo(0);
    }

    @Test
    void aTableOfThreeClassesAgreesToo() throws IOException {
        String rows = IntStream.range(0, 30)
                .mapToObj(i -> i * 0.5 + "," + List.of("p", "q").get(i % 2) + "," + i % 3 + "\n")
                .collect(Collectors.joining());
        Path data = Files.writeString(folder.resolve("three.csv"), "x,kind,class\n" + rows);

        Call call = Call.of("gradcheck", "--data", data, "--label", "class", "--hidden", "4", "--json");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.json().at("/pairs/0/shape").toString()).isEqualTo("[3,4]");
        assertThat(call.json().at("/pairs/2/shape").toString()).isEqualTo("[4,3]");
    }

    /** There is no gradient of no rows. */
    @Test
    void lessThanOneRowIsRefused() {
        Call call = Call.of("gradcheck", "--rows", 0);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains("--rows", "0");
    }
}
