package dev.firstnetwork.wing.compare;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.wing.compare.Comparison.Difference;
import dev.firstnetwork.wing.compare.FigureRow.Side;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(
            paramLabel = "RUN RUN [RUN...]",
            hideParamSyntax = true,
            arity = "0..*",
            description = "Run folders that train has made, two or more.")
    List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the page goes; an older page of this command is replaced, any other file is not. - for"
                    + " standard output, without the tables. Default: ${DEFAULT-VALUE}")
    String out = "compare.html";

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        boolean toStandardOutput = out.equals("-");
        common.require(
                !toStandardOutput || !common.json, "--json and --out - both want standard output: give --out a file");
        common.require(runs.size() >= 2, "expected two run folders or more to compare, found " + runs.size());
        common.require(
                toStandardOutput || Page.mayReplace(Path.of(out), ComparisonFiles.MARK),
                Path.of(out)
                        + " exists and was not written by compare: it is left as it is; name another file with --out");
        Comparison comparison = Comparison.of(runs);
        String folders = runs.stream().map(Path::toString).collect(Collectors.joining(" "));
        String command = "java -jar target/first-network.jar compare " + folders
                + (out.equals("compare.html") ? "" : " --out " + out);
        String page = ComparisonFiles.page(comparison, command);
        PrintWriter printer = common.out();
        if (toStandardOutput) {
            printer.print(page);
            return ExitCode.DONE;
        }
        RunFolder.writeFile(Path.of(out), page.getBytes(StandardCharsets.UTF_8));
        if (common.json) {
            printer.print(ComparisonFiles.json(comparison, out));
        } else if (common.quiet) {
            printer.println(out);
        } else {
            print(comparison, printer);
        }
        return ExitCode.DONE;
    }

    private void print(Comparison comparison, PrintWriter printer) {
        Table names = Table.ofFacts();
        for (int i = 0; i < runs.size(); i++) {
            names = names.row(Comparison.letter(i), runs.get(i));
        }
        printer.println(names.text() + "\n");
        if (!comparison.isSameData()) {
            printer.println("The runs are of different data: their figures tell of different rows.\n");
        } else if (!comparison.isSameTest()) {
            printer.println("The runs were judged on different test rows of the same data.\n");
        }
        printer.println(figures(comparison) + "\n");
        printer.println(options(comparison) + "\n");
        printer.println("page  " + out);
    }

    /** A star behind the best of a row, so that it is seen without bold letters too. */
    private String figures(Comparison comparison) {
        Table table = Table.ofNumbers(row("", i -> Comparison.letter(i) + " "));
        boolean anyBest = false;
        for (FigureRow figure : comparison.figures()) {
            if (figure.side() != Side.TRAIN || TRAIN_SHOWN.contains(figure.key())) {
                table = table.with(List.of(row(
                        figure.side() + " " + figure.name(),
                        i -> figure.text(i) + (figure.best().contains(i) ? "*" : " "))));
                anyBest |= !figure.best().isEmpty();
            }
        }
        String text = Terminal.table(table);
        return anyBest ? Terminal.bold(text, "\\S+\\*") + "\n* the best of its row" : text;
    }

    private String options(Comparison comparison) {
        Table table = Table.ofNumbers(row("option", Comparison::letter));
        for (Difference difference : comparison.options()) {
            table = table.with(List.of(row(difference.name(), i -> end(difference.text(i)))));
        }
        return table.rows().isEmpty() ? "the runs have the same options" : Terminal.table(table);
    }

    private static String end(String text) {
        return text.length() <= MOST_LETTERS ? text : "…" + text.substring(text.length() - MOST_LETTERS + 1);
    }

    private List<String> row(String name, IntFunction<String> cell) {
        List<String> row = new ArrayList<>(List.of(name));
        IntStream.range(0, runs.size()).mapToObj(cell).forEach(row::add);
        return row;
    }
}
