package dev.firstnetwork.wing.compare;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.report.AtomicFile;
import dev.firstnetwork.report.OutputException;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.wing.compare.Comparison.Difference;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Several runs side by side, from what their folders hold: figures, options that differ, and a page with the pictures. */
@Command(
        name = "compare",
        description = "Compare runs: figures, options that differ, learning curves and decision surfaces in one page.",
        sortOptions = false)
public final class CompareCommand implements Callable<Integer> {

    /** Of the training rows' figures, those that tell most beside the test rows'. */
    private static final Set<String> TRAIN_SHOWN = Set.of("accuracy", "logLoss", "r2", "rootMeanSquaredError");

    /** A longer value shows its end. */
    private static final int MOST_LETTERS = 24;

    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "RUN RUN [RUN...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Run folders that train has made, two or more.")
    List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "compare.html",
            description = "Where the page goes; an older page of this command is replaced, any other file is not. - for"
                    + " standard output, without the tables. Default: ${DEFAULT-VALUE}")
    String out;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        boolean toStandardOutput = out.equals("-");
        if (toStandardOutput && common.json) {
            throw new ParameterException(
                    spec.commandLine(), "--json and --out - both want standard output: give --out a file");
        }
        if (runs.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(), "expected two run folders or more to compare, found " + runs.size());
        }
        if (!toStandardOutput) {
            requireOwnPage(Path.of(out));
        }
        Comparison comparison = Comparison.of(runs);
        String page = ComparisonFiles.page(comparison, command());
        PrintWriter printer = spec.commandLine().getOut();
        if (toStandardOutput) {
            printer.print(page);
            return ExitCode.DONE;
        }
        write(Path.of(out), page);
        if (common.json) {
            printer.print(ComparisonFiles.json(comparison, out));
        } else if (common.quiet) {
            printer.println(out);
        } else {
            print(comparison, printer);
        }
        return ExitCode.DONE;
    }

    private void requireOwnPage(Path file) {
        try {
            if (!ComparisonFiles.mayReplace(file)) {
                throw new ParameterException(
                        spec.commandLine(),
                        file + " exists and was not written by compare: it is left as it is; name another file with"
                                + " --out");
            }
        } catch (IOException e) {
            throw new OutputException(file, e);
        }
    }

    private static void write(Path target, String page) {
        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(page.getBytes(StandardCharsets.UTF_8));
            file.commit();
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    private String command() {
        return "java -jar target/first-network.jar compare "
                + runs.stream().map(Path::toString).collect(Collectors.joining(" "))
                + (out.equals("compare.html") ? "" : " --out " + out);
    }

    private void print(Comparison comparison, PrintWriter printer) {
        Table names = Table.ofFacts();
        for (Path folder : comparison.folders()) {
            names = names.row(Comparison.letter(names.rows().size()), folder);
        }
        printer.println(names.text());
        printer.println();
        if (!comparison.isSameData()) {
            printer.println("The runs are of different data: their figures tell of different rows.\n");
        } else if (!comparison.isSameTest()) {
            printer.println("The runs were judged on different test rows of the same data.\n");
        }
        printer.println(figures(comparison));
        printer.println();
        printer.println(options(comparison));
        printer.println();
        printer.println("page  " + out);
    }

    /** A star behind the best of a row, so that it is seen without bold letters too. */
    private static String figures(Comparison comparison) {
        List<FigureRow> shown = comparison.figures().stream()
                .filter(figure -> figure.side() != Side.TRAIN || TRAIN_SHOWN.contains(figure.key()))
                .toList();
        String table = Table.ofNumbers(row(comparison, "", i -> Comparison.letter(i) + " "))
                .with(shown.stream()
                        .map(figure -> row(
                                comparison,
                                figure.side() + " " + figure.name(),
                                i -> figure.text(i) + (figure.best().contains(i) ? "*" : " ")))
                        .toList())
                .text();
        boolean anyBest = shown.stream().anyMatch(figure -> !figure.best().isEmpty());
        return anyBest ? Terminal.bold(table, "\\S+\\*") + "\n* the best of its row" : table;
    }

    private static String options(Comparison comparison) {
        List<Difference> differences = comparison.options();
        if (differences.isEmpty()) {
            return "the runs have the same options";
        }
        return Table.ofNumbers(row(comparison, "option", Comparison::letter))
                .with(differences.stream()
                        .map(difference -> row(comparison, difference.name(), i -> end(difference.text(i))))
                        .toList())
                .text();
    }

    private static String end(String text) {
        return text.length() <= MOST_LETTERS ? text : "…" + text.substring(text.length() - MOST_LETTERS + 1);
    }

    private static List<String> row(Comparison comparison, String name, IntFunction<String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        IntStream.range(0, comparison.folders().size()).mapToObj(cell).forEach(row::add);
        return row;
    }
}
