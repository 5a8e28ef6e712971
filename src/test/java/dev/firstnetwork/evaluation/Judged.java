package dev.firstnetwork.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.math.Matrix;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Judged that scikit-learn judged, from {@code reference/metrics.json}. */
public record Judged(JsonNode expected, List<String> classes, Matrix p, Matrix y) {

    public static Stream<Judged> of(String section) {
        JsonNode cases = Reference.json("reference/metrics.json").get(section);
        return StreamSupport.stream(cases.spliterator(), false).map(Judged::of);
    }

    private static Judged of(JsonNode json) {
        boolean two = !json.at("/p/0").isArray();
        int n = json.get("p").size();
        int k = two ? 2 : json.at("/p/0").size();
        Matrix p = Matrix.zeros(n, two ? 1 : k);
        Matrix y = Matrix.zeros(n, two ? 1 : k);
        for (int i = 0; i < n; i++) {
            int label = json.get("y").get(i).intValue();
            if (two) {
                p.set(i, 0, json.get("p").get(i).doubleValue());
                y.set(i, 0, label);
            } else {
                for (int j = 0; j < k; j++) {
                    p.set(i, j, json.get("p").get(i).get(j).doubleValue());
                }
                y.set(i, label, 1);
            }
        }
        List<String> classes = IntStream.range(0, k).mapToObj(c -> "class " + c).toList();
        return new Judged(json, classes, p, y);
    }

    public double number(String name) {
        return expected.get(name).doubleValue();
    }

    public double[] numbers(String name) {
        return Reference.numbers(expected.get(name));
    }

    public Metrics judged(int... rows) {
        return Metrics.of(classes, p.rowsAt(rows), y.rowsAt(rows), 0.5);
    }

    /** What JUnit calls the case. */
    @Override
    public String toString() {
        return expected.path("name").asText(p.shape());
    }
}
