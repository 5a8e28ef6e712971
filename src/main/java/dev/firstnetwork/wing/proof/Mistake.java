package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.ForwardTrace;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Classic mistakes in back-propagation, to be planted on purpose: a gradient check that has never failed proves nothing.
 * Each keeps the right shapes, and most train well enough to go unnoticed.
 */
public enum Mistake {
    /** The article's delta: {@code (P - Y) * P * (1 - P)}, which belongs to the squared error, under cross-entropy. */
    ARTICLE_DELTA,
    /** The sum over the batch instead of the mean. */
    NO_MEAN,
    /** {@code delta_l = delta_(l+1) W_(l+1)'} without {@code * f_l'(Z_l)}: the mask of ReLU is forgotten. */
    NO_ACTIVATION_DERIVATIVE,
    /** {@code dW} laid out as its transpose. */
    TRANSPOSED_WEIGHTS,
    /** {@code db} of the first row instead of the sum over all rows. */
    BIAS_NOT_SUMMED,
    /** The L2 penalty's gradient on biases too; it shows where L2 is on and a bias is not zero. */
    L2_ON_BIASES,
    /** {@code w += lr g}: the gradient is right, the step goes uphill. */
    UPDATE_SIGN;

    /** The gradient as it comes out with this mistake. */
    public Parameters backward(DenseNetwork network, ForwardTrace trace, Matrix y) {
        List<Matrix> deltas = deltas(network, trace, y);
        Parameters result = DenseNetwork.gradient(trace, deltas);
        for (int layer = 1; layer <= network.layers(); layer++) {
            Matrix delta = deltas.get(layer - 1);
            double[] dw = result.w(layer).values();
            double[] db = result.b(layer);
            double[] b = network.parameters().b(layer);
            if (this == TRANSPOSED_WEIGHTS) {
                double[] transposed = delta.transposeTimes(trace.a(layer - 1)).values();
                System.arraycopy(transposed, 0, dw, 0, dw.length);
            } else if (this == BIAS_NOT_SUMMED) {
                System.arraycopy(delta.row(0), 0, db, 0, db.length);
            } else if (this == L2_ON_BIASES) {
                Arrays.setAll(db, j -> db[j] + network.penalty().l2() * b[j]);
            }
        }
        network.penalty().addGradient(network.parameters(), result);
        return result;
    }

    private List<Matrix> deltas(DenseNetwork network, ForwardTrace trace, Matrix y) {
        int last = network.layers();
        Matrix[] delta = new Matrix[last];
        Matrix p = trace.output();
        delta[last - 1] = network.loss().delta(network.f(last), trace.z(last), p, y);
        if (this == ARTICLE_DELTA) {
            delta[last - 1] = delta[last - 1].hadamard(p.hadamard(p.map(value -> 1 - value)));
        } else if (this == NO_MEAN) {
            delta[last - 1] = delta[last - 1].scaled(y.rows());
        }
        for (int layer = last - 1; layer >= 1; layer--) {
            Matrix da = delta[layer].timesTranspose(network.parameters().w(layer + 1));
            Activation f = network.f(layer);
            delta[layer - 1] = this == NO_ACTIVATION_DERIVATIVE ? da : f.backward(da, trace.z(layer), trace.a(layer));
        }
        return List.of(delta);
    }

    /** {@code step} as this mistake turns it: uphill for {@link #UPDATE_SIGN}, else unchanged. */
    public Parameters step(Parameters before, Parameters after) {
        if (this != UPDATE_SIGN) {
            return after;
        }
        Parameters wrong = after.copy();
        for (int i = 0; i < wrong.tensors().size(); i++) {
            double[] w = wrong.tensors().get(i).values();
            double[] old = before.tensors().get(i).values();
            Arrays.setAll(w, j -> old[j] - (w[j] - old[j]));
        }
        return wrong;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
