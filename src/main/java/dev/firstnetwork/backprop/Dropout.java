package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Matrix;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: each activation is kept with probability {@code 1 - rate} and then divided by it, so that its
 * expectation stays and prediction needs no scaling (Srivastava et al.: <i>Dropout</i>, JMLR 15, 2014, section 10).
 *
 * @param rate the probability of dropping an activation, in {@code [0, 1)}; DL4J's {@code dropOut} takes the probability of
 *     keeping it
 * @param random where the masks come from: the same seed gives the same masks
 */
public record Dropout(double rate, RandomGenerator random) {

    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("the dropout rate must be in [0, 1), found " + rate);
        }
    }

    /** The next mask, {@code [n, width]}: 0 where an activation is dropped, {@code 1 / (1 - rate)} where it is kept. */
    Matrix mask(int n, int width) {
        double keep = 1 - rate;
        return Matrix.zeros(n, width).map(ignored -> random.nextDouble() < keep ? 1 / keep : 0);
    }
}
