package dev.firstnetwork.wing.gallery;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What it is worth, where few digits have labels, to train on variations of them too. */
final class FewLabels {

    /** How many images of each digit have labels. */
    static final int EACH = 3;

    private FewLabels() {}

    /**
     * The accuracy on the test rows of a classifier that sees the labelled images and their variations in turn: the mean
     * over ten draws of the labelled images. Whatever the variation is, it learns in as many steps.
     *
     * @param varied makes other images {@code [n, 64]} of these, new ones each time
     */
    static double accuracy(Digits digits, Example.Setting setting, UnaryOperator<INDArray> varied) {
        DataSet test = new DataSet(Digits.flat(digits.test()), digits.test().getLabels());
        return IntStream.range(0, setting.size(10, 1))
                .mapToDouble(draw -> {
                    DataSet few = Digits.some(digits.train(), 0, Digits.CLASSES, EACH, draw);
                    INDArray x = Digits.flat(few);
                    MultiLayerNetwork classifier = classifier(setting.seed() + draw);
                    for (int step = 0; step < setting.size(100, 2); step++) {
                        classifier.fit(x, few.getLabels());
                        classifier.fit(varied.apply(x), few.getLabels());
                    }
                    return Digits.accuracy(classifier, test);
                })
                .average()
                .orElseThrow();
    }

    private static MultiLayerNetwork classifier(long seed) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(0.003))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(Digits.SIDE * Digits.SIDE))
                .build());
        network.init();
        return network;
    }
}
