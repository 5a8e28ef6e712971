package dev.firstnetwork.wing.trust;

import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.report.GroupMetrics.Group;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Proportion;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.trust.Fairness.Change;
import dev.firstnetwork.wing.trust.Fairness.Estimate;
import dev.firstnetwork.wing.trust.Fairness.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is told of a remedy for unequal treatment.
 *
 * @param column what the groups differ in
 * @param positive the name of the class that counts as positive
 * @param rows which rows it was learned on, in words
 * @param keys of the weights, or of the thresholds with the rate that each gives there, as JSON has them
 * @param means these, a row for each
 * @param notes what is to be known of groups of few rows or of one class, and of the column itself
 */
record FairSection(
        Method method,
        String column,
        String positive,
        String rows,
        List<String> keys,
        List<List<Object>> means,
        List<String> notes,
        Fairness fairness)
        implements Section {

    private record Rate(String key, Function<Group, Proportion> of) {}

    private static final List<Rate> RATES = List.of(
            new Rate("selectionRate", Group::selected),
            new Rate("truePositiveRate", Group::truePositive),
            new Rate("falsePositiveRate", Group::falsePositive),
            new Rate("accuracy", Group::right));

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("method", method.toString());
        json.put("column", column);
        json.put("positive", positive);
        json.put("learnedOn", rows);
        json.put("means", means.stream().map(this::mean).toList());
        Map<String, Object> changes = new LinkedHashMap<>();
        for (Change change : fairness.changes()) {
            Map<String, Object> three = new LinkedHashMap<>();
            put(three, "plain", change.plain().value(), change.plain().interval());
            put(three, "fair", change.fair().value(), change.fair().interval());
            put(three, "change", change.change().value(), change.change().interval());
            changes.put(change.key(), three);
        }
        json.put("changes", changes);
        List<Map<String, Object>> groups = new ArrayList<>();
        for (int i = 0; i < fairness.plain().groups().size(); i++) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("group", fairness.plain().groups().get(i).name());
            group.put("rows", fairness.plain().groups().get(i).rows());
            group.put("plain", rates(fairness.plain().groups().get(i)));
            group.put("fair", rates(fairness.fair().groups().get(i)));
            groups.add(group);
        }
        json.put("groups", groups);
        json.put("notes", notes);
        return Map.of("fairness", json);
    }

    /** Adds a rate and its interval. */
    static void put(Map<String, Object> json, String key, Proportion rate) {
        put(json, key, rate.value(), rate.interval());
    }

    /** Adds a figure and its interval, which is null where the figure is not defined. */
    private static void put(Map<String, Object> json, String key, double value, Interval interval) {
        json.put(key, value);
        json.put(key + "Interval", interval == null ? null : List.of(interval.lower(), interval.upper()));
    }

    private Map<String, Object> mean(List<Object> row) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            json.put(keys.get(i), row.get(i));
        }
        return json;
    }

    private static Map<String, Object> rates(Group group) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Rate rate : RATES) {
            put(json, rate.key(), rate.of().apply(group));
        }
        return json;
    }

    /** The weights or thresholds. */
    private Table table() {
        List<String> names = new ArrayList<>(keys);
        // for a person, a group is what the column says
        names.set(0, column);
        return Table.ofNumbers(names).with(means);
    }

    @Override
    public String text() {
        Table changes = Table.ofNumbers(List.of("", "plain", "fair", "change", "95% interval of the change"));
        for (Change change : fairness.changes()) {
            changes = changes.row(
                    change.name(),
                    Texts.figure(change.plain().value()),
                    Texts.figure(change.fair().value()),
                    Texts.figure(change.change().value()),
                    interval(change.change(), Texts::figure));
        }
        String told = notes.stream().map(note -> "\nnote: " + note).collect(Collectors.joining());
        return method + " over " + column + ", learned on " + rows + "; judged on the test rows\n" + changes.text()
                + "\n\n" + table().text() + told;
    }

    private static String interval(Estimate estimate, DoubleFunction<String> figure) {
        return estimate.interval() == null
                ? "n/a"
                : figure.apply(estimate.interval().lower()) + " to "
                        + figure.apply(estimate.interval().upper());
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        return Map.of("fairness.png", () -> FairChart.rates(fairness, column));
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Table changes = Table.ofNumbers(List.of("Over all groups", "Plain", "Fair", "Change"));
        for (Change change : fairness.changes()) {
            changes = changes.row(change.name(), cell(change.plain()), cell(change.fair()), cell(change.change()));
        }
        Table groups = Table.ofNumbers(List.of("Group", "Rows", "Selected", "True pos.", "False pos.", "Right"));
        for (int i = 0; i < fairness.plain().groups().size(); i++) {
            Group plain = fairness.plain().groups().get(i);
            Group fair = fairness.fair().groups().get(i);
            List<Object> row = new ArrayList<>(
                    List.of(new Table.Cell(plain.name(), plain.isSmall() ? "few rows" : ""), plain.rows()));
            for (Rate rate : RATES) {
                row.add(Texts.percent(rate.of().apply(plain).value()) + " → "
                        + Texts.percent(rate.of().apply(fair).value()));
            }
            groups = groups.row(row.toArray());
        }
        String list = notes.stream()
                .map(note -> "<li>" + Page.escape(note) + "</li>\n")
                .collect(Collectors.joining());
        return Page.section("Groups treated alike: what it changes", """
                <p>%s The groups are those of %s, the positive class is &ldquo;%s&rdquo;, and all was learned on %s. Below, the
                test rows judge; small figures are 95%% intervals, of the changes by a bootstrap with both models on the same rows. A
                difference between groups is never below 0, so its interval leans upward.</p>
                %s%s<p>Other senses of fair are the same part of right answers among those predicted positive (precision), or the
                same false and true positive rates. Where the groups differ in how many of them are positive, no network that errs can
                meet all of them (Kleinberg, Mullainathan, Raghavan 2016; Chouldechova 2017): which one counts is for people to decide.
                <strong>To decide by somebody&rsquo;s group may be unlawful</strong>, whatever the aim is: find out before you use
                this.</p>
                %s%s<details>
                <summary>The %s of each group</summary>
                %s</details>
                """.formatted(
                        meaning(method),
                        Page.escape(column),
                        Page.escape(positive),
                        rows,
                        notes.isEmpty() ? "" : "<ul>\n" + list + "</ul>\n",
                        Page.box("Plain and fair model over all groups", changes, ""),
                        Page.box("Plain → fair model by group", groups, ""),
                        Page.figure(
                                pictures.get("fairness.png"),
                                "Rates by group, of the plain and of the fair model.",
                                "The rates of each group by both models, with their 95% intervals (Wilson 1927)."),
                        method.isByThresholds() ? "threshold" : "weights",
                        Page.box("What was learned for each group", table(), "")));
    }

    /** What was done, by whom it was proposed, and which model the rest of the page is about. */
    private static String meaning(Method method) {
        String plain = " The figures above and the model file are of the plain model, which decides at one threshold:"
                + " <code>predict</code> does not ask for anybody&rsquo;s group.";
        return switch (method) {
            case REWEIGH ->
                "<strong>Reweighing</strong>: training rows count so that class and group are independent, P(group) P(class) /"
                        + " P(group and class) (Kamiran, Calders 2012). It asks for nobody&rsquo;s group when it decides. The"
                        + " figures above and the model file are of the fair model; the plain one is the same training"
                        + " without weights.";
            case EQUAL_OPPORTUNITY ->
                "<strong>Equal opportunity</strong>: of those who are positive, the same part of each group is predicted so"
                        + " (Hardt, Price, Srebro 2016). Each group has a threshold of its own." + plain;
            case DEMOGRAPHIC_PARITY ->
                "<strong>Demographic parity</strong>: the same part of each group is predicted positive, whatever they are"
                        + " (Calders, Kamiran, Pechenizkiy 2009). Each group has a threshold of its own (Hardt, Price, Srebro"
                        + " 2016)." + plain;
        };
    }

    private static Table.Cell cell(Estimate estimate) {
        // no minus before nothing
        double value = Math.abs(estimate.value()) < 0.0005 ? 0 : estimate.value();
        return new Table.Cell(Texts.percent(value), interval(estimate, Texts::percent));
    }
}
