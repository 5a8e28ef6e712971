package dev.firstnetwork.network;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import java.util.Map;

/** A network that can learn: DL4J's, the hand-written one, or both side by side. Not safe for use by several threads. */
public interface Engine {

    /** A copy of the weights and biases as they are. */
    Parameters parameters();

    /**
     * Makes one step of the updater.
     *
     * @param batch {@code x [n, inputs]}, {@code y [n, outputs]}
     * @return the gradient of the mean loss over the rows, penalties included, before any clipping
     */
    Parameters step(Samples batch);

    /** Makes one step of the updater for each batch, in order. */
    void fit(Iterable<Samples> batches);

    /**
     * The outputs for {@code x}, {@code [n, outputs]}: probabilities, where this is a classifier.
     *
     * @param x {@code [n, inputs]}
     */
    Matrix predict(Matrix x);

    /** The mean loss over the rows of {@code samples}, without penalties. */
    default double loss(Samples samples) {
        return evaluate(samples).loss();
    }

    /** {@link #loss}, with the outputs for the rows: both in one pass, where the engine has one. */
    Outcome evaluate(Samples samples);

    /**
     * What comes of rows.
     *
     * @param loss the mean over the rows, without penalties
     * @param outputs {@code [n, outputs]}
     */
    record Outcome(double loss, Matrix outputs) {}

    /**
     * All that the next step depends on, by name: parameters, what the updater keeps, and how many steps there were. Copies,
     * and every bit of them.
     */
    Map<String, double[]> state();

    /**
     * Takes up where {@code state} was taken.
     *
     * @throws IllegalArgumentException if it is not of an engine like this one
     */
    void restore(Map<String, double[]> state);

    /**
     * The array called {@code name} in {@code state}.
     *
     * @throws IllegalArgumentException if there is none, or it has another length
     */
    static double[] array(Map<String, double[]> state, String name, int length) {
        double[] array = state.get(name);
        if (array == null || array.length != length) {
            throw new IllegalArgumentException("the saved state of " + name + " holds "
                    + (array == null ? "nothing" : array.length + " numbers") + ", expected " + length);
        }
        return array;
    }
}
