package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import java.util.List;

/**
 * Everything that a forward pass computed and the backward pass needs. Layers count from 1; n is the batch size.
 *
 * @param x the input, {@code [n, inputs]}
 * @param z the pre-activations {@code Z_l = A_(l-1) W_l + b_l}, {@code [n, width_l]}, where {@code A_0 = X}
 * @param a the activations {@code A_l = f_l(Z_l)}, {@code [n, width_l]}, with dropout applied where there is any
 * @param masks what dropout multiplied each {@code A_l} by, {@code [n, width_l]}; empty where there was no dropout
 */
public record ForwardTrace(Matrix x, List<Matrix> z, List<Matrix> a, List<Matrix> masks) {

    public ForwardTrace {
        z = List.copyOf(z);
        a = List.copyOf(a);
        masks = List.copyOf(masks);
    }

    public Matrix z(int layer) {
        return z.get(layer - 1);
    }

    /** The activations of a layer; {@code a(0)} is the input. */
    public Matrix a(int layer) {
        return layer == 0 ? x : a.get(layer - 1);
    }

    public int layers() {
        return a.size();
    }

    /** The network's output {@code P = A_L}, {@code [n, outputs]}. */
    public Matrix output() {
        return a(layers());
    }
}
