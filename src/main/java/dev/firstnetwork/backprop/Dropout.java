package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: each activation is kept with probability {@code 1 - rate} and then divided by it, so that its
 * expectation stays and prediction needs no scaling (Srivastava et al.: <i>Dropout</i>, JMLR 15, 2014, section 10).
 *
 * @param rate the probability of dropping an activation, in {@code [0, 1)}; DL4J's {@code dropOut} takes the probability of
 *     keeping it
 * @param random where the mask of a layer comes from, layers counted from 1: the same seed gives the same mask
 */
public record Dropout(double rate, IntFunction<RandomGenerator> random) {

    public Dropout {
        Require.fraction("dropout rate", rate);
    }

    /** The mask of a layer, {@code [n, width]}: 0 where an activation is dropped, {@code 1 / (1 - rate)} where it is kept. */
    public Matrix mask(int layer, int n, int width) {
        double keep = 1 - rate;
        RandomGenerator generator = random.apply(layer);
        return Matrix.zeros(n, width).map(ignored -> generator.nextDouble() < keep ? 1 / keep : 0);
    }
}
