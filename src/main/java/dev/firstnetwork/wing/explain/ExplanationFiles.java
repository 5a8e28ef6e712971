package dev.firstnetwork.wing.explain;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What each file of an explanation holds. */
public final class ExplanationFiles {

    /** So many rows get a picture of their own. */
    private static final int MOST_ROWS = 10;

    private ExplanationFiles() {}

    /**
     * Every file of {@code explanation} by its path below its folder.
     *
     * @param json what {@code explain.json} holds
     */
    public static Map<String, byte[]> of(Explanation explanation, Map<String, Object> json) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("explain.json", Json.bytes(json));
        if (!explanation.importance().isEmpty()) {
            files.put("importance.csv", bytes(importanceCsv(explanation)));
        }
        files.put("partial-dependence.csv", bytes(dependenceCsv(explanation)));
        files.put("shapley.csv", bytes(shapleyCsv(explanation)));
        pictures(explanation).forEach((name, picture) -> files.put(name, picture.get()));
        for (Explanation.Row row : explanation.rows().stream().limit(MOST_ROWS).toList()) {
            files.put("rows/row-" + row.row() + ".png", ShapleyChart.waterfall(explanation, row));
        }
        return files;
    }

    /** What draws the pictures of all columns, by their file names; without labels there is none of importance. */
    static Map<String, Supplier<byte[]>> pictures(Explanation explanation) {
        Map<String, Supplier<byte[]>> pictures = new LinkedHashMap<>();
        if (!explanation.importance().isEmpty()) {
            pictures.put("importance.png", () -> ExplanationCharts.importance(explanation));
        }
        pictures.put("partial-dependence.png", () -> DependenceChart.png(explanation));
        pictures.put("shapley.png", () -> ShapleyChart.summary(explanation));
        return pictures;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Importance(String score, String worse, double baseline, List<ColumnImportance> columns) {}

    private record ColumnImportance(String column, double mean, double standardDeviation, double[] repeats) {}

    /** The curves by the names of their outputs. */
    private record Dependence(
            String column, List<Object> values, Map<String, double[]> average, Optional<List<Line>> individual) {}

    private record Line(int row, Map<String, double[]> outputs) {}

    private record Shares(
            String method, int permutations, int[] background, Map<String, Double> meanAbsolute, List<Row> rows) {}

    private record Row(int row, String output, double base, double prediction, List<Share> columns) {}

    private record Share(String column, Object value, double shapley, double standardError) {}

    /** The whole explanation as {@code explain.json} has it; what is not finite is null, and so is importance without labels. */
    public static Map<String, Object> json(Explanation explanation, String model, Object data) {
        var importance = explanation.importance().stream().map(score -> importance(explanation, score));
        var dependence = explanation.dependence().stream().map(column -> dependence(explanation, column));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model);
        json.put("data", data);
        json.put("explained", explanation.explained());
        json.put("seed", explanation.settings().seed());
        json.put("rows", explanation.subject().averaged().length);
        json.put("importance", explanation.importance().isEmpty() ? null : importance.toList());
        json.put("partialDependence", dependence.toList());
        json.put("shapley", shares(explanation));
        return json;
    }

    private static Importance importance(Explanation explanation, PermutationImportance importance) {
        List<ColumnImportance> columns = new ArrayList<>();
        for (int column : explanation.order()) {
            columns.add(new ColumnImportance(
                    explanation.name(column),
                    importance.mean(column),
                    importance.standardDeviation(column),
                    importance.worsening()[column]));
        }
        String worse = importance.score().isLoss() ? "higher" : "lower";
        return new Importance(importance.score().name(), worse, importance.baseline(), columns);
    }

    private static Dependence dependence(Explanation explanation, PartialDependence dependence) {
        InputGroup group = dependence.group();
        var values = Arrays.stream(dependence.grid()).mapToObj(value -> value(group, value));
        List<Line> lines = new ArrayList<>();
        for (Matrix curve : dependence.individual()) {
            int row = explanation.subject().explained()[lines.size()];
            lines.add(new Line(row, outputs(explanation, curve)));
        }
        Map<String, double[]> average = outputs(explanation, dependence.average());
        Optional<List<Line>> individual = lines.isEmpty() ? Optional.empty() : Optional.of(lines);
        return new Dependence(group.name(), values.toList(), average, individual);
    }

    private static Map<String, double[]> outputs(Explanation explanation, Matrix curve) {
        Map<String, double[]> outputs = new LinkedHashMap<>();
        for (String name : explanation.target().outputs()) {
            outputs.put(name, curve.column(outputs.size()));
        }
        return outputs;
    }

    private static Shares shares(Explanation explanation) {
        Shapley.Values first = explanation.rows().get(0).values();
        Map<String, Double> means = new LinkedHashMap<>();
        for (int column : explanation.shapleyOrder()) {
            means.put(explanation.name(column), explanation.meanShapley(column));
        }
        return new Shares(
                first.exact() ? "exact" : "sampled",
                first.permutations(),
                explanation.subject().background(),
                means,
                explanation.rows().stream().map(row -> row(explanation, row)).toList());
    }

    private static Row row(Explanation explanation, Explanation.Row row) {
        Shapley.Values values = row.values();
        List<Share> shares = new ArrayList<>();
        for (InputGroup group : explanation.groups()) {
            int column = shares.size();
            Object value = value(group, explanation.value(row, column));
            shares.add(new Share(group.name(), value, values.values()[column], values.standardErrors()[column]));
        }
        return new Row(row.row(), explanation.output(row), values.base(), values.output(), shares);
    }

    /** A number, which is null where it is missing, or a category's name. */
    private static Object value(InputGroup group, double value) {
        return Double.isNaN(value) || group.column().isNumeric() ? (Object) value : group.text(value);
    }

    /** A line for each column, the most important first: mean and standard deviation for each score. */
    static String importanceCsv(Explanation explanation) {
        List<String> header = new ArrayList<>(List.of("column"));
        for (PermutationImportance importance : explanation.importance()) {
            String name = importance.score().worsening().replace(' ', '_');
            header.addAll(List.of(name, name + "_standard_deviation"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int column : explanation.order()) {
            List<String> row = new ArrayList<>(List.of(explanation.name(column)));
            for (PermutationImportance importance : explanation.importance()) {
                row.add(Numbers.text(importance.mean(column)));
                row.add(Numbers.text(importance.standardDeviation(column)));
            }
            rows.add(row);
        }
        return Table.ofNumbers(header).with(rows).csv();
    }

    /** A line for each column, value and output. */
    static String dependenceCsv(Explanation explanation) {
        List<String> outputs = explanation.target().outputs();
        List<List<String>> rows = new ArrayList<>();
        for (PartialDependence dependence : explanation.dependence()) {
            InputGroup group = dependence.group();
            for (int point = 0; point < dependence.grid().length; point++) {
                String value = group.text(dependence.grid()[point]);
                for (int k = 0; k < outputs.size(); k++) {
                    String average = Numbers.text(dependence.average().get(point, k));
                    rows.add(List.of(group.name(), value, outputs.get(k), average));
                }
            }
        }
        return Table.of("column", "value", "output", "average").with(rows).csv();
    }

    /** A line for each explained row and column. */
    static String shapleyCsv(Explanation explanation) {
        List<List<?>> rows = new ArrayList<>();
        for (Explanation.Row row : explanation.rows()) {
            Shapley.Values values = row.values();
            for (int column = 0; column < explanation.groups().size(); column++) {
                InputGroup group = explanation.groups().get(column);
                rows.add(List.of(
                        row.row(),
                        explanation.output(row),
                        Numbers.text(values.base()),
                        Numbers.text(values.output()),
                        group.name(),
                        group.text(explanation.value(row, column)),
                        Numbers.text(values.values()[column]),
                        Numbers.text(values.standardErrors()[column])));
            }
        }
        return Table.of("row", "output", "base", "prediction", "column", "value", "shapley", "standard_error")
                .with(rows)
                .csv();
    }
}
