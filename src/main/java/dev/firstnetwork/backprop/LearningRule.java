package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import java.io.Serializable;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How a batch changes the parameters: everything between the loss and the step.
 *
 * @param updater how a gradient becomes a step
 * @param rate how long each step is
 * @param penalty L1 and L2 on the weights
 * @param clipping what bounds the gradient
 * @param dropout the probability of dropping a hidden activation in training, in {@code [0, 1)}
 * @param dropoutSeed where the masks of dropout come from; each step and layer has a stream of its own
 * @param classWeights what the loss of a row counts, by its class
 * @param gradient what is taken for the gradient of a batch
 */
public record LearningRule(
        Updater updater,
        LearningRate rate,
        Penalty penalty,
        Clipping clipping,
        double dropout,
        long dropoutSeed,
        ClassWeights classWeights,
        Gradient gradient)
        implements Serializable {

    /** What a batch says of which way to go. The hand-written engine alone knows another gradient than {@link #PLAIN}. */
    @FunctionalInterface
    public interface Gradient {

        /** That of the loss: {@link DenseNetwork#dataGradient}. */
        Gradient PLAIN = Plain.GRADIENT;

        /**
         * The gradient, without penalties.
         *
         * @param x the rows of the batch, {@code [n, inputs]}, of which there may be none
         * @param y the labels, {@code [n, outputs]}
         * @param dropout draws the masks; null for none
         * @param step the number of this step, from 1 on
         */
        Parameters of(DenseNetwork network, Matrix x, Matrix y, Dropout dropout, int step);
    }

    /** An enumeration, so that it is the same one where a rule has been sent. */
    private enum Plain implements Gradient {
        GRADIENT;

        @Override
        public Parameters of(DenseNetwork network, Matrix x, Matrix y, Dropout dropout, int step) {
            return network.dataGradient(network.forward(x, dropout), y);
        }
    }

    /**
     * Inverted dropout: each activation is kept with probability {@code 1 - rate} and then divided by it, so that its
     * expectation stays and prediction needs no scaling (Srivastava et al.: <i>Dropout</i>, JMLR 15, 2014, section 10).
     *
     * @param rate the probability of dropping an activation, in {@code [0, 1)}; DL4J's {@code dropOut} takes the
     *     probability of keeping it
     * @param random where the mask of a layer comes from, layers counted from 1: the same seed gives the same mask
     */
    public record Dropout(double rate, IntFunction<RandomGenerator> random) {

        public Dropout {
            requireFraction("dropout rate", rate);
        }

        /** The mask of a layer, {@code [n, width]}: 0 where an activation is dropped, {@code 1 / (1 - rate)} where not. */
        public Matrix mask(int layer, int n, int width) {
            double keep = 1 - rate;
            RandomGenerator generator = random.apply(layer);
            return Matrix.zeros(n, width).map(ignored -> generator.nextDouble() < keep ? 1 / keep : 0);
        }
    }

    /**
     * What the loss of a row counts in training, by the row's class. The mean is still over the number of rows, as in
     * scikit-learn's and Keras's {@code class_weight}.
     *
     * @param weights one for each class, 0 or more; empty where each row counts 1
     */
    public record ClassWeights(List<Double> weights) implements Serializable {

        public static final ClassWeights NONE = new ClassWeights(List.of());

        public ClassWeights {
            weights = List.copyOf(weights);
            for (double weight : weights) {
                boolean counts = weight >= 0 && weight < Double.POSITIVE_INFINITY;
                require(counts, "a class weight must be finite and 0 or more, found " + weight);
            }
        }

        public boolean isEmpty() {
            return weights.isEmpty();
        }

        /**
         * The weight of each row, {@code [n]}.
         *
         * @param y the labels, {@code [n, 1]} with 0 or 1 for two classes, one-hot {@code [n, classes]} for more
         */
        public double[] of(Matrix y) {
            return IntStream.range(0, y.rows()).mapToDouble(i -> of(y, i)).toArray();
        }

        /** The weight of one row of {@code y}. */
        public double of(Matrix y, int row) {
            if (isEmpty()) {
                return 1;
            }
            if (y.columns() == 1) {
                return (1 - y.get(row, 0)) * weights.get(0) + y.get(row, 0) * weights.get(1);
            }
            double weight = 0;
            for (int k = 0; k < y.columns(); k++) {
                weight += y.get(row, k) * weights.get(k);
            }
            return weight;
        }
    }

    public LearningRule {
        requireFraction("dropout rate", dropout);
    }

    /** The plain rule: an updater with the same rate at every step, and nothing else. */
    public static LearningRule of(Updater updater, double rate) {
        return of(updater, new LearningRate.Constant(rate));
    }

    /** The plain rule with a rate that changes. */
    public static LearningRule of(Updater updater, LearningRate rate) {
        return new LearningRule(updater, rate, Penalty.NONE, Clipping.NONE, 0, 0, ClassWeights.NONE, Gradient.PLAIN);
    }

    public LearningRule with(Penalty other) {
        return new LearningRule(updater, rate, other, clipping, dropout, dropoutSeed, classWeights, gradient);
    }

    public LearningRule withDropout(double probability, long seed) {
        return new LearningRule(updater, rate, penalty, clipping, probability, seed, classWeights, gradient);
    }

    public LearningRule with(Gradient other) {
        return new LearningRule(updater, rate, penalty, clipping, dropout, dropoutSeed, classWeights, other);
    }

    static void requirePositive(String name, double value) {
        boolean positive = value > 0 && value < Double.POSITIVE_INFINITY;
        require(positive, "the " + name + " must be finite and greater than 0, found " + value);
    }

    static void requireFraction(String name, double value) {
        require(value >= 0 && value < 1, "the " + name + " must be in [0, 1), found " + value);
    }

    /** Throws an {@link IllegalArgumentException} with {@code message}, unless {@code holds}. */
    public static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
