package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import java.util.List;

/**
 * What training came to.
 *
 * @param parameters those of the last epoch whose losses were finite
 * @param history the figures of each epoch from 0 on; the last may not be finite
 * @param stop why it ended
 */
public record TrainingResult(Parameters parameters, List<EpochFigures> history, Stop stop) {

    /** Why training ended. */
    public enum Stop {
        /** All epochs are done. */
        EPOCHS,
        /** The loss is no longer finite. */
        DIVERGED,
        /** Somebody asked it to end. */
        INTERRUPTED
    }

    public TrainingResult {
        history = List.copyOf(history);
    }
}
