package dev.firstnetwork.cli;

import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Predictor;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.training.EngineKind;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saved model and the table to use it on. */
public final class ModelOptions {

    /** The engines that can predict: lockstep is for training. */
    enum EngineName {
        DL4J,
        HAND;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    public ModelOption saved;

    @Option(
            names = "--data",
            paramLabel = "NAME|FILE",
            required = true,
            description =
                    "CSV file with the columns that the model was trained on, in any order; - for standard input. Or a"
                            + " data set by its name: a bundled one, or a generated one of 100 points, noise 0.1 and seed"
                            + " 1.")
    public String data;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "What predicts: dl4j or hand. Default: ${DEFAULT-VALUE}")
    EngineName engine = EngineName.DL4J;

    @Mixin
    CsvOptions csv;

    /** The table, read as the one was that the model was trained on. */
    public TableSource source(Model model, boolean quiet) {
        return source(data, csv, model, quiet);
    }

    /** The table {@code data}, a file or a data set by its name, read as the one was that {@code model} was trained on. */
    public static TableSource source(String data, CsvOptions csv, Model model, boolean quiet) {
        return Generated.Shape.named(data)
                .<TableSource>map(shape -> new Generated(shape, 100, 0.1, 1, true))
                .or(() -> BundledSet.named(data).map(BundledSet::table))
                .orElseGet(() -> csv.open(data, model.preparation().dialect(), quiet));
    }

    /** The model as a function from inputs to outputs, both in the data's own units. */
    public Predictor predictor(Model loaded) {
        EngineKind kind = engine == EngineName.HAND ? EngineKind.HAND : EngineKind.DL4J;
        return kind.predictor(loaded, Precision.DOUBLE);
    }
}
