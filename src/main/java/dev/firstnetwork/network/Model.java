package dev.firstnetwork.network;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Preparation;

/**
 * A trained network with all that it takes to use it on a table.
 *
 * @param spec the network
 * @param parameters its weights and biases
 * @param preparation how rows become inputs, its standardiser fitted
 */
public record Model(NetworkSpec spec, Parameters parameters, Preparation preparation) {

    public Model {
        if (preparation.standardiser() == null) {
            throw new IllegalArgumentException("a model needs a fitted standardiser");
        }
        if (spec.inputs() != preparation.inputs() || spec.outputs() != preparation.outputs()) {
            throw new IllegalArgumentException("the network takes " + spec.inputs() + " inputs to " + spec.outputs()
                    + " outputs, the preparation makes " + preparation.inputs() + " and " + preparation.outputs());
        }
        if (preparation.standardiser().mean().length != preparation.inputs()) {
            throw new IllegalArgumentException("the standardiser is for "
                    + preparation.standardiser().mean().length + " columns, the preparation makes "
                    + preparation.inputs());
        }
        if (!spec.sizes().equals(parameters.sizes())) {
            throw new IllegalArgumentException(
                    "the network has widths " + spec.sizes() + ", the parameters " + parameters.sizes());
        }
    }
}
