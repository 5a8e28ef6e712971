package dev.firstnetwork.cli;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.Evaluation;
import dev.firstnetwork.report.Members;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Run;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.training.LockstepEngine;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** From an experiment's outcome to what is told of it. */
public final class Runs {

    private static final DateTimeFormatter FOLDER_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Runs() {}

    /** What the folder of a run is called that began then. */
    public static String name(Instant begin, String subject) {
        return FOLDER_TIME.format(begin) + "-" + subject;
    }

    /** What is told of {@code outcome}; {@code sections} are what the wings add. */
    public static Run of(
            Run.About about,
            Experiment experiment,
            Experiment.Outcome outcome,
            Predictions rows,
            List<Section> sections) {
        Preparation preparation = outcome.model().preparation();
        TrainingResult result = outcome.trained().result();
        double seconds = outcome.trained().seconds();
        var surface = DecisionSurface.of(experiment.data(), experiment.predictor(outcome.model()));
        return new Run(
                about,
                new Run.Training(result.history(), result.epoch(), result.stop().toString(), seconds),
                new Run.Subject(preparation.inputNames(), preparation.label().name(), preparation.classes()),
                new Run.Answers(rows, surface, outcome.model().threshold()),
                outcome.train(),
                Evaluation.of(experiment.data(), outcome),
                outcome.trained().lockstep().map(Runs::lockstep),
                Stream.concat(Members.of(outcome).stream(), sections.stream()).toList());
    }

    private static Run.Lockstep lockstep(LockstepEngine engine) {
        return new Run.Lockstep(
                engine.worstGradients(),
                engine.worstParameters(),
                engine.firstDivergence().map(LockstepEngine.Divergence::toString));
    }

    /** What is about to be trained, in two lines. */
    public static String introduction(String data, Experiment experiment, String batch) {
        NetworkSpec spec = experiment.spec();
        StringBuilder network = new StringBuilder(String.valueOf(spec.inputs()));
        for (int layer = 1; layer <= spec.layers(); layer++) {
            network.append(" - ").append(spec.sizes().get(layer)).append(' ').append(spec.activation(layer));
        }
        SplitData split = experiment.data();
        String validation = split.validation()
                .map(rows -> ", " + rows.rows() + " to decide when to stop")
                .orElse("");
        return data + ": " + split.train().rows() + " rows to train, "
                + split.test().rows() + " to test" + validation
                + "\nnetwork " + network + ", " + spec.loss() + ", "
                + spec.learning().updater().getClass().getSimpleName().toLowerCase(Locale.ROOT) + " "
                + Numbers.text(spec.learning().rate().at(1)) + ", batch " + batch + ", engine "
                + experiment.engine()
                + (experiment.ensemble() == 1 ? "" : ", " + experiment.ensemble() + " networks");
    }

    /** Why training ended, in a sentence. */
    public static String ending(Run run) {
        String time = String.format(Locale.ROOT, "%.2f s", run.training().seconds());
        int last = run.training().last().epoch();
        int epochs = run.training().epochs();
        String best = "; the model is that of epoch " + epochs;
        String lowest = last == epochs ? "" : best + ", whose validation loss was lowest";
        return switch (run.training().stoppedBecause()) {
            case "diverged" ->
                Terminal.judged(
                        false,
                        "diverged: the loss is no longer finite after epoch " + last + best
                                + ". Lower --learning-rate.");
            case "early-stopping" -> "stopped early after " + last + " epochs, " + time + lowest;
            case "converged" -> "converged after " + epochs + " epochs, " + time;
            case "interrupted" -> "interrupted after " + epochs + " epochs, " + time;
            default -> "trained " + last + " epochs in " + time + lowest;
        };
    }

    /** How well the engines agreed, in a sentence. */
    public static String agreement(LockstepEngine engine) {
        String engines = "DL4J and the hand-written engine ";
        if (engine.firstDivergence().isPresent()) {
            return Terminal.judged(
                    false,
                    engines + "part at " + engine.firstDivergence().get()
                            + "; beyond |logit| = 34.5 DL4J clips its binary"
                            + " cross-entropy (see README): is the learning rate too high?");
        }
        return engines + Terminal.judged(true, "agree") + ": gradients within "
                + Terminal.difference(engine.differences().gradient()) + ", parameters within "
                + Terminal.difference(engine.differences().parameter()) + " at every step";
    }
}
