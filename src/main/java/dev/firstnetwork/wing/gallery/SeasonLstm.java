package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A series with a season and a mode: a house's load, twelve values a day. From 16 to 22 o'clock its battery is charged, or, in
 * the other mode, feeds the house. On one day in three somebody presses a button at 6 o'clock, which is seen as a short dip
 * and changes the mode until it is pressed again. Who is to foresee an evening keeps the mode of the evening before in mind,
 * and turns it round if there was a dip: a product of two values that lie far apart, which no weighted sum of values is.
 *
 * <p>Shapes, for n rows: in {@code [n, 1, 12]}, which is rows, features, time; LSTM {@code [n, 24, 12]}; its last time step
 * {@code [n, 24]}; out {@code [n, 1]}.
 *
 * <p>Sepp Hochreiter, Jürgen Schmidhuber: <i>Long Short-Term Memory</i>, 1997.
 *
 * <p>What goes wrong at first: an LSTM without {@code activation(TANH)} takes DL4J's general default, a sigmoid, and hardly
 * learns. Time is the last dimension, not the second. Rows that are shuffled <em>before</em> they are split have their
 * neighbours in the test rows. And who does not try a linear model of the same values does not know what memory is worth.
 */
final class SeasonLstm implements Example {

    static final int DAY = 12;

    /** How far AR(24) looks back: twice as far as the network. */
    static final int PAST = 24;

    private static final int BATCH = 256;

    /**
     * The values before each value of a series.
     *
     * @param past {@code [n, 24]}, the oldest first
     * @param next {@code [n, 1]}
     */
    record Windows(INDArray past, INDArray next) {

        static Windows of(double... series) {
            double[][] past = new double[series.length - PAST][];
            Arrays.setAll(past, i -> Arrays.copyOfRange(series, i, i + PAST));
            double[] next = Arrays.copyOfRange(series, PAST, series.length);
            return new Windows(
                    Nd4j.createFromArray(past), Nd4j.createFromArray(next).reshape(next.length, 1));
        }

        /** The last day of each row as a sequence {@code [n, 1, 12]}, and what follows it; both are around 0 as they are. */
        DataSet sequences() {
            INDArray day = past.get(NDArrayIndex.all(), NDArrayIndex.interval(PAST - DAY, PAST));
            INDArray sequences = day.castTo(DataType.FLOAT).reshape(past.size(0), 1, DAY);
            return new DataSet(sequences, next.castTo(DataType.FLOAT));
        }
    }

    @Override
    public About about() {
        return new About(
                "season-lstm",
                "What comes next, where the evening depends on a button that was pressed in the morning?",
                "generated: 400 days of 12 values, the last 100 to test on",
                "LSTM of 24 cells over the last 12 values, its last time step, a linear output",
                "RMSE of the next value",
                false);
    }

    @Override
    public Result run(Setting setting) {
        int split = setting.size(300, 30) * DAY;
        double[] series = series(split + setting.size(100, 10) * DAY, setting.seed());
        Windows train = Windows.of(Arrays.copyOf(series, split));
        Windows test = Windows.of(Arrays.copyOfRange(series, split, series.length));

        DataSet rows = train.sequences();
        rows.shuffle(setting.seed());
        // once: it takes as long as an epoch
        List<DataSet> batches = rows.batchBy(BATCH);
        int epochs = setting.size(16, 1);
        MultiLayerNetwork network = network(setting.seed(), epochs * batches.size());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Collections.shuffle(batches, new Random(epoch));
            batches.forEach(network::fit);
            setting.watch().at(epoch, epochs, String.format(Locale.ROOT, "RMSE %.2f", Math.sqrt(network.score())));
        }
        INDArray forecast = network.output(test.sequences().getFeatures()).castTo(DataType.DOUBLE);
        INDArray linear = autoregression(train, test.past());
        return Result.of(rmse(forecast, test.next()))
                .claiming("AR(24) by least squares", rmse(linear, test.next()))
                .claiming("persistence", rmse(test.past().getColumn(PAST - 1, true), test.next()))
                .claiming("seasonal naive", rmse(test.past().getColumn(PAST - DAY, true), test.next()))
                .note("No forecast can be better than about 0.23: noise, and a button that nobody foresees.")
                .picture(
                        "season.png",
                        "A week with the forecasts of the network and of AR(24), and the errors of both by the hour",
                        "AR(24) is wrong where an evening begins and ends; the network remembers the mode.",
                        () -> SeasonChart.png(values(test.next()), values(forecast), values(linear)));
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

    static MultiLayerNetwork network(long seed, int steps) {
        var network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(new PolySchedule(ScheduleType.ITERATION, 0.04, 1, steps)))
                .list()
                .layer(new LastTimeStep(
                        new LSTM.Builder().nOut(24).activation(Activation.TANH).build()))
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.recurrent(1, DAY))
                .build());
        network.init();
        return network;
    }

    /** What a weighted sum of the 24 values in each row of {@code past} and a constant, fitted to {@code train}, foresees. */
    static INDArray autoregression(Windows train, INDArray past) {
        // true: by Cholesky; without it ND4J decomposes all rows, takes minutes, and fails
        INDArray weights = Nd4j.linalg().lstsq(withOnes(train.past()), train.next(), 0, true);
        return withOnes(past).mmul(weights);
    }

    private static INDArray withOnes(INDArray x) {
        return Nd4j.hstack(x, Nd4j.ones(x.dataType(), x.size(0), 1));
    }

    static double rmse(INDArray forecast, INDArray actual) {
        return forecast.distance2(actual) / Math.sqrt(actual.length());
    }

    private static double[] values(INDArray column) {
        return column.dup().data().asDouble();
    }
}
