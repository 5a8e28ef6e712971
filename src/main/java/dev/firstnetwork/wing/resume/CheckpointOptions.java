package dev.firstnetwork.wing.resume;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.cli.ConfigFile;
import dev.firstnetwork.report.PartialRun;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether a run is saved on its way, and which run to go on with. */
public final class CheckpointOptions implements Addition {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description =
                    "Save the run every N epochs, so that it can be resumed; 0 for never. Default: ${DEFAULT-VALUE}")
    int every = 0;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Go on with a run that was cut off, from its last checkpoint, to the same bits. It keeps its"
                    + " options: only --epochs may rise, and --out and what is drawn, saved and printed change.")
    Path resume;

    /** What changes nothing in the network: where the run goes, what it draws and how often it is saved. */
    private static final Set<String> FREE = Set.of("--out", "--no-plots", "--dump-parameters", "--checkpoint-every");

    private Optional<PartialRun> partial = Optional.empty();

    @Override
    public void checkOptions(int ensemble) {
        if (every < 0) {
            throw new IllegalArgumentException(
                    "a checkpoint comes every 1 epoch or more, or 0 for never, found " + every);
        }
        if (ensemble > 1 && (every > 0 || resume != null)) {
            throw new ParameterException(
                    spec.commandLine(), "--checkpoint-every saves one network, found --ensemble " + ensemble);
        }
        if (resume != null) {
            ConfigFile.changes(resume, spec).stream()
                    .filter(change -> !FREE.contains(change.name()) && !isLonger(change))
                    .findFirst()
                    .ifPresent(change -> {
                        throw change.refused(
                                change.name().equals("--epochs")
                                        ? "it may only rise, and not where --schedule cosine hangs on it"
                                        : "a run goes on as it began");
                    });
            partial = Optional.of(PartialRun.resume(resume));
        }
    }

    /** Whether the run is only to train for more epochs, and what it did so far does not hang on how many. */
    private boolean isLonger(ConfigFile.Change change) {
        return change.name().equals("--epochs")
                && Integer.parseInt(change.now()) > Integer.parseInt(change.before())
                && !"cosine".equals(String.valueOf(spec.findOption("--schedule").<Object>getValue()));
    }

    /** The run is saved in its folder, and goes on from the last checkpoint there. */
    @Override
    public Launch launched(Launch launch) {
        if (resume == null && every > 0) {
            partial = Optional.of(PartialRun.create(launch.out(), launch.name(), launch.configuration()));
        }
        return partial.map(folder -> from(folder, launch)).orElse(launch);
    }

    private Launch from(PartialRun folder, Launch launch) {
        String hash = launch.dataSha256();
        Optional<Checkpoint> last = folder.last(Checkpoint::read, Checkpoint::dataSha256, hash);
        if (resume != null) {
            folder.configure(launch.configuration());
        }
        var listener = every > 0 ? new Saving(launch.listener(), every, hash, folder) : launch.listener();
        return new Launch(
                launch.out(), folder.name(), launch.configuration(), hash, listener, last.map(Checkpoint::snapshot));
    }

    /** The finished run needs its checkpoints no more. */
    @Override
    public void done(TrainingResult.Stop stop) {
        if (stop != TrainingResult.Stop.INTERRUPTED) {
            partial.ifPresent(PartialRun::delete);
        }
    }

    @Override
    public void close() {
        partial.ifPresent(PartialRun::close);
    }

    /** Saves the run every so many epochs; who else hears of training, hears of it too. */
    private record Saving(Trainer.Listener listener, int every, String dataSha256, PartialRun folder)
            implements Trainer.Listener {

        @Override
        public void epoch(EpochFigures figures) {
            listener.epoch(figures);
        }

        @Override
        public void batch(int rows) {
            listener.batch(rows);
        }

        @Override
        public void state(int epoch, Supplier<Trainer.Snapshot> snapshot) {
            if (epoch % every == 0) {
                folder.save(new Checkpoint(snapshot.get(), dataSha256).bytes());
            }
        }
    }
}
