package dev.firstnetwork.cli;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import picocli.CommandLine.Help.Ansi;

/** Text for a terminal: aligned tables, figures, and colour where it is a terminal that shows it. */
final class Terminal {

    private Terminal() {}

    /** A figure with four decimals; {@code n/a} where it is not defined. */
    static String figure(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A difference with two significant digits: {@code 2.2e-16}. */
    static String difference(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** {@code text} in green if {@code good}, else in red; plain where there is no colour. */
    static String judged(boolean good, String text) {
        return Ansi.AUTO.string("@|" + (good ? "green" : "red") + " " + text + "|@");
    }

    static String bold(String text) {
        return Ansi.AUTO.string("@|bold " + text + "|@");
    }

    /** Rows with their columns aligned: the first to the left, the others to the right. */
    static String table(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] width = new int[columns];
        for (List<String> row : rows) {
            for (int j = 0; j < row.size(); j++) {
                width[j] = Math.max(width[j], row.get(j).length());
            }
        }
        StringJoiner table = new StringJoiner("\n");
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < row.size(); j++) {
                String padding = " ".repeat(width[j] - row.get(j).length());
                line.append(j == 0 ? row.get(j) + padding : "  " + padding + row.get(j));
            }
            table.add(line.toString().stripTrailing());
        }
        return table.toString();
    }

    /** Rows with all columns to the left. */
    static String leftAligned(List<List<String>> rows) {
        int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
        StringJoiner table = new StringJoiner("\n");
        for (List<String> row : rows) {
            table.add(row.get(0) + " ".repeat(width - row.get(0).length()) + "  " + row.get(1));
        }
        return table.toString();
    }

    /** The figures of several sides next to each other. */
    static String metrics(List<String> sides, List<Metrics> metrics) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", sides));
        rows.add(row("accuracy", metrics.stream().map(m -> figure(m.accuracy())).toList()));
        rows.add(row(
                "precision", metrics.stream().map(m -> figure(m.precision())).toList()));
        rows.add(row("recall", metrics.stream().map(m -> figure(m.recall())).toList()));
        rows.add(row("F1", metrics.stream().map(m -> figure(m.f1())).toList()));
        rows.add(row("ROC AUC", metrics.stream().map(m -> figure(m.rocAuc())).toList()));
        rows.add(row("log loss", metrics.stream().map(m -> figure(m.logLoss())).toList()));
        rows.add(row(
                "rows",
                metrics.stream()
                        .map(m -> String.valueOf(m.confusionMatrix().rows()))
                        .toList()));
        return table(rows);
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(others);
        return row;
    }

    static String confusion(ConfusionMatrix matrix) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "", matrix.classes().stream().map(name -> "predicted " + name).toList()));
        for (int k = 0; k < matrix.counts().length; k++) {
            List<String> counts = new ArrayList<>();
            for (long count : matrix.counts()[k]) {
                counts.add(String.valueOf(count));
            }
            rows.add(row("actual " + matrix.classes().get(k), counts));
        }
        return table(rows);
    }
}
