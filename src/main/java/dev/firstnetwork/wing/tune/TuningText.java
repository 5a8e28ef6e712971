package dev.firstnetwork.wing.tune;

import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
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
    static String of(Tuning tuning, Winner winner, Path folder, double seconds) {
        int count = tuning.trials().size();
        return best(tuning) + "\n\nthe winner, trained on all training rows:\n\n"
                + Tables.ofSides(
                                List.of("train", "test"),
                                List.of(winner.outcome().train(), winner.test().figures()),
                                winner.test().intervals())
                        .text()
                + (winner.outcome().trained().result().stop() == TrainingResult.Stop.DIVERGED
                        ? "\n\nit diverged there, and is judged as it was after epoch "
                                + winner.outcome().trained().result().epoch()
                        : "")
                + "\n\n" + String.format(Locale.ROOT, "searched %s in %.1f s", count(count), seconds)
                + (tuning.failures() == 0
                        ? ""
                        : ", " + tuning.failures() + " of them without a score (trials.csv says why)")
                + "\n\ntable and plot  " + folder
                + "\ntrain it        " + COMMAND + "train --config " + folder.resolve("best.json");
    }

    private static String best(Tuning tuning) {
        boolean epochs = tuning.hasRungs();
        List<String> header = new ArrayList<>(List.of("rank", "trial"));
        header.addAll(tuning.space().names());
        header.addAll(List.of(tuning.score().toString(), "sd"));
        header.addAll(epochs ? List.of("epochs") : List.of());
        Table table = Table.ofNumbers(header);
        for (Trial trial : tuning.ranked().stream()
                .filter(Trial::isScored)
                .limit(MOST_TRIALS)
                .toList()) {
            Trial.Rung rung = trial.last().orElseThrow();
            List<Object> row = new ArrayList<>(List.of(table.rows().size() + 1, trial.number()));
            tuning.space().names().forEach(name -> row.add(trial.values().get(name)));
            row.addAll(List.of(Terminal.figure(rung.mean()), Terminal.figure(rung.standardDeviation())));
            row.addAll(epochs ? List.of(rung.epochs()) : List.of());
            table = table.row(row.toArray());
        }
        return table.text();
    }

    static String count(int configurations) {
        return configurations + (configurations == 1 ? " configuration" : " configurations");
    }

    /** The values of a configuration in a line. */
    static String values(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    /** {@code "rungs of 2, 6, 17, 50 epochs"}. */
    static String rungs(List<OptionalInt> rungs) {
        return "rungs of "
                + rungs.stream()
                        .flatMapToInt(OptionalInt::stream)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(", "))
                + " epochs";
    }
}
