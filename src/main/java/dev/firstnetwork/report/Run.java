package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.TensorDifference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is told of a finished run, in the report and in the run folder's files.
 *
 * @param train the final figures on the training rows
 * @param test the final figures on the test rows, with all that belongs to them
 * @param lockstep how far the two engines parted, where both ran
 * @param sections what else was asked for
 */
public record Run(
        About about,
        Training training,
        Subject subject,
        Answers answers,
        Figures train,
        Evaluation test,
        Optional<Lockstep> lockstep,
        List<Section> sections) {

    /**
     * Which run it is.
     *
     * @param name the run folder's name, such as {@code 20260131T120000Z-moons}
     * @param command the command line that repeats the run
     * @param configuration every option with its value, by its name in camel case, in the order of {@code --help}
     * @param manifest versions, backend, seeds and the SHA-256 of the data: where the run took place
     */
    public record About(String name, String command, Map<String, Object> configuration, Map<String, Object> manifest) {}

    /**
     * How training went.
     *
     * @param history the figures of each epoch, the untrained network's first
     * @param epochs how many epochs the network was trained whose figures the run has
     * @param stoppedBecause {@code epochs}, {@code early-stopping}, {@code diverged}, ...: why training ended
     */
    public record Training(List<EpochFigures> history, int epochs, String stoppedBecause, double seconds) {

        /** The last epoch, which is not the one that was kept where training stopped early. */
        public EpochFigures last() {
            return history.get(history.size() - 1);
        }
    }

    /**
     * What is predicted from what.
     *
     * @param inputNames the names of the network's inputs
     * @param label the name of what is predicted
     * @param classes the class names; none for a regression
     */
    public record Subject(List<String> inputNames, String label, List<String> classes) {}

    /**
     * What the network says.
     *
     * @param rows of every row of the data
     * @param surface of every point, where the network has two inputs
     * @param threshold the probability above which it predicts the second of two classes
     */
    public record Answers(Predictions rows, Optional<DecisionSurface> surface, double threshold) {}

    /**
     * The largest differences between the engines over the whole run.
     *
     * @param gradients for each tensor those of its gradient in any step
     * @param parameters for each tensor those after any step
     * @param firstDivergence the first step beyond the tolerance with tensor and index, if there was one
     */
    public record Lockstep(
            List<TensorDifference> gradients, List<TensorDifference> parameters, Optional<String> firstDivergence) {

        public double maxGradientDifference() {
            return TensorDifference.largest(gradients);
        }

        public double maxParameterDifference() {
            return TensorDifference.largest(parameters);
        }
    }

    /** Whether numbers are predicted, and not classes. */
    public boolean isRegression() {
        return subject.classes().isEmpty();
    }

    /** How often each class was taken for which on one side; empty for a regression. */
    static Optional<ConfusionMatrix> confusion(Figures figures) {
        return figures instanceof Metrics metrics ? Optional.of(metrics.confusionMatrix()) : Optional.empty();
    }
}
