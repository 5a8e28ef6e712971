package dev.firstnetwork.wing.judge;

import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How the rows of each group fare.
 *
 * @param column what the groups differ in
 */
record GroupsSection(GroupMetrics metrics, String column) implements Section {

    /** All groups as JSON has them. */
    public record Groups(List<Group> groups, double demographicParityDifference, double equalisedOddsDifference) {}

    /** One group as JSON has it; a rate that is not defined is null. */
    public record Group(
            String group,
            long rows,
            double positive,
            double selectionRate,
            double accuracy,
            double truePositiveRate,
            double falsePositiveRate,
            double precision) {

        private static Group of(GroupMetrics.Group group) {
            return new Group(
                    group.name(),
                    group.rows(),
                    group.positive().value(),
                    group.selected().value(),
                    group.right().value(),
                    group.truePositive().value(),
                    group.falsePositive().value(),
                    group.precise().value());
        }
    }

    @Override
    public Map<String, Object> json() {
        return Map.of(
                "groups",
                new Groups(
                        metrics.groups().stream().map(Group::of).toList(),
                        metrics.demographicParityDifference(),
                        metrics.equalisedOddsDifference()));
    }

    @Override
    public String text() {
        Table table = Table.ofNumbers(
                List.of(column, "rows", "positive", "selected", "accuracy", "true pos.", "false pos.", "precision"));
        for (GroupMetrics.Group group : metrics.groups()) {
            String name = group.name() + (group.isSmall() ? " (few rows)" : "");
            table = table.row(cells(name, group, Texts::figure));
        }
        return table.text() + "\nlargest difference: selected " + Texts.figure(metrics.demographicParityDifference())
                + " (demographic parity), true or false positives "
                + Texts.figure(metrics.equalisedOddsDifference())
                + " (equalised odds)";
    }

    private static Object[] cells(Object name, GroupMetrics.Group group, DoubleFunction<String> text) {
        Stream<String> shares = Stream.of(
                        group.positive(),
                        group.selected(),
                        group.right(),
                        group.truePositive(),
                        group.falsePositive(),
                        group.precise())
                .map(share -> text.apply(share.value()));
        return Stream.concat(Stream.of(name, group.rows()), shares).toArray();
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        return Map.of("groups.png", () -> EvaluationCharts.groups(metrics, column));
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Table table = Table.ofNumbers(
                List.of("Group", "Rows", "Positive", "Selected", "Right", "True pos.", "False pos.", "Precision"));
        for (GroupMetrics.Group group : metrics.groups()) {
            Table.Cell name = new Table.Cell(group.name(), group.isSmall() ? "few rows" : "");
            table = table.row(cells(name, group, Texts::percent));
        }
        return """
                <section>
                <h2>How the groups fare</h2>
                <p>Among the test rows, the selection rates of two groups differ by up to <strong>%s</strong>, and their true or
                false positive rates by up to <strong>%s</strong>. A group of less than %d rows says little.</p>
                %s%s</section>

                """.formatted(
                        Texts.percent(metrics.demographicParityDifference()),
                        Texts.percent(metrics.equalisedOddsDifference()),
                        GroupMetrics.SMALL,
                        Page.box("Figures by group", table, ""),
                        Page.figure(
                                pictures.get("groups.png"),
                                "Rates by group.",
                                "The rates of each group with their 95% intervals."));
    }
}
