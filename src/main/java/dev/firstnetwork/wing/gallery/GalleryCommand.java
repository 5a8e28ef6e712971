package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Progress;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.wing.gallery.Example.About;
import dev.firstnetwork.wing.gallery.Example.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the examples, or trains one and shows what came of it. */
@Command(
        name = "gallery",
        description = "Networks beyond the first one, each in one file of DL4J to copy from, beside a simpler method.",
        sortOptions = false)
public final class GalleryCommand implements Callable<Integer> {

    private static final String LIST = "list";

    /** The names that may follow the command. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Stream.of(LIST), Gallery.examples().stream().map(example -> example.about()
                            .name()))
                    .iterator();
        }
    }

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            completionCandidates = Names.class,
            description = "An example, or list for all of them. Default: ${DEFAULT-VALUE}")
    String name = LIST;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of all that is random: the same seed gives the same figure. Default: ${DEFAULT-VALUE}")
    long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the folder with page and pictures is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Mixin
    CommonOptions common;

    /** A test has others. */
    List<Example> examples = Gallery.examples();

    @Override
    public Integer call() {
        if (name.equals(LIST)) {
            list();
            return ExitCode.DONE;
        }
        Example example = examples.stream()
                .filter(each -> each.about().name().equals(name))
                .findFirst()
                .orElseThrow(() -> common.usage(
                        "no example is called '" + name + "': expected one of " + String.join(", ", new Names())));
        NumpyRandom.requireSeed(seed);
        RunFolder.requireFolder(out);
        Gallery.prepare();
        long begin = System.nanoTime();
        Result result = run(example);
        GalleryPage page = new GalleryPage(example.about(), result, seed, (System.nanoTime() - begin) / 1e9);
        Path folder = RunFolder.write(out, "gallery-" + name, Content.of(page.files()));
        common.print(page.json(), folder, () -> text(page, folder));
        return result.keepsItsWord(example.about().higherIsBetter()) ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private void list() {
        PrintWriter printer = common.out();
        List<About> abouts = examples.stream().map(Example::about).toList();
        if (common.json) {
            printer.print(Json.text(Map.of("examples", abouts)));
            return;
        }
        for (About about : abouts) {
            printer.println(Terminal.bold(about.name(), about.name()) + "  " + about.question());
            if (!common.quiet) {
                printer.println(about(about).text());
                printer.println();
            }
        }
    }

    private static Table about(About about) {
        return Table.ofFacts()
                .row("  data", about.data())
                .row("  model", about.model())
                .row("  figure", about.metric());
    }

    private Result run(Example example) {
        if (common.quiet || !Progress.isSeen()) {
            return example.run(new Setting(seed, false, (done, all, figure) -> {}));
        }
        try (ProgressBar bar = Progress.bar(name, "", 1, 1)) {
            return example.run(new Setting(seed, false, (done, all, figure) -> {
                bar.maxHint(all);
                bar.stepTo(done);
                bar.setExtraMessage(" " + figure);
            }));
        }
    }

    private static String text(GalleryPage page, Path folder) {
        Stream<String> notes = page.result().notes().stream().map(Terminal::wrapped);
        return Terminal.wrapped(page.about().question()) + "\n\n" + page.table().text() + "\n\n"
                + notes.map(note -> note + "\n\n").collect(Collectors.joining())
                + "report  " + folder.resolve("report.html");
    }
}
