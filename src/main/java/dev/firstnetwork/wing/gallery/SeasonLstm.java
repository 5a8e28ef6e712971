package dev.firstnetwork.wing.gallery;

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
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * What comes next in a series with a season and a mode: see {@link Season}. The network has to keep the mode of the evening
 * before in mind, and to turn it round if there was a dip since: the product of two values that lie far apart, which no weighted
 * sum of values is.
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

    private static final int BATCH = 256;

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
        int split = setting.size(300, 30) * Season.DAY;
        double[] series = Season.series(split + setting.size(100, 10) * Season.DAY, setting.seed());
        Season train = Season.of(Arrays.copyOf(series, split));
        Season test = Season.of(Arrays.copyOfRange(series, split, series.length));

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
        INDArray linear = train.autoregression(test.past());
        return Result.of(rmse(forecast, test.next()))
                .claiming("AR(24) by least squares", rmse(linear, test.next()))
                .claiming("persistence", rmse(test.past().getColumn(Season.PAST - 1, true), test.next()))
                .claiming("seasonal naive", rmse(test.past().getColumn(Season.PAST - Season.DAY, true), test.next()))
                .note("No forecast can be better than about 0.23: noise, and a button that nobody foresees.")
                .picture(
                        "season.png",
                        "A week with the forecasts of the network and of AR(24), and the errors of both by the hour",
                        "AR(24) is wrong where an evening begins and ends; the network remembers the mode. Nobody"
                                + " foresees the button at 6.",
                        () -> SeasonChart.png(values(test.next()), values(forecast), values(linear)));
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
                .setInputType(InputType.recurrent(1, Season.DAY))
                .build());
        network.init();
        return network;
    }

    static double rmse(INDArray forecast, INDArray actual) {
        return forecast.distance2(actual) / Math.sqrt((double) actual.length());
    }

    private static double[] values(INDArray column) {
        return column.dup().data().asDouble();
    }
}
