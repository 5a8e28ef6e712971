package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Elementary;
import java.io.Serializable;

/**
 * A rule that turns a gradient into a step. The rules and their defaults are DL4J's, found in its updater classes of the
 * package {@code org.nd4j.linalg.learning} and held against them in a test; where one departs from its paper or from
 * PyTorch, it says so.
 *
 * <p>In all rules {@code w} is a parameter, {@code g} its gradient, {@code lr} the learning rate of the step, and {@code t} the number
 * of steps so far, this one included.
 */
public sealed interface Updater extends Serializable {

    /** The rule in the symbols above, on one line. */
    String formula();

    /** How many numbers are kept from step to step for each parameter: one by most rules. */
    default int stateSize() {
        return 1;
    }

    /** What each kept number is before the first step. */
    default double initialState() {
        return 0;
    }

    /**
     * Updates {@code w} and {@code state} in place.
     *
     * @param w the parameters, {@code [k]}
     * @param g the gradient, {@code [k]}
     * @param state {@link #stateSize()} arrays {@code [k]}
     * @param t the number of this step, from 1 on
     * @param lr the learning rate of this step
     */
    void step(double[] w, double[] g, double[][] state, int t, double lr);

    /** {@code w -= lr g}. */
    record Sgd() implements Updater {

        @Override
        public String formula() {
            return "w -= lr g";
        }

        @Override
        public int stateSize() {
            return 0;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            for (int i = 0; i < w.length; i++) {
                w[i] -= lr * g[i];
            }
        }
    }

    /**
     * Classical momentum: {@code v = momentum v - lr g; w += v} (Polyak 1964, in the notation of Sutskever et al.: <i>On the
     * importance of initialization and momentum in deep learning</i>, 2013, equations 1 and 2). DL4J has no such updater.
     */
    record Momentum(double momentum) implements Updater {

        public Momentum {
            LearningRule.requireFraction("momentum", momentum);
        }

        @Override
        public String formula() {
            return "v = momentum v - lr g; w += v";
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            double[] v = state[0];
            for (int i = 0; i < w.length; i++) {
                v[i] = momentum * v[i] - lr * g[i];
                w[i] += v[i];
            }
        }
    }

    /**
     * Nesterov's momentum with the parameters held at the look-ahead point: {@code v' = momentum v - lr g; w += (1 +
     * momentum) v' - momentum v} (Bengio et al.: <i>Advances in optimizing recurrent networks</i>, 2013, equation 7; DL4J's
     * {@code Nesterovs}).
     */
    record Nesterov(double momentum) implements Updater {

        public Nesterov {
            LearningRule.requireFraction("momentum", momentum);
        }

        @Override
        public String formula() {
            return "v' = momentum v - lr g; w += (1 + momentum) v' - momentum v";
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            double[] v = state[0];
            for (int i = 0; i < w.length; i++) {
                double before = v[i];
                v[i] = momentum * before - lr * g[i];
                w[i] += (1 + momentum) * v[i] - momentum * before;
            }
        }
    }

    /**
     * {@code h += g^2; w -= lr g / (sqrt(h) + epsilon)} (Duchi, Hazan, Singer, 2011). DL4J begins with {@code h = epsilon},
     * the paper and PyTorch with 0.
     */
    record AdaGrad(double epsilon) implements Updater {

        public AdaGrad {
            LearningRule.requirePositive("epsilon", epsilon);
        }

        @Override
        public String formula() {
            return "h += g^2; w -= lr g / (sqrt(h) + epsilon)";
        }

        @Override
        public double initialState() {
            return epsilon;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            double[] h = state[0];
            for (int i = 0; i < w.length; i++) {
                h[i] += g[i] * g[i];
                w[i] -= lr * g[i] / (Math.sqrt(h[i]) + epsilon);
            }
        }
    }

    /**
     * {@code h = decay h + (1 - decay) g^2; w -= lr g / (sqrt(h) + epsilon)} (Hinton: <i>Neural Networks for Machine
     * Learning</i>, lecture 6e). DL4J begins with {@code h = epsilon}, PyTorch with 0.
     */
    record RmsProp(double decay, double epsilon) implements Updater {

        public RmsProp {
            LearningRule.requireFraction("decay", decay);
            LearningRule.requirePositive("epsilon", epsilon);
        }

        @Override
        public String formula() {
            return "h = decay h + (1 - decay) g^2; w -= lr g / (sqrt(h) + epsilon)";
        }

        @Override
        public double initialState() {
            return epsilon;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            double[] h = state[0];
            for (int i = 0; i < w.length; i++) {
                h[i] = decay * h[i] + (1 - decay) * g[i] * g[i];
                w[i] -= lr * g[i] / (Math.sqrt(h[i]) + epsilon);
            }
        }
    }

    /**
     * {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= lr_t m / (sqrt(v) + epsilon)} with {@code lr_t
     * = lr sqrt(1 - beta2^t) / (1 - beta1^t)} (Kingma, Ba: <i>Adam</i>, 2015, the variant at the end of section 2, which
     * DL4J and TensorFlow take). Algorithm 1 of the paper and PyTorch divide {@code v} by {@code 1 - beta2^t} before they
     * add epsilon, so that their epsilon is {@code sqrt(1 - beta2^t)} times as large here.
     */
    record Adam(double beta1, double beta2, double epsilon) implements Updater {

        public Adam {
            LearningRule.requireFraction("beta1", beta1);
            LearningRule.requireFraction("beta2", beta2);
            LearningRule.requirePositive("epsilon", epsilon);
        }

        @Override
        public String formula() {
            return "m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= lr_t m / (sqrt(v) + epsilon)";
        }

        @Override
        public int stateSize() {
            return 2;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t, double lr) {
            double[] m = state[0];
            double[] v = state[1];
            double rate = lr * Math.sqrt(1 - Elementary.power(beta2, t)) / (1 - Elementary.power(beta1, t));
            for (int i = 0; i < w.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                w[i] -= rate * m[i] / (Math.sqrt(v[i]) + epsilon);
            }
        }
    }
}
