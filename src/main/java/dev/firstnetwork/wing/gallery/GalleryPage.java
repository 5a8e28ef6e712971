package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.gallery.Example.About;
import dev.firstnetwork.wing.gallery.Result.Baseline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is told of an example that has run: on the terminal, in JSON, and on a page.
 *
 * @param seconds that it took
 */
public record GalleryPage(About about, Result result, long seed, double seconds) {

    /** Its figure above those of the simpler methods. */
    public Table table() {
        String metric = about.metric() + (about.higherIsBetter() ? "" : ": less is better");
        Table table = Table.of("", metric, "").row(about.name(), result.value(), "");
        for (Baseline baseline : result.baselines()) {
            String told = result.beats(baseline, about.higherIsBetter())
                    ? "beaten"
                    : baseline.claimed() ? "NOT beaten" : "not beaten";
            table = table.row(baseline.name(), baseline.value(), told);
        }
        return table;
    }

    /** All as JSON has it. */
    Map<String, Object> json() {
        Map<String, Object> baselines = new LinkedHashMap<>();
        result.baselines().forEach(baseline -> baselines.put(baseline.name(), baseline.value()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", about.name());
        json.put("metric", about.metric());
        json.put("value", result.value());
        json.put("baselines", baselines);
        json.put(
                "claims",
                result.baselines().stream()
                        .filter(Baseline::claimed)
                        .map(Baseline::name)
                        .toList());
        json.put("higherIsBetter", about.higherIsBetter());
        json.put("beatsBaselines", result.keepsItsWord(about.higherIsBetter()));
        json.putAll(result.facts());
        json.put("notes", result.notes());
        json.put("seconds", seconds);
        json.put("seed", seed);
        return json;
    }

    /** The page, its pictures, and the figures, by file name. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("gallery.json", Json.bytes(json()));
        Map<String, byte[]> drawn = pictures();
        drawn.forEach((file, png) -> files.put("plots/" + file, png));
        String figures = result.pictures().stream()
                .map(picture -> Page.figure(drawn.get(picture.file()), picture.alt(), Page.escape(picture.caption())))
                .collect(Collectors.joining());
        files.put("report.html", Page.ofSections(about.question(), "the gallery: " + about.name(), sections(figures)));
        return files;
    }

    /** Each picture as a PNG, by file name. */
    public Map<String, byte[]> pictures() {
        Map<String, byte[]> drawn = new LinkedHashMap<>();
        result.pictures()
                .forEach(picture -> drawn.put(picture.file(), picture.draw().get()));
        return drawn;
    }

    private String sections(String pictures) {
        Table facts = Table.ofFacts()
                .row("data", about.data())
                .row("model", about.model())
                .row("seed", seed)
                .row("time", Texts.duration(seconds));
        String notes = result.notes().stream()
                .map(note -> "<p>" + Page.escape(note) + "</p>\n")
                .collect(Collectors.joining());
        return """
                <section>
                <h2>How good it is</h2>
                %s%s</section>
                <section>
                <h2>What there is to see</h2>
                <div class="pair">
                %s</div>
                </section>
                <section>
                <h2>What was done</h2>
                %s</section>
                """.formatted(Page.box("Figures", table(), ""), notes, pictures, Page.box("What was done", facts, ""));
    }
}
