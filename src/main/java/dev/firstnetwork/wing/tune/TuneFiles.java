package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.Content;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each file of a search holds, and what a terminal shows of it. Nothing in the files hangs on the clock: a search that
 * was resumed has the same.
 */
public final class TuneFiles {

    static final String COMMAND = "java -jar target/first-network.jar ";

    private static final int MOST_TRIALS = 10;

    private TuneFiles() {}

    /**
     * Every file of a search by its path below its folder.
     *
     * @param picture of the search, which is waited for
     * @param configuration the options of the search, to repeat it
     * @param best the options of the winner, to train it
     * @param json what {@code tune.json} holds
     */
    public static Map<String, Content> of(
            Tuning tuning,
            CompletableFuture<byte[]> picture,
            Map<String, Object> configuration,
            Map<String, Object> best,
            Map<String, Object> json) {
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("config.json", Content.of(Json.bytes(configuration)));
        files.put("trials.csv", Content.of(trialsCsv(tuning).getBytes(StandardCharsets.UTF_8)));
        files.put("tune.json", Content.of(Json.bytes(json)));
        files.put("best.json", Content.of(Json.bytes(best)));
        files.put("plots/tune.png", out -> out.write(picture.join()));
        return files;
    }

    /**
     * The search as {@code tune.json} has it: {@code about}, the winner, and each trial with all of its rungs.
     *
     * @param winner what became of the best trial, trained on all training rows
     * @param test how good it is on the test rows, which had no part in the search
     */
    static Map<String, Object> json(
            Tuning tuning, Experiment.Outcome winner, Evaluation test, Map<String, Object> about) {
        Trial trial = tuning.best().orElseThrow();
        Map<String, Object> best = new LinkedHashMap<>();
        best.put("trial", trial.trial());
        best.put("values", trial.values());
        best.put("mean", trial.mean());
        best.put("standardDeviation", trial.last().orElseThrow().standardDeviation());
        best.put("train", RunFiles.metrics(winner.train()));
        best.put("test", RunFiles.metrics(test));
        Map<String, Object> json = new LinkedHashMap<>(about);
        json.put("score", tuning.score().toString());
        json.put("better", tuning.score().isHigherBetter() ? "higher" : "lower");
        json.put("best", best);
        json.put("trials", tuning.ranked());
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
        boolean fixedEpochs = !tuning.space().names().contains("epochs");
        List<String> header = new ArrayList<>();
        IntStream.rangeClosed(1, folds).forEach(fold -> header.add("fold" + fold));
        header.addAll(fixedEpochs ? List.of("epochs", "failure") : List.of("failure"));
        return table(tuning, tuning.ranked(), TuneFiles::number, header, rung -> {
                    List<Object> cells = new ArrayList<>();
                    rung.scores().forEach(score -> cells.add(number(score)));
                    cells.addAll(Collections.nCopies(folds - rung.scores().size(), ""));
                    cells.addAll(fixedEpochs ? List.of(rung.epochs()) : List.of());
                    cells.add(Objects.requireNonNullElse(rung.failure(), ""));
                    return cells;
                })
                .csv();
    }

    /**
     * Ranked trials with what was varied, mean and standard deviation over the folds, and more.
     *
     * @param text a mean or a standard deviation as the table has it
     * @param header the columns behind them
     * @param more their cells
     */
    static Table table(
            Tuning tuning,
            List<Trial> trials,
            DoubleFunction<String> text,
            List<String> header,
            Function<Trial.Rung, List<?>> more) {
        List<String> names = new ArrayList<>(List.of("rank", "trial"));
        names.addAll(tuning.space().names());
        names.addAll(List.of(tuning.score().toString(), "sd"));
        names.addAll(header);
        List<List<Object>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            Trial.Rung rung = trial.last().orElseThrow();
            List<Object> row = new ArrayList<>(List.of(rows.size() + 1, trial.trial()));
            tuning.space().names().forEach(name -> row.add(trial.values().get(name)));
            row.addAll(List.of(text.apply(rung.mean()), text.apply(rung.standardDeviation())));
            row.addAll(more.apply(rung));
            rows.add(row);
        }
        return Table.ofNumbers(names).with(rows);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Numbers.text(value);
    }

    /** What a terminal shows: the best trials, what became of the winner, and how to train it. */
    static String text(Tuning tuning, Experiment.Outcome winner, Evaluation test, Path folder, double seconds) {
        var trained = winner.trained().result();
        Table figures =
                Tables.ofSides(List.of("train", "test"), List.of(winner.train(), test.figures()), test.intervals());
        String diverged = trained.stop() == TrainingResult.Stop.DIVERGED
                ? "\n\nit diverged there, and is judged as it was after epoch " + trained.epoch()
                : "";
        String failures = tuning.failures() == 0
                ? ""
                : ", " + tuning.failures() + " of them without a score (trials.csv says why)";
        return best(tuning) + "\n\nthe winner, trained on all training rows:\n\n" + figures.text() + diverged
                + String.format(
                        Locale.ROOT,
                        "\n\nsearched %s in %.1f s",
                        Texts.count(tuning.trials().size(), "configuration"),
                        seconds)
                + failures
                + "\n\ntable and plot  " + folder
                + "\ntrain it        " + COMMAND + "train --config " + folder.resolve("best.json");
    }

    /** The best trials of those that have a score. */
    static String best(Tuning tuning) {
        boolean epochs = tuning.hasRungs();
        List<Trial> best = tuning.ranked().stream()
                .filter(Trial::isScored)
                .limit(MOST_TRIALS)
                .toList();
        List<String> header = epochs ? List.of("epochs") : List.of();
        return Terminal.table(
                table(tuning, best, Terminal::figure, header, rung -> epochs ? List.of(rung.epochs()) : List.of()));
    }

    /** The values of a configuration in a line. */
    static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
