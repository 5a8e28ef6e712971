package dev.firstnetwork.cli;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.RunFiles;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How good a saved model is on rows with labels. */
@Command(name = "evaluate", description = "Judge a saved model on a CSV file with labels.", sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ModelOptions modelOptions;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Model model = modelOptions.model();
        Samples samples = model.preparation().read(modelOptions.source());
        Metrics metrics = Metrics.of(
                model.preparation().classes(),
                modelOptions
                        .engine(model)
                        .predict(model.preparation().standardiser().apply(samples.x())),
                samples.y());
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            out.print(new String(RunFiles.json(RunFiles.metrics(metrics)), StandardCharsets.UTF_8));
        } else {
            out.println(Terminal.metrics(List.of(""), List.of(metrics)));
            out.println();
            out.println(Terminal.confusion(metrics.confusionMatrix()));
        }
        return ExitCode.DONE;
    }
}
