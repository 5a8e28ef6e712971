package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A search as a terminal shows it. */
final class TuningText {

    static final String COMMAND = "java -jar target/first-network.jar ";

    private static final int MOST_TRIALS = 10;

    private TuningText() {}

    /** The best trials, what became of the winner, and how to train it. */
    static String of(Tuning tuning, Tuning.Winner winner, Path folder, double seconds) {
        var trained = winner.outcome().trained().result();
        Table figures = Tables.ofSides(
                List.of("train", "test"),
                List.of(winner.outcome().train(), winner.test().figures()),
                winner.test().intervals());
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

    private static String best(Tuning tuning) {
        boolean epochs = tuning.hasRungs();
        List<Trial> best = tuning.ranked().stream()
                .filter(Trial::isScored)
                .limit(MOST_TRIALS)
                .toList();
        List<String> header = epochs ? List.of("epochs") : List.of();
        return TuneFiles.table(
                        tuning, best, Terminal::figure, header, rung -> epochs ? List.of(rung.epochs()) : List.of())
                .text();
    }

    /** The values of a configuration in a line. */
    static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@code "rungs of 2, 6, 17, 50 epochs"}. */
    static String rungs(List<OptionalInt> rungs) {
        return rungs.stream()
                .map(rung -> String.valueOf(rung.orElseThrow()))
                .collect(Collectors.joining(", ", "rungs of ", " epochs"));
    }
}
