package dev.firstnetwork.wing.explain;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a saved model goes by: which columns it needs, how its output goes with each, what each adds for single rows. */
@Command(
        name = "explain",
        description =
                "Explain a saved model on a table: permutation importance, partial dependence, and Shapley values of rows.",
        sortOptions = false)
public final class ExplainCommand implements Callable<Integer> {

    private static final int MOST_BACKGROUND = 10_000;

    /** How many questions to the network take longer than people wait without a word. */
    private static final long LONG = 5_000_000;

    @Mixin
    ModelOptions modelOptions;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many rows get Shapley values, drawn at random. Default: 50")
    Integer rows;

    @Option(
            names = "--row",
            paramLabel = "I",
            split = ",",
            description = "Which rows get Shapley values instead, counted from 0, as in predictions.csv.")
    int[] row = {};

    @Option(
            names = "--class",
            paramLabel = "LABEL",
            description =
                    "The class whose probability is explained, of more than two. Default: each row's predicted one")
    String explainedClass;

    @Option(
            names = "--background",
            paramLabel = "N",
            description = "Rows that Shapley values compare with, drawn at random. Default: ${DEFAULT-VALUE}")
    int background = 100;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Permutations for each row's Shapley values, at least 4 for each background row; up to 12 columns"
                            + " they are exact without. Default: ${DEFAULT-VALUE}")
    int samples = 1000;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "How often each column is shuffled for its importance. Default: ${DEFAULT-VALUE}")
    int repeats = 10;

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "Values of a numeric column in partial dependence. Default: ${DEFAULT-VALUE}")
    int points = 20;

    @Option(
            names = "--ice",
            fallbackValue = "true",
            description = "Partial dependence: add a line for each explained row.")
    boolean ice;

    @Option(
            names = "--most-rows",
            paramLabel = "N",
            description = "Rows that importance and partial dependence are over, drawn at random where there are more."
                    + " Default: ${DEFAULT-VALUE}")
    int mostRows = 5000;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of all that is random. Default: ${DEFAULT-VALUE}")
    long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the folder with tables and pictures is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        checkNumbers();
        RunFolder.requireFolder(out);
        Model model = modelOptions.saved.load();
        OptionalInt output = output(model.preparation().classes());
        TableSource source = modelOptions.source(model, common.quiet);
        Explanation.Subject subject = subject(model.preparation(), source);
        announce(model.preparation(), subject);
        Explanation explanation = Explanation.of(
                modelOptions.predictor(model),
                Explanation.Target.of(model.preparation()),
                InputGroup.of(model.preparation().features()),
                subject,
                new Explanation.Settings(repeats, points, ice, samples, output, seed));
        Map<String, Object> json =
                ExplanationFiles.json(explanation, modelOptions.saved.file.toString(), modelOptions.data);
        Map<String, Content> files = Content.of(ExplanationFiles.of(explanation, json));
        Path folder = RunFolder.write(out, "explain-" + DataOptions.shortName(modelOptions.data), files);
        common.print(json, folder, () -> text(explanation, source, folder));
        return ExitCode.DONE;
    }

    private void checkNumbers() {
        common.require(rows == null || row.length == 0, "--rows draws rows and --row names them: give one of them");
        common.require(rows == null || rows >= 1, "--rows is " + rows + ": expected 1 or more");
        common.require(
                background >= 1 && background <= MOST_BACKGROUND,
                "--background is " + background + ": expected 1 to " + MOST_BACKGROUND);
        common.require(samples >= 1, "--samples is " + samples + ": expected 1 or more");
        common.require(repeats >= 1, "--repeats is " + repeats + ": expected 1 or more");
        common.require(points >= 2, "--points is " + points + ": expected 2 or more");
        common.require(mostRows >= 1, "--most-rows is " + mostRows + ": expected 1 or more");
    }

    /** Which output {@code --class} names. */
    private OptionalInt output(List<String> classes) {
        if (explainedClass == null) {
            return OptionalInt.empty();
        }
        int output = classes.indexOf(explainedClass);
        common.require(
                output >= 0, "--class is '" + explainedClass + "': expected one of " + String.join(", ", classes));
        if (classes.size() == 2) {
            common.require(
                    output == 1,
                    "--class is '" + explainedClass + "': of two classes the network has the probability of '"
                            + classes.get(1) + "'; what adds to it takes from the other");
            return OptionalInt.empty();
        }
        return OptionalInt.of(output);
    }

    /** The rows of the table, with their labels where it has them. */
    private Explanation.Subject subject(Preparation preparation, TableSource source) {
        String label = preparation.label().name();
        boolean labelled = source.columns().contains(label);
        Samples all = preparation.read(source, labelled);
        Optional<Matrix> y = labelled ? Optional.of(all.y()) : Optional.empty();
        int drawn = rows == null ? 50 : rows;
        Explanation.Subject subject = Explanation.Subject.drawn(all.x(), y, mostRows, background, drawn, seed);
        int last = all.rows() - 1;
        for (int i : row) {
            common.require(i >= 0 && i <= last, "--row " + i + ": " + source.name() + " has the rows 0 to " + last);
        }
        // said when nothing is left that can be wrong with the data, so that an error stays one line
        if (!labelled) {
            common.err()
                    .println("first-network: " + source.name() + " has no column '" + label
                            + "': without labels, permutation importance is left out");
        }
        return row.length == 0
                ? subject
                : subject.explaining(Arrays.stream(row).distinct().toArray());
    }

    /** Says so before a long wait. */
    private void announce(Preparation preparation, Explanation.Subject subject) {
        long questions = subject.explained().length
                * Shapley.questions(preparation.features().size(), subject.background().length, samples);
        if (questions > LONG && !common.quiet) {
            common.err()
                    .println("Shapley values ask the network of " + questions / 1_000_000
                            + " million rows; fewer --rows, --background or --samples are faster");
        }
    }

    private String text(Explanation explanation, TableSource source, Path folder) {
        List<String> parts = new ArrayList<>();
        parts.add(ExplanationText.introduction(explanation, source.name()));
        parts.add(ExplanationText.columns(explanation));
        if (row.length > 0) {
            explanation.rows().forEach(explained -> parts.add(ExplanationText.row(explanation, explained)));
        }
        parts.add("tables and pictures  " + folder);
        return String.join("\n\n", parts);
    }
}
