package dev.firstnetwork.training;

import dev.firstnetwork.backprop.Parameters;
import java.util.List;
import java.util.Locale;

/**
 * What training came to.
 *
 * @param parameters the network's: after the last epoch whose losses were finite, or after the one whose validation loss
 *     was lowest
 * @param epoch how many epochs they were trained
 * @param history the figures of each epoch from 0 on; the last may not be finite
 * @param stop why it ended
 */
public record TrainingResult(Parameters parameters, int epoch, List<EpochFigures> history, Stop stop) {

    /** Why training ended. */
    public enum Stop {
        /** All epochs are done. */
        EPOCHS,
        /** The validation loss no longer fell. */
        EARLY_STOPPING,
        /** The training loss no longer fell. */
        CONVERGED,
        /** The loss is no longer finite. */
        DIVERGED,
        /** Somebody asked it to end. */
        INTERRUPTED;

        /** The name as it is written in files. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public TrainingResult {
        history = List.copyOf(history);
    }
}
