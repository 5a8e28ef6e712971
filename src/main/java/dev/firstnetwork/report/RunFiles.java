package dev.firstnetwork.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firstnetwork.backprop.TensorDifference;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.training.EpochFigures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What each file of a run folder holds; the model file apart, which comes from another floor. */
public final class RunFiles {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private RunFiles() {}

    /** Every file of {@code run} by its path below the run folder: figures, plots, and the page that shows them. */
    public static Map<String, byte[]> of(Run run) {
        Map<String, byte[]> plots = new LinkedHashMap<>();
        plots.put("learning-curves.png", Charts.learningCurves(run));
        if (run.surface().isPresent()) {
            plots.put("decision-surface.png", Charts.decisionSurface(run));
        }
        plots.put("confusion-matrix.png", Charts.confusionMatrix(run.test().confusionMatrix(), "Test rows"));

        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", json(run.configuration()));
        files.put("manifest.json", json(run.manifest()));
        files.put("metrics.csv", bytes(metricsCsv(run.history())));
        files.put("metrics.json", json(metrics(run)));
        files.put("predictions.csv", bytes(predictionsCsv(run)));
        files.put("confusion.csv", bytes(confusionCsv(run.test().confusionMatrix())));
        plots.forEach((name, png) -> files.put("plots/" + name, png));
        files.put("report.html", bytes(HtmlReport.page(run, plots)));
        return files;
    }

    /** {@code value} as indented JSON with a line feed at its end, doubles in their shortest form. */
    public static byte[] json(Object value) {
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
            return bytes(text.replace("\r\n", "\n") + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String metricsCsv(List<EpochFigures> history) {
        boolean lockstep = history.get(0).maxGradientDifference().isPresent();
        StringBuilder csv = new StringBuilder("epoch,train_loss,test_loss,train_accuracy,test_accuracy");
        csv.append(lockstep ? ",max_gradient_difference,max_parameter_difference\n" : "\n");
        for (EpochFigures figures : history) {
            csv.append(figures.epoch());
            double[] values = {figures.trainLoss(), figures.testLoss(), figures.trainAccuracy(), figures.testAccuracy()
            };
            Arrays.stream(values).forEach(value -> csv.append(',').append(Numbers.text(value)));
            for (OptionalDouble difference :
                    List.of(figures.maxGradientDifference(), figures.maxParameterDifference())) {
                difference.ifPresent(value -> csv.append(',').append(Numbers.text(value)));
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    /** The final figures of a run, as {@code metrics.json} has them. */
    public static Map<String, Object> metrics(Run run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("train", metrics(run.train()));
        json.put("test", metrics(run.test()));
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

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** One side's figures as {@code metrics.json} has them; a figure that is not defined is null. */
    public static Map<String, Object> metrics(Metrics metrics) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accuracy", metrics.accuracy());
        json.put("precision", metrics.precision());
        json.put("recall", metrics.recall());
        json.put("f1", metrics.f1());
        json.put("rocAuc", finite(metrics.rocAuc()));
        json.put("logLoss", finite(metrics.logLoss()));
        json.put("confusionMatrix", metrics.confusionMatrix().counts());
        json.put("labels", metrics.confusionMatrix().classes());
        json.put("rows", metrics.confusionMatrix().rows());
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

    private static String predictionsCsv(Run run) {
        List<String> classes = run.test().confusionMatrix().classes();
        List<String> header = new ArrayList<>(List.of("row", "split"));
        run.inputNames().forEach(name -> header.add(field(name)));
        header.add("label");
        probabilityColumns(classes).forEach(name -> header.add(field(name)));
        header.add("predicted");
        StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
        for (Run.PredictedRow row : run.rows()) {
            csv.append(row.row()).append(row.test() ? ",test," : ",train,");
            csv.append(numbers(row.x())).append(',').append(field(classes.get(row.label())));
            csv.append(',').append(numbers(row.probabilities()));
            csv.append(',').append(field(classes.get(row.predicted()))).append('\n');
        }
        return csv.toString();
    }

    /** The header of the probabilities: one column for two classes, else one a class. */
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
