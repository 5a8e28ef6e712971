package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Eight Gaussians on a circle, on which a network that makes points easily misses some. */
final class Ring {

    static final int MODES = 8;

    /** From the middle to a centre. */
    static final double RADIUS = 2;

    /** How far from a centre a point may lie. */
    static final double NEAR = 0.2;

    private static final double SPREAD = 0.05;

    private Ring() {}

    /** {@code [2]}: where mode {@code k} is. */
    static double[] centre(int k) {
        double angle = 2 * Math.PI * k / MODES;
        return new double[] {RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)};
    }

    /** {@code [n][2]}: points of modes by lot. */
    static float[][] points(int n, NumpyRandom random) {
        int[] modes = random.randint(MODES, n);
        float[][] points = new float[n][2];
        for (int i = 0; i < n; i++) {
            double[] centre = centre(modes[i]);
            points[i][0] = (float) (centre[0] + SPREAD * random.nextGaussian());
            points[i][1] = (float) (centre[1] + SPREAD * random.nextGaussian());
        }
        return points;
    }

    /** The mode that a point is near to, or -1. */
    private static int mode(float... point) {
        for (int k = 0; k < MODES; k++) {
            double[] centre = centre(k);
            if (Math.hypot(point[0] - centre[0], point[1] - centre[1]) < NEAR) {
                return k;
            }
        }
        return -1;
    }

    /** Which part of {@code points} is near to a mode. */
    static double share(float[]... points) {
        return (double) Arrays.stream(points).filter(point -> mode(point) >= 0).count() / points.length;
    }

    /** How many modes have a fifth or more of the points that are theirs by right, an eighth of all. */
    static int modes(float[]... points) {
        int[] counts = new int[MODES];
        Arrays.stream(points).mapToInt(Ring::mode).filter(k -> k >= 0).forEach(k -> counts[k]++);
        return (int) Arrays.stream(counts)
                .filter(count -> 5 * MODES * count >= points.length)
                .count();
    }

    /** Points of one Gaussian with the mean and the covariance of {@code data}, made of {@code noise}; all {@code [n, 2]}. */
    static float[][] gaussian(INDArray data, INDArray noise) {
        INDArray mean = data.mean(true, 0);
        INDArray centred = data.subRowVector(mean);
        INDArray covariance = centred.transpose().mmul(centred).div(data.size(0));
        INDArray root = Nd4j.linalg().cholesky(covariance);
        return rows(noise.mmul(root.transpose()).addRowVector(mean));
    }

    /** {@code [n][2]}: the same; {@code toFloatMatrix} makes an array of ND4J's for each row, and takes seconds for thousands. */
    static float[][] rows(INDArray points) {
        float[] values = points.dup('c').data().asFloat();
        float[][] rows = new float[values.length / 2][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, 2 * i, 2 * i + 2));
        return rows;
    }
}
