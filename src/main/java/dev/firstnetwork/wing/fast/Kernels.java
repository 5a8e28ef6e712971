package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Tensor;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The arithmetic of training a network of dense layers, on a {@link Block} of rows at a time, in double, with nothing
 * allocated. {@link ScalarKernels} is the reference; others give the same numbers within rounding. Each adds in an order that
 * depends on sizes alone, so that the same input gives the same bits in every run.
 *
 * <p>Layers are numbered as in the formulas; {@code w} is {@code W_l [inputs, outputs]} row by row, {@code b} is {@code b_l
 * [outputs]}. The blocks of a call have the same rows. Kernels hold no state: several threads may share them.
 */
public interface Kernels {

    /** The module with the vector instructions, which a JVM has that is started with {@code --add-modules}. */
    String VECTOR_MODULE = "jdk.incubator.vector";

    /** A shallow network has no more inputs than this. */
    int SHALLOW_INPUTS = 2;

    /** What computes, in words. */
    String name();

    /**
     * {@code A_l = f(A_(l-1) W_l + b_l)}.
     *
     * @param a {@code A_(l-1)}
     * @param out becomes {@code A_l}
     */
    void forward(Activation f, Block a, double[] w, double[] b, Block out);

    /** {@code A = f(Z)}: {@code z} becomes it. */
    void activate(Activation f, Block z);

    /**
     * {@code loss}, in the sum over the rows, each by its weight.
     *
     * @param f the output's activation
     * @param z the output's pre-activations
     * @param weights what each row counts, {@code [stride]}: {@code 1/n} in the mean over n rows, 0 beyond the last row
     */
    double loss(Loss loss, Activation f, Block z, Block y, double[] weights);

    /** The output delta {@code dL/dZ_L} of {@link #loss}: {@code z} becomes it. */
    void delta(Loss loss, Activation f, Block z, Block y, double[] weights);

    /**
     * {@code dW_l += A_(l-1)' delta_l}, and {@code db_l +=} the sum of {@code delta_l} over the rows.
     *
     * @param a {@code A_(l-1)}
     */
    void addGradients(Block a, Block delta, double[] dw, double[] db);

    /**
     * {@code delta_(l-1) = (delta_l W_l') * f'(Z_(l-1))}.
     *
     * @param a {@code A_(l-1) = f(Z_(l-1))}, which the derivatives are told from; becomes {@code delta_(l-1)}
     */
    void backward(Block delta, double[] w, Activation f, Block a);

    /**
     * {@code Z_2 = relu(X W_1 + b_1) W_2 + b_2} in one go: a shallow network, one hidden layer of ReLU under an output of one
     * unit. With no more than {@value #SHALLOW_INPUTS} inputs it takes less time to compute the hidden activations twice,
     * here and in {@link #addShallowSums}, than to store and load them.
     *
     * @param layers {@code W_1, b_1, W_2, b_2}
     * @param z becomes {@code Z_2}
     */
    void forwardShallow(Block x, List<Tensor> layers, Block z);

    /**
     * Adds the rows of a block to the sums that the gradients of a shallow network come from.
     *
     * @param delta the output's, {@code dL/dZ_2}
     * @param layers {@code W_1, b_1, W_2, b_2}
     */
    void addShallowSums(Block x, Block delta, List<Tensor> layers, ShallowSums sums);

    /** Whether the JVM was started with {@link #VECTOR_MODULE}. */
    static boolean vectorsAreAllowed() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** The vector kernels, where the JVM was started with {@link #VECTOR_MODULE}; else the scalar ones. */
    static Kernels fastest() {
        if (!vectorsAreAllowed()) {
            return new ScalarKernels();
        }
        return ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                .findFirst()
                .orElseGet(ScalarKernels::new);
    }
}
