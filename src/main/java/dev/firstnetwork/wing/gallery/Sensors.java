package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ten sensors of a machine tell, made up: its speed, its load and the air's temperature, each uniform in [0, 1],
 * decide on all of them, so that sound rows lie on a curved surface of three dimensions in a space of ten. Each sensor
 * has Gaussian noise of standard deviation {@value #NOISE} besides.
 *
 * <p>In a faulty row one sensor tells what it told at another moment. That is a value that it often has, and nothing that
 * looks at each sensor for itself can see it: it only does not fit the others.
 *
 * @param rows what the sensors tell, {@code [n, 10]}
 * @param faulty 1 for a faulty row, else 0, {@code [n, 1]}
 */
record Sensors(INDArray rows, INDArray faulty) {

    static final int COUNT = 10;

    private static final double NOISE = 0.03;

    /** {@code sound} rows, then {@code faulty} ones, each from states of their own. */
    static Sensors generate(NumpyRandom random, int sound, int faulty) {
        float[][] rows = new float[sound + faulty][];
        float[][] faults = new float[sound + faulty][1];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = row(random);
            if (n >= sound) {
                int stuck = random.randint(COUNT, 1)[0];
                rows[n][stuck] = row(random)[stuck];
                faults[n][0] = 1;
            }
        }
        return new Sensors(Nd4j.createFromArray(rows), Nd4j.createFromArray(faults));
    }

    private static float[] row(NumpyRandom random) {
        double speed = random.nextDouble();
        double load = random.nextDouble();
        double air = random.nextDouble();
        double[] exact = {
            speed,
            load * (1.2 - speed),
            load * load + 0.3 * speed,
            Math.sin(5 * speed) * (0.4 + load),
            0.6 * air + load * speed,
            0.5 * air + speed * speed,
            speed * speed * (1 - 0.5 * load),
            Math.sqrt(speed) * (1 - load * load),
            (2 * speed - 1) * (2 * speed - 1),
            4 * load * (1 - load) * (1 - 0.3 * air)
        };
        float[] row = new float[COUNT];
        for (int j = 0; j < COUNT; j++) {
            row[j] = (float) (exact[j] + NOISE * random.nextGaussian());
        }
        return row;
    }
}
