package dev.firstnetwork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Figures that other programs computed: {@code golden/} by scikit-learn and PyTorch, {@code reference/} by Python alone
 * and by scikit-learn. Each folder holds the scripts that made it.
 */
public final class Reference {

    private Reference() {}

    /** The text of a file below {@code src/test/resources}, such as {@code golden/split.json}. */
    public static String text(String path) {
        try (InputStream in = Reference.class.getResourceAsStream("/" + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file itself. */
    public static Path path(String path) {
        return Path.of(URI.create(
                Objects.requireNonNull(Reference.class.getResource("/" + path)).toString()));
    }

    public static JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(text(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a CSV file below its header, as numbers. */
    public static double[][] rows(String path) {
        return cells(path).stream()
                .map(row -> row.stream().mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    /** The rows of a CSV file below its header, as text. */
    public static List<List<String>> cells(String path) {
        return text(path)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    public static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    public static int[] integers(JsonNode array) {
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = array.get(i).intValue();
        }
        return integers;
    }
}
