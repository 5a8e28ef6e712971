package dev.firstnetwork.wing.use;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.cli.RowsOutput;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.Predictor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Probabilities and labels for rows without labels, a block of rows at a time, however many there are. */
@Command(
        name = "predict",
        description = "Add the probability and the predicted label to each row of a CSV file.",
        sortOptions = false)
public final class PredictCommand implements Callable<Integer> {

    @Mixin
    ModelOptions modelOptions;

    @Mixin
    RowsOutput output;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Model model = modelOptions.saved.load();
        TableSource source = modelOptions.source(model, common.quiet);
        common.require(
                !output.isFile(modelOptions.data),
                "--out is the table that is read, " + modelOptions.data + ": name another file");
        Predictor predictor = modelOptions.predictor(model);
        output.write(writer -> PredictedRows.write(source, model, predictor, writer), common.out());
        return ExitCode.DONE;
    }
}
