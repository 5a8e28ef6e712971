package dev.firstnetwork.report;

import static java.util.Map.entry;

import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The rows where a network is most wrong, for the page. Of a large table only the few that are shown are kept. */
final class Mistakes {

    private static final int MOST = 20;
    private static final int MOST_INPUTS = 6;

    private Mistakes() {}

    /** The misclassified rows: those of the test first, and the surest before the close calls; none where all is right. */
    static List<Map<String, Object>> of(Run run) {
        Comparator<Row> worst = Comparator.comparing((Row row) -> row.side() == Side.TEST)
                .thenComparing(row -> confidence(row))
                .reversed()
                .thenComparing(Row::row);
        Predictions rows = run.answers().rows();
        Map<Side, Long> counts = new EnumMap<>(Side.class);
        rows.wrong().forEach(i -> counts.merge(rows.sides()[i], 1L, Long::sum));
        long heldOut = counts.getOrDefault(Side.TEST, 0L);
        long watched = counts.getOrDefault(Side.VALIDATION, 0L);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return List.of();
        }
        // a row is made for those alone that can be shown
        Stream<Row> candidates = rows.wrong()
                .filter(i -> heldOut < MOST || rows.sides()[i] == Side.TEST)
                .mapToObj(rows::get);
        long more = all - MOST;
        return List.of(Map.ofEntries(
                entry("count", Texts.count(all, "row")),
                entry("heldOut", heldOut),
                entry("watched", watched > 0 ? List.of(watched) : List.of()),
                entry("trainedOn", all - heldOut - watched),
                entry("more", more > 0 ? List.of(more) : List.of()),
                entry("columns", columns(run)),
                entry(
                        "shown",
                        first(candidates, worst).map(row -> mistake(run, row)).toList())));
    }

    /** The test rows whose numbers are furthest from the predicted ones. */
    static Map<String, Object> largestErrors(Run run) {
        Comparator<Row> worst =
                Comparator.comparing((Row row) -> error(row)).reversed().thenComparing(Row::row);
        Stream<Row> test = run.answers().rows().stream().filter(row -> row.side() == Side.TEST);
        return Map.of(
                "columns", columns(run),
                "shown", first(test, worst).map(row -> error(run, row)).toList());
    }

    private static Stream<Row> first(Stream<Row> rows, Comparator<Row> order) {
        TreeSet<Row> first = new TreeSet<>(order);
        rows.forEach(row -> {
            first.add(row);
            if (first.size() > MOST) {
                first.pollLast();
            }
        });
        return first.stream();
    }

    /** The names of the inputs; a table of dozens of inputs would say nothing. */
    private static List<String> columns(Run run) {
        return run.subject().inputNames().size() <= MOST_INPUTS ? run.subject().inputNames() : List.of();
    }

    private static List<String> inputs(Run run, Row row) {
        return Arrays.stream(row.x())
                .limit(columns(run).size())
                .mapToObj(Texts::shortest)
                .toList();
    }

    private static Map<String, Object> mistake(Run run, Row row) {
        return Map.of(
                "row", row.row(),
                "usedTo", row.side().toString(),
                "inputs", inputs(run, row),
                "actual", run.subject().classes().get((int) row.label()),
                "predicted", run.subject().classes().get((int) row.predicted()),
                "confidence", Texts.percent(confidence(row)));
    }

    private static Map<String, Object> error(Run run, Row row) {
        return Map.of(
                "row", row.row(),
                "inputs", inputs(run, row),
                "actual", Texts.shortest(row.label()),
                "predicted", Texts.shortest(row.predicted()),
                "error", Texts.shortest(row.predicted() - row.label()));
    }

    private static double error(Row row) {
        return Math.abs(row.predicted() - row.label());
    }

    /** The probability of the predicted class. */
    private static double confidence(Row row) {
        double[] p = row.outputs();
        if (p.length > 1) {
            return p[(int) row.predicted()];
        }
        return row.predicted() == 1 ? p[0] : 1 - p[0];
    }
}
