package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Model;
import java.util.Arrays;

/**
 * Proves that a model's class stays the same wherever rows are moved within reach. What it does not prove may be so all the
 * same; what it proves no attack can undo.
 *
 * @param attack the network by its logits, and what may be done
 * @param output what makes probabilities of logits
 * @param threshold the probability above which the second of two classes is predicted
 */
record Certifier(Attack attack, Activation output, double threshold) {

    /** A probability as an engine computes it is within this part of the true one, for all that {@link Lines} allows for. */
    private static final double ROUNDING = 1e-10;

    /** Logits further apart than this are apart as probabilities too, once a softmax has rounded them. */
    private static final double APART = 1e-9;

    private static final int HALVINGS = 12;

    /** Of a model with one network. */
    static Certifier of(Model model, Threat threat) {
        Attack attack = Attack.on(model.spec(), model.parameters(), threat);
        return new Certifier(attack, model.spec().outputActivation(), model.threshold());
    }

    /** The class of each row of logits. */
    int[] classes(Matrix logits) {
        return Samples.classes(output.apply(logits), threshold);
    }

    /**
     * Whether each row keeps its class at each point within its epsilon.
     *
     * @param x standardised, {@code [n, inputs]}
     * @param classes what is predicted for each row, {@code [n]}
     * @param epsilon how far each is moved, {@code [n]}
     */
    boolean[] certified(Matrix x, int[] classes, double... epsilon) {
        LinearBounds bounds = new LinearBounds(attack.logits(), attack.threat(), x, epsilon);
        int last = attack.logits().layers();
        int outputs = attack.logits().parameters().b(last).length;
        boolean[] certified = new boolean[classes.length];
        Arrays.fill(certified, true);
        for (int k = 0; k < outputs; k++) {
            // the logit itself of two classes, its lead over that of class k of more
            Matrix factors = Matrix.zeros(x.rows(), outputs);
            for (int i = 0; i < classes.length; i++) {
                if (outputs == 1) {
                    factors.set(i, 0, classes[i] == 1 ? 1 : -1);
                } else if (classes[i] != k) {
                    factors.set(i, classes[i], 1);
                    factors.set(i, k, -1);
                }
            }
            double[] lower = bounds.lower(last, factors);
            for (int i = 0; i < classes.length; i++) {
                certified[i] &= outputs == 1 ? keeps(classes[i], lower[i]) : classes[i] == k || lower[i] > APART;
            }
        }
        return certified;
    }

    /** Whether one of two classes is predicted for each logit from {@code lower} on, or for class 0 up to its opposite. */
    private boolean keeps(int predicted, double lower) {
        return predicted == 1
                ? output.f(lower) * (1 - ROUNDING) - Double.MIN_NORMAL > threshold
                : output.f(-lower) * (1 + ROUNDING) + Double.MIN_NORMAL <= threshold;
    }

    /**
     * The certified radius of each row: the largest epsilon up to {@code most} for which its class is proven to stay, found
     * by halving and never above it.
     */
    double[] radius(Matrix x, int[] classes, double most) {
        double[] proven = new double[x.rows()];
        double[] tried = new double[x.rows()];
        double step = most;
        for (int halving = 0; halving < HALVINGS; halving++) {
            step /= 2;
            for (int i = 0; i < tried.length; i++) {
                tried[i] = proven[i] + step;
            }
            boolean[] certified = certified(x, classes, tried);
            for (int i = 0; i < tried.length; i++) {
                proven[i] = certified[i] ? tried[i] : proven[i];
            }
        }
        return proven;
    }
}
