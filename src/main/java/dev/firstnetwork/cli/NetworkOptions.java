package dev.firstnetwork.cli;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.network.NetworkSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the network looks like, and how it learns. */
public final class NetworkOptions {

    /** The updaters by name, each with DL4J's defaults for all but the learning rate and momentum. */
    enum UpdaterName {
        SGD,
        MOMENTUM,
        NESTEROV,
        ADAGRAD,
        RMSPROP,
        ADAM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The hidden layers' widths, written with commas between them; {@code none} for no hidden layer. */
    record Hidden(List<Integer> widths) {

        private static final String NONE = "none";

        @Override
        public String toString() {
            return widths.isEmpty() ? NONE : ConfigFile.joined(widths);
        }
    }

    /** Reads {@link Hidden}. */
    static final class HiddenConverter implements ITypeConverter<Hidden> {

        @Override
        public Hidden convert(String value) {
            if (value.equals(Hidden.NONE)) {
                return new Hidden(List.of());
            }
            String expected = "layer widths: expected e.g. 32 or 64,32, or none";
            List<Integer> widths = numbers(value, Integer::valueOf, expected);
            if (Collections.min(widths) < 1) {
                throw new TypeConversionException("'" + value + "': each layer needs one unit or more");
            }
            return new Hidden(widths);
        }
    }

    /** The numbers in {@code text}, with commas between them. */
    static <T> List<T> numbers(String text, Function<String, T> number, String expected) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(number)
                    .toList();
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no list of " + expected);
        }
    }

    @Option(
            names = "--hidden",
            paramLabel = "N[,N...]|none",
            converter = HiddenConverter.class,
            description = "Width of each hidden layer. Default: ${DEFAULT-VALUE}")
    Hidden hidden = new Hidden(List.of(32));

    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "Of the hidden layers: identity, relu, leaky-relu, tanh, sigmoid. Default: ${DEFAULT-VALUE}")
    Activation activation = Activation.RELU;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "binary-cross-entropy (default for two classes), cross-entropy (for more),"
                    + " mean-squared-error (for --task regression).")
    public Loss loss;

    @Option(
            names = "--updater",
            paramLabel = "NAME",
            description = "sgd, momentum, nesterov, adagrad, rmsprop, adam. Default: ${DEFAULT-VALUE}")
    UpdaterName updater = UpdaterName.SGD;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "Length of a step. Default: ${DEFAULT-VALUE}")
    double learningRate = 0.1;

    @Option(
            names = "--momentum",
            paramLabel = "FRACTION",
            description = "Of momentum and nesterov. Default: ${DEFAULT-VALUE}")
    double momentum = 0.9;

    @Option(
            names = "--l1",
            paramLabel = "FACTOR",
            defaultValue = "0",
            description = "L1 penalty on weights. Default: ${DEFAULT-VALUE}")
    double l1;

    @Option(
            names = "--l2",
            paramLabel = "FACTOR",
            defaultValue = "0",
            description = "L2 penalty on weights. Default: ${DEFAULT-VALUE}")
    public double l2;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of the initial weights. Default: ${DEFAULT-VALUE}")
    public long seed = 1;

    /** The network that learns by the plain rule: {@code --updater} at {@code --learning-rate}, and the penalties. */
    public NetworkSpec spec(Preparation preparation, String data) {
        return spec(preparation, data, LearningRule.of(updater(), learningRate).with(penalty()));
    }

    /**
     * The network for data prepared so; the output follows from the number of classes and the loss.
     *
     * @param data the name of the table, for messages
     */
    public NetworkSpec spec(Preparation preparation, String data, LearningRule rule) {
        if (preparation.isRegression()) {
            if (loss != null && loss != Loss.MEAN_SQUARED_ERROR) {
                throw new DataException(
                        data + ": " + loss + " is for classes, and --task regression predicts numbers: expected "
                                + Loss.MEAN_SQUARED_ERROR);
            }
            return NetworkSpec.regression(preparation.inputs(), hidden.widths(), activation, rule);
        }
        NetworkSpec usual =
                NetworkSpec.classifier(preparation.inputs(), hidden.widths(), preparation.outputs(), activation, rule);
        if (loss == null || loss == usual.loss()) {
            return usual;
        }
        if (!loss.goesWith(usual.outputActivation())) {
            throw new DataException(data + ": the label '" + preparation.label().name() + "' has "
                    + preparation.classes().size() + " classes, more or fewer than " + loss + " is for: expected "
                    + usual.loss() + " or " + Loss.MEAN_SQUARED_ERROR);
        }
        return new NetworkSpec(usual.sizes(), activation, usual.outputActivation(), loss, rule);
    }

    Penalty penalty() {
        return new Penalty(l1, l2);
    }

    Updater updater() {
        return switch (updater) {
            case SGD -> new Updater.Sgd();
            case MOMENTUM -> new Updater.Momentum(momentum);
            case NESTEROV -> new Updater.Nesterov(momentum);
            case ADAGRAD -> new Updater.AdaGrad(1e-6);
            case RMSPROP -> new Updater.RmsProp(0.95, 1e-8);
            case ADAM -> new Updater.Adam(0.9, 0.999, 1e-8);
        };
    }
}
