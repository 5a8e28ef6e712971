package dev.firstnetwork.backprop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The reference figures that golden/make_golden.py took from scikit-learn and PyTorch in float64. */
public final class Golden {

    private Golden() {}

    /** The article's rows, split and standardised by scikit-learn. */
    public record Rows(Matrix x, Matrix y) {}

    public static Rows rows(String file) {
        List<String> lines =
                new String(bytes(file), StandardCharsets.UTF_8).lines().toList();
        int n = lines.size() - 1;
        Matrix x = Matrix.zeros(n, 2);
        Matrix y = Matrix.zeros(n, 1);
        for (int i = 0; i < n; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            x.set(i, 0, Double.parseDouble(cells[0]));
            x.set(i, 1, Double.parseDouble(cells[1]));
            y.set(i, 0, Double.parseDouble(cells[2]));
        }
        return new Rows(x, y);
    }

    public static Rows train() {
        return rows("train_standardised.csv");
    }

    public static Rows test() {
        return rows("test_standardised.csv");
    }

    public static JsonNode json(String file) {
        try {
            return new ObjectMapper().readTree(bytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parameters W1, b1, W2, b2 as golden files hold them. */
    public static Parameters parameters(JsonNode json) {
        List<Tensor> tensors = new ArrayList<>();
        for (int layer = 1; json.has("W" + layer); layer++) {
            JsonNode rows = json.get("W" + layer);
            Matrix w = Matrix.zeros(rows.size(), rows.get(0).size());
            for (int i = 0; i < w.rows(); i++) {
                for (int j = 0; j < w.columns(); j++) {
                    w.set(i, j, rows.get(i).get(j).asDouble());
                }
            }
            tensors.add(Tensor.weights("W" + layer, w));
            tensors.add(Tensor.bias("b" + layer, doubles(json.get("b" + layer))));
        }
        return new Parameters(tensors);
    }

    public static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    /** The parameters that every golden figure starts from. */
    public static Parameters start() {
        return parameters(json("gradients.json").get("init"));
    }

    /** The article's network, 2 - 32 ReLU - 1 sigmoid, over {@code parameters}. */
    public static DenseNetwork network(Parameters parameters, double l2) {
        return new DenseNetwork(
                parameters,
                List.of(Activation.RELU, Activation.SIGMOID),
                Loss.BINARY_CROSS_ENTROPY,
                new Penalty(0, l2));
    }
}
