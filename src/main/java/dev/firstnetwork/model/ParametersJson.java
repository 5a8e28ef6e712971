package dev.firstnetwork.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Parameters as JSON: {@code {"W1": [[..], ..], "b1": [..], "W2": ..}}, W as {@code [inputs][outputs]}. */
public final class ParametersJson {

    private ParametersJson() {}

    /** The parameters as nested arrays by name, in their order: what Jackson writes as the JSON above. */
    public static Map<String, Object> toMap(Parameters parameters) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Tensor tensor : parameters.tensors()) {
            map.put(tensor.name(), tensor.isWeights() ? rows(tensor.matrix()) : tensor.values());
        }
        return map;
    }

    private static double[][] rows(Matrix w) {
        return IntStream.range(0, w.rows()).mapToObj(w::row).toArray(double[][]::new);
    }

    /**
     * Reads parameters from a file.
     *
     * @throws DataException if there is no such file, or it does not hold W1, b1, W2, b2, ... that fit each other
     */
    public static Parameters read(Path file) {
        try {
            return parse(Json.mapper().readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new DataException(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DataException(
                    file + " cannot be read: " + (Files.exists(file) ? e.getMessage() : "no such file"), e);
        } catch (IllegalArgumentException e) {
            throw new DataException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads parameters for a network of the given widths.
     *
     * @throws DataException if there is no such file, or it does not hold parameters for these widths
     */
    public static Parameters read(Path file, List<Integer> sizes) {
        Parameters parameters = read(file);
        if (!parameters.sizes().equals(sizes)) {
            throw new DataException(
                    file + " is for layers of widths " + parameters.sizes() + ", the network has " + sizes);
        }
        return parameters;
    }

    private static Parameters parse(JsonNode json) {
        List<Tensor> tensors = new ArrayList<>();
        for (int layer = 1; json.has("W" + layer); layer++) {
            JsonNode rows = json.get("W" + layer);
            String name = "W" + layer;
            double[][] w = IntStream.range(0, rows.size())
                    .mapToObj(i -> numbers(name, rows.path(i)))
                    .toArray(double[][]::new);
            tensors.add(Tensor.weights(name, Matrix.ofRows(w)));
            tensors.add(Tensor.bias("b" + layer, numbers("b" + layer, json.path("b" + layer))));
        }
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("expected an object with W1, b1, W2, b2, ..., found no W1");
        }
        return new Parameters(tensors);
    }

    private static double[] numbers(String name, JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException(name + " is missing or no array of numbers");
        }
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble(Double.NaN);
            if (!Double.isFinite(numbers[i])) {
                throw new IllegalArgumentException(
                        name + " holds " + array.get(i) + " at position " + i + ", expected a finite number");
            }
        }
        return numbers;
    }
}
