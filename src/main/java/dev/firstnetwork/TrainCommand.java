package dev.firstnetwork;

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
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingResult;
import dev.firstnetwork.wing.explain.ExplanationText;
import dev.firstnetwork.wing.folds.CrossValidation;
import dev.firstnetwork.wing.judge.JudgementOptions;
import dev.firstnetwork.wing.resume.CheckpointOptions;
import dev.firstnetwork.wing.resume.Checkpointing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job: data, training, evaluation, run folder. */
@Command(name = "train", description = "Train a network and report on it in a run folder.", sortOptions = false)
final class TrainCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    RecipeOptions recipe;

    @Option(
            names = "--folds",
            paramLabel = "K",
            defaultValue = "0",
            description = "Judge the recipe by K-fold cross-validation on all rows too; 0 for not. Default:"
                    + " ${DEFAULT-VALUE}")
    int folds;

    @Mixin
    JudgementOptions judgement;

    @Option(
            names = "--explain",
            fallbackValue = "true",
            description = "Report on what the network goes by too: importance, partial dependence and Shapley values on"
                    + " the test rows. The command explain does it at length.")
    boolean explain;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "lockstep",
            description = "dl4j, hand, or lockstep: both, compared at each step. Default: ${DEFAULT-VALUE}")
    EngineKind engine;

    @Option(
            names = "--precision",
            paramLabel = "TYPE",
            defaultValue = "double",
            description = "What dl4j computes in: float or double. Default: ${DEFAULT-VALUE}")
    Precision precision;

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

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where the run folder is made. Default: ${DEFAULT-VALUE}")
    Path out;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        // a wrong option is told before a large table is read
        recipe.plan();
        if (recipe.ensemble > 1 && (checkpoints.every > 0 || checkpoints.resume != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-every saves one network, found --ensemble " + recipe.ensemble);
        }
        RunFolder.requireFolder(out);
        TableSource source = dataOptions.source(common.quiet);
        SplitData data = dataOptions.load(source);
        if (folds != 0) {
            CrossValidation.requireFolds(data, rows(data), folds, dataOptions.splitSeed, source.name());
        }
        Experiment experiment = experiment(data);
        experiment.initialParameters();
        Optional<List<String>> groups = judgement.groups(data.preparation(), source);
        if (!common.quiet) {
            err.println(Runs.introduction(dataOptions.data, experiment, recipe.batch));
            err.println();
        }
        Instant begin = Instant.now();
        String dataSha256 = source.sha256();
        Map<String, Object> manifest = manifest(source.name(), dataSha256, begin, data);
        String name = Runs.name(begin, dataOptions.shortName());
        byte[] configuration = Json.bytes(ConfigFile.of(spec));
        Optional<PartialRun> partial = checkpoints.folder(out, name, configuration);
        Checkpointing checkpointing =
                partial.map(folder -> checkpoints.in(folder, dataSha256)).orElse(Checkpointing.NONE);
        try (Interruption interruption = new Interruption()) {
            Experiment.Outcome outcome;
            try (EpochLog log = new EpochLog(err, experiment, common.quiet)) {
                outcome = experiment.run(log, interruption::requested, checkpointing);
            }
            Run.Extras extras = new Run.Extras(
                    outcome.members(),
                    crossValidation(experiment, interruption),
                    outcome.threshold(),
                    groups.map(values -> JudgementOptions.metrics(values, test(outcome), data.preparation())),
                    explain && !interruption.requested()
                            ? Optional.of(experiment.explain(outcome.model()))
                            : Optional.empty());
            String runName = partial.map(PartialRun::name).orElse(name);
            Path runOut = partial.map(PartialRun::out).orElse(out);
            Run run =
                    Runs.of(runName, ConfigFile.of(spec), manifest, outcome, extras, command(runOut.resolve(runName)));
            Path folder = RunFolder.write(runOut, runName, files(run, outcome));
            if (outcome.result().stop() != TrainingResult.Stop.INTERRUPTED) {
                partial.ifPresent(PartialRun::delete);
            }
            print(run, outcome, folder);
            spec.commandLine().getOut().flush();
            return interruption.requested() ? ExitCode.INTERRUPTED : exitCode(run, outcome);
        }
    }

    /** The experiment on {@code data}: class weights and the steps of an epoch follow from its training rows. */
    private Experiment experiment(SplitData data) {
        return recipe.experiment(data, dataOptions.data, init, engine, precision, judgement.costs(data.preparation()));
    }

    private static int[] rows(SplitData data) {
        return IntStream.range(0, data.all().rows()).toArray();
    }

    /** The folds that were finished, if there are any. */
    private Optional<CrossValidation> crossValidation(Experiment experiment, Interruption interruption) {
        if (folds == 0 || interruption.requested()) {
            return Optional.empty();
        }
        CrossValidation validation = CrossValidation.of(
                experiment,
                this::experiment,
                rows(experiment.data()),
                folds,
                dataOptions.splitSeed,
                figures -> {},
                interruption::requested);
        return Optional.of(validation).filter(done -> !done.folds().isEmpty());
    }

    private static List<Predictions.Row> test(Experiment.Outcome outcome) {
        return outcome.predictions().stream()
                .filter(row -> row.side() == Predictions.Side.TEST)
                .toList();
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
        return manifest;
    }

    private Map<String, Content> files(Run run, Experiment.Outcome outcome) {
        Map<String, Content> files = new LinkedHashMap<>(RunFiles.of(run, !noPlots));
        files.put("model.zip", Content.of(ModelFile.bytes(outcome.model())));
        if (dumpParameters) {
            files.put(
                    "parameters.json",
                    Content.of(Json.bytes(ParametersJson.toMap(outcome.model().parameters()))));
        }
        return files;
    }

    private void print(Run run, Experiment.Outcome outcome, Path folder) {
        PrintWriter out = spec.commandLine().getOut();
        if (common.quiet && outcome.result().stop() == TrainingResult.Stop.DIVERGED) {
            spec.commandLine().getErr().println("first-network: " + Runs.ending(run));
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
        out.println(Terminal.figures(
                List.of("train", "test"),
                List.of(run.train(), run.test().figures()),
                run.test().intervals()));
        out.println();
        Terminal.confusion(run.test().figures()).forEach(out::println);
        run.extras().folds().ifPresent(folds -> out.println(Terminal.folds(folds) + "\n"));
        run.extras().groups().ifPresent(groups -> out.println(Terminal.groups(groups, judgement.group) + "\n"));
        run.extras().threshold().ifPresent(choice -> out.println(Terminal.threshold(choice) + "\n"));
        run.extras().explanation().ifPresent(explained -> out.println(ExplanationText.columns(explained) + "\n"));
        out.println(Runs.ending(run));
        if (outcome.result().stop() != TrainingResult.Stop.DIVERGED) {
            outcome.lockstep().ifPresent(lockstep -> out.println(Runs.agreement(lockstep)));
        }
        out.println();
        out.println("report  " + folder.resolve("report.html"));
        out.println("model   " + folder.resolve("model.zip"));
    }

    private static int exitCode(Run run, Experiment.Outcome outcome) {
        return switch (outcome.result().stop()) {
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case DIVERGED -> ExitCode.USAGE;
            case EPOCHS, EARLY_STOPPING, CONVERGED ->
                run.lockstep().flatMap(Run.Lockstep::firstDivergence).isPresent()
                        ? ExitCode.CHECK_FAILED
                        : ExitCode.DONE;
        };
    }
}
