package dev.firstnetwork.wing.judge;

import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.GroupMetrics.Group;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Proportion;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the rows of each group fare. */
record GroupsSection(GroupMetrics metrics, String column) implements Section {

    /** A figure of a group by its key in JSON. */
    private record Rate(String key, Function<Group, Proportion> of) {}

    private static final List<Rate> RATES = List.of(
            new Rate("positive", Group::positive),
            new Rate("selectionRate", Group::selected),
            new Rate("accuracy", Group::right),
            new Rate("truePositiveRate", Group::truePositive),
            new Rate("falsePositiveRate", Group::falsePositive),
            new Rate("precision", Group::precise));

    /** All groups as JSON has them; a rate that is not defined is null. */
    private record Groups(
            List<Map<String, Object>> groups, double demographicParityDifference, double equalisedOddsDifference) {}

    @Override
    public Map<String, Object> json() {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (Group group : metrics.groups()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("group", group.name());
            json.put("rows", group.rows());
            RATES.forEach(rate -> json.put(rate.key(), rate.of().apply(group).value()));
            groups.add(json);
        }
        double parity = metrics.demographicParityDifference();
        return Map.of("groups", new Groups(groups, parity, metrics.equalisedOddsDifference()));
    }

    @Override
    public String text() {
        Function<Group, Object> name = group -> group.name() + (group.isSmall() ? " (few rows)" : "");
        Table table = Table.ofNumbers(
                List.of(column, "rows", "positive", "selected", "accuracy", "true pos.", "false pos.", "precision"));
        return table.with(rows(name, Texts::figure)).text() + "\nlargest difference: selected "
                + Texts.figure(metrics.demographicParityDifference())
                + " (demographic parity), true or false positives "
                + Texts.figure(metrics.equalisedOddsDifference())
                + " (equalised odds)";
    }

    private List<List<Object>> rows(Function<Group, Object> name, DoubleFunction<String> figure) {
        List<List<Object>> rows = new ArrayList<>();
        for (Group group : metrics.groups()) {
            List<Object> row = new ArrayList<>(List.of(name.apply(group), group.rows()));
            RATES.forEach(rate -> row.add(figure.apply(rate.of().apply(group).value())));
            rows.add(row);
        }
        return rows;
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        return Map.of("groups.png", () -> EvaluationCharts.groups(metrics, column));
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Function<Group, Object> name = group -> new Table.Cell(group.name(), group.isSmall() ? "few rows" : "");
        Table table = Table.ofNumbers(
                List.of("Group", "Rows", "Positive", "Selected", "Right", "True pos.", "False pos.", "Precision"));
        return Page.section("How the groups fare", """
                <p>Among the test rows, the selection rates of two groups differ by up to <strong>%s</strong>, and their true or
                false positive rates by up to <strong>%s</strong>. A group of less than %d rows says little.</p>
                %s%s""".formatted(
                        Texts.percent(metrics.demographicParityDifference()),
                        Texts.percent(metrics.equalisedOddsDifference()),
                        GroupMetrics.SMALL,
                        Page.box("Figures by group", table.with(rows(name, Texts::percent)), ""),
                        Page.figure(
                                pictures.get("groups.png"),
                                "Rates by group.",
                                "The rates of each group with their 95% intervals.")));
    }
}
