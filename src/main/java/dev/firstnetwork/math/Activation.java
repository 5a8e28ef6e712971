package dev.firstnetwork.math;

import java.util.Arrays;
import java.util.Locale;

/**
 * Activation functions {@code A = f(Z)} with their derivatives with respect to {@code Z}. All work on {@code [n, width]}
 * with samples as rows; softmax looks at a whole row, the others at one element.
 *
 * <p>Where ReLU and leaky ReLU have a kink, at {@code z = 0}, the derivative is the one that DL4J takes: 0 for ReLU and 1
 * for leaky ReLU.
 */
public enum Activation {
    /** {@code f(z) = z}, {@code f'(z) = 1}. */
    IDENTITY {
        @Override
        public double f(double z) {
            return z;
        }

        @Override
        public double derivative(double z, double a) {
            return 1;
        }
    },
    /** {@code f(z) = max(0, z)}, {@code f'(z) = 1} where {@code z > 0}, else 0. */
    RELU {
        @Override
        public double f(double z) {
            return Math.max(0, z);
        }

        @Override
        public double derivative(double z, double a) {
            return z > 0 ? 1 : 0;
        }
    },
    /** {@code f(z) = z} where {@code z >= 0}, else {@code 0.01 z}; {@code f'(z) = 1} or 0.01. */
    LEAKY_RELU {
        @Override
        public double f(double z) {
            return z >= 0 ? z : LEAK * z;
        }

        @Override
        public double derivative(double z, double a) {
            return z >= 0 ? 1 : LEAK;
        }
    },
    /** {@code f(z) = tanh(z)}, {@code f'(z) = 1 - a^2}. */
    TANH {
        @Override
        public double f(double z) {
            return Math.tanh(z);
        }

        @Override
        public double derivative(double z, double a) {
            return 1 - a * a;
        }
    },
    /** {@code f(z) = 1 / (1 + exp(-z))}, {@code f'(z) = a (1 - a)}. */
    SIGMOID {
        @Override
        public double f(double z) {
            // exp of a negative number alone, so that nothing overflows
            double e = Math.exp(-Math.abs(z));
            return z >= 0 ? 1 / (1 + e) : e / (1 + e);
        }

        @Override
        public double derivative(double z, double a) {
            return a * (1 - a);
        }
    },
    /** {@code f(z)_j = exp(z_j) / sum_k exp(z_k)} over a row, {@code df_j/dz_k = a_j ([j = k] - a_k)}. */
    SOFTMAX {
        @Override
        public Matrix apply(Matrix z) {
            Matrix a = z.copy();
            for (int i = 0; i < z.rows(); i++) {
                softmax(a.values(), i * z.columns(), z.columns());
            }
            return a;
        }

        @Override
        public Matrix backward(Matrix da, Matrix z, Matrix a) {
            Matrix dz = da.hadamard(a);
            for (int i = 0; i < a.rows(); i++) {
                double dot = 0;
                for (int j = 0; j < a.columns(); j++) {
                    dot += dz.get(i, j);
                }
                for (int j = 0; j < a.columns(); j++) {
                    dz.set(i, j, dz.get(i, j) - a.get(i, j) * dot);
                }
            }
            return dz;
        }

        @Override
        public double f(double z) {
            throw new UnsupportedOperationException("softmax is a function of a whole row");
        }

        @Override
        public double derivative(double z, double a) {
            throw new UnsupportedOperationException("softmax is a function of a whole row");
        }
    };

    /**
     * The slope of {@link #LEAKY_RELU} below zero: 0.01 rounded to a float, because DL4J's native code rounds the slope of
     * the derivative so, though not that of the function.
     */
    public static final double LEAK = 0.01f;

    public abstract double f(double z);

    /** {@code f'(z)}, given {@code a = f(z)} as well because several derivatives are shorter in {@code a}. */
    public abstract double derivative(double z, double a);

    /** {@code A = f(Z)}. */
    public Matrix apply(Matrix z) {
        return z.map(this::f);
    }

    /**
     * The chain rule through this activation: {@code dL/dZ = dL/dA * f'(Z)}.
     *
     * @param da {@code dL/dA}, {@code [n, width]}
     * @param z the pre-activations {@code Z}, {@code [n, width]}
     * @param a {@code f(Z)}, {@code [n, width]}
     */
    public Matrix backward(Matrix da, Matrix z, Matrix a) {
        Matrix slope = z.copy();
        for (int i = 0; i < slope.values().length; i++) {
            slope.values()[i] = derivative(z.values()[i], a.values()[i]);
        }
        return da.hadamard(slope);
    }

    /** Whether the derivative jumps at {@code z = 0}, where a finite difference means nothing. */
    public boolean hasKink() {
        return this == RELU || this == LEAKY_RELU;
    }

    /** The name as it is written on the command line: {@code leaky-relu}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Replaces {@code length} logits from {@code from} on by their softmax; the largest is taken off first. */
    private static void softmax(double[] row, int from, int length) {
        double max = Arrays.stream(row, from, from + length).max().orElse(0);
        double sum = 0;
        for (int j = from; j < from + length; j++) {
            row[j] = Math.exp(row[j] - max);
            sum += row[j];
        }
        for (int j = from; j < from + length; j++) {
            row[j] /= sum;
        }
    }
}
