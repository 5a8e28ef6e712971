package dev.firstnetwork.wing.explain;

import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.report.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An explanation as tables for a terminal. */
public final class ExplanationText {

    /** More columns than this are in the files alone. */
    private static final int MOST_COLUMNS = 30;

    private ExplanationText() {}

    /** What is explained, and on what. */
    static String introduction(Explanation explanation, String data) {
        Shapley.Values first = explanation.rows().get(0).values();
        String rows = explanation.rows().size() == 1
                ? "row " + explanation.rows().get(0).row()
                : explanation.rows().size() + " rows";
        return data + ": " + explanation.subject().averaged().length + " rows; explained: " + explanation.explained()
                + "\nShapley values of " + rows + " against "
                + explanation.subject().background().length
                + " background rows, "
                + (first.exact() ? "exact" : "from " + first.permutations() + " permutations a row");
    }

    /** A line for each column, the most important first. */
    public static String columns(Explanation explanation) {
        List<String> header = new ArrayList<>(List.of("column"));
        explanation
                .importance()
                .forEach(importance -> header.add(importance.score().worsening()));
        header.add("mean |Shapley|");
        Table table = Table.ofNumbers(header);
        int[] order = explanation.order();
        for (int column : Arrays.copyOf(order, Math.min(order.length, MOST_COLUMNS))) {
            List<String> line = new ArrayList<>();
            line.add(explanation.groups().get(column).name());
            for (PermutationImportance importance : explanation.importance()) {
                line.add(Terminal.figure(importance.mean(column)) + " ± "
                        + Terminal.figure(importance.standardDeviation(column)));
            }
            line.add(Terminal.figure(explanation.meanShapley(column)));
            table = table.row(line.toArray());
        }
        String more =
                order.length > MOST_COLUMNS ? "\n" + (order.length - MOST_COLUMNS) + " more columns in the files" : "";
        return table.text() + more;
    }

    /** One row's values, the largest first, from the base to the output. */
    static String row(Explanation explanation, Explanation.Row row) {
        double[] values = row.values().values();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])))
                .limit(MOST_COLUMNS)
                .mapToInt(Integer::intValue)
                .toArray();
        Table table = Table.ofNumbers(List.of("row " + row.row(), "value", "Shapley"))
                .row("mean of the background", "", Terminal.figure(row.values().base()));
        double rest = Arrays.stream(values).sum();
        for (int column : order) {
            InputGroup group = explanation.groups().get(column);
            String error = row.values().exact()
                    ? ""
                    : " ± " + Terminal.figure(row.values().standardErrors()[column]);
            table = table.row(
                    group.name(),
                    value(group, group.value(explanation.subject().x(), row.row())),
                    signed(values[column]) + error);
            rest -= values[column];
        }
        if (order.length < values.length) {
            table = table.row(values.length - order.length + " more columns", "", signed(rest));
        }
        return table.row(
                        explanation.target().outputs().get(row.output()),
                        "",
                        Terminal.figure(row.values().output()))
                .text();
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
