package dev.firstnetwork.cli;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.CrossValidation;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Predictions;
import dev.firstnetwork.network.ModelFile;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.ParametersJson;
import dev.firstnetwork.network.Precision;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.training.Checkpointing;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.Stopping;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.training.TrainingResult;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    CommandSpec spec;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    NetworkOptions networkOptions;

    @Mixin
    LearningOptions learningOptions;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "article",
            description =
                    "article: these defaults. trained: batch 16, 500 epochs. tabular, which bundled sets begin with:"
                            + " batch 32, 40 epochs, adam 0.002. Default: ${DEFAULT-VALUE}")
    Preset preset;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How often to go through the training rows; up to 200, every tenth is printed, beyond that every"
                            + " tenth part. Default: ${DEFAULT-VALUE}")
    int epochs;

    @Option(
            names = "--batch",
            paramLabel = "full|N",
            defaultValue = "full",
            description = "Rows in a step: all, a mini-batch, or 1. Default: ${DEFAULT-VALUE}")
    String batch;

    @Option(names = "--no-shuffle", fallbackValue = "true", description = "Take mini-batches in the order of the rows.")
    boolean noShuffle;

    @Option(
            names = "--shuffle-seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the order of the rows in each epoch. Default: ${DEFAULT-VALUE}")
    long shuffleSeed;

    @Option(
            names = "--input-noise",
            paramLabel = "SD",
            defaultValue = "0",
            description = "Standard deviation of noise on each standardised input, new in each epoch. Default:"
                    + " ${DEFAULT-VALUE}")
    double inputNoise;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "0",
            description = "Stop when the loss has not fallen for N epochs: the validation loss, whose lowest network is"
                    + " kept, or the training loss without --validation-size. 0 for never. Default: ${DEFAULT-VALUE}")
    int patience;

    @Option(
            names = "--tolerance",
            paramLabel = "LOSS",
            defaultValue = "0",
            description = "What counts as falling for --patience. Default: ${DEFAULT-VALUE}")
    double tolerance;

    @Option(
            names = "--ensemble",
            paramLabel = "N",
            defaultValue = "1",
            description = "Train N networks from different seeds and predict their mean. Default: ${DEFAULT-VALUE}")
    int ensemble;

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
        TrainingPlan plan = new TrainingPlan(
                epochs, batchSize(), !noShuffle, shuffleSeed, inputNoise, new Stopping(patience, tolerance));
        if (ensemble > 1 && (checkpoints.every > 0 || checkpoints.resume != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-every saves one network, found --ensemble " + ensemble);
        }
        RunFolder.requireFolder(out);
        TableSource source = dataOptions.source(common.quiet);
        SplitData data = dataOptions.load(source);
        NetworkSpec network =
                learningOptions.apply(networkOptions.spec(data.preparation(), dataOptions.data), data, plan);
        Optional<Parameters> start = Optional.ofNullable(init).map(file -> ParametersJson.read(file, network.sizes()));
        Experiment experiment = new Experiment(
                data,
                network,
                networkOptions.seed,
                start,
                engine,
                precision,
                plan,
                ensemble,
                judgement.costs(data.preparation()));
        experiment.initialParameters();
        Optional<List<String>> groups = judgement.groups(data.preparation(), source);
        if (!common.quiet) {
            err.println(Runs.introduction(dataOptions.data, experiment, batch));
            err.println();
        }
        Instant begin = Instant.now();
        Map<String, Object> manifest = manifest(source, begin, data);
        String name = FOLDER_TIME.format(begin) + "-" + dataOptions.shortName();
        byte[] configuration = RunFiles.json(ConfigFile.of(spec));
        Optional<PartialRun> partial = checkpoints.folder(out, name, configuration);
        Checkpointing checkpointing =
                partial.map(folder -> checkpoints.in(folder, source.sha256())).orElse(Checkpointing.NONE);
        try (Interruption interruption = new Interruption()) {
            Experiment.Outcome outcome;
            try (EpochLog log = new EpochLog(err, experiment, common.quiet)) {
                outcome = experiment.run(log, interruption::requested, checkpointing);
            }
            Optional<CrossValidation> validation = folds == 0 || interruption.requested()
                    ? Optional.empty()
                    : Optional.of(crossValidation(experiment, interruption));
            Run.Extras extras = new Run.Extras(
                    outcome.members(),
                    validation,
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

    private CrossValidation crossValidation(Experiment experiment, Interruption interruption) {
        int[] all = IntStream.range(0, experiment.data().all().rows()).toArray();
        return CrossValidation.of(experiment, all, folds, dataOptions.splitSeed, interruption::requested);
    }

    private static List<Predictions.Row> test(Experiment.Outcome outcome) {
        return outcome.predictions().stream()
                .filter(row -> row.side() == Predictions.Side.TEST)
                .toList();
    }

    private int batchSize() {
        if (batch.equals("full")) {
            return 0;
        }
        try {
            int size = Integer.parseInt(batch);
            if (size >= 1) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ParameterException(
                spec.commandLine(), "--batch is '" + batch + "': expected full, or how many rows make a step");
    }

    private static String command(Path folder) {
        return "java -jar target/first-network.jar train --config " + folder.resolve("config.json");
    }

    private Map<String, Object> manifest(TableSource source, Instant begin, SplitData data) {
        Map<String, Object> manifest = new LinkedHashMap<>(Environment.versions());
        // whichever engine trains, DL4J writes its part of the model file: without a backend, stop before the work
        manifest.putAll(Environment.backend());
        manifest.put("started", begin.toString());
        Map<String, Object> seeds = new LinkedHashMap<>();
        if (dataOptions.shape().isPresent()) {
            seeds.put("data", dataOptions.dataSeed);
        }
        seeds.put("split", dataOptions.splitSeed);
        seeds.put("weights", networkOptions.seed);
        seeds.put("shuffle", shuffleSeed);
        seeds.put("dropout", learningOptions.dropoutSeed);
        manifest.put("seeds", seeds);
        manifest.put("data", source.name());
        manifest.put("dataRows", data.all().rows());
        manifest.put("dataSha256", source.sha256());
        return manifest;
    }

    private Map<String, Content> files(Run run, Experiment.Outcome outcome) {
        Map<String, Content> files = new LinkedHashMap<>(RunFiles.of(run));
        files.put("model.zip", Content.of(ModelFile.bytes(outcome.model())));
        if (dumpParameters) {
            files.put(
                    "parameters.json",
                    Content.of(
                            RunFiles.json(ParametersJson.toMap(outcome.model().parameters()))));
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
            out.print(new String(RunFiles.json(json), StandardCharsets.UTF_8));
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
