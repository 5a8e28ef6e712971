package dev.firstnetwork.wing.notebook;

import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * The loss over two parameters, for a picture of the ground that gradient descent goes over.
 *
 * @param x the grid's values of the first parameter, ascending, two or more
 * @param y the same of the second
 * @param loss {@code loss[i][j]}: at {@code (x[j], y[i])}
 */
public record LossSurface(double[] x, double[] y, double[][] loss) {

    public LossSurface {
        if (x.length < 2 || y.length < 2 || loss.length != y.length || loss[0].length != x.length) {
            throw new IllegalArgumentException("the grid is " + x.length + " by " + y.length + ", the loss "
                    + (loss.length == 0 ? 0 : loss[0].length) + " by " + loss.length
                    + ": expected the same, 2 or more");
        }
    }

    /**
     * The loss on a grid.
     *
     * @param x the range of the first parameter: from, to
     * @param y the range of the second
     * @param resolution how many points the grid has in each direction, 2 or more
     * @param loss of the first and the second parameter
     */
    public static LossSurface of(double[] x, double[] y, int resolution, DoubleBinaryOperator loss) {
        double[] first = range(x, resolution);
        double[] second = range(y, resolution);
        double[][] values = new double[resolution][resolution];
        for (int i = 0; i < resolution; i++) {
            for (int j = 0; j < resolution; j++) {
                values[i][j] = loss.applyAsDouble(first[j], second[i]);
            }
        }
        return new LossSurface(first, second, values);
    }

    private static double[] range(double[] ends, int resolution) {
        return IntStream.range(0, resolution)
                .mapToDouble(i -> ends[0] + (ends[1] - ends[0]) * i / (resolution - 1))
                .toArray();
    }
}
