package dev.firstnetwork.wing.fast;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Tensor;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels in vector instructions: as many rows side by side as a register holds. A layer is worked through in tiles of
 * four units, so that what is loaded is used several times and each result is stored once. That counts more than the
 * arithmetic: Java aligns its arrays to 8 bytes, and a register that is stored across two cache lines takes twice as long.
 *
 * <p>Each loop over vectors has a method of its own, with few steps in it: the compiler keeps vectors in registers only where
 * it can see all of the loop, and gives up on what is long.
 */
public final class VectorKernels implements Kernels {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() > ShallowSums.LANES
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;

    /** Lanes of a register. */
    static final int L = SPECIES.length();

    @Override
    public String name() {
        return "vector, " + L + " lanes of double";
    }

    @Override
    public void forward(Activation f, Block a, double[] w, double[] b, Block out) {
        VectorForward.forward(f, a, w, b, out);
    }

    @Override
    public void activate(Activation f, Block z) {
        VectorFunctions.activate(f, z);
    }

    @Override
    public double loss(Loss loss, Activation f, Block z, Block y, double[] weights) {
        return VectorLosses.loss(loss, f, z, y, weights);
    }

    @Override
    public void delta(Loss loss, Activation f, Block z, Block y, double[] weights) {
        VectorLosses.delta(loss, f, z, y, weights);
    }

    @Override
    public void addGradients(Block a, Block delta, double[] dw, double[] db) {
        VectorBackward.addGradients(a, delta, dw, db);
    }

    @Override
    public void backward(Block delta, double[] w, Activation f, Block a) {
        VectorBackward.backward(delta, w, f, a);
    }

    @Override
    public void forwardShallow(Block x, List<Tensor> layers, Block z) {
        VectorShallow.forward(x, layers, z);
    }

    @Override
    public void addShallowSums(Block x, Block delta, List<Tensor> layers, ShallowSums sums) {
        VectorShallow.addSums(x, delta, layers, sums);
    }

    /**
     * The sum of a register that was put aside. DoubleVector.reduceLanes adds in one order while it is interpreted and in
     * another once it is compiled: the same run would give other bits.
     */
    static double sum(double[] v, int at) {
        if (L == 8) {
            return ((v[at] + v[at + 1]) + (v[at + 2] + v[at + 3]))
                    + ((v[at + 4] + v[at + 5]) + (v[at + 6] + v[at + 7]));
        }
        double sum = 0;
        for (int i = at; i < at + L; i++) {
            sum += v[i];
        }
        return sum;
    }
}
