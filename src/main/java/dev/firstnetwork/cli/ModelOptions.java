package dev.firstnetwork.cli;

import dev.firstnetwork.data.CsvFile;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Precision;
import dev.firstnetwork.training.EngineKind;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A saved model and the table to use it on. */
final class ModelOptions {

    /** The engines that can predict: lockstep is for training. */
    enum Predictor {
        DL4J,
        HAND
    }

    @Mixin
    ModelOption saved;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            required = true,
            description =
                    "CSV file with the columns that the model was trained on, in any order; - for standard input.")
    String data;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "dl4j",
            description = "What predicts: dl4j or hand. Default: ${DEFAULT-VALUE}")
    Predictor predictor;

    @Mixin
    CsvOptions csv;

    Model model() {
        return saved.load();
    }

    CsvFile source() {
        return data.equals("-") ? CsvFile.of(System.in, csv.format()) : CsvFile.of(Path.of(data), csv.format());
    }

    Engine engine(Model loaded) {
        EngineKind kind = predictor == Predictor.HAND ? EngineKind.HAND : EngineKind.DL4J;
        return kind.create(loaded.spec(), loaded.parameters(), Precision.DOUBLE);
    }
}
