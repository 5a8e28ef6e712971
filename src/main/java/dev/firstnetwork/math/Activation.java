package dev.firstnetwork.math;

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
            return Elementary.tanh(z);
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
            double e = Elementary.exp(-Math.abs(z));
            return z >= 0 ? 1 / (1 + e) : e / (1 + e);
        }

        @Override
        public double derivative(double z, double a) {
            return a * (1 - a);
        }
    },
    /** {@code f(z)_j = exp(z_j) / sum_k exp(z_k)} over a row, {@code df_j/dz_k = a_j ([j = k] - a_k)}. */
    SOFTMAX {
        /** The largest logit is taken off first, so that nothing overflows. */
        @Override
        public void apply(double[] row, int at, int width) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = at; j < at + width; j++) {
                max = Math.max(max, row[j]);
            }
            double sum = 0;
            for (int j = at; j < at + width; j++) {
                row[j] = Elementary.exp(row[j] - max);
                sum += row[j];
            }
            for (int j = at; j < at + width; j++) {
                row[j] /= sum;
            }
        }

        @Override
        public void backward(double[] d, double[] z, double[] a, int at, int width) {
            double dot = 0;
            for (int j = at; j < at + width; j++) {
                dot += d[j] * a[j];
            }
            for (int j = at; j < at + width; j++) {
                d[j] = d[j] * a[j] - a[j] * dot;
            }
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
        Matrix a = z.copy();
        for (int i = 0; i < z.rows(); i++) {
            apply(a.values(), i * z.columns(), z.columns());
        }
        return a;
    }

    /** {@code A = f(Z)} of one row, in place: the {@code width} values of {@code row} from {@code at} on. */
    public void apply(double[] row, int at, int width) {
        for (int j = at; j < at + width; j++) {
            row[j] = f(row[j]);
        }
    }

    /**
     * The chain rule through this activation: {@code dL/dZ = dL/dA * f'(Z)}.
     *
     * @param da {@code dL/dA}, {@code [n, width]}
     * @param z the pre-activations {@code Z}, {@code [n, width]}
     * @param a {@code f(Z)}, {@code [n, width]}
     */
    public Matrix backward(Matrix da, Matrix z, Matrix a) {
        Matrix dz = da.copy();
        for (int i = 0; i < dz.rows(); i++) {
            backward(dz.values(), z.values(), a.values(), i * dz.columns(), dz.columns());
        }
        return dz;
    }

    /** The chain rule of one row, {@code width} values from {@code at} on: {@code d}, which is {@code dL/dA}, becomes {@code dL/dZ}. */
    public void backward(double[] d, double[] z, double[] a, int at, int width) {
        for (int j = at; j < at + width; j++) {
            d[j] *= derivative(z[j], a[j]);
        }
    }

    /** Whether the derivative jumps at {@code z = 0}, where a finite difference means nothing. */
    public boolean hasKink() {
        return this == RELU || this == LEAKY_RELU;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
