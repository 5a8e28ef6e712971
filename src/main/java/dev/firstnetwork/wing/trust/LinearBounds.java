package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What the logits of a network can become when rows are moved: bounds that hold for each point within reach. Every layer's
 * pre-activations are bounded by intervals (Gowal et al.: <i>On the effectiveness of interval bound propagation</i>, 2018)
 * and by lines that are followed back to the inputs (CROWN; Zhang et al. 2018, theorem 3.2), and the closer bound of the two
 * is kept. For one layer they are exact.
 *
 * <p>They hold in floating point, and for the network as any engine computes it in double, in whatever order it sums: a sum
 * of {@code n} products is off by at most about {@code n} units in the last place times the sum of their sizes (Higham:
 * <i>Accuracy and stability of numerical algorithms</i>, section 3.1). So beside each bound goes the size of all that is
 * added up for it, in the bound and in the network itself, and it is moved outward by that size times eight units in the last
 * place for each input and neuron there is, several times what is needed. Activations have the slack of {@link Lines}.
 */
final class LinearBounds {

    private final DenseNetwork network;
    private final Threat threat;
    private final Matrix x;
    private final double[] epsilon;
    private final double unit;

    /** Each hidden layer's lines, {@code [n, width]} each: lower slope and intercept, upper slope and intercept. */
    private final List<Matrix[]> lines = new ArrayList<>();

    /** Each layer's sizes of what is added up, {@code [n, width]}. */
    private final List<Matrix> sizes = new ArrayList<>();

    /**
     * Bounds for rows.
     *
     * @param network the output activation does not matter
     * @param x standardised rows, {@code [n, inputs]}
     * @param epsilon how far each is moved, {@code [n]}
     */
    LinearBounds(DenseNetwork network, Threat threat, Matrix x, double[] epsilon) {
        this.network = network;
        this.threat = threat;
        this.x = x;
        this.epsilon = epsilon;
        int added = network.parameters().sizes().stream()
                .mapToInt(Integer::intValue)
                .sum();
        this.unit = (added + 16) * 8 * Math.ulp(0.5);
        Matrix low = x.copy();
        Matrix high = x.copy();
        for (int layer = 1; layer <= network.layers(); layer++) {
            Matrix w = network.parameters().w(layer);
            double[] b = network.parameters().b(layer);
            Matrix far = layer == 1 ? farthest() : larger(low, high);
            sizes.add(far.times(w.map(Math::abs))
                    .plusRow(Matrix.of(1, b.length, b).map(Math::abs).values()));
            if (layer == network.layers()) {
                break;
            }
            Matrix[] z = layer == 1 ? first(w, b) : next(layer, low, high);
            low = z[0];
            high = z[1];
            lines.add(lines(network.f(layer), low, high));
        }
    }

    /** The size of each input at most, {@code [n, inputs]}. */
    private Matrix farthest() {
        Matrix far = x.map(Math::abs);
        for (int i = 0; i < far.values().length; i++) {
            far.values()[i] += threat.free()[i % x.columns()] ? epsilon[i / x.columns()] : 0;
        }
        return far;
    }

    private static Matrix larger(Matrix low, Matrix high) {
        Matrix far = low.copy();
        for (int i = 0; i < far.values().length; i++) {
            far.values()[i] = Math.max(Math.abs(low.values()[i]), Math.abs(high.values()[i]));
        }
        return far;
    }

    /** The pre-activations of the first layer, exact but for rounding: the dual norm of each unit's weights. */
    private Matrix[] first(Matrix w, double[] b) {
        Matrix z = x.times(w).plusRow(b);
        Matrix units = Matrix.zeros(b.length, b.length);
        for (int j = 0; j < b.length; j++) {
            units.set(j, j, 1);
        }
        double[] dual = threat.dual(units.timesTranspose(w));
        Matrix low = z.copy();
        for (int i = 0; i < z.values().length; i++) {
            double reach = epsilon[i / z.columns()] * dual[i % z.columns()];
            double slack = unit * sizes.get(0).values()[i];
            low.values()[i] -= reach + slack;
            z.values()[i] += reach + slack;
        }
        return new Matrix[] {low, z};
    }

    /** The pre-activations of a later layer, by intervals from the activations before it and by lines. */
    private Matrix[] next(int layer, Matrix lowA, Matrix highA) {
        Matrix w = network.parameters().w(layer);
        double[] b = network.parameters().b(layer);
        Matrix rising = w.map(v -> Math.max(v, 0));
        Matrix falling = w.map(v -> -Math.min(v, 0));
        Matrix low = lowA.times(rising).minus(highA.times(falling)).plusRow(b);
        Matrix high = highA.times(rising).minus(lowA.times(falling)).plusRow(b);
        Matrix size = sizes.get(layer - 1);
        for (int i = 0; i < low.values().length; i++) {
            low.values()[i] -= unit * size.values()[i];
            high.values()[i] += unit * size.values()[i];
        }
        for (int j = 0; j < low.columns(); j++) {
            double[] least = lower(layer, j, 1);
            double[] most = lower(layer, j, -1);
            for (int i = 0; i < low.rows(); i++) {
                low.set(i, j, Math.max(low.get(i, j), least[i]));
                high.set(i, j, Math.min(high.get(i, j), -most[i]));
            }
        }
        return new Matrix[] {low, high};
    }

    /** The lines of a layer; {@code low} and {@code high} become the bounds of its activations. */
    private static Matrix[] lines(Activation f, Matrix low, Matrix high) {
        Matrix[] of = {low.copy(), low.copy(), low.copy(), low.copy()};
        for (int i = 0; i < low.values().length; i++) {
            double l = low.values()[i];
            double u = high.values()[i];
            Lines line = Lines.of(f, l, u);
            of[0].values()[i] = line.lowSlope();
            of[1].values()[i] = line.low();
            of[2].values()[i] = line.highSlope();
            of[3].values()[i] = line.high();
            // all of these activations rise
            low.values()[i] = f.f(l) - Lines.ROUNDING * (1 + Math.abs(f.f(l)));
            high.values()[i] = f.f(u) + Lines.ROUNDING * (1 + Math.abs(f.f(u)));
        }
        return of;
    }

    /** A lower bound of {@code factor} times one pre-activation for each row, {@code [n]}. */
    private double[] lower(int layer, int unit, double factor) {
        Matrix w = network.parameters().w(layer);
        double[] weights = new double[w.rows()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = factor * w.get(k, unit);
        }
        double[] sum = new double[x.rows()];
        double[] size = new double[x.rows()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = factor * network.parameters().b(layer)[unit];
            size[i] = sizes.get(layer - 1).get(i, unit);
        }
        return through(layer - 1, Matrix.zeros(sum.length, weights.length).plusRow(weights), sum, size);
    }

    /**
     * A lower bound of a sum of pre-activations for each row, {@code [n]}; NaN where there is none.
     *
     * @param factors what each pre-activation of {@code layer} is taken by, {@code [n, width]}
     */
    double[] lower(int layer, Matrix factors) {
        return from(layer, factors, new double[x.rows()], new double[x.rows()]);
    }

    /** From factors of a layer's pre-activations, {@code Z = A W + b}, to those of the activations before it. */
    private double[] from(int layer, Matrix onZ, double[] sum, double[] size) {
        double[] b = network.parameters().b(layer);
        for (int i = 0; i < onZ.values().length; i++) {
            sum[i / b.length] += onZ.values()[i] * b[i % b.length];
            size[i / b.length] +=
                    Math.abs(onZ.values()[i]) * sizes.get(layer - 1).values()[i];
        }
        return through(layer - 1, onZ.timesTranspose(network.parameters().w(layer)), sum, size);
    }

    /** From factors of a layer's activations to those of its pre-activations: the lower line under those above 0. */
    private double[] through(int layer, Matrix onA, double[] sum, double[] size) {
        if (layer == 0) {
            return atInputs(onA, sum, size);
        }
        Matrix[] of = lines.get(layer - 1);
        int width = onA.columns();
        for (int i = 0; i < onA.values().length; i++) {
            double factor = onA.values()[i];
            int side = factor >= 0 ? 0 : 2;
            double added = factor * of[side + 1].values()[i];
            sum[i / width] += added;
            size[i / width] += Math.abs(added);
            onA.values()[i] = factor * of[side].values()[i];
        }
        return from(layer, onA, sum, size);
    }

    private double[] atInputs(Matrix onX, double[] sum, double[] size) {
        double[] dual = threat.dual(onX);
        for (int i = 0; i < onX.values().length; i++) {
            double added = onX.values()[i] * x.values()[i];
            sum[i / x.columns()] += added;
            size[i / x.columns()] += Math.abs(added);
        }
        for (int i = 0; i < sum.length; i++) {
            double reach = epsilon[i] * dual[i];
            sum[i] -= reach + unit * (size[i] + reach) + Double.MIN_NORMAL;
        }
        return sum;
    }
}
