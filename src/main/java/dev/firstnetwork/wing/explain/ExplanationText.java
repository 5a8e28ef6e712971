package dev.firstnetwork.wing.explain;

import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.report.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An explanation as tables for a terminal. */
public final class ExplanationText {

    /** More columns than this are in the files alone. */
    private static final int MOST_COLUMNS = 30;

    private ExplanationText() {}

    /** What is explained, and on what. */
    static String introduction(Explanation explanation, String data) {
        Explanation.Row first = explanation.rows().get(0);
        int count = explanation.rows().size();
        int permutations = first.values().permutations();
        return data + ": " + explanation.subject().averaged().length + " rows; explained: " + explanation.explained()
                + "\nShapley values of " + (count == 1 ? "row " + first.row() : count + " rows") + " against "
                + explanation.subject().background().length
                + " background rows, "
                + (first.values().exact() ? "exact" : "from " + permutations + " permutations a row");
    }

    /** A line for each column, the most important first. */
    public static String columns(Explanation explanation) {
        List<String> header = new ArrayList<>(List.of("column"));
        for (PermutationImportance importance : explanation.importance()) {
            header.add(importance.score().worsening());
        }
        header.add("mean |Shapley|");
        List<List<String>> lines = new ArrayList<>();
        int[] order = explanation.order();
        for (int column : Arrays.copyOf(order, Math.min(order.length, MOST_COLUMNS))) {
            List<String> line = new ArrayList<>(List.of(explanation.name(column)));
            for (PermutationImportance importance : explanation.importance()) {
                line.add(Terminal.figure(importance.mean(column)) + " ± "
                        + Terminal.figure(importance.standardDeviation(column)));
            }
            line.add(Terminal.figure(explanation.meanShapley(column)));
            lines.add(line);
        }
        int more = order.length - lines.size();
        return Terminal.table(Table.ofNumbers(header).with(lines))
                + (more > 0 ? "\n" + more + " more columns in the files" : "");
    }

    /** One row's values, the largest first, from the base to the output. */
    static String row(Explanation explanation, Explanation.Row row) {
        double[] values = row.values().values();
        int[] order = Explanation.descending(values.length, column -> Math.abs(values[column]));
        Table table = Table.ofNumbers(List.of("row " + row.row(), "value", "Shapley"))
                .row("mean of the background", "", Terminal.figure(row.values().base()));
        double rest = Arrays.stream(values).sum();
        for (int column : Arrays.copyOf(order, Math.min(order.length, MOST_COLUMNS))) {
            String error = " ± " + Terminal.figure(row.values().standardErrors()[column]);
            String value = value(explanation.groups().get(column), explanation.value(row, column));
            String share = signed(values[column]) + (row.values().exact() ? "" : error);
            table = table.row(explanation.name(column), value, share);
            rest -= values[column];
        }
        if (order.length > MOST_COLUMNS) {
            table = table.row(order.length - MOST_COLUMNS + " more columns", "", signed(rest));
        }
        String output = Terminal.figure(row.values().output());
        return table.row(explanation.output(row), "", output).text();
    }

    /** A number with five digits at most, or a category. */
    private static String value(InputGroup group, double value) {
        boolean round = !group.column().isNumeric() || Double.isNaN(value);
        return group.text(
                round ? value : new BigDecimal(value).round(new MathContext(5)).doubleValue());
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }
}
