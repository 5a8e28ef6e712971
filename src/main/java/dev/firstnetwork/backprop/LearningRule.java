package dev.firstnetwork.backprop;

/**
 * How a batch changes the parameters: everything between the loss and the step.
 *
 * @param updater how a gradient becomes a step
 * @param penalty L1 and L2 on the weights
 * @param clipping what bounds the gradient
 * @param dropout the probability of dropping a hidden activation in training, in {@code [0, 1)}
 * @param dropoutSeed where the masks of dropout come from; each step and layer has a stream of its own
 * @param classWeights what the loss of a row counts, by its class
 */
public record LearningRule(
        Updater updater,
        Penalty penalty,
        Clipping clipping,
        double dropout,
        long dropoutSeed,
        ClassWeights classWeights) {

    public LearningRule {
        Require.fraction("dropout rate", dropout);
    }

    /** The plain rule: an updater, and nothing else. */
    public static LearningRule of(Updater updater) {
        return new LearningRule(updater, Penalty.NONE, Clipping.NONE, 0, 0, ClassWeights.NONE);
    }

    public LearningRule with(Penalty other) {
        return new LearningRule(updater, other, clipping, dropout, dropoutSeed, classWeights);
    }

    public LearningRule with(Clipping other) {
        return new LearningRule(updater, penalty, other, dropout, dropoutSeed, classWeights);
    }

    public LearningRule withDropout(double rate, long seed) {
        return new LearningRule(updater, penalty, clipping, rate, seed, classWeights);
    }

    public LearningRule with(ClassWeights weights) {
        return new LearningRule(updater, penalty, clipping, dropout, dropoutSeed, weights);
    }
}
