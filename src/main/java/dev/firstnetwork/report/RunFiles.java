package dev.firstnetwork.report;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.TensorDifference;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What each file of a run folder holds; the model file apart, which comes from another package. */
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
        files.put("config.json", Content.of(Json.bytes(run.about().configuration())));
        files.put("manifest.json", Content.of(Json.bytes(run.about().manifest())));
        String epochs = metricsCsv(run.training().history(), run.isRegression());
        files.put("metrics.csv", Content.of(bytes(epochs)));
        files.put("metrics.json", Content.of(Json.bytes(metrics(run))));
        files.put("predictions.csv", out -> writePredictions(run, out));
        Run.confusion(run.test().figures())
                .ifPresent(matrix -> files.put(
                        "confusion.csv",
                        Content.of(bytes(Tables.confusion(matrix, "actual", "").csv()))));
        run.sections().forEach(section -> files.putAll(section.files(run)));
        plots.forEach((name, png) -> files.put("plots/" + name, Content.of(png)));
        files.put("report.html", Content.of(bytes(HtmlReport.page(run, plots))));
        return files;
    }

    /** The pictures by name; they know nothing of each other and are drawn on all cores. */
    private static Map<String, byte[]> plots(Run run) {
        Map<String, Supplier<byte[]>> plots = new LinkedHashMap<>();
        plots.put("learning-curves.png", () -> Charts.learningCurves(run));
        run.answers()
                .surface()
                .ifPresent(surface -> plots.put("decision-surface.png", () -> SurfaceChart.png(run, surface)));
        Run.confusion(run.test().figures())
                .ifPresent(
                        matrix -> plots.put("confusion-matrix.png", () -> Charts.confusionMatrix(matrix, "Test rows")));
        run.sections().forEach(section -> plots.putAll(section.pictures()));
        // as a list, because a map's entries are not divided among cores
        return List.copyOf(plots.entrySet()).parallelStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, plot -> plot.getValue().get(), (one, other) -> other, LinkedHashMap::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String metricsCsv(List<EpochFigures> history, boolean regression) {
        EpochFigures first = history.get(0);
        String score = regression ? "r2" : "accuracy";
        StringBuilder csv = new StringBuilder("epoch,train_loss,test_loss,train_" + score + ",test_" + score);
        csv.append(first.differences().isPresent() ? ",max_gradient_difference,max_parameter_difference" : "");
        csv.append(first.validation().isPresent() ? ",validation_loss,validation_" + score : "")
                .append('\n');
        for (EpochFigures figures : history) {
            EpochFigures.Side train = figures.train();
            EpochFigures.Side test = figures.test();
            csv.append(figures.epoch());
            DoubleStream.Builder values = DoubleStream.builder();
            values.add(train.loss()).add(test.loss()).add(train.score()).add(test.score());
            figures.differences()
                    .ifPresent(apart -> values.add(apart.gradient()).add(apart.parameter()));
            figures.validation().ifPresent(side -> values.add(side.loss()).add(side.score()));
            values.build().forEach(value -> csv.append(',').append(Numbers.text(value)));
            csv.append('\n');
        }
        return csv.toString();
    }

    private record Difference(String tensor, double maxAbsolute, double relative) {}

    /** The differences between the engines, as {@code metrics.json} has them. */
    private static Map<String, Object> differences(Run.Lockstep lockstep) {
        Function<TensorDifference, Difference> difference =
                tensor -> new Difference(tensor.tensor(), tensor.maxAbsolute(), tensor.relative());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("maxGradientDifference", lockstep.maxGradientDifference());
        json.put("maxParameterDifference", lockstep.maxParameterDifference());
        json.put("firstDivergence", lockstep.firstDivergence().orElse(null));
        json.put("gradients", lockstep.gradients().stream().map(difference).toList());
        json.put("parameters", lockstep.parameters().stream().map(difference).toList());
        return json;
    }

    /** The final figures of a run, as {@code metrics.json} has them. */
    public static Map<String, Object> metrics(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("train", metrics(run.train()));
        json.put("test", metrics(run.test()));
        json.put("epochs", run.training().epochs());
        json.put("stoppedBecause", run.training().stoppedBecause());
        json.put("seconds", run.training().seconds());
        run.lockstep().ifPresent(lockstep -> json.put("lockstep", differences(lockstep)));
        run.sections().forEach(section -> json.putAll(section.json()));
        return json;
    }

    /** The figures of rows with the ends of the 95% intervals around them. */
    public static Map<String, Object> metrics(Evaluation evaluation) {
        Map<String, Object> json = metrics(evaluation.figures());
        Map<String, Object> intervals = new LinkedHashMap<>();
        evaluation
                .intervals()
                .forEach((key, interval) -> intervals.put(key, List.of(interval.lower(), interval.upper())));
        json.put("intervals", intervals);
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

    private static void writePredictions(Run run, OutputStream out) throws IOException {
        Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        List<String> inputs = run.subject().inputNames();
        List<String> added = new ArrayList<>(List.of("row", "split", "label"));
        added.addAll(probabilityColumns(run.subject().classes()));
        added.add("predicted");
        List<String> header = unique(added, inputs);
        header.addAll(2, inputs);
        csv.append(Table.csv(header));
        List<String> classes =
                run.subject().classes().stream().map(RunFiles::field).toList();
        Predictions rows = run.answers().rows();
        Samples samples = rows.samples();
        RowLines.write(rows.size(), csv, (i, line) -> {
            line.append(i).append(',').append(rows.sides()[i]).append(',');
            append(samples.x(), i, line);
            line.append(label(classes, rows.label(i))).append(',');
            if (!run.isRegression()) {
                append(rows.outputs(), i, line);
            }
            line.append(label(classes, rows.predicted(i))).append('\n');
        });
        csv.flush();
    }

    /** @param classes none where numbers are predicted */
    private static String label(List<String> classes, double label) {
        return classes.isEmpty() ? Numbers.text(label) : classes.get((int) label);
    }

    private static void append(Matrix values, int row, StringBuilder csv) {
        for (int j = 0; j < values.columns(); j++) {
            csv.append(Numbers.text(values.get(row, j))).append(',');
        }
    }

    /** The header of the probabilities: one column for two classes, else one a class; none for a regression. */
    public static List<String> probabilityColumns(List<String> classes) {
        return classes.size() == 2
                ? List.of("probability")
                : classes.stream().map(name -> "probability_" + name).toList();
    }

    /** {@code added} names, each with {@code _2}, {@code _3} and so on behind it where {@code present} has it already. */
    public static List<String> unique(List<String> added, Collection<String> present) {
        Set<String> taken = new HashSet<>(present);
        List<String> names = new ArrayList<>();
        for (String name : added) {
            String free = name;
            for (int i = 2; !taken.add(free); i++) {
                free = name + "_" + i;
            }
            names.add(free);
        }
        return names;
    }

    /** A CSV field, quoted where it has to be. */
    public static String field(String text) {
        return isPlain(text, 0) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whether {@code text} from {@code start} on is a CSV field without quotes. */
    public static boolean isPlain(CharSequence text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return false;
            }
        }
        return true;
    }
}
