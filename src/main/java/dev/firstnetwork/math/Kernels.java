package dev.firstnetwork.math;

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
     * {@code Z_2 = relu(X W_1 + b_1) W_2 + b_2}: a shallow network, of one hidden layer of ReLU and an output of one unit, in
     * one go. With no more than {@value #SHALLOW_INPUTS} inputs it takes less time to compute the hidden activations twice,
     * here and in {@link #addShallowGradients}, than to store and load them.
     *
     * @param x the inputs, no more than {@value #SHALLOW_INPUTS}
     * @param layers {@code W_1, b_1, W_2, b_2}
     * @param z becomes {@code Z_2}
     */
    void forwardShallow(Block x, List<Tensor> layers, Block z);

    /**
     * The gradients of these two layers. The delta of the hidden layer is the output's, times {@code W_2}, where a unit is
     * open: {@code W_2} comes out of the sum over the rows, and of a hidden unit j only its sums over those rows are needed,
     * {@code s_0 = sum of delta} and {@code s_k = sum of delta x_k}:
     *
     * <pre>
     * db_1 += W_2 s_0      dW_1k += W_2 s_k      dW_2 += b_1 s_0 + sum over k of W_1k s_k
     * </pre>
     *
     * @param x as it was for {@link #forwardShallow}
     * @param delta the output's, {@code dL/dZ_2}
     * @param layers {@code W_1, b_1, W_2, b_2}
     * @param gradients theirs, which are added to
     */
    void addShallowGradients(Block x, Block delta, List<Tensor> layers, List<Tensor> gradients);

    /** The vector kernels, where the JVM was started with {@link #VECTOR_MODULE}; else the scalar ones. */
    static Kernels fastest() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return new ScalarKernels();
        }
        return ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                .findFirst()
                .orElseGet(ScalarKernels::new);
    }
}
