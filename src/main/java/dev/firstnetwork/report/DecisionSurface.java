package dev.firstnetwork.report;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The network's output on a grid over two inputs, for a picture of where it changes its mind.
 *
 * @param x1 the grid's coordinates of the first input, ascending, in the data's own units
 * @param x2 the same of the second
 * @param classes {@code classes[i][j]}: the class predicted at {@code (x1[j], x2[i])}
 * @param probability {@code probability[i][j]}: of the positive class for two classes, else of the predicted one
 */
public record DecisionSurface(double[] x1, double[] x2, int[][] classes, double[][] probability) {

    /** How many points the grid of a run has in each direction. */
    private static final int RESOLUTION = 161;

    /** Of a classifier of two numbers over the rows that it was made from; empty for any other. */
    public static Optional<DecisionSurface> of(SplitData data, UnaryOperator<Matrix> network) {
        Preparation preparation = data.preparation();
        boolean twoNumbers = !preparation.isRegression()
                && preparation.inputs() == 2
                && preparation.features().size() == 2;
        return twoNumbers ? Optional.of(of(data.all().x(), RESOLUTION, network)) : Optional.empty();
    }

    /**
     * Asks the network on a grid that covers {@code x} with a margin of a tenth on each side.
     *
     * @param x the points to be covered, {@code [n, 2]}, in the data's own units
     * @param resolution how many points the grid has in each direction
     * @param network from inputs in the data's own units, {@code [m, 2]}, to outputs, {@code [m, outputs]}
     */
    public static DecisionSurface of(Matrix x, int resolution, UnaryOperator<Matrix> network) {
        if (x.columns() != 2) {
            throw new IllegalArgumentException("a decision surface needs 2 inputs, found " + x.columns());
        }
        double[] x1 = range(x, 0, resolution);
        double[] x2 = range(x, 1, resolution);
        Matrix grid = Matrix.zeros(resolution * resolution, 2);
        for (int i = 0; i < resolution; i++) {
            for (int j = 0; j < resolution; j++) {
                grid.set(i * resolution + j, 0, x1[j]);
                grid.set(i * resolution + j, 1, x2[i]);
            }
        }
        Matrix p = network.apply(grid);
        int[] flat = Samples.classes(p);
        int[][] classes = new int[resolution][];
        double[][] probability = new double[resolution][resolution];
        for (int i = 0; i < resolution; i++) {
            classes[i] = Arrays.copyOfRange(flat, i * resolution, (i + 1) * resolution);
            for (int j = 0; j < resolution; j++) {
                probability[i][j] = p.get(i * resolution + j, p.columns() == 1 ? 0 : classes[i][j]);
            }
        }
        return new DecisionSurface(x1, x2, classes, probability);
    }

    private static double[] range(Matrix x, int column, int resolution) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.rows(); i++) {
            min = Math.min(min, x.get(i, column));
            max = Math.max(max, x.get(i, column));
        }
        double margin = max > min ? (max - min) / 10 : 1;
        double[] range = new double[resolution];
        for (int i = 0; i < resolution; i++) {
            range[i] = min - margin + (max - min + 2 * margin) * i / (resolution - 1);
        }
        return range;
    }
}
