package dev.firstnetwork.cli;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.wing.folds.CrossValidation;
import dev.firstnetwork.wing.judge.GroupMetrics;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** Text for a terminal: aligned tables, figures, and colour where it is a terminal that shows it. */
public final class Terminal {

    private Terminal() {}

    /** A figure with four decimals; {@code n/a} where it is not defined. */
    public static String figure(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A difference with two significant digits: {@code 2.2e-16}. */
    public static String difference(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** {@code text} in green if {@code good}, else in red; plain where there is no colour. */
    public static String judged(boolean good, String text) {
        return Ansi.AUTO.string("@|" + (good ? "green" : "red") + " " + text + "|@");
    }

    public static String bold(String text) {
        return Ansi.AUTO.string("@|bold " + text + "|@");
    }

    /** What matches {@code pattern} in {@code text} in bold letters, where there are some. */
    public static String bold(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(bold(found.group())));
    }

    /** Rows with their columns aligned: the first to the left, the others to the right. */
    public static String table(List<List<String>> rows) {
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

    /** The figures of several sides next to each other, with the 95% intervals around the last side's. */
    public static String figures(List<String> sides, List<Figures> figures, Map<String, Interval> intervals) {
        List<String> header = row("", sides);
        header.add(intervals.isEmpty() ? "" : "95% interval");
        Table table = Table.ofNumbers(header);
        for (int j = 0; j < figures.get(0).figures().size(); j++) {
            int index = j;
            Figure first = figures.get(0).figures().get(j);
            List<String> row = row(
                    first.name(),
                    figures.stream()
                            .map(side -> figure(first, side.figures().get(index).value()))
                            .toList());
            Interval interval = intervals.get(first.key());
            row.add(interval == null ? "" : figure(first, interval.lower()) + " - " + figure(first, interval.upper()));
            table = table.row(row.toArray());
        }
        List<String> rows = row(
                "rows",
                figures.stream().map(side -> String.valueOf(side.rows())).toList());
        rows.add("");
        return table.row(rows.toArray()).text();
    }

    /** An error in the label's unit with five significant digits, anything else with four decimals. */
    private static String figure(Figure figure, double value) {
        return Figures.isInLabelUnit(figure.key()) && Double.isFinite(value)
                ? new BigDecimal(value)
                        .round(new MathContext(5))
                        .stripTrailingZeros()
                        .toPlainString()
                : figure(value);
    }

    /** The figures of each fold's mean with its standard deviation. */
    public static String folds(CrossValidation validation) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(validation.folds().size() + " folds", "mean", "sd"));
        for (CrossValidation.Mean mean : validation.means()) {
            Figure figure = new Figure(mean.name(), mean.key(), mean.mean());
            rows.add(List.of(mean.name(), figure(figure, mean.mean()), figure(figure, mean.standardDeviation())));
        }
        return table(rows);
    }

    /** How each group fares, and how far the groups are apart. */
    public static String groups(GroupMetrics metrics, String column) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(column, "rows", "positive", "selected", "accuracy", "true pos.", "false pos.", "precision"));
        for (GroupMetrics.Group group : metrics.groups()) {
            rows.add(List.of(
                    group.name() + (group.isSmall() ? " (few rows)" : ""),
                    String.valueOf(group.rows()),
                    figure(group.positive().value()),
                    figure(group.selected().value()),
                    figure(group.right().value()),
                    figure(group.truePositive().value()),
                    figure(group.falsePositive().value()),
                    figure(group.precise().value())));
        }
        return table(rows) + "\nlargest difference: selected " + figure(metrics.demographicParityDifference())
                + " (demographic parity), true or false positives " + figure(metrics.equalisedOddsDifference())
                + " (equalised odds)";
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(others);
        return row;
    }

    /** How often each class was taken for which, with a blank line after it; nothing for a regression. */
    public static List<String> confusion(Figures figures) {
        return figures instanceof Metrics metrics ? List.of(confusion(metrics.confusionMatrix()), "") : List.of();
    }

    /** Where it is decided, and why. */
    public static String threshold(ThresholdChoice choice) {
        return String.format(
                Locale.ROOT,
                "positive above %.4f: it costs least where a false positive costs %s and a false negative %s",
                choice.threshold(),
                Numbers.text(choice.falsePositiveCost()),
                Numbers.text(choice.falseNegativeCost()));
    }

    private static String confusion(ConfusionMatrix matrix) {
        Table table = Table.ofNumbers(row(
                "", matrix.classes().stream().map(name -> "predicted " + name).toList()));
        for (int k = 0; k < matrix.counts().length; k++) {
            List<String> counts = new ArrayList<>();
            for (long count : matrix.counts()[k]) {
                counts.add(String.valueOf(count));
            }
            table = table.row(row("actual " + matrix.classes().get(k), counts).toArray());
        }
        return table.text();
    }
}
