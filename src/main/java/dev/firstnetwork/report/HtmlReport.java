package dev.firstnetwork.report;

import static java.util.Map.entry;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.training.EpochFigures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run as one HTML page that needs nothing else: the pictures are in it, nothing is loaded and no script runs. The
 * page itself is the Mustache template {@code report.html}, and this class makes what goes into it: maps, lists, and
 * text; see {@link Page}.
 */
public final class HtmlReport {

    private static final Pattern WIDTH = Pattern.compile("\\d+");

    private HtmlReport() {}

    /**
     * The page about {@code run}.
     *
     * @param plots the PNG of each picture by its file name, such as {@code learning-curves.png}; the page does without
     *     one that is missing
     */
    public static String page(Run run, Map<String, byte[]> plots) {
        return Page.of("report.html", model(run, plots));
    }

    private static Map<String, Object> model(Run run, Map<String, byte[]> plots) {
        String data = Texts.value(run.about().configuration().get("data"));
        boolean diverged = run.training().stoppedBecause().equals("diverged");
        // past the last finite loss, a difference between the engines says nothing
        Optional<Run.Lockstep> lockstep = run.lockstep().filter(ran -> !diverged);
        return Map.ofEntries(
                entry("name", run.about().name()),
                entry("data", data.substring(1 + Math.max(data.lastIndexOf('/'), data.lastIndexOf('\\')))),
                entry("inputs", Texts.count(run.subject().inputNames().size(), "input")),
                entry("hidden", hidden(run.about().configuration())),
                entry("outputs", outputs(run.subject().classes().size())),
                entry("rows", Texts.count(run.answers().rows().size(), "row")),
                entry("trainRows", run.train().rows()),
                entry("testRows", Texts.count(run.test().figures().rows(), "row")),
                entry("label", run.subject().label()),
                entry("classification", classification(run)),
                entry("regression", regression(run)),
                entry("duration", Texts.duration(run.training().seconds())),
                entry("epochs", Texts.count(run.training().epochs(), "epoch")),
                entry("diverged", diverged),
                entry("stopped", stopped(run)),
                entry("trend", trend(run.training().history())),
                entry("losses", losses(run.training().history())),
                entry("inputNames", run.subject().inputNames()),
                entry("figures", Page.box("Figures on training and test rows", Tables.ofRun(run), "figures")),
                entry("curves", Page.picture(plots.get("learning-curves.png"))),
                entry("surface", Page.picture(plots.get("decision-surface.png"))),
                entry("confusion", Page.picture(plots.get("confusion-matrix.png"))),
                entry("ensemble", run.sections().stream().anyMatch(Members.class::isInstance)),
                entry("judgement", sections(run, Section.Place.JUDGEMENT, plots)),
                entry("sections", sections(run, Section.Place.OWN, plots)),
                entry("mistakes", run.isRegression() ? List.of() : Mistakes.of(run)),
                entry("largestErrors", run.isRegression() ? List.of(Mistakes.largestErrors(run)) : List.of()),
                entry("lockstep", lockstep.map(HtmlReport::lockstep).stream().toList()),
                entry("command", run.about().command()),
                entry("configuration", facts("", run.about().configuration()).toList()),
                entry("manifest", facts("", run.about().manifest()).toList()));
    }

    private static String outputs(int classes) {
        return switch (classes) {
            case 0 -> "1 linear";
            case 2 -> "1 sigmoid";
            default -> classes + " softmax";
        };
    }

    /** What is said of predicted classes alone. */
    private static List<Map<String, Object>> classification(Run run) {
        if (!(run.test().figures() instanceof Metrics test) || !(run.train() instanceof Metrics train)) {
            return List.of();
        }
        ConfusionMatrix matrix = test.confusionMatrix();
        List<String> classes = matrix.classes();
        int usual = IntStream.range(0, classes.size())
                .boxed()
                .max(Comparator.comparingLong(train.confusionMatrix()::actual))
                .orElseThrow();
        Stream<String> rightByClass = IntStream.range(0, classes.size())
                .mapToObj(k -> classes.get(k) + ": " + matrix.right(k) + " of " + matrix.actual(k));
        long right = IntStream.range(0, classes.size()).mapToLong(matrix::right).sum();
        return List.of(Map.ofEntries(
                entry("right", right),
                entry("percent", Texts.percent(test.accuracy())),
                entry("usualClass", classes.get(usual)),
                entry("usualPercent", Texts.percent((double) matrix.actual(usual) / matrix.rows())),
                entry("rightByClass", rightByClass.toList()),
                entry("logLoss", Texts.figure(test.logLoss())),
                entry("rocAuc", Texts.figure(test.rocAuc()))));
    }

    /** What is said of predicted numbers alone. */
    private static List<Map<String, Object>> regression(Run run) {
        return run.test().figures() instanceof RegressionMetrics test
                ? List.of(Map.of(
                        "r2", Texts.figure(test.r2()),
                        "rmse", Texts.shortest(test.rootMeanSquaredError()),
                        "mae", Texts.shortest(test.meanAbsoluteError())))
                : List.of();
    }

    /** The hidden layers, such as {@code 32 ReLU}. */
    private static List<String> hidden(Map<String, Object> configuration) {
        String activation = Texts.value(configuration.get("activation")).replace("relu", "ReLU");
        return WIDTH.matcher(Texts.value(configuration.get("hidden")))
                .results()
                .map(width -> width.group() + " " + activation)
                .toList();
    }

    private static String stopped(Run run) {
        String epochs = Texts.count(run.training().epochs(), "epoch");
        int last = run.training().history().isEmpty()
                ? run.training().epochs()
                : run.training().last().epoch();
        String best = last == run.training().epochs()
                ? ""
                : "; the network is that of epoch " + run.training().epochs()
                        + ", where the validation loss was lowest";
        return switch (run.training().stoppedBecause()) {
            case "epochs" -> "stopped after " + Texts.count(last, "epoch") + ", as it was told to" + best;
            case "interrupted" -> "was interrupted after " + epochs;
            case "converged" ->
                "stopped after " + epochs + ", because the training loss had hardly fallen for "
                        + Texts.count(patience(run), "epoch");
            case "early-stopping" ->
                "stopped early, after " + Texts.count(last, "epoch")
                        + ", because the validation loss had not fallen for " + Texts.count(patience(run), "epoch")
                        + best;
            default -> "stopped after " + epochs + ": " + run.training().stoppedBecause();
        };
    }

    private static long patience(Run run) {
        return run.about().configuration().get("patience") instanceof Number patience ? patience.longValue() : 0;
    }

    /** Whether more epochs would help: where the test loss was lowest, and how it fell in the last tenth of them. */
    private static List<Map<String, Object>> trend(List<EpochFigures> history) {
        List<EpochFigures> finite =
                history.stream().filter(EpochFigures::isFinite).toList();
        if (finite.size() < 10) {
            return List.of();
        }
        EpochFigures best = finite.stream()
                .min(Comparator.comparingDouble(figures -> figures.test().loss()))
                .orElseThrow();
        double start = finite.get(0).test().loss();
        double before = finite.get(finite.size() * 9 / 10 - 1).test().loss();
        double end = finite.get(finite.size() - 1).test().loss();
        return List.of(Map.ofEntries(
                entry("lowest", Texts.figure(best.test().loss())),
                entry("lowestEpoch", best.epoch()),
                entry("rose", end > 1.02 * best.test().loss()),
                entry("falling", before - end > (start - end) / 100)));
    }

    private static List<Map<String, Object>> losses(List<EpochFigures> history) {
        if (history.isEmpty()) {
            return List.of();
        }
        EpochFigures first = history.get(0);
        EpochFigures last = history.get(history.size() - 1);
        return List.of(Map.of(
                "firstTrain", Texts.figure(first.train().loss()),
                "lastTrain", Texts.figure(last.train().loss()),
                "firstTest", Texts.figure(first.test().loss()),
                "lastTest", Texts.figure(last.test().loss())));
    }

    private static Map<String, Object> lockstep(Run.Lockstep lockstep) {
        return Map.of(
                "gradients", Texts.power(lockstep.maxGradientDifference()),
                "parameters", Texts.power(lockstep.maxParameterDifference()),
                "firstDivergence", lockstep.firstDivergence().stream().toList());
    }

    private static String sections(Run run, Section.Place place, Map<String, byte[]> plots) {
        return run.sections().stream()
                .filter(section -> section.place() == place)
                .map(section -> section.html(plots))
                .collect(Collectors.joining());
    }

    /** Rows of a table; a map within becomes rows of its own. */
    private static Stream<Map<String, String>> facts(String prefix, Map<?, ?> facts) {
        return facts.entrySet().stream()
                .flatMap(fact -> fact.getValue() instanceof Map<?, ?> inner
                        ? facts(prefix + fact.getKey() + " ", inner)
                        : Stream.of(Map.of("name", prefix + fact.getKey(), "value", Texts.value(fact.getValue()))));
    }
}
