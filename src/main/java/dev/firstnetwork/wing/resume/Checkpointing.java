package dev.firstnetwork.wing.resume;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether a run is saved on its way, and where it takes up.
 *
 * @param every after how many epochs it is saved; 0 for never
 * @param dataSha256 the hash of the data, saved with it
 * @param from where to go on; empty to begin
 * @param save what to do with a checkpoint
 */
public record Checkpointing(int every, String dataSha256, Optional<Checkpoint> from, Consumer<Checkpoint> save) {

    /** From the beginning to the end without saving. */
    public static final Checkpointing NONE = new Checkpointing(0, "", Optional.empty(), checkpoint -> {});

    public Checkpointing {
        if (every < 0) {
            throw new IllegalArgumentException(
                    "a checkpoint comes every 1 epoch or more, or 0 for never, found " + every);
        }
    }
}
