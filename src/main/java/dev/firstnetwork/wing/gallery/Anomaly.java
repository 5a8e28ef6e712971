package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Which rows of a machine's sensors are faulty, by an autoencoder that has seen sound rows only (Hawkins et al.: <i>Outlier
 * Detection Using Replicator Neural Networks</i>, 2002; the bottleneck as nonlinear PCA: Kramer, 1991). It learns how the
 * sensors hang together; a row that it cannot rebuild is strange.
 *
 * <pre>
 * x [n, 10] -> DenseLayer [n, 64] tanh -> DenseLayer, the bottleneck [n, 3] identity
 *           -> DenseLayer [n, 64] tanh -> OutputLayer y [n, 10] identity, MSE against x
 * score [n, 1] = mean over the 10 sensors of (y - x)^2
 * </pre>
 *
 * What a beginner gets wrong here:
 *
 * <ul>
 *   <li>An autoencoder is taken where distances do as well, or better: on the breast-cancer table, whose sick rows are far
 *       out in single columns, z-scores had an AUC of 0.956 and an autoencoder one of 0.936. It has a reason where values are
 *       usual and only their combination is not, and the usual ones lie on a curved surface, which no plane follows.
 *   <li>The bottleneck is as wide as the data: it then copies faults as well as it copies sound rows.
 *   <li>Training stops when the loss looks flat. The error on sound rows has to come near the noise, for what it misses there
 *       hides the faults.
 *   <li>Faulty rows are among those to learn from, or the standardisation is fitted on the test rows.
 *   <li>The threshold is set by accuracy: faults are rare. The area under the ROC curve needs no threshold.
 * </ul>
 */
final class Anomaly implements Example {

    // chosen by the AUC on validation rows
    private static final int HIDDEN = 64;
    private static final int BOTTLENECK = 3;
    private static final int BATCH = 100;
    private static final int EPOCHS = 60;
    private static final double RATE = 0.01;

    @Override
    public About about() {
        return new About(
                "anomaly",
                "Which rows of a machine's sensors are faulty, if none of the values is unusual?",
                "made up: 10 sensors that depend on 3 hidden states; 2,000 sound rows to train, 1,000 sound and 1,000"
                        + " faulty ones to test",
                "autoencoder 10-64-3-64-10, tanh; the score is its error",
                "ROC AUC",
                true);
    }

    @Override
    public Result run(Setting setting) {
        NumpyRandom random = NumpyRandom.of(setting.seed(), 10);
        Sensors train = Sensors.generate(random, setting.size(2000, 200), 0);
        Sensors validation = Sensors.generate(random, setting.size(500, 50), setting.size(500, 50));
        Sensors test = Sensors.generate(random, setting.size(1000, 50), setting.size(1000, 50));
        NormalizerStandardize standardise = new NormalizerStandardize();
        standardise.fit(new DataSet(train.rows(), train.rows()));
        List.of(train, validation, test).forEach(sensors -> standardise.transform(sensors.rows()));
        MultiLayerNetwork network = network(setting.seed());
        List<DataSet> rows = new DataSet(train.rows(), train.rows()).asList();
        Random order = new Random(setting.seed());
        int epochs = setting.size(EPOCHS, 2);
        double[] curve = new double[epochs + 1];
        for (int epoch = 0; epoch <= epochs; epoch++) {
            if (epoch > 0) {
                Collections.shuffle(rows, order);
                network.fit(new ListDataSetIterator<>(rows, BATCH));
            }
            curve[epoch] = roc(validation, scores(network, validation)).calculateAUC();
            setting.watch().at(epoch, epochs, String.format(Locale.ROOT, "validation AUC %.3f", curve[epoch]));
        }
        return AnomalyResult.of(train, validation, test, scores(network, test), curve);
    }

    static MultiLayerNetwork network(long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(RATE))
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nIn(Sensors.COUNT).nOut(HIDDEN).build())
                .layer(new DenseLayer.Builder()
                        .nIn(HIDDEN)
                        .nOut(BOTTLENECK)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new DenseLayer.Builder().nIn(BOTTLENECK).nOut(HIDDEN).build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(HIDDEN)
                        .nOut(Sensors.COUNT)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** The error of each row, {@code [n, 1]}. */
    private static INDArray scores(MultiLayerNetwork network, Sensors sensors) {
        return network.scoreExamples(new DataSet(sensors.rows(), sensors.rows()), false);
    }

    /** With a threshold at each score, not at a few round ones; equal scores, which reals hardly have, it counts by chance. */
    static ROC roc(Sensors sensors, INDArray scores) {
        ROC roc = new ROC(0);
        roc.eval(sensors.faulty(), scores);
        return roc;
    }
}
