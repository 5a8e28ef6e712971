package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The backward pass of a shallow network, one hidden layer of ReLU under an output of one unit, comes down to a few sums. The
 * delta of the hidden layer is the output's, times {@code W_2}, where a unit is open: {@code W_2} comes out of the sum over
 * the rows, and of a hidden unit there remain, over the rows where it is open,
 *
 * <pre>
 * s_0 = sum of delta      s_k = sum of delta x_k
 *
 * db_1 = W_2 s_0      dW_1k = W_2 s_k      dW_2 = sum of delta relu(x W_1 + b_1) = b_1 s_0 + sum over k of W_1k s_k
 * </pre>
 *
 * with {@code db_2} the {@code s_0} of a unit that is always open. {@link Kernels#addShallowSums} adds the rows of a block to
 * them.
 */
public final class ShallowSums {

    /** Each sum is held in as many parts as the widest register has lanes. */
    static final int LANES = Block.LANES / 2;

    /** The sums of a hidden unit: a fixed number of them, so that two units can be summed at once whatever their number. */
    private static final int UNIT = (1 + Kernels.SHALLOW_INPUTS) * LANES;

    private final int hidden;
    private final int inputs;
    private final double[] values;

    /** Sums of zero for so many hidden units and inputs. */
    public ShallowSums(int hidden, int inputs) {
        this.hidden = hidden;
        this.inputs = inputs;
        this.values = new double[(hidden + 1) * UNIT];
    }

    /** Makes all sums zero. */
    public void clear() {
        Arrays.fill(values, 0);
    }

    /** The sums in their parts, each {@value #LANES} values from {@link #at} on. */
    double[] values() {
        return values;
    }

    /** Where {@code s_k} of hidden unit {@code j} begins; the unit after the last is the one that is always open. */
    int at(int j, int k) {
        return j * UNIT + k * LANES;
    }

    /**
     * Adds what the sums come to.
     *
     * @param layers {@code W_1, b_1, W_2, b_2}
     * @param gradients theirs, which are added to
     */
    public void addGradients(List<Tensor> layers, List<Tensor> gradients) {
        double[] w1 = layers.get(0).values();
        double[] b1 = layers.get(1).values();
        double[] w2 = layers.get(2).values();
        double[] dw1 = gradients.get(0).values();
        double[] db1 = gradients.get(1).values();
        double[] dw2 = gradients.get(2).values();
        for (int j = 0; j < hidden; j++) {
            double s0 = s(j, 0);
            db1[j] += w2[j] * s0;
            double sum = b1[j] * s0;
            for (int k = 1; k <= inputs; k++) {
                double sk = s(j, k);
                int at = (k - 1) * hidden + j;
                dw1[at] += w2[j] * sk;
                sum += w1[at] * sk;
            }
            dw2[j] += sum;
        }
        gradients.get(3).values()[0] += s(hidden, 0);
    }

    private double s(int j, int k) {
        int i = at(j, k);
        return ((values[i] + values[i + 1]) + (values[i + 2] + values[i + 3]))
                + ((values[i + 4] + values[i + 5]) + (values[i + 6] + values[i + 7]));
    }
}
