package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.TensorDifference;
import dev.firstnetwork.wing.explain.Explanation;
import dev.firstnetwork.wing.folds.CrossValidation;
import dev.firstnetwork.wing.judge.GroupMetrics;
import dev.firstnetwork.wing.judge.ThresholdChoice;
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
 * @param epochs how many epochs the network was trained whose figures these are
 * @param stoppedBecause {@code epochs}, {@code early-stopping}, {@code diverged}, ...: why training ended
 * @param seconds how long training took
 * @param inputNames the names of the network's inputs
 * @param label the name of what is predicted
 * @param classes the class names; none for a regression
 * @param rows every row of the data with what was predicted for it
 * @param train the final figures on the training rows
 * @param test the final figures on the test rows, with all that belongs to them
 * @param surface the decision surface, where the network has two inputs
 * @param lockstep how far the two engines parted, where both ran
 * @param extras what was asked for beyond that
 */
public record Run(
        String name,
        String command,
        Map<String, Object> configuration,
        Map<String, Object> manifest,
        List<EpochFigures> history,
        int epochs,
        String stoppedBecause,
        double seconds,
        List<String> inputNames,
        String label,
        List<String> classes,
        List<Predictions.Row> rows,
        Figures train,
        Evaluation test,
        Optional<DecisionSurface> surface,
        Optional<Lockstep> lockstep,
        Extras extras) {

    /**
     * What only some runs have.
     *
     * @param members each network's own figures on the test rows, where there are several
     * @param folds the figures of cross-validation
     * @param threshold how the decision threshold was chosen by cost
     * @param groups how the test rows of each group fare
     * @param explanation what the network goes by on the test rows
     */
    public record Extras(
            List<Figures> members,
            Optional<CrossValidation> folds,
            Optional<ThresholdChoice> threshold,
            Optional<GroupMetrics> groups,
            Optional<Explanation> explanation) {

        public static final Extras NONE =
                new Extras(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Extras {
            members = List.copyOf(members);
        }
    }

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

    /** Whether numbers are predicted, and not classes. */
    public boolean isRegression() {
        return classes.isEmpty();
    }

    /** How often each class was taken for which on one side; empty for a regression. */
    static Optional<ConfusionMatrix> confusion(Figures figures) {
        return figures instanceof Metrics metrics ? Optional.of(metrics.confusionMatrix()) : Optional.empty();
    }
}
