package dev.firstnetwork.wing.compare;

import static java.util.Map.entry;

import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.compare.Comparison.Difference;
import dev.firstnetwork.wing.compare.ComparisonCharts.Quantity;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A comparison as a page and as JSON. The page is the Mustache template {@code comparison.html}; like a run's it needs
 * nothing else, and all pictures are in it.
 */
public final class ComparisonFiles {

    /** The template begins with it, and no other file is replaced by a page. */
    private static final String MARK = "<!-- First Network: comparison of runs -->";

    private ComparisonFiles() {}

    /**
     * Whether a page may be written to {@code file} without loss: nothing is there, or such a page, or what is no ordinary
     * file. A folder is left to whoever opens it.
     */
    public static boolean mayReplace(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return true;
        }
        // one byte is one character, so that any file can be looked at
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            char[] start = new char[200];
            int length = reader.read(start);
            return length <= 0 || new String(start, 0, length).contains(MARK);
        }
    }

    /** The page. */
    public static String page(Comparison comparison, String command) {
        List<RecordedRun> runs = comparison.runs();
        boolean sameData = comparison.isSameData();
        List<Difference> options = comparison.options();
        return Page.of(
                "comparison.html",
                Map.ofEntries(
                        entry("mark", MARK),
                        entry("count", runs.size()),
                        entry("title", (sameData ? runs.get(0).data() + ": " : "") + runs.size() + " runs compared"),
                        entry("differing", Texts.count(options.size(), "option")),
                        entry("sameData", sameData),
                        entry("sameTest", comparison.isSameTest()),
                        entry("testRows", Texts.count(runs.get(0).metrics().testRows(), "row")),
                        entry("sameTask", comparison.isSameTask()),
                        entry(
                                "runs",
                                IntStream.range(0, runs.size())
                                        .mapToObj(i -> run(i, runs.get(i)))
                                        .toList()),
                        entry(
                                "curves",
                                Quantity.of(comparison).stream()
                                        .flatMap(quantity -> curves(comparison, quantity).stream())
                                        .toList()),
                        entry("test", figures(comparison, Side.TEST)),
                        entry("validated", figures(comparison, Side.CROSS_VALIDATION)),
                        entry("train", figures(comparison, Side.TRAIN)),
                        entry("options", options),
                        entry("environment", comparison.environment()),
                        entry("surfaces", surfaces(runs)),
                        entry("command", command)));
    }

    private static Map<String, Object> run(int i, RecordedRun run) {
        return Map.of(
                "letter", Comparison.letter(i),
                "colour", ComparisonCharts.css(i),
                "name", run.name(),
                "data", run.data(),
                "testRows", run.metrics().testRows(),
                "epochs", run.epochs(),
                "stopped", run.metrics().stoppedBecause().replace('-', ' '),
                "diverged", run.metrics().stoppedBecause().equals("diverged"),
                "duration", Texts.duration(run.metrics().seconds()));
    }

    /** A picture for each side of the split. */
    private static List<Map<String, Object>> curves(Comparison comparison, Quantity quantity) {
        List<String> letters =
                quantity.runs(comparison).stream().map(Comparison::letter).toList();
        return List.of("test", "train").stream()
                .map(side -> Map.<String, Object>of(
                        "side",
                        side.equals("test") ? "test" : "training",
                        "quantity",
                        quantity.title(),
                        "letters",
                        letters,
                        "picture",
                        Page.picture(ComparisonCharts.curves(comparison, quantity, side))))
                .toList();
    }

    private static List<FigureRow> figures(Comparison comparison, Side side) {
        return comparison.figures().stream().filter(row -> row.side() == side).toList();
    }

    private static List<Map<String, Object>> surfaces(List<RecordedRun> runs) {
        List<Map<String, Object>> surfaces = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Map<String, Object> about = run(i, runs.get(i));
            runs.get(i).surface().ifPresent(png -> {
                Map<String, Object> surface = new LinkedHashMap<>(about);
                surface.put("picture", Page.picture(png));
                surfaces.add(surface);
            });
        }
        return surfaces;
    }

    /** A run as JSON has it. */
    private record RunJson(
            String run, String folder, Object data, long testRows, int epochs, String stoppedBecause, double seconds) {

        static RunJson of(int i, RecordedRun run) {
            RecordedMetrics metrics = run.metrics();
            return new RunJson(
                    Comparison.letter(i),
                    run.folder().toString(),
                    run.configuration().get("data"),
                    metrics.testRows(),
                    metrics.epochs(),
                    metrics.stoppedBecause(),
                    metrics.seconds());
        }
    }

    /** A figure as JSON has it, with what its side says of its uncertainty. */
    private record FigureJson(
            String side,
            String figure,
            List<Double> values,
            Optional<List<List<Double>>> intervals,
            Optional<List<Double>> standardDeviations,
            List<String> best) {

        static FigureJson of(FigureRow row) {
            return new FigureJson(
                    row.side().toString(),
                    row.key(),
                    row.values(),
                    row.side() == Side.TEST ? Optional.of(row.ranges()) : Optional.empty(),
                    row.side() == Side.CROSS_VALIDATION
                            ? Optional.of(row.ranges().stream()
                                    .map(range -> range == null ? null : range.get(0))
                                    .toList())
                            : Optional.empty(),
                    row.best().stream().map(Comparison::letter).toList());
        }
    }

    /** The comparison as JSON. */
    private record ComparisonJson(
            List<RunJson> runs,
            boolean sameData,
            boolean sameTestRows,
            List<FigureJson> figures,
            List<Difference> options,
            List<Difference> environment,
            String page) {}

    /**
     * The comparison as JSON: what is called {@code values} has one for each run, in their order; null where a run has none,
     * or a figure is not defined.
     *
     * @param page where the page is
     */
    public static String json(Comparison comparison, String page) {
        List<RecordedRun> runs = comparison.runs();
        return Json.text(new ComparisonJson(
                IntStream.range(0, runs.size())
                        .mapToObj(i -> RunJson.of(i, runs.get(i)))
                        .toList(),
                comparison.isSameData(),
                comparison.isSameTest(),
                comparison.figures().stream().map(FigureJson::of).toList(),
                comparison.options(),
                comparison.environment(),
                page));
    }
}
