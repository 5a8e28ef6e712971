package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersJsonTest {

    @TempDir
    Path folder;

    private Parameters read(String json) throws IOException {
        return ParametersJson.read(Files.writeString(folder.resolve("init.json"), json));
    }

    /** The initial parameters that PyTorch started from: read, and written back as the same JSON. */
    @Test
    void pyTorchsParametersAreReadAndWrittenBack() throws IOException {
        JsonNode init = Reference.json("golden/gradients.json").get("init");

        Parameters parameters = read(init.toString());

        assertThat(parameters.sizes()).containsExactly(2, 32, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(parameters.w(1).row(i))
                    .containsExactly(Reference.numbers(init.get("W1").get(i)));
        }
        for (int i = 0; i < 32; i++) {
            assertThat(parameters.w(2).row(i))
                    .containsExactly(Reference.numbers(init.get("W2").get(i)));
        }
        assertThat(parameters.b(1)).containsExactly(Reference.numbers(init.get("b1")));
        assertThat(parameters.b(2)).containsExactly(Reference.numbers(init.get("b2")));
        JsonNode written = new ObjectMapper().valueToTree(ParametersJson.toMap(parameters));
        assertThat(written).isEqualTo(init);
    }

    /** By hand: W is [inputs][outputs]. */
    @Test
    void weightsAreInputsByOutputs() throws IOException {
        Parameters parameters = read("{\"b1\": [7, 8, 9], \"W1\": [[1, 2, 3], [4, 5, 6]], \"comment\": \"any\"}");

        assertThat(parameters.tensors()).extracting(Tensor::name).containsExactly("W1", "b1");
        assertThat(parameters.w(1)).isEqualTo(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6));
        assertThat(parameters.b(1)).containsExactly(7, 8, 9);
        assertThat(ParametersJson.toMap(parameters).keySet()).containsExactly("W1", "b1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"W1\": [[1]]}; b1",
                "{\"b1\": [1]}; W1",
                "[]; W1",
                "3; W1",
                "null; W1",
                "``; W1",
                "{\"W1\": null, \"b1\": [1]}; W1",
                "{\"W1\": 5, \"b1\": [1]}; W1",
                "{\"W1\": \"text\", \"b1\": [1]}; W1",
                "{\"W1\": {\"a\": [1]}, \"b1\": [1]}; W1",
                "{\"W1\": [1, 2], \"b1\": [1]}; W1",
                "{\"W1\": [[1, 2], [3]], \"b1\": [1, 2]}; row 1",
                "{\"W1\": [[1, 2]], \"b1\": [1]}; W1 [1, 1]",
                "{\"W1\": [[1]], \"b1\": [1], \"W2\": [[1], [2]], \"b2\": [1]}; W2 [2, 1]",
                "{\"W1\": [[\"one\"]], \"b1\": [1]}; one",
                "{\"W1\": [[null]], \"b1\": [1]}; null",
                "{\"W1\": [[[1]]], \"b1\": [1]}; W1",
                "{\"W1\": [[1e999]], \"b1\": [1]}; finite number",
                "{\"W1\": [[1]], \"b1\": [1, \"x\"]}; position 1",
                "{\"W1\": [[1]], \"b1\": {\"0\": 1}}; b1"
            })
    void whatHoldsNoParametersIsRefused(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("init.json")
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"W1\": [[1", "W1 = 3", "{\"W1\": [[NaN]], \"b1\": [1]}", "x1,x2\n1,2\n"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("init.json is not JSON")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMissingFileAndADirectoryAreRefused() {
        assertThatThrownBy(() -> ParametersJson.read(folder.resolve("missing.json")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("missing.json cannot be read: no such file");
        assertThatThrownBy(() -> ParametersJson.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(folder.toString());
    }
}
