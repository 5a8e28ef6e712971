package dev.firstnetwork.wing.tune;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.RunFiles;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each file of a search holds. Nothing in them hangs on the clock: a search that was resumed has the same. */
public final class TuneFiles {

    private TuneFiles() {}

    /**
     * Every file of a search by its path below its folder.
     *
     * @param configuration the options of the search, to repeat it
     * @param best the options of the winner, to train it
     * @param json what {@code tune.json} holds
     */
    public static Map<String, Content> of(
            Tuning tuning, Map<String, Object> configuration, Map<String, Object> best, Map<String, Object> json) {
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("config.json", Content.of(Json.bytes(configuration)));
        files.put("trials.csv", Content.of(trialsCsv(tuning).getBytes(StandardCharsets.UTF_8)));
        files.put("tune.json", Content.of(Json.bytes(json)));
        files.put("best.json", Content.of(Json.bytes(best)));
        files.put("plots/tune.png", Content.of(TuneChart.png(tuning)));
        return files;
    }

    /**
     * The search as {@code tune.json} has it: {@code about}, the winner, and each trial with all of its rungs.
     *
     * @param winner what became of the best trial, trained on all training rows
     */
    public static Map<String, Object> json(Tuning tuning, Winner winner, Map<String, Object> about) {
        Map<String, Object> json = new LinkedHashMap<>(about);
        json.put("score", tuning.score().toString());
        json.put("better", tuning.score().isHigherBetter() ? "higher" : "lower");
        Trial first = tuning.best().orElseThrow();
        Map<String, Object> best = new LinkedHashMap<>();
        best.put("trial", first.number());
        best.put("values", first.values());
        best.put("mean", first.mean());
        best.put("standardDeviation", first.last().orElseThrow().standardDeviation());
        best.put("train", RunFiles.metrics(winner.outcome().train()));
        best.put("test", RunFiles.metrics(winner.test()));
        json.put("best", best);
        json.put("trials", tuning.ranked().stream().map(TuningCheckpoint::json).toList());
        return json;
    }

    /**
     * A line for each trial, the best first: what was varied, mean and standard deviation over the folds, each fold's score,
     * for how many epochs at most the trial was trained when it was judged last, and why it has no score.
     */
    static String trialsCsv(Tuning tuning) {
        int folds = tuning.trials().stream()
                .flatMap(trial -> trial.last().stream())
                .mapToInt(rung -> rung.scores().size())
                .max()
                .orElse(0);
        List<String> names = tuning.space().names();
        boolean fixedEpochs = !names.contains("epochs");
        StringBuilder csv = new StringBuilder("rank,trial");
        names.forEach(name -> csv.append(',').append(name));
        csv.append(',').append(tuning.score()).append(",sd");
        for (int fold = 1; fold <= folds; fold++) {
            csv.append(",fold").append(fold);
        }
        csv.append(fixedEpochs ? ",epochs" : "").append(",failure\n");
        int rank = 0;
        for (Trial trial : tuning.ranked()) {
            rank++;
            csv.append(rank).append(',').append(trial.number());
            names.forEach(
                    name -> csv.append(',').append(RunFiles.field(trial.values().get(name))));
            Trial.Rung rung = trial.last().orElseThrow();
            csv.append(',').append(text(rung.mean()));
            csv.append(',').append(text(rung.standardDeviation()));
            for (int fold = 0; fold < folds; fold++) {
                csv.append(',');
                csv.append(
                        fold < rung.scores().size() ? Numbers.text(rung.scores().get(fold)) : "");
            }
            csv.append(fixedEpochs ? "," + rung.epochs() : "");
            csv.append(',').append(RunFiles.field(rung.failure().orElse(""))).append('\n');
        }
        return csv.toString();
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Numbers.text(value);
    }
}
