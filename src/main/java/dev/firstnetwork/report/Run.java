package dev.firstnetwork.report;

import dev.firstnetwork.backprop.TensorDifference;
import dev.firstnetwork.evaluation.DecisionSurface;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.training.EpochFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is told of a finished run, in the report and in the run folder's files.
 *
 * @param name the run folder's name, such as {@code 20260131T120000Z-moons}
 * @param command the command line that repeats the run
 * @param configuration every option with its value, by its name in camel case, in the order of {@code --help}
 * @param manifest versions, backend, seeds and the SHA-256 of the data: where the run took place
 * @param history the figures of each epoch, the untrained network's first
 * @param stoppedBecause {@code epochs}, {@code diverged}, ...: why training ended
 * @param seconds how long training took
 * @param inputNames the names of the network's inputs
 * @param rows every row of the data with what was predicted for it
 * @param train the final figures on the training rows
 * @param test the final figures on the test rows
 * @param surface the decision surface, where the network has two inputs
 * @param lockstep how far the two engines parted, where both ran
 */
public record Run(
        String name,
        String command,
        Map<String, Object> configuration,
        Map<String, Object> manifest,
        List<EpochFigures> history,
        String stoppedBecause,
        double seconds,
        List<String> inputNames,
        List<PredictedRow> rows,
        Metrics train,
        Metrics test,
        Optional<DecisionSurface> surface,
        Optional<Lockstep> lockstep) {

    /**
     * One row of the data with its prediction.
     *
     * @param row its number in the data, from 0 on
     * @param test whether it was held out
     * @param x the inputs in the data's own units
     * @param label the actual class, an index into the confusion matrix's classes
     * @param predicted the predicted class
     * @param probabilities of the positive class for two classes, else of each
     */
    public record PredictedRow(int row, boolean test, double[] x, int label, int predicted, double[] probabilities) {}

    /**
     * The largest differences between the engines over the whole run.
     *
     * @param gradients for each tensor those of its gradient in any step
     * @param parameters for each tensor those after any step
     * @param firstDivergence the first step beyond the tolerance with tensor and index, if there was one
     */
    public record Lockstep(
            List<TensorDifference> gradients, List<TensorDifference> parameters, Optional<String> firstDivergence) {

        /** The largest absolute difference of any gradient. */
        public double maxGradientDifference() {
            return largest(gradients);
        }

        /** The largest absolute difference of any parameter. */
        public double maxParameterDifference() {
            return largest(parameters);
        }

        private static double largest(List<TensorDifference> differences) {
            return differences.stream()
                    .mapToDouble(TensorDifference::maxAbsolute)
                    .max()
                    .orElse(0);
        }
    }

    /** How many epochs the network was trained whose figures these are. */
    public int epochs() {
        return history.stream()
                .filter(EpochFigures::isFinite)
                .mapToInt(EpochFigures::epoch)
                .max()
                .orElse(0);
    }
}
