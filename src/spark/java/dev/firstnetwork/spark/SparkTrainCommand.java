package dev.firstnetwork.spark;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.cli.ColumnOptions;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.Environment;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.RecipeOptions;
import dev.firstnetwork.cli.Runs;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.SplitData.Hashing;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer.TrainingResult;
import dev.firstnetwork.training.TrainingPlan;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the hand-written network on the rows of a cluster. */
@Command(
        name = "train",
        description = "Train the hand-written network on a table that lies on a cluster.",
        sortOptions = false)
final class SparkTrainCommand implements Callable<Integer> {

    @Mixin
    SparkOptions table;

    @Mixin
    ColumnOptions columns;

    @Option(
            names = "--test-size",
            paramLabel = "FRACTION",
            description = "Fraction of the rows held out for the test, by hash. Default: ${DEFAULT-VALUE}")
    double testSize = 0.2;

    @Option(
            names = "--split",
            paramLabel = "METHOD",
            description = "hash: by each row's number alone, the only way here. Default: ${DEFAULT-VALUE}")
    String split = "hash";

    @Option(names = "--split-seed", paramLabel = "SEED", description = "Seed of the split. Default: ${DEFAULT-VALUE}")
    long splitSeed = 42;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "average: each part trains for an epoch, then parameters are averaged. sync: each step is of one"
                            + " batch, whose rows may lie in all parts; for full or large batches. Default: ${DEFAULT-VALUE}")
    SparkTrainer.Mode mode = SparkTrainer.Mode.AVERAGE;

    @Mixin
    RecipeOptions recipe;

    @Option(
            names = "--init",
            paramLabel = "FILE",
            description = "JSON file on this machine with initial parameters: {\"W1\": [[..]], \"b1\": [..], ...}.")
    Path init;

    @Option(
            names = "--dump-parameters",
            fallbackValue = "true",
            description = "Write parameters.json with the trained parameters too.")
    boolean dumpParameters;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description =
                    "Go on with a run that was cut off, after its last whole epoch, to the same bits: the folder whose name"
                            + " ends in .partial. It keeps its options; --epochs may rise. Of a run on another file system than this"
                            + " machine's, give them again.")
    String resume;

    @Option(
            names = "--out",
            paramLabel = "URI",
            description = "Where the run folder is made. Default: ${DEFAULT-VALUE}")
    String out = "runs";

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        common.require(columns.label != null, "train needs --label COLUMN");
        common.require(split.equals("hash"), "--split " + split + ": rows of many machines are split by hash");
        TrainingPlan plan = plan();
        Hashing hashing = new Hashing(testSize, 0, splitSeed);
        ColumnRoles roles = columns.roles(columns.label, Optional.empty());
        Instant begin = Instant.now();
        try (Cluster cluster = Cluster.start()) {
            SparkTable source = new SparkTable(table.data, columns.csv.dialect(Dialect.ANY), cluster);
            SparkTable.Learned learned = source.learn(roles);
            int partitions = table.partitions(learned.count());
            SparkData data = SparkData.of(learned, source.name(), hashing, partitions);
            NetworkSpec network = recipe.learner(data.preparation(), source.name(), plan, data.train(), data.counts());
            requireOwn(network);
            if (!common.quiet) {
                introduce(source, learned, data, network);
            }
            double read = seconds(begin);
            RunPlace place = place(cluster, begin);
            Map<String, Object> about = about(learned, data);
            TrainingState from = place.last(about).orElseGet(() -> TrainingState.of(network, start(network)));
            Instant trainingBegins = Instant.now();
            TrainingResult result = new SparkTrainer(data, network, plan).train(mode, from, (figures, state) -> {
                place.save(state, about);
                print(figures, plan);
            });
            double training = seconds(trainingBegins);
            Model model = new Model(network, result.parameters(), data.preparation());
            SparkEvaluation evaluation = new SparkEvaluation(model);
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("train", RunFiles.metrics(evaluation.of(data, Shard::train)));
            metrics.put("test", RunFiles.metrics(evaluation.of(data, Shard::test)));
            metrics.put("epochs", result.epoch());
            metrics.put("stoppedBecause", result.stop().toString());
            metrics.put("seconds", training);
            metrics.put("readSeconds", read);
            metrics.put("partitions", partitions);
            metrics.put("notes", learned.table().notes());
            String folder = place.finish(files(model, result, metrics, source, begin));
            print(metrics, folder);
            return result.stop() == TrainingResult.Stop.DIVERGED ? ExitCode.USAGE : ExitCode.DONE;
        }
    }

    private TrainingPlan plan() {
        TrainingPlan plan = recipe.plan();
        boolean plain = plan.inputNoise() == 0 && plan.stopping().equals(dev.firstnetwork.dl4j.Stopping.NEVER);
        common.require(
                plain && recipe.ensemble == 1,
                "--input-noise, --patience and --ensemble are for one machine: leave them out");
        return plan;
    }

    private void requireOwn(NetworkSpec network) {
        common.require(
                mode != SparkTrainer.Mode.SYNC || network.learning().dropout() == 0,
                "--dropout draws its masks for a batch as a whole: give --mode average");
    }

    private Parameters start(NetworkSpec network) {
        return init == null
                ? Parameters.glorotUniform(network.sizes(), NumpyRandom.of(recipe.network.seed))
                : ParametersJson.read(init, network.sizes());
    }

    private RunPlace place(Cluster cluster, Instant begin) {
        return resume == null
                ? RunPlace.create(
                        cluster,
                        out,
                        Runs.name(begin, DataOptions.shortName(table.data)),
                        Json.bytes(ConfigFile.of(common.spec)))
                : RunPlace.resume(cluster, resume);
    }

    private static double seconds(Instant since) {
        return java.time.Duration.between(since, Instant.now()).toNanos() / 1e9;
    }

    /** What has to be the same where a run goes on. */
    private Map<String, Object> about(SparkTable.Learned learned, SparkData data) {
        Map<String, Object> about = new LinkedHashMap<>(ConfigFile.of(common.spec));
        about.keySet().removeAll(List.of("out", "epochs", "dumpParameters"));
        about.put("partitions", data.partitions());
        about.put("rows", learned.count());
        about.put("rowsOfFiles", learned.rows());
        return about;
    }

    private void introduce(SparkTable source, SparkTable.Learned learned, SparkData data, NetworkSpec network) {
        PrintWriter err = common.err();
        learned.table().notes().forEach(note -> err.println(Terminal.wrapped("note: " + note)));
        err.println(Terminal.wrapped(String.format(
                Locale.ROOT,
                "%s: %,d files, %,d rows, %,d to train in %,d partitions, %,d to test; network of %s",
                source.name(),
                source.files().count(),
                learned.count(),
                data.train(),
                data.partitions(),
                data.test(),
                network.sizes())));
        err.println();
        err.println("epoch   train loss    test loss   train      test");
    }

    private void print(EpochFigures figures, TrainingPlan plan) {
        int every = Math.max(1, plan.epochs() / 20);
        if (!common.quiet && (figures.epoch() % every == 0 || figures.epoch() == plan.epochs())) {
            common.err()
                    .println(String.format(
                            Locale.ROOT,
                            "%5d   %10.6f   %10.6f   %.4f   %.4f",
                            figures.epoch(),
                            figures.train().loss(),
                            figures.test().loss(),
                            figures.train().score(),
                            figures.test().score()));
        }
    }

    private Map<String, byte[]> files(
            Model model, TrainingResult result, Map<String, Object> metrics, SparkTable source, Instant begin) {
        Map<String, Object> manifest = new LinkedHashMap<>(Environment.versions());
        manifest.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
        manifest.put("backend", "none: the hand-written engine needs no ND4J");
        manifest.put("started", begin.toString());
        manifest.put("data", source.name());
        manifest.put("files", source.files().uris());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("config.json", Json.bytes(ConfigFile.of(common.spec)));
        files.put("manifest.json", Json.bytes(manifest));
        files.put(
                "metrics.csv",
                RunFiles.metricsCsv(result.history(), model.preparation().isRegression())
                        .getBytes(StandardCharsets.UTF_8));
        files.put("metrics.json", Json.bytes(metrics));
        if (dumpParameters) {
            files.put("parameters.json", Json.bytes(ParametersJson.toMap(model.parameters())));
        }
        files.put("model.zip", ModelFile.bytes(model));
        return files;
    }

    private void print(Map<String, Object> metrics, String folder) {
        PrintWriter printer = common.out();
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>(metrics);
            json.put("runFolder", folder);
            printer.print(Json.text(json));
        } else if (common.quiet) {
            printer.println(folder);
        } else {
            printer.println();
            printer.println(SparkEvaluation.table(metrics).text());
            printer.println();
            printer.println("model  " + folder + "/model.zip");
        }
        printer.flush();
    }
}
