package dev.firstnetwork.wing.tune;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.wing.tune.TuningCheckpoint.TrialJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        Trial best = tuning.best().orElseThrow();
        Map<String, Object> json = new LinkedHashMap<>(about);
        json.put("score", tuning.score().toString());
        json.put("better", tuning.score().isHigherBetter() ? "higher" : "lower");
        json.put(
                "best",
                new Best(
                        best.number(),
                        best.values(),
                        best.mean(),
                        best.last().orElseThrow().standardDeviation(),
                        RunFiles.metrics(winner.outcome().train()),
                        RunFiles.metrics(winner.test())));
        json.put("trials", tuning.ranked().stream().map(TrialJson::of).toList());
        return json;
    }

    /** The best trial, and what became of it on all rows. */
    private record Best(
            int trial,
            Map<String, String> values,
            double mean,
            double standardDeviation,
            Map<String, Object> train,
            Map<String, Object> test) {}

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
        List<String> header = new ArrayList<>(List.of("rank", "trial"));
        header.addAll(names);
        header.addAll(List.of(tuning.score().toString(), "sd"));
        IntStream.rangeClosed(1, folds).forEach(fold -> header.add("fold" + fold));
        header.addAll(fixedEpochs ? List.of("epochs", "failure") : List.of("failure"));
        List<List<Object>> rows = new ArrayList<>();
        for (Trial trial : tuning.ranked()) {
            Trial.Rung rung = trial.last().orElseThrow();
            List<Object> row = new ArrayList<>(List.of(rows.size() + 1, trial.number()));
            names.forEach(name -> row.add(trial.values().get(name)));
            row.add(text(rung.mean()));
            row.add(text(rung.standardDeviation()));
            rung.scores().forEach(score -> row.add(Numbers.text(score)));
            row.addAll(Collections.nCopies(folds - rung.scores().size(), ""));
            row.addAll(fixedEpochs ? List.of(rung.epochs()) : List.of());
            row.add(rung.failure().orElse(""));
            rows.add(row);
        }
        return Table.ofNumbers(header).with(rows).csv();
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Numbers.text(value);
    }
}
