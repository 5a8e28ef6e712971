package dev.firstnetwork.network;

import static dev.firstnetwork.backprop.LearningRule.require;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;
import java.util.List;

/**
 * A trained network with all that it takes to use it on a table; or an ensemble of networks of one shape, whose mean is
 * what it predicts.
 *
 * @param members the weights and biases of each, one or more
 * @param preparation how rows become inputs, its standardisers fitted
 * @param threshold the probability above which the positive one of two classes is predicted, in {@code [0, 1]}
 */
public record Model(NetworkSpec spec, List<Parameters> members, Preparation preparation, double threshold) {

    /** The threshold where nobody has chosen one. */
    public static final double EVEN = 0.5;

    public Model {
        members = List.copyOf(members);
        require(preparation.standardiser() != null, "a model needs a fitted standardiser");
        require(
                spec.inputs() == preparation.inputs() && spec.outputs() == preparation.outputs(),
                "the network takes " + spec.inputs() + " inputs to " + spec.outputs()
                        + " outputs, the preparation makes " + preparation.inputs() + " and " + preparation.outputs());
        requireColumns("", preparation.standardiser().mean().length, preparation.inputs());
        requireColumns(
                " of the label", preparation.labelStandardiser().mean().length, preparation.isRegression() ? 1 : 0);
        require(!members.isEmpty(), "a model needs the parameters of one network or more");
        for (Parameters parameters : members) {
            List<Integer> found = parameters.sizes();
            require(spec.sizes().equals(found), "the network has widths " + spec.sizes() + ", the parameters " + found);
        }
        require(threshold >= 0 && threshold <= 1, "the threshold must be in [0, 1], found " + threshold);
    }

    /** A single network that decides at one half. */
    public Model(NetworkSpec spec, Parameters parameters, Preparation preparation) {
        this(spec, List.of(parameters), preparation, EVEN);
    }

    private static void requireColumns(String what, int found, int expected) {
        require(
                found == expected,
                "the standardiser" + what + " is for " + found + " columns, the preparation makes " + expected);
    }

    /** The parameters of the first network. */
    public Parameters parameters() {
        return members.get(0);
    }

    public Model withThreshold(double other) {
        return new Model(spec, members, preparation, other);
    }
}
