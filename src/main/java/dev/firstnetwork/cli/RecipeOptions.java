package dev.firstnetwork.cli;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All that is to be decided before a network is trained on given data: what it looks like, how it learns, how long. */
public final class RecipeOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Mixin
    public NetworkOptions network;

    @Mixin
    public LearningOptions learning;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "article: these defaults. trained: batch 16, 500 epochs. tabular, which bundled sets begin with:"
                            + " batch 32, 40 epochs, adam 0.002. Default: ${DEFAULT-VALUE}")
    Preset preset = Preset.ARTICLE;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "How often to go through the training rows; up to 200, every tenth is printed, beyond that every"
                            + " tenth part. Default: ${DEFAULT-VALUE}")
    public int epochs = 50;

    @Option(
            names = "--batch",
            paramLabel = "full|N",
            description = "Rows in a step: all, a mini-batch, or 1. Default: ${DEFAULT-VALUE}")
    public String batch = "full";

    @Option(names = "--no-shuffle", fallbackValue = "true", description = "Take mini-batches in the order of the rows.")
    boolean noShuffle;

    @Option(
            names = "--shuffle-seed",
            paramLabel = "SEED",
            description = "Seed of the order of the rows in each epoch. Default: ${DEFAULT-VALUE}")
    public long shuffleSeed = 1;

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
            description = "Stop when the loss has not fallen for N epochs: the validation loss, whose lowest network is"
                    + " kept, or the training loss without --validation-size. 0 for never. Default: ${DEFAULT-VALUE}")
    int patience = 0;

    @Option(
            names = "--tolerance",
            paramLabel = "LOSS",
            defaultValue = "0",
            description = "What counts as falling for --patience. Default: ${DEFAULT-VALUE}")
    double tolerance;

    @Option(
            names = "--ensemble",
            paramLabel = "N",
            description = "Train N networks from different seeds and predict their mean. Default: ${DEFAULT-VALUE}")
    public int ensemble = 1;

    /**
     * The experiment that follows this recipe.
     *
     * @param name the name of the table, for messages
     * @param init the file with initial parameters, or null
     */
    public Experiment experiment(SplitData data, String name, Path init, EngineKind engine, Precision precision) {
        TrainingPlan plan = plan();
        long[] counts = new long[data.preparation().classes().size()];
        if (counts.length > 0) {
            Arrays.stream(Samples.classes(data.train().y())).forEach(k -> counts[k]++);
        }
        NetworkSpec learner =
                learner(data.preparation(), name, plan, data.train().rows(), counts);
        Optional<Parameters> start = Optional.ofNullable(init).map(file -> ParametersJson.read(file, learner.sizes()));
        return new Experiment(
                data,
                learner,
                new Experiment.Start(network.seed, start),
                engine,
                precision,
                plan,
                ensemble,
                Optional.empty());
    }

    /**
     * The network that follows this recipe.
     *
     * @param name the name of the table, for messages
     * @param rows how many rows train
     * @param counts how many of them are of each class; none for a regression
     */
    public NetworkSpec learner(Preparation preparation, String name, TrainingPlan plan, long rows, long... counts) {
        return network.spec(preparation, name, learning.rule(network, plan, rows, counts));
    }

    /** How long training goes on, and on which batches: it can be asked for before the data is read. */
    public TrainingPlan plan() {
        return new TrainingPlan(
                epochs,
                batchSize(batch, spec),
                !noShuffle,
                shuffleSeed,
                inputNoise,
                new Stopping(patience, tolerance),
                Optional.empty());
    }

    /** How many rows {@code --batch} of {@code command} says; 0 for all of them. */
    public static int batchSize(String batch, CommandSpec command) {
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
                command.commandLine(), "--batch is '" + batch + "': expected full, or how many rows make a step");
    }
}
