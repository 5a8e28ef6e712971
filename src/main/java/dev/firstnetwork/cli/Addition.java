package dev.firstnetwork.cli;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a wing adds to {@code train}, and where it judges labelled rows to {@code evaluate}: a mix-in with options of its own
 * that takes part in the run. The methods are called in the order in which they stand here; a wing has those that it needs.
 */
public interface Addition {

    /**
     * What is about to be done.
     *
     * @param source the table
     * @param data its rows, split and standardised
     * @param recipe makes the experiment on these rows, or on others such as a fold's
     * @param splitSeed the seed of the split
     */
    record Task(TableSource source, SplitData data, Function<SplitData, Experiment> recipe, long splitSeed) {}

    /**
     * How a run begins.
     *
     * @param out where its folder is made
     * @param name what it is called
     * @param configuration its {@code config.json}
     * @param dataSha256 the hash of its data
     * @param listener hears of its training
     * @param from where it takes up; empty for the beginning
     */
    record Launch(
            Path out,
            String name,
            byte[] configuration,
            String dataSha256,
            Trainer.Listener listener,
            Optional<Trainer.Snapshot> from) {}

    /**
     * What has been trained.
     *
     * @param experiment how
     * @param model with the threshold that was decided on
     * @param rows every row with what is predicted for it
     * @param training how it went, from the beginning even where the run was taken up again
     */
    record Result(Experiment experiment, Model model, Predictions rows, TrainingResult training) {}

    /** The wings' mix-ins of a command, and those within a mix-in, in the order in which it has them. */
    static Stream<Addition> of(CommandSpec command) {
        return command.mixins().values().stream()
                .flatMap(mixin -> Stream.concat(Stream.of(mixin.userObject()), of(mixin)))
                .filter(Addition.class::isInstance)
                .map(Addition.class::cast);
    }

    /** Looks at its options before a large table is read: {@code ensemble} networks will be trained. */
    default void checkOptions(int ensemble) {}

    /** Looks at a table with labels before rows of it are trained on or judged. */
    default void look(Preparation preparation, TableSource source) {}

    /** The experiment as its options want it. */
    default Experiment revised(Experiment experiment) {
        return experiment;
    }

    /** Looks at its options before the work is done, now that the table is known. */
    default void check(Task task) {}

    /** The run's begin as its options want it. */
    default Launch launched(Launch launch) {
        return launch;
    }

    /** What it has to tell of how good {@code model} is on the test rows of {@code rows}. */
    default List<Section> judged(Model model, Predictions rows) {
        return List.of();
    }

    /** What else it has to tell of a run. */
    default List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        return List.of();
    }

    /** The run folder has been written. */
    default void done(TrainingResult.Stop stop) {}

    /** The command ends, whether or not it came to anything. */
    default void close() {}
}
