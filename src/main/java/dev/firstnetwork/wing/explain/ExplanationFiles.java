package dev.firstnetwork.wing.explain;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.RunFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What each file of an explanation holds. */
public final class ExplanationFiles {

    /** So many rows get a picture of their own. */
    private static final int MOST_ROWS = 10;

    private ExplanationFiles() {}

    /**
     * Every file of {@code explanation} by its path below its folder.
     *
     * @param about what {@code explain.json} begins with: model, data
     */
    public static Map<String, byte[]> of(Explanation explanation, Map<String, Object> about) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("explain.json", Json.bytes(json(explanation, about)));
        if (!explanation.importance().isEmpty()) {
            files.put("importance.csv", bytes(importanceCsv(explanation)));
        }
        files.put("partial-dependence.csv", bytes(dependenceCsv(explanation)));
        files.put("shapley.csv", bytes(shapleyCsv(explanation)));
        pictures(explanation).forEach((name, picture) -> files.put(name, picture.get()));
        explanation.rows().stream()
                .limit(MOST_ROWS)
                .forEach(row ->
                        files.put("rows/row-" + row.row() + ".png", ExplanationCharts.shapley(explanation, row)));
        return files;
    }

    /** What draws the pictures of all columns, by their file names; without labels there is none of importance. */
    static Map<String, Supplier<byte[]>> pictures(Explanation explanation) {
        Map<String, Supplier<byte[]>> pictures = new LinkedHashMap<>();
        if (!explanation.importance().isEmpty()) {
            pictures.put("importance.png", () -> ExplanationCharts.importance(explanation));
        }
        pictures.put("partial-dependence.png", () -> ExplanationCharts.partialDependence(explanation));
        pictures.put("shapley.png", () -> ExplanationCharts.shapley(explanation));
        return pictures;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The whole explanation as {@code explain.json} has it; what is not finite is null, and so is importance without labels. */
    public static Map<String, Object> json(Explanation explanation, Map<String, Object> about) {
        Map<String, Object> json = new LinkedHashMap<>(about);
        json.put("explained", explanation.explained());
        json.put("seed", explanation.settings().seed());
        json.put("rows", explanation.subject().averaged().length);
        json.put(
                "importance",
                explanation.importance().isEmpty()
                        ? null
                        : explanation.importance().stream()
                                .map(importance -> json(explanation, importance))
                                .toList());
        json.put(
                "partialDependence",
                explanation.dependence().stream()
                        .map(dependence -> json(explanation, dependence))
                        .toList());
        Map<String, Object> shapley = new LinkedHashMap<>();
        Shapley.Values first = explanation.rows().get(0).values();
        shapley.put("method", first.exact() ? "exact" : "sampled");
        shapley.put("permutations", first.permutations());
        shapley.put("background", explanation.subject().background());
        Map<String, Object> means = new LinkedHashMap<>();
        for (int column : explanation.shapleyOrder()) {
            means.put(explanation.groups().get(column).name(), RunFiles.finite(explanation.meanShapley(column)));
        }
        shapley.put("meanAbsolute", means);
        shapley.put(
                "rows",
                explanation.rows().stream().map(row -> json(explanation, row)).toList());
        json.put("shapley", shapley);
        return json;
    }

    private static Map<String, Object> json(Explanation explanation, PermutationImportance importance) {
        List<Object> columns = new ArrayList<>();
        for (int column : explanation.order()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("column", explanation.groups().get(column).name());
            entry.put("mean", RunFiles.finite(importance.mean(column)));
            entry.put("standardDeviation", RunFiles.finite(importance.standardDeviation(column)));
            entry.put("repeats", numbers(importance.worsening()[column]));
            columns.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("score", importance.score().name());
        json.put("worse", importance.score().isLoss() ? "higher" : "lower");
        json.put("baseline", RunFiles.finite(importance.baseline()));
        json.put("columns", columns);
        return json;
    }

    private static Map<String, Object> json(Explanation explanation, PartialDependence dependence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("column", dependence.group().name());
        json.put(
                "values",
                Arrays.stream(dependence.grid())
                        .mapToObj(value -> value(dependence.group(), value))
                        .toList());
        json.put("average", outputs(explanation, dependence.average()));
        if (!dependence.individual().isEmpty()) {
            json.put(
                    "individual",
                    IntStream.range(0, dependence.individual().size())
                            .mapToObj(i -> Map.of(
                                    "row",
                                    explanation.subject().explained()[i],
                                    "outputs",
                                    outputs(explanation, dependence.individual().get(i))))
                            .toList());
        }
        return json;
    }

    /** Each output's curve by its name. */
    private static Map<String, Object> outputs(Explanation explanation, Matrix curve) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (int k = 0; k < explanation.target().outputs().size(); k++) {
            int output = k;
            outputs.put(
                    explanation.target().outputs().get(k),
                    IntStream.range(0, curve.rows())
                            .mapToObj(point -> RunFiles.finite(curve.get(point, output)))
                            .toList());
        }
        return outputs;
    }

    private static Map<String, Object> json(Explanation explanation, Explanation.Row row) {
        List<Object> columns = new ArrayList<>();
        for (int column = 0; column < explanation.groups().size(); column++) {
            InputGroup group = explanation.groups().get(column);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("column", group.name());
            entry.put("value", value(group, group.value(explanation.subject().x(), row.row())));
            entry.put("shapley", RunFiles.finite(row.values().values()[column]));
            entry.put("standardError", RunFiles.finite(row.values().standardErrors()[column]));
            columns.add(entry);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", row.row());
        json.put("output", explanation.target().outputs().get(row.output()));
        json.put("base", RunFiles.finite(row.values().base()));
        json.put("prediction", RunFiles.finite(row.values().output()));
        json.put("columns", columns);
        return json;
    }

    /** A number, a category's name, or null where it is missing. */
    private static Object value(InputGroup group, double value) {
        return Double.isNaN(value) || group.column().isNumeric() ? RunFiles.finite(value) : group.text(value);
    }

    private static List<Double> numbers(double... values) {
        return Arrays.stream(values).mapToObj(RunFiles::finite).toList();
    }

    /** A line for each column, the most important first: mean and standard deviation for each score. */
    static String importanceCsv(Explanation explanation) {
        StringBuilder csv = new StringBuilder("column");
        for (PermutationImportance importance : explanation.importance()) {
            String name = importance.score().worsening().replace(' ', '_');
            csv.append(',').append(name).append(',').append(name).append("_standard_deviation");
        }
        csv.append('\n');
        for (int column : explanation.order()) {
            csv.append(RunFiles.field(explanation.groups().get(column).name()));
            for (PermutationImportance importance : explanation.importance()) {
                csv.append(',').append(Numbers.text(importance.mean(column)));
                csv.append(',').append(Numbers.text(importance.standardDeviation(column)));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /** A line for each column, value and output. */
    static String dependenceCsv(Explanation explanation) {
        StringBuilder csv = new StringBuilder("column,value,output,average\n");
        for (PartialDependence dependence : explanation.dependence()) {
            for (int point = 0; point < dependence.grid().length; point++) {
                for (int k = 0; k < explanation.target().outputs().size(); k++) {
                    csv.append(RunFiles.field(dependence.group().name()));
                    csv.append(',')
                            .append(RunFiles.field(
                                    dependence.group().text(dependence.grid()[point])));
                    csv.append(',')
                            .append(RunFiles.field(
                                    explanation.target().outputs().get(k)));
                    csv.append(',').append(Numbers.text(dependence.average().get(point, k)));
                    csv.append('\n');
                }
            }
        }
        return csv.toString();
    }

    /** A line for each explained row and column. */
    static String shapleyCsv(Explanation explanation) {
        StringBuilder csv = new StringBuilder("row,output,base,prediction,column,value,shapley,standard_error\n");
        for (Explanation.Row row : explanation.rows()) {
            String output = RunFiles.field(explanation.target().outputs().get(row.output()));
            String start =
                    row.row() + "," + output + "," + Numbers.text(row.values().base()) + ","
                            + Numbers.text(row.values().output()) + ",";
            for (int column = 0; column < explanation.groups().size(); column++) {
                InputGroup group = explanation.groups().get(column);
                String value = group.text(group.value(explanation.subject().x(), row.row()));
                csv.append(start).append(RunFiles.field(group.name())).append(',');
                csv.append(RunFiles.field(value)).append(',');
                csv.append(Numbers.text(row.values().values()[column])).append(',');
                csv.append(Numbers.text(row.values().standardErrors()[column])).append('\n');
            }
        }
        return csv.toString();
    }
}
