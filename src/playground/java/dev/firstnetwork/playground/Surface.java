package dev.firstnetwork.playground;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.math.Matrix;
import java.util.function.DoubleFunction;

/**
 * A square of the plane of two inputs, cut into {@code n * n} points; all other inputs are at their mean.
 *
 * @param n how many points a side has
 * @param x0 the first input at the left
 * @param x1 and at the right
 * @param y0 the second input at the bottom
 * @param y1 and at the top
 * @param axisX which input goes to the right, from 0 on
 * @param axisY which input goes up
 */
record Surface(int n, double x0, double x1, double y0, double y1, int axisX, int axisY) {

    /** What the network answers at each point, row by row from the bottom, a number for each output. */
    double[] of(Run run) {
        return each(run.spec().outputs(), y -> run.predict(row(run, y)));
    }

    /** What layer {@code layer} answers, a number for each of its units. */
    double[] of(Run run, int layer) {
        DenseNetwork network = run.network();
        return each(
                run.spec().sizes().get(layer), y -> network.forward(row(run, y)).a(layer));
    }

    private double[] each(int width, DoubleFunction<Matrix> answers) {
        double[] result = new double[n * n * width];
        for (int i = 0; i < n; i++) {
            Matrix row = answers.apply(y0 + (y1 - y0) * (i + 0.5) / n);
            System.arraycopy(row.values(), 0, result, i * n * width, n * width);
        }
        return result;
    }

    private Matrix row(Run run, double y) {
        double[] mean = run.standardiser().mean();
        Matrix x = Matrix.zeros(n, mean.length);
        for (int j = 0; j < n; j++) {
            System.arraycopy(mean, 0, x.values(), j * mean.length, mean.length);
            x.set(j, axisX, x0 + (x1 - x0) * (j + 0.5) / n);
            x.set(j, axisY, y);
        }
        return run.standardiser().apply(x);
    }
}
