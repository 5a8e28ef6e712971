package dev.firstnetwork.report;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.wing.explain.Explanation;
import dev.firstnetwork.wing.explain.ExplanationFiles;
import dev.firstnetwork.wing.folds.CrossValidation;
import dev.firstnetwork.wing.judge.EvaluationCharts;
import dev.firstnetwork.wing.judge.GroupMetrics;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What each file of a run folder holds; the model file apart, which comes from another floor. */
public final class RunFiles {

    private RunFiles() {}

    /**
     * Every file of {@code run} by its path below the run folder: figures, plots, and the page that shows them.
     *
     * @param drawn whether there are to be plots: drawing takes longer than training a small network
     */
    public static Map<String, Content> of(Run run, boolean drawn) {
        Map<String, byte[]> plots = drawn ? plots(run) : Map.of();
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("config.json", Content.of(Json.bytes(run.configuration())));
        files.put("manifest.json", Content.of(Json.bytes(run.manifest())));
        files.put("metrics.csv", Content.of(bytes(metricsCsv(run))));
        files.put("metrics.json", Content.of(Json.bytes(metrics(run))));
        files.put("predictions.csv", out -> writePredictions(run, out));
        Run.confusion(run.test().figures())
                .ifPresent(matrix -> files.put("confusion.csv", Content.of(bytes(confusionCsv(matrix)))));
        run.extras()
                .explanation()
                .ifPresent(explanation ->
                        files.put("explain.json", Content.of(Json.bytes(explanation(run, explanation)))));
        plots.forEach((name, png) -> files.put("plots/" + name, Content.of(png)));
        files.put("report.html", Content.of(bytes(HtmlReport.page(run, plots))));
        return files;
    }

    /** The pictures by name; they know nothing of each other and are drawn on all cores. */
    private static Map<String, byte[]> plots(Run run) {
        Map<String, Supplier<byte[]>> plots = new LinkedHashMap<>();
        plots.put("learning-curves.png", () -> Charts.learningCurves(run));
        if (run.surface().isPresent()) {
            plots.put("decision-surface.png", () -> Charts.decisionSurface(run));
        }
        if (run.isRegression()) {
            plots.put("predicted-actual.png", () -> predictedAgainstActual(run));
        } else {
            Run.confusion(run.test().figures())
                    .ifPresent(matrix ->
                            plots.put("confusion-matrix.png", () -> Charts.confusionMatrix(matrix, "Test rows")));
            plots.put(
                    "roc-curve.png", () -> EvaluationCharts.rocCurves(run.test().roc()));
            plots.put(
                    "reliability.png",
                    () -> EvaluationCharts.reliability(run.test().calibration()));
        }
        run.extras()
                .threshold()
                .ifPresent(choice -> plots.put("threshold-cost.png", () -> EvaluationCharts.cost(choice)));
        String column = String.valueOf(run.configuration().get("group"));
        run.extras()
                .groups()
                .ifPresent(groups -> plots.put("groups.png", () -> EvaluationCharts.groups(groups, column)));
        List<String> names = List.copyOf(plots.keySet());
        List<byte[]> drawn =
                names.parallelStream().map(name -> plots.get(name).get()).toList();
        Map<String, byte[]> result = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            result.put(names.get(i), drawn.get(i));
        }
        run.extras().explanation().ifPresent(explanation -> result.putAll(ExplanationFiles.pictures(explanation)));
        return result;
    }

    private static Map<String, Object> explanation(Run run, Explanation explanation) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("model", "model.zip");
        about.put("data", run.configuration().get("data"));
        return ExplanationFiles.json(explanation, about);
    }

    private static byte[] predictedAgainstActual(Run run) {
        double[] predicted = test(run).mapToDouble(Predictions.Row::predicted).toArray();
        double[] actual = test(run).mapToDouble(Predictions.Row::label).toArray();
        return EvaluationCharts.predictedAgainstActual(
                Matrix.of(predicted.length, 1, predicted), Matrix.of(actual.length, 1, actual), run.label());
    }

    private static Stream<Predictions.Row> test(Run run) {
        return run.rows().stream().filter(row -> row.side() == Predictions.Side.TEST);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String metricsCsv(Run run) {
        EpochFigures first = run.history().get(0);
        String score = run.isRegression() ? "r2" : "accuracy";
        StringBuilder csv = new StringBuilder("epoch,train_loss,test_loss,train_" + score + ",test_" + score);
        csv.append(
                first.maxGradientDifference().isPresent() ? ",max_gradient_difference,max_parameter_difference" : "");
        csv.append(first.validation().isPresent() ? ",validation_loss,validation_" + score : "")
                .append('\n');
        for (EpochFigures figures : run.history()) {
            EpochFigures.Side train = figures.train();
            EpochFigures.Side test = figures.test();
            csv.append(figures.epoch());
            DoubleStream.Builder values = DoubleStream.builder();
            values.add(train.loss()).add(test.loss()).add(train.score()).add(test.score());
            figures.maxGradientDifference().ifPresent(values::add);
            figures.maxParameterDifference().ifPresent(values::add);
            figures.validation().ifPresent(side -> values.add(side.loss()).add(side.score()));
            values.build().forEach(value -> csv.append(',').append(Numbers.text(value)));
            csv.append('\n');
        }
        return csv.toString();
    }

    /** The final figures of a run, as {@code metrics.json} has them. */
    public static Map<String, Object> metrics(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("train", metrics(run.train()));
        Map<String, Object> test = metrics(run.test().figures());
        test.put("intervals", intervals(run.test().intervals()));
        json.put("test", test);
        json.put("epochs", run.epochs());
        json.put("stoppedBecause", run.stoppedBecause());
        json.put("seconds", run.seconds());
        run.lockstep().ifPresent(lockstep -> {
            Map<String, Object> differences = new LinkedHashMap<>();
            differences.put("maxGradientDifference", finite(lockstep.maxGradientDifference()));
            differences.put("maxParameterDifference", finite(lockstep.maxParameterDifference()));
            differences.put("firstDivergence", lockstep.firstDivergence().orElse(null));
            differences.put(
                    "gradients",
                    lockstep.gradients().stream().map(RunFiles::difference).toList());
            differences.put(
                    "parameters",
                    lockstep.parameters().stream().map(RunFiles::difference).toList());
            json.put("lockstep", differences);
        });
        Run.Extras extras = run.extras();
        if (!extras.members().isEmpty()) {
            json.put("members", extras.members().stream().map(RunFiles::metrics).toList());
        }
        extras.folds().ifPresent(folds -> json.put("crossValidation", crossValidation(folds)));
        extras.threshold().ifPresent(choice -> json.put("threshold", threshold(choice)));
        extras.groups().ifPresent(groups -> json.put("groups", groups(groups)));
        return json;
    }

    /** The ends of each 95% interval. */
    public static Map<String, Object> intervals(Map<String, Interval> intervals) {
        Map<String, Object> json = new LinkedHashMap<>();
        intervals.forEach((key, interval) -> json.put(key, List.of(interval.lower(), interval.upper())));
        return json;
    }

    private static Map<String, Object> crossValidation(CrossValidation validation) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folds", validation.folds().stream().map(RunFiles::metrics).toList());
        for (CrossValidation.Mean mean : validation.means()) {
            Map<String, Object> figure = new LinkedHashMap<>();
            figure.put("mean", finite(mean.mean()));
            figure.put("standardDeviation", finite(mean.standardDeviation()));
            json.put(mean.key(), figure);
        }
        return json;
    }

    /** How a decision threshold was chosen. */
    public static Map<String, Object> threshold(ThresholdChoice choice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("falsePositiveCost", choice.falsePositiveCost());
        json.put("falseNegativeCost", choice.falseNegativeCost());
        json.put("threshold", choice.threshold());
        json.put("cost", choice.cost());
        return json;
    }

    /** How each group fares; a rate that is not defined is null. */
    public static Map<String, Object> groups(GroupMetrics metrics) {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (GroupMetrics.Group group : metrics.groups()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("group", group.name());
            json.put("rows", group.rows());
            json.put("positive", finite(group.positive().value()));
            json.put("selectionRate", finite(group.selected().value()));
            json.put("accuracy", finite(group.right().value()));
            json.put("truePositiveRate", finite(group.truePositive().value()));
            json.put("falsePositiveRate", finite(group.falsePositive().value()));
            json.put("precision", finite(group.precise().value()));
            groups.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("groups", groups);
        json.put("demographicParityDifference", finite(metrics.demographicParityDifference()));
        json.put("equalisedOddsDifference", finite(metrics.equalisedOddsDifference()));
        return json;
    }

    /** A tensor's difference; one that is not finite, after a divergence, is null. */
    private static Map<String, Object> difference(TensorDifference difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tensor", difference.tensor());
        json.put("maxAbsolute", finite(difference.maxAbsolute()));
        json.put("relative", finite(difference.relative()));
        return json;
    }

    /** {@code value}, or null where it is not finite: JSON has no NaN. */
    public static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** One side's figures as {@code metrics.json} has them; a figure that is not defined is null. */
    public static Map<String, Object> metrics(Figures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        figures.figures().forEach(figure -> json.put(figure.key(), finite(figure.value())));
        Run.confusion(figures).ifPresent(matrix -> {
            json.put("confusionMatrix", matrix.counts());
            json.put("labels", matrix.classes());
        });
        json.put("rows", figures.rows());
        return json;
    }

    static String confusionCsv(ConfusionMatrix matrix) {
        StringBuilder csv = new StringBuilder("actual");
        matrix.classes().forEach(name -> csv.append(',').append(field("predicted " + name)));
        csv.append('\n');
        for (int k = 0; k < matrix.counts().length; k++) {
            csv.append(field(matrix.classes().get(k)));
            for (long count : matrix.counts()[k]) {
                csv.append(',').append(count);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static void writePredictions(Run run, OutputStream out) throws IOException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<String> header = new ArrayList<>(List.of("row", "split"));
        run.inputNames().forEach(name -> header.add(field(name)));
        header.add("label");
        probabilityColumns(run.classes()).forEach(name -> header.add(field(name)));
        header.add("predicted");
        csv.append(String.join(",", header)).append('\n');
        for (Predictions.Row row : run.rows()) {
            csv.append(String.valueOf(row.row())).append(',');
            csv.append(row.side().toString()).append(',');
            csv.append(numbers(row.x())).append(',');
            csv.append(label(run, row.label())).append(',');
            csv.append(run.isRegression() ? "" : numbers(row.outputs()) + ",");
            csv.append(label(run, row.predicted())).append('\n');
        }
        csv.flush();
    }

    private static String label(Run run, double label) {
        return run.isRegression() ? Numbers.text(label) : field(run.classes().get((int) label));
    }

    /** The header of the probabilities: one column for two classes, else one a class; none for a regression. */
    public static List<String> probabilityColumns(List<String> classes) {
        return classes.size() == 2
                ? List.of("probability")
                : classes.stream().map(name -> "probability_" + name).toList();
    }

    private static String numbers(double[] values) {
        return Arrays.stream(values).mapToObj(Numbers::text).collect(Collectors.joining(","));
    }

    /** A CSV field, quoted where it has to be. */
    public static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
