package dev.firstnetwork;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.Interruption;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.cli.Runs;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.NotesSection;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Tables;
import dev.firstnetwork.table.LearnedTable;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.Trainer.TrainingResult;
import dev.firstnetwork.wing.explain.ExplainAddition;
import dev.firstnetwork.wing.folds.FoldsAddition;
import dev.firstnetwork.wing.judge.JudgementOptions;
import dev.firstnetwork.wing.resume.CheckpointOptions;
import dev.firstnetwork.wing.trust.TrustOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: data, training, evaluation, run folder. */
@Command(name = "train", description = "Train a network and report on it in a run folder.", sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    @Mixin
    DataOptions dataOptions;

    @Mixin
    RecipeOptions recipe;

    @Mixin
    FoldsAddition folds;

    @Mixin
    JudgementOptions judgement;

    @Mixin
    ExplainAddition explain;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "dl4j, hand, or lockstep: both, compared at each step. Default: ${DEFAULT-VALUE}")
    EngineKind engine = EngineKind.LOCKSTEP;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            description = "What dl4j computes in: float or double. Default: ${DEFAULT-VALUE}")
    Precision precision = Precision.DOUBLE;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "JSON file with initial parameters: {\"W1\": [[..]], \"b1\": [..], ...}.")
    Path init;

    @Option(
            names = "--dump-parameters",
            fallbackValue = "true",
            description = "Write parameters.json with the trained parameters too.")
    boolean dumpParameters;

    @Option(
            names = "--no-plots",
            fallbackValue = "true",
            description = "Draw no pictures, which take longer than training a small network.")
    boolean noPlots;

    @Mixin
    CheckpointOptions checkpoints;

    @Mixin
    TrustOptions trust;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run folder is made. Default: ${DEFAULT-VALUE}")
    Path out = Path.of("runs");

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        try {
            return train();
        } finally {
            additions().forEach(Addition::close);
        }
    }

    private int train() {
        PrintWriter err = common.err();
        // a wrong option is told before a large table is read
        recipe.plan();
        additions().forEach(addition -> addition.checkOptions(recipe.ensemble));
        RunFolder.requireFolder(out);
        TableSource source = dataOptions.source(common.quiet);
        LearnedTable table = dataOptions.learn(source);
        SplitData data = dataOptions.split(table);
        Addition.Task task = new Addition.Task(source, data, this::experiment, dataOptions.splitSeed);
        additions().forEach(addition -> addition.look(data.preparation(), source));
        // class weights and the steps of an epoch follow from the training rows
        Experiment experiment = experiment(data);
        experiment.initialParameters();
        additions().forEach(addition -> addition.check(task));
        if (!common.quiet) {
            table.notes().forEach(note -> err.println(Terminal.wrapped("note: " + note)));
            err.println(Terminal.wrapped(Runs.introduction(dataOptions.data, experiment, recipe.batch)));
            err.println();
        }
        Instant begin = Instant.now();
        String dataSha256 = source.sha256();
        Map<String, Object> manifest = manifest(source.name(), dataSha256, begin, data);
        try (Interruption interruption = new Interruption()) {
            Addition.Launch launch;
            Experiment.Outcome outcome;
            try (EpochLog log = new EpochLog(err, experiment, common.quiet)) {
                launch = launched(new Addition.Launch(
                        out,
                        Runs.name(begin, DataOptions.shortName(dataOptions.data)),
                        Json.bytes(ConfigFile.of(common.spec)),
                        dataSha256,
                        log,
                        Optional.empty()));
                outcome = experiment.run(launch.listener(), interruption::requested, launch.from());
            }
            Predictions rows = Predictions.of(data, outcome);
            TrainingResult training = outcome.trained().result();
            Addition.Result result = new Addition.Result(experiment, outcome.model(), rows, training);
            List<Section> sections = sections(table.notes(), task, result, interruption::requested);
            Path place = launch.out().resolve(launch.name());
            Run.About about = new Run.About(launch.name(), command(place), ConfigFile.of(common.spec), manifest);
            Run run = Runs.of(about, experiment, outcome, rows, sections);
            Path folder = RunFolder.write(launch.out(), launch.name(), files(run, outcome));
            additions().forEach(addition -> addition.done(training.stop()));
            print(run, outcome, folder);
            common.out().flush();
            return interruption.requested() ? interruption.exitCode() : exitCode(run, training.stop());
        }
    }

    private Stream<Addition> additions() {
        return Addition.of(common.spec);
    }

    private Experiment experiment(SplitData data) {
        Experiment experiment = recipe.experiment(data, dataOptions.data, init, engine, precision);
        for (Addition addition : additions().toList()) {
            experiment = addition.revised(experiment);
        }
        return experiment;
    }

    private Addition.Launch launched(Addition.Launch launch) {
        Addition.Launch launched = launch;
        for (Addition addition : additions().toList()) {
            launched = addition.launched(launched);
        }
        return launched;
    }

    private List<Section> sections(
            List<String> notes, Addition.Task task, Addition.Result result, BooleanSupplier interrupted) {
        Stream<Section> added = additions()
                .flatMap(addition -> Stream.concat(
                        addition.judged(result.model(), result.rows()).stream(),
                        addition.sections(task, result, interrupted).stream()));
        return Stream.concat(Stream.of(new NotesSection(notes)), added).toList();
    }

    private static String command(Path folder) {
        return "java -jar target/first-network.jar train --config " + folder.resolve("config.json");
    }

    private Map<String, Object> manifest(String table, String dataSha256, Instant begin, SplitData data) {
        Map<String, Object> manifest = new LinkedHashMap<>(Environment.versions());
        if (engine == EngineKind.HAND) {
            manifest.put("backend", "none: the hand-written engine needs no ND4J");
        } else {
            // without a backend, stop before the work
            manifest.putAll(Environment.backend());
        }
        manifest.put("started", begin.toString());
        Map<String, Object> seeds = new LinkedHashMap<>();
        if (dataOptions.shape().isPresent()) {
            seeds.put("data", dataOptions.dataSeed);
        }
        seeds.put("split", dataOptions.splitSeed);
        seeds.put("weights", recipe.network.seed);
        seeds.put("shuffle", recipe.shuffleSeed);
        seeds.put("dropout", recipe.learning.dropoutSeed);
        manifest.put("seeds", seeds);
        manifest.put("data", table);
        manifest.put("dataRows", data.all().rows());
        manifest.put("dataSha256", dataSha256);
        if (recipe.ensemble > 1) {
            manifest.put(
                    "model",
                    "the mean of " + recipe.ensemble + " networks; DL4J's ModelSerializer reads the first alone");
        }
        return manifest;
    }

    private Map<String, Content> files(Run run, Experiment.Outcome outcome) {
        Map<String, Content> files = new LinkedHashMap<>(RunFiles.of(run, !noPlots));
        files.put("model.zip", Content.of(ModelFile.bytes(outcome.model())));
        if (dumpParameters) {
            var parameters = ParametersJson.toMap(outcome.model().parameters());
            files.put("parameters.json", Content.of(Json.bytes(parameters)));
        }
        return files;
    }

    private void print(Run run, Experiment.Outcome outcome, Path folder) {
        PrintWriter out = common.out();
        if (common.quiet && outcome.trained().result().stop() == TrainingResult.Stop.DIVERGED) {
            common.err().println("first-network: " + Runs.ending(run));
        }
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>(RunFiles.metrics(run));
            json.put("runFolder", folder.toString());
            out.print(Json.text(json));
            return;
        }
        if (common.quiet) {
            out.println(folder);
            return;
        }
        out.println();
        List<Figures> sides = List.of(run.train(), run.test().figures());
        out.println(Terminal.table(
                Tables.ofSides(List.of("train", "test"), sides, run.test().intervals())));
        out.println();
        Terminal.confusion(run.test().figures()).forEach(out::println);
        run.sections().stream()
                .map(Section::text)
                .filter(text -> !text.isEmpty())
                .forEach(text -> out.println(text + "\n"));
        out.println(Runs.ending(run));
        if (outcome.trained().result().stop() != TrainingResult.Stop.DIVERGED) {
            outcome.trained().lockstep().ifPresent(lockstep -> out.println(Runs.agreement(lockstep)));
        }
        out.println();
        out.println("report  " + folder.resolve("report.html"));
        out.println("model   " + folder.resolve("model.zip"));
    }

    private static int exitCode(Run run, TrainingResult.Stop stop) {
        return switch (stop) {
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case DIVERGED -> ExitCode.USAGE;
            case EPOCHS, EARLY_STOPPING, CONVERGED ->
                run.lockstep().flatMap(Run.Lockstep::firstDivergence).isPresent()
                        ? ExitCode.CHECK_FAILED
                        : ExitCode.DONE;
        };
    }
}
