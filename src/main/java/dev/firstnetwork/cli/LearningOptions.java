package dev.firstnetwork.cli;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.LearningRate;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.training.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How learning departs from the plain rule: how the learning rate changes, and what keeps from overfitting. */
public final class LearningOptions {

    /** How the learning rate changes over the epochs. */
    enum Schedule {
        CONSTANT,
        STEP,
        EXPONENTIAL,
        COSINE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a row counts by its class: {@code none}, {@code balanced}, or numbers with commas between them. */
    record Weights(boolean balanced, List<Double> values) {

        private static final String NONE = "none";
        private static final String BALANCED = "balanced";

        @Override
        public String toString() {
            return balanced ? BALANCED : values.isEmpty() ? NONE : ConfigFile.joined(values);
        }

        /** For training rows with so many of each class, none for a regression; balanced is scikit-learn's rule, {@code n / (classes * rows of the class)}. */
        ClassWeights of(long rows, long... counts) {
            boolean fits = counts.length > 0 || (!balanced && values.isEmpty());
            require(fits, "--class-weights is for classes, and --task regression predicts numbers");
            if (!balanced) {
                return new ClassWeights(values);
            }
            return new ClassWeights(Arrays.stream(counts)
                    // a class without training rows weighs nothing either way
                    .mapToObj(count -> count == 0 ? 0 : (double) rows / (counts.length * count))
                    .toList());
        }
    }

    /** Reads {@link Weights}. */
    static final class WeightsConverter implements ITypeConverter<Weights> {

        @Override
        public Weights convert(String value) {
            if (value.equals(Weights.NONE) || value.equals(Weights.BALANCED)) {
                return new Weights(value.equals(Weights.BALANCED), List.of());
            }
            String expected = "class weights: expected one for each class, e.g. 1,5, or balanced or none";
            return new Weights(false, NetworkOptions.numbers(value, Double::valueOf, expected));
        }
    }

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "How the learning rate changes: constant; step, by --schedule-decay every --schedule-every epochs;"
                            + " exponential, by --schedule-decay each epoch; cosine, down to 0. Default: ${DEFAULT-VALUE}")
    Schedule schedule = Schedule.CONSTANT;

    @Option(
            names = "--schedule-decay",
            paramLabel = "FACTOR",
            description = "Factor of step and exponential. Default: ${DEFAULT-VALUE}")
    public double scheduleDecay = 0.5;

    @Option(
            names = "--schedule-every",
            paramLabel = "N",
            description = "Epochs between the steps of step. Default: ${DEFAULT-VALUE}")
    public int scheduleEvery = 10;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Epochs in which the learning rate rises from 0. Default: ${DEFAULT-VALUE}")
    public int warmUp = 0;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Part of the hidden activations that is dropped in training. Default: ${DEFAULT-VALUE}")
    public double dropout;

    @Option(
            names = "--dropout-seed",
            paramLabel = "SEED",
            description = "Seed of what is dropped. Default: ${DEFAULT-VALUE}")
    public long dropoutSeed = 1;

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced|W,W...",
            converter = WeightsConverter.class,
            description = "What a training row counts, by its class. Default: ${DEFAULT-VALUE}")
    Weights classWeights = new Weights(false, List.of());

    @Option(
            names = "--clip",
            paramLabel = "none|value|norm",
            description = "Bound each element of the gradient, or the norm of each layer's. Default: ${DEFAULT-VALUE}")
    Clipping.Kind clip = Clipping.Kind.NONE;

    @Option(
            names = "--clip-threshold",
            paramLabel = "BOUND",
            defaultValue = "1",
            description = "The bound of --clip. Default: ${DEFAULT-VALUE}")
    public double clipThreshold;

    /**
     * The plain rule of {@code network} with all that is asked for.
     *
     * @param rows how many rows train
     * @param counts how many of them are of each class; none for a regression
     */
    LearningRule rule(NetworkOptions network, TrainingPlan plan, long rows, long... counts) {
        return new LearningRule(
                network.updater(),
                rate(network.learningRate, plan.steps(Math.toIntExact(rows)), plan.epochs()),
                network.penalty(),
                new Clipping(clip, clipThreshold),
                dropout,
                dropoutSeed,
                classWeights.of(rows, counts),
                LearningRule.Gradient.PLAIN);
    }

    private LearningRate rate(double initial, int steps, int epochs) {
        require(warmUp >= 0, "--warm-up is " + warmUp + ": expected 0 epochs or more");
        require(scheduleEvery >= 1, "--schedule-every is " + scheduleEvery + ": expected 1 epoch or more");
        LearningRate rate =
                switch (schedule) {
                    case CONSTANT -> new LearningRate.Constant(initial);
                    case STEP -> new LearningRate.Step(initial, scheduleDecay, product(scheduleEvery, steps));
                    case EXPONENTIAL ->
                        new LearningRate.Exponential(initial, Elementary.exp(Elementary.log(scheduleDecay) / steps));
                    case COSINE -> new LearningRate.Cosine(initial, product(Math.max(1, epochs), steps));
                };
        return warmUp == 0 ? rate : new LearningRate.WarmUp(product(warmUp, steps), rate);
    }

    /** How many steps so many epochs have; no run has more than an integer holds. */
    private static int product(int epochs, int steps) {
        return (int) Math.min(Integer.MAX_VALUE, (long) epochs * steps);
    }
}
