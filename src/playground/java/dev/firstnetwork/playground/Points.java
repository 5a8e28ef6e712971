package dev.firstnetwork.playground;

import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;

/**
 * The rows that the page shows.
 *
 * @param x the inputs in their own units, {@code [n, inputs]}
 * @param classOf the class of each row, from 0 on, {@code [n]}
 * @param classes how many classes there are, 2 or more
 */
record Points(Matrix x, int[] classOf, int classes) {

    Points {
        if (x.rows() != classOf.length) {
            throw new IllegalArgumentException("X has " + x.rows() + " rows, there are " + classOf.length + " classes");
        }
        if (classes < 2) {
            throw new IllegalArgumentException("the rows are all of one class: give two or more");
        }
        for (int k : classOf) {
            if (k < 0 || k >= classes) {
                throw new IllegalArgumentException("class " + k + " is not one of " + classes);
            }
        }
        for (double value : x.values()) {
            if (!(Math.abs(value) <= Numbers.LARGEST)) {
                throw new IllegalArgumentException("a value is not a number of less than 149 digits");
            }
        }
    }

    /** The points of a generated figure. */
    static Points of(Generated figure) {
        double[] x = new double[2 * figure.samples()];
        int[] classOf = new int[figure.samples()];
        TableSource.Reader reader = figure.open();
        for (int i = 0; reader.advance(); i++) {
            x[2 * i] = reader.number(0);
            x[2 * i + 1] = reader.number(1);
            classOf[i] = (int) reader.number(2);
        }
        int classes = 1 + Arrays.stream(classOf).max().orElse(0);
        return new Points(Matrix.of(classOf.length, 2, x), classOf, classes);
    }

    /** {@code Y [n, outputs]}: the class itself of two, one-hot of more. */
    Matrix y() {
        Matrix y = Matrix.zeros(classOf.length, outputs());
        for (int i = 0; i < classOf.length; i++) {
            if (classes == 2) {
                y.set(i, 0, classOf[i]);
            } else {
                y.set(i, classOf[i], 1);
            }
        }
        return y;
    }

    int outputs() {
        return classes == 2 ? 1 : classes;
    }
}
