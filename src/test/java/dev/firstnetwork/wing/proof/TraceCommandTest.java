package dev.firstnetwork.wing.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {

    @TempDir
    Path folder;

    private static Map<String, JsonNode> steps(Call call) {
        Map<String, JsonNode> steps = new LinkedHashMap<>();
        for (JsonNode step : call.json().get("steps")) {
            steps.put(step.get("symbol").textValue(), step);
        }
        return steps;
    }

    /** PyTorch's loss and gradients on all training rows, from the same parameters. */
    @Test
    void onAllRowsTheGradientsArePyTorchs() throws IOException {
        JsonNode golden = Reference.json("golden/gradients.json");
        Path init = Files.writeString(
                folder.resolve("init.json"), golden.get("init").toString());

        Call call = Call.of("trace", "--json", "--rows", 80, "--init", init);

        assertThat(call.exitCode()).isEqualTo(0);
        Map<String, JsonNode> steps = steps(call);
        assertThat(steps.get("L").get("values").doubleValue())
                .isCloseTo(golden.get("loss_value").doubleValue(), within(1e-12));
        for (String tensor : new String[] {"W1/0", "W1/1", "b1", "W2/0", "W2/31", "b2"}) {
            String name = tensor.replaceAll("/.*", "");
            String row = tensor.substring(name.length());
            assertThat(Reference.numbers(steps.get("d" + name).get("values").at(row)))
                    .as("d" + tensor)
                    .containsExactly(
                            Reference.numbers(golden.get("gradients").get(name).at(row)), within(1e-12));
        }
    }

    /** Each symbol of the forward pass, of the backward pass, and of the update, in the order of computation. */
    @Test
    void theStepsAreInOrderWithTheirShapes() {
        Call call = Call.of("trace", "--json", "--rows", 2, "--hidden", "4,3");

        assertThat(call.err()).isEmpty();
        assertThat(call.json()
                        .get("steps")
                        .valueStream()
                        .map(step -> step.get("symbol").textValue() + step.get("shape")))
                .containsExactly(
                        "X[2,2]",
                        "Y[2,1]",
                        "W1[2,4]",
                        "b1[4]",
                        "Z1[2,4]",
                        "A1[2,4]",
                        "W2[4,3]",
                        "b2[3]",
                        "Z2[2,3]",
                        "A2[2,3]",
                        "W3[3,1]",
                        "b3[1]",
                        "Z3[2,1]",
                        "P[2,1]",
                        "L[]",
                        "delta3[2,1]",
                        "dW3[3,1]",
                        "db3[1]",
                        "delta2[2,3]",
                        "dW2[4,3]",
                        "db2[3]",
                        "delta1[2,4]",
                        "dW1[2,4]",
                        "db1[4]",
                        "new W1[2,4]",
                        "new b1[4]",
                        "new W2[4,3]",
                        "new b2[3]",
                        "new W3[3,1]",
                        "new b3[1]");
    }

    /** The formulas, done again by hand on the numbers that the trace itself gives. */
    @Test
    void theNumbersFitTheirFormulas() {
        Map<String, JsonNode> steps = steps(Call.of("trace", "--json", "--rows", 1, "--hidden", "2"));
        double[] x = Reference.numbers(steps.get("X").at("/values/0"));
        double y = steps.get("Y").at("/values/0/0").doubleValue();
        double[] z1 = Reference.numbers(steps.get("Z1").at("/values/0"));
        double[] a1 = Reference.numbers(steps.get("A1").at("/values/0"));
        double p = steps.get("P").at("/values/0/0").doubleValue();
        double delta2 = steps.get("delta2").at("/values/0/0").doubleValue();

        double z2 = steps.get("b2").at("/values/0").doubleValue();
        for (int j = 0; j < 2; j++) {
            double w0 = steps.get("W1").at("/values/0/" + j).doubleValue();
            double w1 = steps.get("W1").at("/values/1/" + j).doubleValue();
            double b = steps.get("b1").at("/values/" + j).doubleValue();
            double w2 = steps.get("W2").at("/values/" + j + "/0").doubleValue();
            assertThat(z1[j]).isCloseTo(x[0] * w0 + x[1] * w1 + b, within(1e-15));
            assertThat(a1[j]).isEqualTo(Math.max(0, z1[j]));
            z2 += a1[j] * w2;
            double delta1 = steps.get("delta1").at("/values/0/" + j).doubleValue();
            assertThat(delta1).isCloseTo(z1[j] > 0 ? delta2 * w2 : 0, within(1e-15));
            assertThat(steps.get("dW1").at("/values/0/" + j).doubleValue()).isCloseTo(x[0] * delta1, within(1e-15));
            assertThat(steps.get("dW2").at("/values/" + j + "/0").doubleValue())
                    .isCloseTo(a1[j] * delta2, within(1e-15));
            assertThat(steps.get("new W2").at("/values/" + j + "/0").doubleValue())
                    .isCloseTo(w2 - 0.1 * a1[j] * delta2, within(1e-15));
        }
        assertThat(steps.get("Z2").at("/values/0/0").doubleValue()).isCloseTo(z2, within(1e-15));
        assertThat(p).isCloseTo(1 / (1 + Math.exp(-z2)), within(1e-15));
        assertThat(delta2).isCloseTo(p - y, within(1e-15));
        assertThat(steps.get("L").get("values").doubleValue())
                .isCloseTo(-(y * Math.log(p) + (1 - y) * Math.log(1 - p)), within(1e-14));
    }

    /** The first training row and its label are scikit-learn's: -1.6600, -0.4257, label 0. */
    @Test
    void theTextShowsFormulasAndNumbers() {
        Call call = Call.of("trace", "--rows", 1, "--hidden", "2");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(call.out())
                .contains("X [1, 2]", "-1.6600", "-0.4257")
                .contains("Z1 [1, 2] = X W1 + b1", "delta1 [1, 2] = (delta2 W2') * relu'(Z1)", "dW1 [2, 2] = X' delta1")
                .contains("new W1 [2, 2] = W1 - learning rate * dW1");
    }

    /** There is no step on no rows. */
    @Test
    void lessThanOneRowIsRefused() {
        for (int rows : new int[] {0, -1}) {
            Call call = Call.of("trace", "--rows", rows);

            assertThat(call.exitCode()).isEqualTo(2);
            assertThat(call.err()).contains("--rows", String.valueOf(rows)).doesNotContain("Exception");
        }
    }
}
