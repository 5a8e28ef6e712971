package dev.firstnetwork.network;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network of dense layers and how it learns: the one description that both engines are built from.
 *
 * @param sizes the width of each layer from the inputs on; the article's is {@code 2, 32, 1}
 * @param activation of the hidden layers
 * @param outputActivation of the output layer
 */
public record NetworkSpec(
        List<Integer> sizes, Activation activation, Activation outputActivation, Loss loss, LearningRule learning)
        implements Serializable {

    /** @throws IllegalArgumentException if a width is not positive, or the loss does not go with the output */
    public NetworkSpec {
        sizes = List.copyOf(sizes);
        boolean whole = sizes.size() >= 2 && Collections.min(sizes) >= 1;
        require(whole, "each layer needs one unit or more, found the widths " + sizes);
        require(
                loss.goesWith(outputActivation),
                "the loss " + loss + " does not go with the output activation " + outputActivation);
        int outputs = sizes.get(sizes.size() - 1);
        boolean spread = outputActivation != Activation.SOFTMAX || outputs > 1;
        require(spread, "softmax over one output is always 1: give it two or more");
        require(activation != Activation.SOFTMAX, "softmax is for the output layer, not for hidden ones");
        int weights = learning.classWeights().weights().size();
        int classes = outputActivation == Activation.IDENTITY ? 0 : Math.max(2, outputs);
        require(
                weights == 0 || weights == classes,
                "found " + weights + " class weights, expected one for each of " + (classes == 0 ? "no" : classes)
                        + " classes");
    }

    /**
     * A classifier: for one output sigmoid with binary cross-entropy, for more softmax with cross-entropy.
     *
     * @param hidden the widths of the hidden layers; none for logistic regression
     * @param outputs one for two classes, else one a class
     */
    public static NetworkSpec classifier(
            int inputs, List<Integer> hidden, int outputs, Activation activation, LearningRule learning) {
        Activation output = outputs == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
        Loss loss = outputs == 1 ? Loss.BINARY_CROSS_ENTROPY : Loss.CROSS_ENTROPY;
        return new NetworkSpec(sizes(inputs, hidden, outputs), activation, output, loss, learning);
    }

    /** A network that predicts a number: one output as it is, with the mean squared error. */
    public static NetworkSpec regression(
            int inputs, List<Integer> hidden, Activation activation, LearningRule learning) {
        return new NetworkSpec(
                sizes(inputs, hidden, 1), activation, Activation.IDENTITY, Loss.MEAN_SQUARED_ERROR, learning);
    }

    private static List<Integer> sizes(int inputs, List<Integer> hidden, int outputs) {
        return Stream.of(List.of(inputs), hidden, List.of(outputs))
                .flatMap(List::stream)
                .toList();
    }

    public NetworkSpec with(LearningRule other) {
        return new NetworkSpec(sizes, activation, outputActivation, loss, other);
    }

    /** Throws an {@link IllegalArgumentException} if {@code parameters} have other widths. */
    public void requireSizes(Parameters parameters) {
        List<Integer> found = parameters.sizes();
        require(found.equals(sizes), "the parameters are for widths " + found + ", the network has " + sizes);
    }

    public int inputs() {
        return sizes.get(0);
    }

    public int outputs() {
        return sizes.get(sizes.size() - 1);
    }

    /** The number of dense layers, the output's included. */
    public int layers() {
        return sizes.size() - 1;
    }

    /** The activation of a layer; layers count from 1. */
    public Activation activation(int layer) {
        return layer == layers() ? outputActivation : activation;
    }
}
