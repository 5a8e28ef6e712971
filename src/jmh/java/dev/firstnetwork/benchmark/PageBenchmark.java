package dev.firstnetwork.benchmark;

import dev.firstnetwork.wing.play.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;

/** The playground in a browser, where there is one. */
final class PageBenchmark {

    private static final Path PAGE = Path.of("target/classes/dev/firstnetwork/wing/play/playground.html");

    /** What is done, and how often in one timing: a browser's clock goes in steps of 100 microseconds. */
    private static final Map<String, String> WORK = Map.of(
            "one step", "g => g.steps(200), 200",
            "a surface", "g => { for (let i = 0; i < 10; i++) g.surface(100, -2, 2, -2, 2) }, 10",
            "a frame: ten steps, the figures and a surface",
                    "g => { for (let i = 0; i < 10; i++) { g.steps(10); g.figures(); g.surface(100, -2, 2, -2, 2) } }, 10");

    private PageBenchmark() {}

    /** The medians of seven timings each; none without a browser, or a page. */
    static List<BenchmarkRow> rows() throws IOException {
        List<BenchmarkRow> rows = new ArrayList<>();
        Optional<Path> program = Chromium.program();
        if (program.isEmpty() || !Files.exists(PAGE)) {
            return rows;
        }
        Path folder = Files.createTempDirectory("chromium");
        try (Chromium chromium = Chromium.start(program.get(), Files.createDirectory(folder.resolve("profile")))) {
            chromium.open(PAGE.toUri() + "#check");
            chromium.await("document.getElementById('bits')");
            for (String what : WORK.keySet().stream().sorted().toList()) {
                double median = chromium.evaluate(timing(WORK.get(what))).asDouble();
                rows.add(new BenchmarkRow("WebAssembly", "float64", "page", what, 80, median));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
        return rows;
    }

    /** @param work a function of an engine, and how many of what is measured it does */
    private static String timing(String work) {
        return """
                (async () => {
                  const engine = await Playground.load();
                  const microseconds = (work, count) => {
                    const begin = performance.now();
                    work(engine);
                    return (performance.now() - begin) * 1000 / count;
                  };
                  for (let end = performance.now() + 2000; performance.now() < end;) microseconds(%1$s);
                  const all = Array.from({length: 7}, () => microseconds(%1$s)).sort((a, b) => a - b);
                  return all[3];
                })()
                """.formatted(work);
    }
}
