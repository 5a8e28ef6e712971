package dev.firstnetwork.dl4j;

import static dev.firstnetwork.backprop.LearningRule.require;

import java.util.Optional;
import org.deeplearning4j.earlystopping.termination.ScoreImprovementEpochTerminationCondition;

/**
 * When training ends before its last epoch: when the watched loss has not fallen by more than {@code tolerance} below its
 * lowest for {@code patience} epochs. The watched loss is that of the validation rows, where there are some, and then the
 * network of the lowest loss is kept (Prechelt: <i>Early stopping - but when?</i>, 1998); else that of the training rows,
 * which says that training has converged. DL4J's {@code ScoreImprovementEpochTerminationCondition} decides; scikit-learn's
 * {@code n_iter_no_change} and {@code tol} mean the same.
 *
 * @param patience epochs without improvement, 0 or more; 0 for never
 * @param tolerance how much is an improvement, 0 or more
 */
public record Stopping(int patience, double tolerance) {

    public static final Stopping NEVER = new Stopping(0, 0);

    public Stopping {
        require(patience >= 0, "the patience must be 1 epoch or more, or 0 for none, found " + patience);
        boolean finite = tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY;
        require(finite, "the tolerance must be finite and 0 or more, found " + tolerance);
        String idle = " decides nothing without a patience: expected one of 1 epoch or more";
        require(tolerance == 0 || patience > 0, "a tolerance of " + tolerance + idle);
    }

    /** Watches the loss of one run, epoch by epoch. */
    @FunctionalInterface
    public interface Watch {

        /** Whether training is over after {@code epoch}, which ended at {@code loss}. */
        boolean ends(int epoch, double loss);
    }

    /** The watch of one run; empty where it is never to end early. */
    public Optional<Watch> watch() {
        if (patience == 0) {
            return Optional.empty();
        }
        var condition = new ScoreImprovementEpochTerminationCondition(patience, tolerance);
        return Optional.of((epoch, loss) -> condition.terminate(epoch, loss, true));
    }
}
