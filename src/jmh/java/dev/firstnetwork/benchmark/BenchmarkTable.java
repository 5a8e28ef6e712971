package dev.firstnetwork.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures as a page of Markdown. */
final class BenchmarkTable {

    private BenchmarkTable() {}

    static String text(ObjectNode machine, List<BenchmarkRow> rows) {
        StringBuilder page = new StringBuilder("# Benchmarks\n\nWritten by `./mvnw -Pbenchmark -DskipTests package` on "
                + machine.get("date").textValue() + ": "
                + machine.get("processor").textValue() + ", "
                + machine.get("cpu_count") + " processors, "
                + machine.get("system").textValue() + ", JDK "
                + machine.get("java").textValue() + ", load "
                + machine.get("load").textValue()
                + " at the start. Medians of seven timings, if nothing else is said.\n\n"
                + "Rows of other programs come from `python src/jmh/peers.py --out peers.json`, run before on the same\n"
                + "machine, and a job on a table, in turns with this program, from `python src/jmh/csv_job.py`. `hand` is the hand-written\n"
                + "engine, which computes in double, on all cores. Keras tells the loss of each batch too: its figures are\n"
                + "to be held against the second table as well. `limit of arithmetic` is what the multiplications and additions\n"
                + "of a step would take on all cores if there were nothing else to do, in the engine's own loop on arrays in\n"
                + "the first cache.\n");
        table(
                page,
                "One training step (forward, backward, update), microseconds",
                of(rows, "step"),
                1,
                "only=step",
                "peers.py");
        table(
                page,
                "One training step and the loss of its batch, microseconds",
                of(rows, "stepAndLoss"),
                1,
                "only=stepAndLoss",
                "");
        table(page, "Prediction, microseconds", of(rows, "predict"), 1, "only=predict", "");
        table(
                page,
                "One epoch in batches of 65,536, shuffled, and the figures on all rows, milliseconds",
                of(rows, "epoch"),
                1e3,
                "only=epoch",
                "peers.py");
        table(page, "DL4J's ways to a step, microseconds", of(rows, "dl4j"), 1, "only=dl4j", "");
        table(page, "Reading a CSV, microseconds", of(rows, "csv"), 1, "only=read", "");
        table(page, "From a CSV to a model and its predictions, seconds", of(rows, "job"), 1e6, "", "csv_job.py");
        tune(page, of(rows, "tune"));
        processes(page, of(rows, "process"));
        playground(page, of(rows, "page"));
        return page.toString();
    }

    private static void tune(StringBuilder page, List<BenchmarkRow> rows) {
        if (!rows.isEmpty()) {
            page.append(
                            "\n## A grid of 6 configurations in 5 folds, seconds\n\nMeasured by `python src/jmh/tune_job.py`, in turns.\n\n| ")
                    .append(rows.get(0).net())
                    .append(" | |\n|---|---:|\n");
            rows.forEach(row -> page.append("| ")
                    .append(row.system())
                    .append(" | ")
                    .append(number(row.microseconds() / 1e6))
                    .append(" |\n"));
        }
    }

    private static void processes(StringBuilder page, List<BenchmarkRow> rows) {
        if (!rows.isEmpty()) {
            page.append("""

                    ## The program as a process, seconds

                    Each line does what the one above does, and more: the JVM and the command line; a data set; training by
                    hand, evaluation, model and page; pictures; DL4J with its native libraries, in lockstep. Where there are lines "in
                    turns", they are medians of `python src/jmh/article_job.py`: scikit-learn's is the article's job, data to
                    two pictures.

                    | `java -jar target/first-network.jar` | |
                    |---|---:|
                    """);
            rows.forEach(row -> page.append("| ")
                    .append(row.system().equals("first-network.jar") ? "`" + row.net() + "`" : row.system())
                    .append(" | ")
                    .append(number(row.microseconds() / 1e6))
                    .append(" |\n"));
        }
    }

    private static void playground(StringBuilder page, List<BenchmarkRow> rows) {
        if (!rows.isEmpty()) {
            page.append("""

                    ## The playground in the browser, microseconds

                    Measured by `-Dbenchmark.arguments=only=page` in the system's Chromium: 2-32-1 on 80 rows, and surfaces of 100 x 100
                    points. Beside it, where it was measured, the way of TensorFlow Playground's `nn.ts` (an object for each
                    unit and each weight, one row after the other) in the same browser.

                    | | |
                    |---|---:|
                    """);
            rows.forEach(row -> page.append("| ")
                    .append(row.net())
                    .append(", ")
                    .append(row.system())
                    .append(" | ")
                    .append(number(row.microseconds()))
                    .append(" |\n"));
        }
    }

    private static List<BenchmarkRow> of(List<BenchmarkRow> rows, String what) {
        return rows.stream().filter(row -> row.what().equals(what)).toList();
    }

    /**
     * A table for each network: a line for each system, a column for each batch size.
     *
     * @param unit how many microseconds make one of what is shown
     * @param arguments what measures this program alone; empty where the script does
     * @param script of {@code src/jmh}, for the others; empty for none
     */
    private static void table(
            StringBuilder page, String title, List<BenchmarkRow> rows, double unit, String arguments, String script) {
        if (rows.isEmpty()) {
            return;
        }
        page.append("\n## ").append(title).append("\n\nMeasured by ");
        if (!arguments.isEmpty()) {
            page.append("`-Dbenchmark.arguments=").append(arguments).append('`');
        }
        page.append(arguments.isEmpty() || script.isEmpty() ? "" : " and ");
        page.append(script.isEmpty() ? ".\n" : "`python src/jmh/" + script + "`.\n");
        for (String net : rows.stream().map(BenchmarkRow::net).distinct().toList()) {
            List<BenchmarkRow> ofNet =
                    rows.stream().filter(row -> row.net().equals(net)).toList();
            List<Integer> batches =
                    ofNet.stream().map(BenchmarkRow::batch).distinct().sorted().toList();
            page.append("\n| ").append(net);
            batches.forEach(batch -> page.append(" | ").append(String.format(Locale.ROOT, "%,d", batch)));
            page.append(" | ns a row at the largest |\n|---")
                    .append("|---:".repeat(batches.size() + 1))
                    .append("|\n");
            for (String system :
                    ofNet.stream().map(BenchmarkTable::name).distinct().toList()) {
                List<BenchmarkRow> line =
                        ofNet.stream().filter(row -> name(row).equals(system)).toList();
                page.append("| ").append(system).append(" | ");
                page.append(
                        batches.stream().map(batch -> cell(line, batch, unit)).collect(Collectors.joining(" | ")));
                BenchmarkRow last = line.stream()
                        .reduce((a, b) -> a.batch() > b.batch() ? a : b)
                        .orElseThrow();
                page.append(" | ")
                        .append(number(last.microseconds() * 1000 / last.batch()))
                        .append(" |\n");
            }
        }
    }

    private static String name(BenchmarkRow row) {
        return row.system() + ", " + row.dtype();
    }

    private static String cell(List<BenchmarkRow> line, int batch, double unit) {
        return line.stream()
                .filter(row -> row.batch() == batch)
                .map(row -> number(row.microseconds() / unit))
                .findFirst()
                .orElse("");
    }

    /** Three digits, or all before the point. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
