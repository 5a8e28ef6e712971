package dev.firstnetwork.wing.resume;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.report.PartialRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a run is saved on its way, and which run to go on with. */
public final class CheckpointOptions {

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Save the run every N epochs, so that it can be resumed; 0 for never. Default: ${DEFAULT-VALUE}")
    public int every;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            description = "Go on with a run that was cut off, from its last checkpoint, to the same bits.")
    public Path resume;

    /**
     * The folder for checkpoints: that of the run to go on with, a new one, or none.
     *
     * @param name what a new run is called
     * @param configuration what a new folder holds from the beginning
     */
    public Optional<PartialRun> folder(Path out, String name, byte[] configuration) {
        if (resume != null) {
            return Optional.of(PartialRun.of(resume));
        }
        return every == 0 ? Optional.empty() : Optional.of(PartialRun.create(out, name, configuration));
    }

    /**
     * How the run is saved in {@code folder}, and where it takes up.
     *
     * @param dataSha256 the hash of the data as it is now
     * @throws DataException if the data is not what the last checkpoint was trained on
     */
    public Checkpointing in(PartialRun folder, String dataSha256) {
        // a run that died before its first checkpoint begins again
        Optional<Checkpoint> last = Files.exists(folder.checkpoint())
                ? Optional.of(Checkpoint.read(folder.checkpoint()))
                : Optional.empty();
        last.filter(checkpoint -> !checkpoint.dataSha256().equals(dataSha256)).ifPresent(checkpoint -> {
            throw new DataException("the data has changed since " + folder.checkpoint() + " was saved: its SHA-256 was "
                    + checkpoint.dataSha256() + ", now it is " + dataSha256);
        });
        return new Checkpointing(every, dataSha256, last, checkpoint -> folder.save(checkpoint.bytes()));
    }
}
