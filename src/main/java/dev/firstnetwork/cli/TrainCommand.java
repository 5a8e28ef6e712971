package dev.firstnetwork.cli;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.network.ModelFile;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.network.ParametersJson;
import dev.firstnetwork.network.Precision;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.RunFolder;
import dev.firstnetwork.training.Checkpointing;
import dev.firstnetwork.training.EngineKind;
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
        TrainingPlan plan = new TrainingPlan(epochs, batchSize(), !noShuffle, shuffleSeed);
        RunFolder.requireFolder(out);
        TableSource source = dataOptions.source();
        SplitData data = dataOptions.load(source);
        NetworkSpec network = networkOptions.spec(data.preparation(), dataOptions.data);
        Optional<Parameters> start = Optional.ofNullable(init).map(file -> ParametersJson.read(file, network.sizes()));
        Experiment experiment = new Experiment(data, network, networkOptions.seed, start, engine, precision, plan);
        experiment.initialParameters();
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
            try (EpochLog log = new EpochLog(err, epochs, common.quiet)) {
                outcome = experiment.run(log, interruption::requested, checkpointing);
            }
            String runName = partial.map(PartialRun::name).orElse(name);
            Path runOut = partial.map(PartialRun::out).orElse(out);
            Run run = Runs.of(
                    runName, ConfigFile.of(spec), manifest, experiment, outcome, command(runOut.resolve(runName)));
            Path folder = RunFolder.write(runOut, runName, files(run, outcome));
            if (outcome.result().stop() != TrainingResult.Stop.INTERRUPTED) {
                partial.ifPresent(PartialRun::delete);
            }
            print(run, outcome, folder);
            spec.commandLine().getOut().flush();
            return exitCode(run, outcome);
        }
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
        manifest.put("seeds", seeds);
        manifest.put("data", source.name());
        manifest.put("dataRows", data.all().rows());
        manifest.put("dataSha256", source.sha256());
        return manifest;
    }

    private Map<String, byte[]> files(Run run, Experiment.Outcome outcome) {
        Map<String, byte[]> files = new LinkedHashMap<>(RunFiles.of(run));
        files.put("model.zip", ModelFile.bytes(outcome.model()));
        if (dumpParameters) {
            files.put(
                    "parameters.json",
                    RunFiles.json(ParametersJson.toMap(outcome.model().parameters())));
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
        out.println(Terminal.metrics(List.of("train", "test"), List.of(run.train(), run.test())));
        out.println();
        out.println(Terminal.confusion(run.test().confusionMatrix()));
        out.println();
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
            case EPOCHS ->
                run.lockstep().flatMap(Run.Lockstep::firstDivergence).isPresent()
                        ? ExitCode.CHECK_FAILED
                        : ExitCode.DONE;
        };
    }
}
