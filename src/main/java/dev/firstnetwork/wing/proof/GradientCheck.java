package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.TensorDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of one batch three times: by the hand-written engine, by DL4J, and by central differences of the hand-written
 * engine's loss; then the parameters after one step of plain gradient descent by both engines.
 *
 * <p>A tensor agrees if the ratio of norms {@link TensorDifference#relative} is within the tolerance, or if no element
 * differs by more than rounding can explain: a gradient that is all but zero has no relative error worth the name.
 *
 * @param notJudged how many elements lie on a kink, where a central difference means nothing
 */
public record GradientCheck(List<Comparison> comparisons, int notJudged) {

    /** How far the two engines' gradients may lie apart, as a ratio of norms. */
    public static final double ENGINE_TOLERANCE = 1e-10;

    /** What rounding alone may make of a difference between the engines, per unit of the loss. */
    private static final double ENGINE_ROUNDING = 1e-15;

    /** What rounding makes of a central difference with steps of 1e-5, per unit of the loss. */
    private static final double NUMERIC_ROUNDING = 1e-10;

    /**
     * One tensor of two results.
     *
     * @param pair which two: {@code hand-dl4j}, {@code hand-numeric} or {@code dl4j-numeric}; {@code step} for the parameters
     *     of both engines after one step
     * @param tolerance what {@code relative} was held against
     */
    public record Comparison(
            String pair,
            String tensor,
            List<Integer> shape,
            double maxAbsolute,
            double relative,
            double cosine,
            double tolerance,
            boolean passed) {

        /** Whether this is about the parameters after one step, and not about gradients. */
        boolean isAfterOneStep() {
            return pair.equals("step");
        }
    }

    public boolean passed() {
        return comparisons.stream().allMatch(Comparison::passed);
    }

    /**
     * Checks the gradients of one batch.
     *
     * @param start the parameters to check at
     * @param batch all its rows count
     * @param numericTolerance how far a gradient may lie from the central difference, as a ratio of norms
     * @param planted a mistake to make in the hand-written engine
     */
    public static GradientCheck of(
            NetworkSpec spec, Parameters start, Samples batch, double numericTolerance, Optional<Mistake> planted) {
        // one step of plain gradient descent shows the direction; the updaters have tests of their own
        NetworkSpec plain =
                spec.with(LearningRule.of(new Updater.Sgd(), spec.learning().rate())
                        .with(spec.learning().penalty()));
        HandEngine handEngine = new HandEngine(plain, start);
        Dl4jEngine dl4jEngine = new Dl4jEngine(plain, start, Precision.DOUBLE);
        DenseNetwork network = HandEngine.network(plain, start.copy());
        ForwardTrace trace = network.forward(batch.x());
        double scale = Math.max(1, network.loss(trace, batch.y()));

        Parameters right = network.backward(trace, batch.y());
        Parameters hand = planted.map(mistake -> mistake.backward(network, trace, batch.y()))
                .orElse(right);
        Parameters dl4j = dl4jEngine.step(batch);
        FiniteDifferences numeric = FiniteDifferences.of(network, batch.x(), batch.y(), right);
        handEngine.step(batch);
        Parameters handStep = planted.map(mistake -> mistake.step(start, handEngine.parameters()))
                .orElseGet(handEngine::parameters);

        List<Comparison> comparisons = new ArrayList<>();
        compare(comparisons, "hand-dl4j", hand, dl4j, ENGINE_TOLERANCE, ENGINE_ROUNDING * scale);
        compare(comparisons, "hand-numeric", hand, numeric.gradients(), numericTolerance, NUMERIC_ROUNDING * scale);
        compare(comparisons, "dl4j-numeric", dl4j, numeric.gradients(), numericTolerance, NUMERIC_ROUNDING * scale);
        compare(comparisons, "step", handStep, dl4jEngine.parameters(), ENGINE_TOLERANCE, ENGINE_ROUNDING * scale);
        return new GradientCheck(List.copyOf(comparisons), numeric.notJudged());
    }

    private static void compare(
            List<Comparison> comparisons, String pair, Parameters a, Parameters b, double tolerance, double rounding) {
        for (TensorDifference difference : TensorDifference.of(a, b)) {
            double relative = difference.relative();
            double most = difference.maxAbsolute();
            comparisons.add(new Comparison(
                    pair,
                    difference.tensor(),
                    difference.shape(),
                    most,
                    relative,
                    difference.cosine(),
                    tolerance,
                    relative <= tolerance || most <= rounding));
        }
    }
}
