package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves rows to where a classifier is wrong, up the gradient of its cross-entropy: one step (FGSM; Goodfellow, Shlens,
 * Szegedy: <i>Explaining and harnessing adversarial examples</i>, 2015) or several, each brought back within reach (PGD;
 * Madry et al.: <i>Towards deep learning models resistant to adversarial attacks</i>, 2018, section 2.1).
 *
 * <p>The gradient's direction is computed without its length {@code 1 - p_label}, which vanishes where the network is sure
 * of itself: a saturated output is no defence.
 *
 * @param logits the network with its logits for outputs
 */
public record Attack(DenseNetwork logits, Threat threat) {

    /** The step is 2.5 epsilon over the number of steps, so that it reaches each point of the ball (Madry et al.). */
    private static final double REACH = 2.5;

    /** As many as Madry et al. take in training. */
    private static final int TRAINING_STEPS = 7;

    /**
     * Rows for a network of {@code spec} to train on: each batch as PGD moves it against the network as it is (Madry et al. 2018,
     * section 2.1: the inner maximum of the saddle point).
     *
     * @param epsilon how far each row is moved at most, in standardised units
     */
    public static TrainingPlan.Change hardening(NetworkSpec spec, Threat threat, double epsilon) {
        return (batch, now, random) -> batch.withInputs(on(spec, now, threat)
                .pgd(batch.x(), Samples.classes(batch.y()), epsilon, TRAINING_STEPS, random, logits -> {}));
    }

    /** On the network of {@code spec} with these parameters, which stay live. */
    static Attack on(NetworkSpec spec, Parameters parameters, Threat threat) {
        List<Activation> activations = new ArrayList<>();
        for (int layer = 1; layer < spec.layers(); layer++) {
            activations.add(spec.activation(layer));
        }
        activations.add(Activation.IDENTITY);
        return new Attack(new DenseNetwork(parameters, activations, Loss.MEAN_SQUARED_ERROR, Penalty.NONE), threat);
    }

    /**
     * Rows after one step from {@code x}.
     *
     * @param x standardised, {@code [n, inputs]}
     * @param labels the class of each row
     */
    Matrix fgsm(Matrix x, int[] labels, double epsilon) {
        Matrix move = threat.steepest(gradient(logits.forward(x), labels), epsilon);
        return sum(x, move);
    }

    /**
     * Rows after {@code steps} steps from points drawn within reach.
     *
     * @param seen is told the logits, {@code [n, outputs]}, at each point on the way, the first and the last included
     */
    Matrix pgd(Matrix x, int[] labels, double epsilon, int steps, NumpyRandom random, Consumer<Matrix> seen) {
        Matrix at = threat.random(x, epsilon, random);
        for (int step = 0; step < steps; step++) {
            ForwardTrace trace = logits.forward(at);
            seen.accept(trace.output());
            Matrix move = threat.steepest(gradient(trace, labels), REACH * epsilon / steps);
            at = threat.within(x, sum(at, move), epsilon);
        }
        seen.accept(logits.forward(at).output());
        return at;
    }

    private static Matrix sum(Matrix a, Matrix b) {
        return a.minus(b.scaled(-1));
    }

    /** The direction of the gradient of each row's cross-entropy with respect to its inputs, {@code [n, inputs]}. */
    private Matrix gradient(ForwardTrace trace, int[] labels) {
        Matrix z = trace.output();
        Matrix delta = z.columns() == 1 ? Matrix.zeros(z.rows(), 1) : others(z, labels);
        for (int i = 0; i < labels.length; i++) {
            if (z.columns() == 1) {
                delta.set(i, 0, labels[i] == 1 ? -1 : 1);
            } else {
                delta.set(i, labels[i], -1);
            }
        }
        // the squared error whose delta is this one: back-propagation itself is the hall's
        Matrix target = z.minus(delta.scaled(z.values().length / 2.0));
        return logits.deltas(trace, target)
                .get(0)
                .timesTranspose(logits.parameters().w(1));
    }

    /** The softmax over all classes but each row's own. */
    private static Matrix others(Matrix z, int[] labels) {
        Matrix rest = z.copy();
        for (int i = 0; i < labels.length; i++) {
            rest.set(i, labels[i], Double.NEGATIVE_INFINITY);
        }
        return Activation.SOFTMAX.apply(rest);
    }
}
