package dev.firstnetwork.wing.compare;

import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.compare.ComparisonCharts.Quantity;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A comparison as a page and as JSON. The page is the Mustache template {@code comparison.html}; like a run's it needs
 * nothing else, and all pictures are in it.
 */
public final class ComparisonFiles {

    /** The template begins with it, and no other file is replaced by a page. */
    private static final String MARK = "<!-- First Network: comparison of runs -->";

    private ComparisonFiles() {}

    /** Whether a page may be written to {@code file}: see {@link Page#mayReplace}. */
    public static boolean mayReplace(Path file) {
        return Page.mayReplace(file, MARK);
    }

    public static String page(Comparison comparison, String command) {
        List<RecordedRun> runs = comparison.runs();
        List<Map<String, Object>> about = IntStream.range(0, runs.size())
                .mapToObj(i -> run(i, runs.get(i)))
                .toList();
        boolean sameData = comparison.isSameData();
        Map<String, Object> page = new HashMap<>();
        page.put("mark", MARK);
        page.put("title", (sameData ? runs.get(0).data() + ": " : "") + runs.size() + " runs compared");
        page.put("differing", Texts.count(comparison.options().size(), "option"));
        page.put("sameData", sameData);
        page.put("sameTest", comparison.isSameTest());
        page.put("testRows", Texts.count(runs.get(0).testRows(), "row"));
        page.put("sameTask", comparison.isSameTask());
        page.put("runs", about);
        page.put(
                "curves",
                Quantity.of(comparison).stream()
                        .flatMap(quantity -> Stream.of("test", "train").map(side -> curve(comparison, quantity, side)))
                        .toList());
        page.put("test", figures(comparison, Side.TEST));
        page.put("validated", figures(comparison, Side.CROSS_VALIDATION));
        page.put("train", figures(comparison, Side.TRAIN));
        page.put("options", comparison.options());
        page.put("environment", comparison.environment());
        page.put(
                "surfaces",
                about.stream()
                        .filter(run -> !((List<?>) run.get("picture")).isEmpty())
                        .toList());
        page.put("command", command);
        return Page.of("comparison.html", page);
    }

    private static Map<String, Object> run(int i, RecordedRun run) {
        return Map.of(
                "letter", Comparison.letter(i),
                "colour", ComparisonCharts.css(i),
                "name", run.name(),
                "data", run.data(),
                "testRows", run.testRows(),
                "epochs", run.epochs(),
                "stopped", run.stoppedBecause().replace('-', ' '),
                "diverged", run.stoppedBecause().equals("diverged"),
                "duration", Texts.duration(run.seconds()),
                "picture", Page.picture(run.surface().orElse(null)));
    }

    private static Map<String, Object> curve(Comparison comparison, Quantity quantity, String side) {
        return Map.of(
                "side", side.equals("test") ? "test" : "training",
                "quantity", quantity.title(),
                "letters",
                        quantity.runs(comparison).stream()
                                .map(Comparison::letter)
                                .toList(),
                "picture", Page.picture(ComparisonCharts.curves(comparison, quantity, side)));
    }

    private static List<FigureRow> figures(Comparison comparison, Side side) {
        return comparison.figures().stream().filter(row -> row.side() == side).toList();
    }

    /**
     * The comparison as JSON: what is called {@code values} has one for each run, in their order; null where a run has none,
     * or a figure is not defined.
     *
     * @param page where the page is
     */
    public static String json(Comparison comparison, String page) {
        List<RecordedRun> runs = comparison.runs();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "runs",
                IntStream.range(0, runs.size())
                        .mapToObj(i -> runJson(i, runs.get(i)))
                        .toList());
        json.put("sameData", comparison.isSameData());
        json.put("sameTestRows", comparison.isSameTest());
        json.put(
                "figures",
                comparison.figures().stream().map(ComparisonFiles::figureJson).toList());
        json.put("options", comparison.options());
        json.put("environment", comparison.environment());
        json.put("page", page);
        return Json.text(json);
    }

    private static Map<String, Object> runJson(int i, RecordedRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", Comparison.letter(i));
        json.put("folder", run.folder().toString());
        json.put("data", run.configuration().get("data"));
        json.put("testRows", run.testRows());
        json.put("epochs", run.epochs());
        json.put("stoppedBecause", run.stoppedBecause());
        json.put("seconds", run.seconds());
        return json;
    }

    /** A figure with what its side says of its uncertainty. */
    private static Map<String, Object> figureJson(FigureRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("side", row.side().toString());
        json.put("figure", row.key());
        json.put("values", row.values());
        if (row.side() == Side.TEST) {
            json.put("intervals", row.ranges());
        } else if (row.side() == Side.CROSS_VALIDATION) {
            json.put("standardDeviations", row.each(estimate -> estimate.range().get(0)));
        }
        json.put("best", row.best().stream().map(Comparison::letter).toList());
        return json;
    }
}
