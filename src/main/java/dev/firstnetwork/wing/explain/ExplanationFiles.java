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
                .forEach(row -> files.put("rows/row-" + row.row() + ".png", ShapleyChart.waterfall(explanation, row)));
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
                                .map(importance -> ImportanceJson.of(explanation, importance))
                                .toList());
        json.put(
                "partialDependence",
                explanation.dependence().stream()
                        .map(dependence -> DependenceJson.of(explanation, dependence))
                        .toList());
        json.put("shapley", ShapleyJson.of(explanation));
        return json;
    }

    private record ImportanceJson(String score, String worse, double baseline, List<Column> columns) {

        record Column(String column, double mean, double standardDeviation, double[] repeats) {}

        static ImportanceJson of(Explanation explanation, PermutationImportance importance) {
            return new ImportanceJson(
                    importance.score().name(),
                    importance.score().isLoss() ? "higher" : "lower",
                    importance.baseline(),
                    Arrays.stream(explanation.order())
                            .mapToObj(column -> new Column(
                                    explanation.groups().get(column).name(),
                                    importance.mean(column),
                                    importance.standardDeviation(column),
                                    importance.worsening()[column]))
                            .toList());
        }
    }

    /** The curves by the names of their outputs. */
    private record DependenceJson(
            String column, List<Object> values, Map<String, double[]> average, Optional<List<Line>> individual) {

        record Line(int row, Map<String, double[]> outputs) {}

        static DependenceJson of(Explanation explanation, PartialDependence dependence) {
            List<Line> lines = IntStream.range(0, dependence.individual().size())
                    .mapToObj(i -> new Line(
                            explanation.subject().explained()[i],
                            outputs(explanation, dependence.individual().get(i))))
                    .toList();
            return new DependenceJson(
                    dependence.group().name(),
                    Arrays.stream(dependence.grid())
                            .mapToObj(value -> value(dependence.group(), value))
                            .toList(),
                    outputs(explanation, dependence.average()),
                    Optional.of(lines).filter(drawn -> !drawn.isEmpty()));
        }

        private static Map<String, double[]> outputs(Explanation explanation, Matrix curve) {
            Map<String, double[]> outputs = new LinkedHashMap<>();
            for (String name : explanation.target().outputs()) {
                int k = outputs.size();
                outputs.put(
                        name,
                        IntStream.range(0, curve.rows())
                                .mapToDouble(point -> curve.get(point, k))
                                .toArray());
            }
            return outputs;
        }
    }

    private record ShapleyJson(
            String method, int permutations, int[] background, Map<String, Double> meanAbsolute, List<Row> rows) {

        record Row(int row, String output, double base, double prediction, List<Part> columns) {

            static Row of(Explanation explanation, Explanation.Row row) {
                Shapley.Values values = row.values();
                return new Row(
                        row.row(),
                        explanation.target().outputs().get(row.output()),
                        values.base(),
                        values.output(),
                        IntStream.range(0, explanation.groups().size())
                                .mapToObj(column -> {
                                    InputGroup group = explanation.groups().get(column);
                                    return new Part(
                                            group.name(),
                                            value(
                                                    group,
                                                    group.value(
                                                            explanation
                                                                    .subject()
                                                                    .x(),
                                                            row.row())),
                                            values.values()[column],
                                            values.standardErrors()[column]);
                                })
                                .toList());
            }
        }

        record Part(String column, Object value, double shapley, double standardError) {}

        static ShapleyJson of(Explanation explanation) {
            Shapley.Values first = explanation.rows().get(0).values();
            Map<String, Double> means = new LinkedHashMap<>();
            for (int column : explanation.shapleyOrder()) {
                means.put(explanation.groups().get(column).name(), explanation.meanShapley(column));
            }
            return new ShapleyJson(
                    first.exact() ? "exact" : "sampled",
                    first.permutations(),
                    explanation.subject().background(),
                    means,
                    explanation.rows().stream()
                            .map(row -> Row.of(explanation, row))
                            .toList());
        }
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
        Table table = Table.ofNumbers(header);
        for (int column : explanation.order()) {
            List<String> row =
                    new ArrayList<>(List.of(explanation.groups().get(column).name()));
            for (PermutationImportance importance : explanation.importance()) {
                row.add(Numbers.text(importance.mean(column)));
                row.add(Numbers.text(importance.standardDeviation(column)));
            }
            table = table.row(row.toArray());
        }
        return table.csv();
    }

    /** A line for each column, value and output. */
    static String dependenceCsv(Explanation explanation) {
        List<List<String>> rows = new ArrayList<>();
        for (PartialDependence dependence : explanation.dependence()) {
            InputGroup group = dependence.group();
            for (int point = 0; point < dependence.grid().length; point++) {
                for (int k = 0; k < explanation.target().outputs().size(); k++) {
                    rows.add(List.of(
                            group.name(),
                            group.text(dependence.grid()[point]),
                            explanation.target().outputs().get(k),
                            Numbers.text(dependence.average().get(point, k))));
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
                        explanation.target().outputs().get(row.output()),
                        Numbers.text(values.base()),
                        Numbers.text(values.output()),
                        group.name(),
                        group.text(group.value(explanation.subject().x(), row.row())),
                        Numbers.text(values.values()[column]),
                        Numbers.text(values.standardErrors()[column])));
            }
        }
        return Table.of("row", "output", "base", "prediction", "column", "value", "shapley", "standard_error")
                .with(rows)
                .csv();
    }
}
