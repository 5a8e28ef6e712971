package dev.firstnetwork.backprop;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * Keeps a gradient from being too long (Pascanu, Mikolov, Bengio: <i>On the difficulty of training recurrent neural
 * networks</i>, 2013, section 3.2). As in DL4J, the mean gradient is clipped before penalties are added to it.
 *
 * @param kind what is bounded
 * @param threshold the bound, greater than 0
 */
public record Clipping(Kind kind, double threshold) implements Serializable {

    public enum Kind {
        NONE,
        /** Each element, to {@code [-threshold, threshold]}: DL4J's {@code ClipElementWiseAbsoluteValue}. */
        VALUE,
        /** The Euclidean norm of a layer's weights and biases together: DL4J's {@code ClipL2PerLayer}. */
        NORM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Clipping NONE = new Clipping(Kind.NONE, 1);

    public Clipping {
        LearningRule.requirePositive("clipping threshold", threshold);
    }

    /** The clipped gradient, as a new one. */
    public Parameters apply(Parameters gradient) {
        Parameters clipped = gradient.copy();
        for (int layer = 1; layer <= gradient.layers(); layer++) {
            double[] w = clipped.w(layer).values();
            double[] b = clipped.b(layer);
            double norm = Math.sqrt(squares(w) + squares(b));
            double factor = kind == Kind.NORM && norm > threshold ? threshold / norm : 1;
            double bound = kind == Kind.VALUE ? threshold : Double.POSITIVE_INFINITY;
            for (double[] values : List.of(w, b)) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.max(-bound, Math.min(bound, factor * values[i]));
                }
            }
        }
        return clipped;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
