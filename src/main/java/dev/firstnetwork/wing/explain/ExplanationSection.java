package dev.firstnetwork.wing.explain;

import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a run tells of what its network goes by. */
record ExplanationSection(Explanation explanation) implements Section {

    @Override
    public String text() {
        return ExplanationText.columns(explanation);
    }

    @Override
    public Map<String, Content> files(Run run) {
        Object data = run.about().configuration().get("data");
        return Map.of("explain.json", Content.of(Json.bytes(ExplanationFiles.json(explanation, "model.zip", data))));
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        return ExplanationFiles.pictures(explanation);
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        IntStream three = Arrays.stream(explanation.order()).limit(3);
        List<String> columns = three.mapToObj(explanation::name).toList();
        Stream<String> needed = columns.stream().map(column -> "<strong>" + Page.escape(column) + "</strong>");
        String rows = Texts.count(explanation.subject().averaged().length, "test row");
        String dots = Texts.count(explanation.subject().explained().length, "test row");
        String background = Texts.count(explanation.subject().background().length, "training row");
        return Page.section("What it goes by", """
                <p>Of the columns, the network needs %s%s. This is how it uses the
                data, not how the world works: columns that go together share what they tell, and none of it says what causes what.</p>
                <div class="pair">
                %s%s%s</div>
                """.formatted(
                        needed.collect(Collectors.joining(", ")),
                        columns.size() == 1 ? "" : " most, in this order",
                        Page.figure(
                                pictures.get("importance.png"),
                                "Permutation importance of the columns. The most important: "
                                        + String.join(", ", columns) + ".",
                                "How much worse the network gets on " + rows
                                        + " when a column is shuffled among them, so that it tells nothing any more."),
                        Page.figure(
                                pictures.get("shapley.png"),
                                "Shapley values of " + dots + ".",
                                "What each column adds for a row to the mean over " + background + " ("
                                        + Page.escape(explanation.explained()) + "), for " + dots + ", a dot each."),
                        Page.figure(
                                pictures.get("partial-dependence.png"),
                                "Partial dependence of the output on each column.",
                                "What the network would answer on average if all of " + rows
                                        + " had the same value in a column.")));
    }
}
