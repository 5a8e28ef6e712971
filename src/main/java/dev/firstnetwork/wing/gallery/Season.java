package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The load of a house, twelve values a day, and what was before each of them. From 16 to 22 o'clock a battery is charged, or, in
 * the other mode, feeds the house. On one day in three somebody presses a button at 6 o'clock, which is seen as a short dip
 * and changes the mode until it is pressed again.
 *
 * @param past {@code [n, 24]}, the oldest first
 * @param next {@code [n, 1]}
 */
record Season(INDArray past, INDArray next) {

    static final int DAY = 12;

    /** How far AR(24) looks back: twice as far as the network. */
    static final int PAST = 24;

    /** A row for each value of {@code series} that has enough before it. */
    static Season of(double... series) {
        double[][] past = new double[series.length - PAST][];
        Arrays.setAll(past, i -> Arrays.copyOfRange(series, i, i + PAST));
        double[] next = Arrays.copyOfRange(series, PAST, series.length);
        return new Season(Nd4j.createFromArray(past), Nd4j.createFromArray(next).reshape(next.length, 1));
    }

    /** The last day of each row as a sequence {@code [n, 1, 12]}, and what follows it; both are around 0 as they are. */
    DataSet sequences() {
        INDArray day = past.get(NDArrayIndex.all(), NDArrayIndex.interval(PAST - DAY, PAST));
        INDArray sequences = day.castTo(DataType.FLOAT).reshape(past.size(0), 1, DAY);
        return new DataSet(sequences, next.castTo(DataType.FLOAT));
    }

    /** The load every two hours from midnight on: a wave, a dip for the button, the battery in the evening, and noise. */
    static double[] series(int length, long seed) {
        NumpyRandom random = NumpyRandom.of(seed);
        double[] series = new double[length];
        boolean pressed = false;
        int mode = 1;
        for (int i = 0; i < length; i++) {
            int hour = i % DAY * 24 / DAY;
            if (hour == 0) {
                pressed = random.nextDouble() < 1 / 3.0;
                mode = pressed ? -mode : mode;
            }
            double dip = pressed && hour == 6 ? -1.5 : 0;
            double battery = hour >= 16 && hour < 22 ? mode : 0;
            series[i] = Math.sin(2 * Math.PI * (hour - 8) / 24) + dip + battery + 0.1 * random.nextGaussian();
        }
        return series;
    }

    /** AR(24), a weighted sum of 24 values and a constant, fitted to these rows: what it foresees after {@code values}. */
    INDArray autoregression(INDArray values) {
        // true: by Cholesky; without it ND4J decomposes all rows, takes minutes, and fails
        INDArray weights = Nd4j.linalg().lstsq(withOnes(past), next, 0, true);
        return withOnes(values).mmul(weights);
    }

    private static INDArray withOnes(INDArray x) {
        return Nd4j.hstack(x, Nd4j.ones(x.dataType(), x.size(0), 1));
    }
}
