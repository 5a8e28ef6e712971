package dev.firstnetwork.wing.use;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How good a saved model is on rows with labels. */
@Command(name = "evaluate", description = "Judge a saved model on a CSV file with labels.", sortOptions = false)
public final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    ModelOptions modelOptions;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Model saved = modelOptions.saved.load();
        Preparation preparation = saved.preparation();
        TableSource source = modelOptions.source(saved, common.quiet);
        Addition.of(common.spec).forEach(addition -> addition.look(preparation, source));
        Samples samples = preparation.read(source);
        Matrix outputs = modelOptions.predictor(saved).apply(samples.x());
        Evaluation evaluation = Evaluation.of(preparation, saved.threshold(), outputs, samples.y());
        Predictions rows = rows(saved, samples, outputs);
        List<Section> sections = Addition.of(common.spec)
                .flatMap(addition -> addition.judged(saved, rows).stream())
                .toList();
        PrintWriter out = common.out();
        if (common.json) {
            Map<String, Object> json = RunFiles.metrics(evaluation);
            sections.forEach(section -> json.putAll(section.json()));
            out.print(Json.text(json));
        } else {
            Table table = Tables.ofSides(List.of(""), List.of(evaluation.figures()), evaluation.intervals());
            out.println(table.text() + "\n");
            Terminal.confusion(evaluation.figures()).forEach(out::println);
            sections.stream()
                    .map(Section::text)
                    .filter(text -> !text.isEmpty())
                    .forEach(text -> out.println(text + "\n"));
        }
        return ExitCode.DONE;
    }

    /** All rows as test rows. */
    private static Predictions rows(Model model, Samples samples, Matrix outputs) {
        int[] all = IntStream.range(0, samples.rows()).toArray();
        TrainTestSplit testOnly = new TrainTestSplit(new int[0], new int[0], all);
        return Predictions.of(samples, testOnly, outputs, model.preparation().isRegression(), model.threshold());
    }
}
