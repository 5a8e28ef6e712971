package dev.firstnetwork.wing.use;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.ModelOptions;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.data.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.wing.judge.GroupMetrics;
import dev.firstnetwork.wing.judge.JudgementOptions;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How good a saved model is on rows with labels. */
@Command(name = "evaluate", description = "Judge a saved model on a CSV file with labels.", sortOptions = false)
public final class EvaluateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    ModelOptions modelOptions;

    @Mixin
    JudgementOptions judgement;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Model saved = modelOptions.model();
        Preparation preparation = saved.preparation();
        Optional<Experiment.Costs> costs = judgement.costs(preparation);
        TableSource source = modelOptions.source(common.quiet);
        Samples samples = preparation.read(source);
        Optional<List<String>> values = judgement.groups(preparation, source);
        Matrix outputs = modelOptions.predictor(saved).apply(samples.x());
        Optional<ThresholdChoice> choice =
                costs.map(cost -> ThresholdChoice.of(outputs, samples.y(), cost.falsePositive(), cost.falseNegative()));
        Evaluation evaluation = Evaluation.of(preparation, saved.threshold(), outputs, samples.y());
        Optional<GroupMetrics> groups =
                values.map(column -> JudgementOptions.metrics(column, rows(saved, samples, outputs), preparation));
        PrintWriter out = spec.commandLine().getOut();
        if (common.json) {
            Map<String, Object> json = RunFiles.metrics(evaluation.figures());
            json.put("intervals", RunFiles.intervals(evaluation.intervals()));
            choice.ifPresent(chosen -> json.put("threshold", RunFiles.threshold(chosen)));
            groups.ifPresent(metrics -> json.put("groups", RunFiles.groups(metrics)));
            out.print(Json.text(json));
        } else {
            out.println(Terminal.figures(List.of(""), List.of(evaluation.figures()), evaluation.intervals()));
            out.println();
            Terminal.confusion(evaluation.figures()).forEach(out::println);
            groups.ifPresent(metrics -> out.println(Terminal.groups(metrics, judgement.group) + "\n"));
            choice.ifPresent(chosen -> out.println("on these rows, " + Terminal.threshold(chosen)
                    + "; the model decides at " + Numbers.text(saved.threshold())));
        }
        return ExitCode.DONE;
    }

    private static List<Predictions.Row> rows(Model model, Samples samples, Matrix outputs) {
        int[] all = IntStream.range(0, samples.rows()).toArray();
        TrainTestSplit testOnly = new TrainTestSplit(new int[0], new int[0], all);
        return new Predictions(samples, testOnly, outputs, false, model.threshold());
    }
}
