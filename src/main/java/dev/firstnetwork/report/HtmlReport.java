package dev.firstnetwork.report;

import static java.util.Map.entry;

import com.samskivert.mustache.Mustache;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.report.Run.PredictedRow;
import dev.firstnetwork.training.EpochFigures;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run as one HTML page that needs nothing else: the pictures are in it, nothing is loaded and no script runs. The
 * page itself is the Mustache template {@code report.html}, and this class makes what goes into it: maps, lists, and
 * text, which Mustache escapes. A list of none or one stands for what may be missing.
 */
public final class HtmlReport {

    private static final Pattern WIDTH = Pattern.compile("\\d+");
    private static final int MOST_MISCLASSIFIED = 20;
    private static final int MOST_INPUTS = 6;

    private HtmlReport() {}

    /**
     * The page about {@code run}.
     *
     * @param plots the PNG of each picture by its file name: {@code learning-curves.png}, {@code decision-surface.png}
     *     and {@code confusion-matrix.png}; the page does without one that is missing
     */
    public static String page(Run run, Map<String, byte[]> plots) {
        // a name that the template has and the model has not is an error, for a section as for a value
        Mustache.Compiler compiler = Mustache.compiler().strictSections(true);
        try (Reader template =
                new InputStreamReader(HtmlReport.class.getResourceAsStream("report.html"), StandardCharsets.UTF_8)) {
            return compiler.compile(template).execute(model(run, plots));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> model(Run run, Map<String, byte[]> plots) {
        ConfusionMatrix train = run.train().confusionMatrix();
        ConfusionMatrix test = run.test().confusionMatrix();
        List<String> classes = test.classes();
        int usual = IntStream.range(0, classes.size())
                .boxed()
                .max(Comparator.comparingLong(train::actual))
                .orElseThrow();
        String data = value(run.configuration().get("data"));
        boolean diverged = run.stoppedBecause().equals("diverged");
        // past the last finite loss, a difference between the engines says nothing
        Optional<Run.Lockstep> lockstep = run.lockstep().filter(ran -> !diverged);
        Stream<String> rightByClass = IntStream.range(0, classes.size())
                .mapToObj(k -> classes.get(k) + ": " + test.right(k) + " of " + test.actual(k));
        return Map.ofEntries(
                entry("name", run.name()),
                entry("data", data.substring(1 + Math.max(data.lastIndexOf('/'), data.lastIndexOf('\\')))),
                entry("inputs", Texts.count(run.inputNames().size(), "input")),
                entry("hidden", hidden(run.configuration())),
                entry("outputs", classes.size() == 2 ? "1 sigmoid" : classes.size() + " softmax"),
                entry("rows", Texts.count(run.rows().size(), "row")),
                entry("testRows", Texts.count(test.rows(), "test row")),
                entry("train", figures(run.train())),
                entry("test", figures(run.test())),
                entry("usualClass", classes.get(usual)),
                entry("usualPercent", Texts.percent((double) test.actual(usual) / test.rows())),
                entry("duration", Texts.duration(run.seconds())),
                entry("epochs", Texts.count(run.epochs(), "epoch")),
                entry("diverged", diverged),
                entry("stopped", stopped(run)),
                entry("trend", trend(run.history())),
                entry("losses", losses(run.history())),
                entry("inputNames", run.inputNames()),
                entry("rightByClass", rightByClass.toList()),
                entry("of", classes.size() == 2 ? ", of class “" + classes.get(1) + "”" : ", mean over the classes"),
                entry("curves", picture(plots.get("learning-curves.png"))),
                entry("surface", picture(plots.get("decision-surface.png"))),
                entry("confusion", picture(plots.get("confusion-matrix.png"))),
                entry("mistakes", mistakes(run)),
                entry("lockstep", lockstep.map(HtmlReport::lockstep).stream().toList()),
                entry("command", run.command()),
                entry("configuration", facts("", run.configuration()).toList()),
                entry("manifest", facts("", run.manifest()).toList()));
    }

    /** The hidden layers, such as {@code 32 ReLU}. */
    private static List<String> hidden(Map<String, Object> configuration) {
        String activation = value(configuration.get("activation")).replace("relu", "ReLU");
        return WIDTH.matcher(value(configuration.get("hidden")))
                .results()
                .map(width -> width.group() + " " + activation)
                .toList();
    }

    private static Map<String, Object> figures(Metrics metrics) {
        ConfusionMatrix matrix = metrics.confusionMatrix();
        IntStream classes = IntStream.range(0, matrix.classes().size());
        return Map.of(
                "count", matrix.rows(),
                "rows", Texts.count(matrix.rows(), "row"),
                "right", classes.mapToLong(matrix::right).sum(),
                "percent", Texts.percent(metrics.accuracy()),
                "accuracy", Texts.figure(metrics.accuracy()),
                "precision", Texts.figure(metrics.precision()),
                "recall", Texts.figure(metrics.recall()),
                "f1", Texts.figure(metrics.f1()),
                "rocAuc", Texts.figure(metrics.rocAuc()),
                "logLoss", Texts.figure(metrics.logLoss()));
    }

    private static String stopped(Run run) {
        String epochs = Texts.count(run.epochs(), "epoch");
        return switch (run.stoppedBecause()) {
            case "epochs" -> "stopped after " + epochs + ", as it was told to";
            case "interrupted" -> "was interrupted after " + epochs;
            default -> "stopped after " + epochs + ": " + run.stoppedBecause();
        };
    }

    /** Whether more epochs would help: where the test loss was lowest, and how it fell in the last tenth of them. */
    private static List<Map<String, Object>> trend(List<EpochFigures> history) {
        List<EpochFigures> finite =
                history.stream().filter(EpochFigures::isFinite).toList();
        if (finite.size() < 10) {
            return List.of();
        }
        EpochFigures best = finite.stream()
                .min(Comparator.comparingDouble(EpochFigures::testLoss))
                .orElseThrow();
        double start = finite.get(0).testLoss();
        double before = finite.get(finite.size() * 9 / 10 - 1).testLoss();
        double end = finite.get(finite.size() - 1).testLoss();
        return List.of(Map.ofEntries(
                entry("lowest", Texts.figure(best.testLoss())),
                entry("lowestEpoch", best.epoch()),
                entry("rose", end > 1.02 * best.testLoss()),
                entry("falling", before - end > (start - end) / 100)));
    }

    private static List<Map<String, Object>> losses(List<EpochFigures> history) {
        if (history.isEmpty()) {
            return List.of();
        }
        EpochFigures first = history.get(0);
        EpochFigures last = history.get(history.size() - 1);
        return List.of(Map.of(
                "firstTrain", Texts.figure(first.trainLoss()),
                "lastTrain", Texts.figure(last.trainLoss()),
                "firstTest", Texts.figure(first.testLoss()),
                "lastTest", Texts.figure(last.testLoss())));
    }

    /** @param png the picture, or null for none */
    private static List<Map<String, Object>> picture(byte[] png) {
        if (png == null) {
            return List.of();
        }
        // where a PNG has its width and height
        ByteBuffer header = ByteBuffer.wrap(png, 16, 8);
        return List.of(Map.of(
                "width", header.getInt() / Drawing.SCALE,
                "height", header.getInt() / Drawing.SCALE,
                "base64", Base64.getEncoder().encodeToString(png)));
    }

    private static List<Map<String, Object>> mistakes(Run run) {
        List<PredictedRow> wrong = run.rows().stream()
                .filter(row -> row.predicted() != row.label())
                .sorted(Comparator.comparing(PredictedRow::test)
                        .thenComparing(HtmlReport::confidence)
                        .reversed()
                        .thenComparing(PredictedRow::row))
                .toList();
        if (wrong.isEmpty()) {
            return List.of();
        }
        long heldOut = wrong.stream().filter(PredictedRow::test).count();
        int more = wrong.size() - MOST_MISCLASSIFIED;
        // a table of dozens of inputs would say nothing
        int inputs = run.inputNames().size() <= MOST_INPUTS ? run.inputNames().size() : 0;
        List<String> classes = run.test().confusionMatrix().classes();
        Stream<PredictedRow> shown = wrong.stream().limit(MOST_MISCLASSIFIED);
        return List.of(Map.ofEntries(
                entry("count", Texts.count(wrong.size(), "row")),
                entry("heldOut", heldOut),
                entry("trainedOn", wrong.size() - heldOut),
                entry("more", more > 0 ? List.of(more) : List.of()),
                entry("columns", run.inputNames().subList(0, inputs)),
                entry("shown", shown.map(row -> mistake(row, inputs, classes)).toList())));
    }

    private static Map<String, Object> mistake(PredictedRow row, int inputs, List<String> classes) {
        DoubleStream x = Arrays.stream(row.x()).limit(inputs);
        return Map.of(
                "row", row.row(),
                "usedTo", row.test() ? "test" : "train",
                "inputs", x.mapToObj(Texts::shortest).toList(),
                "actual", classes.get(row.label()),
                "predicted", classes.get(row.predicted()),
                "confidence", Texts.percent(confidence(row)));
    }

    /** The probability of the predicted class. */
    private static double confidence(PredictedRow row) {
        double[] p = row.probabilities();
        if (p.length > 1) {
            return p[row.predicted()];
        }
        return row.predicted() == 1 ? p[0] : 1 - p[0];
    }

    private static Map<String, Object> lockstep(Run.Lockstep lockstep) {
        return Map.of(
                "gradients", Texts.power(lockstep.maxGradientDifference()),
                "parameters", Texts.power(lockstep.maxParameterDifference()),
                "firstDivergence", lockstep.firstDivergence().stream().toList());
    }

    /** Rows of a table; a map within becomes rows of its own. */
    private static Stream<Map<String, String>> facts(String prefix, Map<?, ?> facts) {
        return facts.entrySet().stream()
                .flatMap(fact -> fact.getValue() instanceof Map<?, ?> inner
                        ? facts(prefix + fact.getKey() + " ", inner)
                        : Stream.of(Map.of("name", prefix + fact.getKey(), "value", value(fact.getValue()))));
    }

    private static String value(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(HtmlReport::value).collect(Collectors.joining(", "));
        }
        return value == null ? "none" : value.toString();
    }
}
