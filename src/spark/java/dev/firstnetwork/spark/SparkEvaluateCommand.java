package dev.firstnetwork.spark;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Tables;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Judges a saved model on labelled rows of a cluster. */
@Command(name = "evaluate", description = "A saved model on a table with labels.", sortOptions = false)
final class SparkEvaluateCommand implements Callable<Integer> {

    @Mixin
    SavedOptions saved;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        try (Cluster cluster = Cluster.start()) {
            SentModel sent = saved.model(cluster);
            SparkTable table = saved.table(sent, cluster);
            Figures figures =
                    new SparkEvaluation(sent).ofBlocks(table.blocks(sent.model().preparation()));
            PrintWriter out = common.out();
            if (common.json) {
                out.print(Json.text(RunFiles.metrics(figures)));
            } else {
                out.println(
                        Tables.ofSides(List.of(""), List.of(figures), Map.of()).text());
            }
            return ExitCode.DONE;
        }
    }
}
