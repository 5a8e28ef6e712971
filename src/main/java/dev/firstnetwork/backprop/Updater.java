package dev.firstnetwork.backprop;

/**
 * A rule that turns a gradient into a step. The rules and their defaults are DL4J's, found in its updater classes of the
 * package {@code org.nd4j.linalg.learning} and held against them in a test; where one departs from its paper or from
 * PyTorch, it says so.
 *
 * <p>In all rules {@code w} is a parameter, {@code g} its gradient, {@code lr} the learning rate, and {@code t} the number
 * of steps so far, this one included.
 */
public sealed interface Updater {

    /** The step length, greater than 0. */
    double learningRate();

    /** The rule in the symbols above, on one line. */
    String formula();

    /** How many numbers are kept from step to step for each parameter. */
    int stateSize();

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
     */
    void step(double[] w, double[] g, double[][] state, int t);

    /** {@code w -= lr g}. */
    record Sgd(double learningRate) implements Updater {

        public Sgd {
            requirePositive("learning rate", learningRate);
        }

        @Override
        public String formula() {
            return "w -= lr g";
        }

        @Override
        public int stateSize() {
            return 0;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            for (int i = 0; i < w.length; i++) {
                w[i] -= learningRate * g[i];
            }
        }
    }

    /**
     * Classical momentum: {@code v = momentum v - lr g; w += v} (Polyak 1964, in the notation of Sutskever et al.: <i>On the
     * importance of initialization and momentum in deep learning</i>, 2013, equations 1 and 2). DL4J has no such updater.
     */
    record Momentum(double learningRate, double momentum) implements Updater {

        public Momentum {
            requirePositive("learning rate", learningRate);
            requireFraction("momentum", momentum);
        }

        @Override
        public String formula() {
            return "v = momentum v - lr g; w += v";
        }

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            double[] v = state[0];
            for (int i = 0; i < w.length; i++) {
                v[i] = momentum * v[i] - learningRate * g[i];
                w[i] += v[i];
            }
        }
    }

    /**
     * Nesterov's momentum with the parameters held at the look-ahead point: {@code v' = momentum v - lr g; w += (1 +
     * momentum) v' - momentum v} (Bengio et al.: <i>Advances in optimizing recurrent networks</i>, 2013, equation 7; DL4J's
     * {@code Nesterovs}).
     */
    record Nesterov(double learningRate, double momentum) implements Updater {

        public Nesterov {
            requirePositive("learning rate", learningRate);
            requireFraction("momentum", momentum);
        }

        @Override
        public String formula() {
            return "v' = momentum v - lr g; w += (1 + momentum) v' - momentum v";
        }

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            double[] v = state[0];
            for (int i = 0; i < w.length; i++) {
                double before = v[i];
                v[i] = momentum * before - learningRate * g[i];
                w[i] += (1 + momentum) * v[i] - momentum * before;
            }
        }
    }

    /**
     * {@code h += g^2; w -= lr g / (sqrt(h) + epsilon)} (Duchi, Hazan, Singer, 2011). DL4J begins with {@code h = epsilon},
     * the paper and PyTorch with 0.
     */
    record AdaGrad(double learningRate, double epsilon) implements Updater {

        public AdaGrad {
            requirePositive("learning rate", learningRate);
            requirePositive("epsilon", epsilon);
        }

        @Override
        public String formula() {
            return "h += g^2; w -= lr g / (sqrt(h) + epsilon)";
        }

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public double initialState() {
            return epsilon;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            double[] h = state[0];
            for (int i = 0; i < w.length; i++) {
                h[i] += g[i] * g[i];
                w[i] -= learningRate * g[i] / (Math.sqrt(h[i]) + epsilon);
            }
        }
    }

    /**
     * {@code h = decay h + (1 - decay) g^2; w -= lr g / (sqrt(h) + epsilon)} (Hinton: <i>Neural Networks for Machine
     * Learning</i>, lecture 6e). DL4J begins with {@code h = epsilon}, PyTorch with 0.
     */
    record RmsProp(double learningRate, double decay, double epsilon) implements Updater {

        public RmsProp {
            requirePositive("learning rate", learningRate);
            requireFraction("decay", decay);
            requirePositive("epsilon", epsilon);
        }

        @Override
        public String formula() {
            return "h = decay h + (1 - decay) g^2; w -= lr g / (sqrt(h) + epsilon)";
        }

        @Override
        public int stateSize() {
            return 1;
        }

        @Override
        public double initialState() {
            return epsilon;
        }

        @Override
        public void step(double[] w, double[] g, double[][] state, int t) {
            double[] h = state[0];
            for (int i = 0; i < w.length; i++) {
                h[i] = decay * h[i] + (1 - decay) * g[i] * g[i];
                w[i] -= learningRate * g[i] / (Math.sqrt(h[i]) + epsilon);
            }
        }
    }

    /**
     * {@code m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; w -= lr_t m / (sqrt(v) + epsilon)} with {@code lr_t
     * = lr sqrt(1 - beta2^t) / (1 - beta1^t)} (Kingma, Ba: <i>Adam</i>, 2015, the variant at the end of section 2, which
     * DL4J and TensorFlow take). Algorithm 1 of the paper and PyTorch divide {@code v} by {@code 1 - beta2^t} before they
     * add epsilon, so that their epsilon is {@code sqrt(1 - beta2^t)} times as large here.
     */
    record Adam(double learningRate, double beta1, double beta2, double epsilon) implements Updater {

        public Adam {
            requirePositive("learning rate", learningRate);
            requireFraction("beta1", beta1);
            requireFraction("beta2", beta2);
            requirePositive("epsilon", epsilon);
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
        public void step(double[] w, double[] g, double[][] state, int t) {
            double[] m = state[0];
            double[] v = state[1];
            double rate = learningRate * Math.sqrt(1 - Math.pow(beta2, t)) / (1 - Math.pow(beta1, t));
            for (int i = 0; i < w.length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * g[i];
                v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
                w[i] -= rate * m[i] / (Math.sqrt(v[i]) + epsilon);
            }
        }
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the " + name + " must be finite and greater than 0, found " + value);
        }
    }

    private static void requireFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("the " + name + " must be in [0, 1), found " + value);
        }
    }
}
