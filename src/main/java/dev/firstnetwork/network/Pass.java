package dev.firstnetwork.network;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Matrix;
import java.util.ServiceLoader;

/**
 * The way of rows through a network and back: what {@link HandEngine} computes with. The parameters are the network's own, as
 * they are at each call.
 *
 * <p>{@link Plain} is {@link DenseNetwork} itself, the reference. A faster one gives the same numbers within rounding; {@link
 * Maker#fastest} finds it on the class path, where there is one.
 */
public interface Pass {

    /**
     * The gradient of the network's loss, without penalties: {@link DenseNetwork#dataGradient}.
     *
     * @param x the rows, {@code [n, inputs]}
     * @param y the labels, {@code [n, outputs]}
     * @param gradients becomes the gradient
     * @throws IllegalArgumentException if a size does not fit the network
     */
    void gradients(Matrix x, Matrix y, Parameters gradients);

    /**
     * The mean loss over the rows, without penalties and class weights: {@link DenseNetwork#dataLoss}.
     *
     * @param outputs becomes the outputs, {@code [n, outputs]}
     * @throws IllegalArgumentException if a size does not fit the network
     */
    double lossAndOutputs(Matrix x, Matrix y, Matrix outputs);

    /**
     * The outputs for {@code x}, {@code [n, outputs]}.
     *
     * @throws IllegalArgumentException if {@code x} has not as many columns as the network has inputs
     */
    Matrix predict(Matrix x);

    /** The formulas as they stand in {@code network}. */
    record Plain(DenseNetwork network) implements Pass {

        @Override
        public void gradients(Matrix x, Matrix y, Parameters gradients) {
            gradients.assign(network.dataGradient(network.forward(x), y));
        }

        @Override
        public double lossAndOutputs(Matrix x, Matrix y, Matrix outputs) {
            ForwardTrace trace = network.forward(x);
            System.arraycopy(trace.output().values(), 0, outputs.values(), 0, outputs.values().length);
            return network.dataLoss(trace, y);
        }

        @Override
        public Matrix predict(Matrix x) {
            return network.forward(x).output();
        }
    }

    /** Makes the passes of a network. One on the class path is named in {@code META-INF/services}. */
    interface Maker {

        Maker PLAIN = new Maker() {
            @Override
            public String name() {
                return "plain Java";
            }

            @Override
            public Pass make(DenseNetwork network) {
                return new Plain(network);
            }
        };

        /** What computes, in words. */
        String name();

        Pass make(DenseNetwork network);

        /** The one on the class path; {@link #PLAIN} if there is none. */
        static Maker fastest() {
            return ServiceLoader.load(Maker.class, Maker.class.getClassLoader())
                    .findFirst()
                    .orElse(PLAIN);
        }
    }
}
