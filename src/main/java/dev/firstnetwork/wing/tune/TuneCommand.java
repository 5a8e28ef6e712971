package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Interruption;
import dev.firstnetwork.cli.Progress;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.cli.Runs;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.wing.folds.CrossValidation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Searches for the options of {@code train} that do best in cross-validation, and judges the winner once on the test rows. */
@Command(
        name = "tune",
        description = "Search for good options of 'train': each configuration is judged by cross-validation on the"
                + " training rows, the winner once on the test rows. What is not in the space stays as it is given.",
        sortOptions = false)
public final class TuneCommand implements Callable<Integer> {

    @Mixin
    SearchOptions options;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    RecipeOptions recipe;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the folder of the search is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a search that was cut off, to the same result. It keeps its options; only --out and"
                            + " --threads may change.")
    Path resume;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        options.check(common);
        requireAsItBegan();
        recipe.plan();
        if (options.engine == EngineKind.DL4J) {
            Environment.backend();
        }
        RunFolder.requireFolder(out);
        SearchSpace space = options.spaceFile.space(Recipes.variable());
        TableSource source = dataOptions.source(common.quiet);
        SplitData data = dataOptions.load(source);
        Recipes recipes = new Recipes(ConfigFile.of(common.spec), data, dataOptions.data, options.engine);
        Search search = search(recipes);
        recipes.check(space, options.spaceFile.name());
        List<Map<String, String>> configurations = options.configurations(space, recipes, common);
        List<OptionalInt> rungs = options.isHalving()
                ? Search.halving(configurations.size(), recipe.epochs)
                : List.of(OptionalInt.empty());
        String dataSha256 = source.sha256();
        try (PartialRun partial = partial();
                Interruption interruption = new Interruption()) {
            List<Trial> begun = TuningCheckpoint.trials(partial, Search.trials(configurations), dataSha256);
            if (!common.quiet) {
                introduce(data, space, configurations.size(), rungs, search);
            }
            Consumer<List<Trial>> save = state -> partial.save(new TuningCheckpoint(dataSha256, state).bytes());
            long begin = System.nanoTime();
            List<Trial> done = run(search, begun, rungs, save, interruption::requested);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Tuning tuning = new Tuning(space, search.score(), done);
            if (!interruption.requested()) {
                Trial best = tuning.best().orElseThrow(() -> nothing(tuning, partial));
                // on the other core: the first picture of a JVM takes longer than a small network
                CompletableFuture<byte[]> picture = CompletableFuture.supplyAsync(() -> TuneChart.png(tuning));
                Experiment.Outcome outcome = recipes.on(data, best.values(), OptionalInt.empty())
                        .run(figures -> {}, interruption::requested);
                if (!interruption.requested()) {
                    Evaluation test = Evaluation.of(data, outcome);
                    Map<String, Object> json = TuneFiles.json(tuning, outcome, test, about(source, dataSha256));
                    Map<String, Object> trained = configuration(recipes.configuration(best.values()));
                    Path folder = RunFolder.write(
                            out,
                            partial.name(),
                            TuneFiles.of(tuning, picture, ConfigFile.of(common.spec), trained, json));
                    partial.delete();
                    common.print(json, folder, () -> TuneFiles.text(tuning, outcome, test, folder, seconds));
                    return ExitCode.DONE;
                }
            }
            interrupted(tuning, partial);
            return interruption.exitCode();
        }
    }

    /** What is known so far, and how to go on. */
    private void interrupted(Tuning tuning, PartialRun partial) {
        PrintWriter err = common.err();
        if (!common.quiet && tuning.best().isPresent()) {
            err.println(TuneFiles.best(tuning) + "\n");
        }
        String resumed = "tune --resume " + partial.folder();
        err.println("interrupted; go on with: " + TuneFiles.COMMAND + resumed);
    }

    private Search search(Recipes recipes) {
        SplitData data = recipes.data();
        Score score = options.score(data.preparation().isRegression());
        int[] rows = Search.rows(data.split());
        String name = dataOptions.data + ", training rows";
        // what cannot be divided is told before the search
        CrossValidation.requireFolds(data, rows, options.folds, dataOptions.splitSeed, name);
        return new Search(recipes, data, options.folds, dataOptions.splitSeed, score, options.threads());
    }

    /** A search that is resumed may go to another folder; every other option is part of what it finds. */
    private void requireAsItBegan() {
        if (resume != null) {
            ConfigFile.changes(resume, common.spec).stream()
                    .filter(change -> !change.name().equals("--out"))
                    .findFirst()
                    .ifPresent(change -> {
                        throw change.refused("a search goes on as it began");
                    });
        }
    }

    /** The folder that keeps the search until it is done: that of the search to go on with, or a new one. */
    private PartialRun partial() {
        if (resume != null) {
            return PartialRun.resume(resume);
        }
        String name = Runs.name(Instant.now(), DataOptions.shortName(dataOptions.data) + "-tune");
        return PartialRun.create(out, name, Json.bytes(ConfigFile.of(common.spec)));
    }

    private List<Trial> run(
            Search search,
            List<Trial> begun,
            List<OptionalInt> rungs,
            Consumer<List<Trial>> save,
            BooleanSupplier interrupted) {
        if (common.quiet || !Progress.isSeen()) {
            return search.run(begun, rungs, save, interrupted);
        }
        try (ProgressBar bar = Progress.bar("tuning", "trials", 1, Search.size(begun.size(), rungs))) {
            bar.stepTo(Search.done(begun));
            return search.run(begun, rungs, save.andThen(state -> bar.stepTo(Search.done(state))), interrupted);
        }
    }

    private static IllegalArgumentException nothing(Tuning tuning, PartialRun partial) {
        partial.delete();
        Trial first = tuning.trials().get(0);
        return new IllegalArgumentException("none of " + count(tuning.trials().size()) + " has a score; the first, "
                + TuneFiles.values(first.values()) + ": "
                + first.last().map(Trial.Rung::failure).orElse("not judged"));
    }

    private static String count(int configurations) {
        return Texts.count(configurations, "configuration");
    }

    private void introduce(SplitData data, SearchSpace space, int count, List<OptionalInt> rungs, Search search) {
        PrintWriter err = common.err();
        String about = dataOptions.data + ": " + Search.rows(data.split()).length + " rows in " + options.folds
                + " folds to judge by, " + data.split().testRows().length + " for the winner\n";
        String lengths = rungs.stream()
                .flatMapToInt(OptionalInt::stream)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", ", "; rungs of ", " epochs"));
        String method = options.method + " search for the best " + search.score() + ": " + count(count) + " of "
                + String.join(", ", space.names()) + (options.isHalving() ? lengths : "") + "; engine "
                + options.engine + ", " + Texts.count(search.threads(), "thread");
        err.println(Terminal.wrapped(about + method) + "\n");
    }

    /** What the search is about: versions, data, folds. */
    private Map<String, Object> about(TableSource source, String dataSha256) {
        Map<String, Object> about = new LinkedHashMap<>(Environment.versions());
        about.put("data", source.name());
        about.put("dataSha256", dataSha256);
        about.put("folds", options.folds);
        return about;
    }

    /** All options of the winner that {@code train} has; those of the search alone are left out. */
    private Map<String, Object> configuration(Map<String, Object> best) {
        Map<String, Object> configuration = ConfigFile.of(common.spec);
        configuration.keySet().removeAll(List.of("space", "search", "trials", "folds", "score", "searchSeed", "out"));
        configuration.putAll(best);
        return configuration;
    }
}
