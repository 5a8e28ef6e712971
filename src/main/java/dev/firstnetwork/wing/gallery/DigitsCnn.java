package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.gallery.LearningChart.Line;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Which digit was written: a convolutional network, as LeCun, Bottou, Bengio and Haffner have it in <i>Gradient-Based
 * Learning Applied to Document Recognition</i> (1998), with what has come since: ReLU, dropout (Srivastava and others, 2014)
 * and Adam (Kingma and Ba, arXiv 1412.6980).
 *
 * <pre>
 * input                             [n,  1, 8, 8]
 * convolution 3 x 3, 16 maps, ReLU  [n, 16, 8, 8]    160 parameters
 * convolution 3 x 3, 32 maps, ReLU  [n, 32, 8, 8]  4,640
 * the largest of each 2 x 2         [n, 32, 4, 4]
 * dense, ReLU                       [n, 64]       32,832
 * dropout of a half, softmax        [n, 10]          650
 * </pre>
 *
 * <p>Where beginners go wrong: the channels come before height and width ({@code [n, 8, 8, 1]} is another library's order);
 * without {@link ConvolutionMode#Same} each 3 x 3 takes off a rim, and of 8 x 8 there is soon nothing left; {@code
 * dropOut(0.5)} is the share that is <i>kept</i>, of the layer's <i>input</i>; and whoever picks the best epoch by the test
 * rows has no test rows any more.
 */
final class DigitsCnn implements Example {

    /** These, the rates, the maps and dropout were chosen by the validation rows, and never by the test rows. */
    private static final int EPOCHS = 12;

    private static final int BATCH = 32;

    @Override
    public About about() {
        return new About(
                "digits-cnn",
                "Which digit was written?",
                "1797 digits of 8 x 8 pixels, bundled; 3/5 train, 1/5 validate, 1/5 test",
                "two convolutions, pooling, a dense layer, softmax",
                "test accuracy",
                true);
    }

    @Override
    public Result run(Setting setting) {
        Digits digits = Digits.split(setting.seed());
        int epochs = setting.size(EPOCHS, 1);
        double[] learned = new double[epochs + 1];
        MultiLayerNetwork network = new MultiLayerNetwork(convolutional(setting.seed()));
        network.init();
        learned[0] = Digits.accuracy(network, digits.validation());
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.fit(Digits.batches(digits.train(), BATCH, epoch));
            learned[epoch] = Digits.accuracy(network, digits.validation());
            setting.watch().at(epoch, epochs, "validation " + Texts.figure(learned[epoch]));
        }
        DataSet test = digits.test();
        double softmax = Digits.accuracy(softmax(digits.train(), setting), test);
        int[] said = network.predict(test.getFeatures());
        int[] is = Digits.digits(test);
        int[] wrong =
                IntStream.range(0, is.length).filter(i -> said[i] != is[i]).toArray();
        return Result.of(Digits.accuracy(network, test))
                .claiming("softmax regression", softmax)
                .claiming("majority", majority(Digits.digits(digits.train()), is))
                .fact("validationAccuracy", learned[epochs])
                .fact("mistakes", wrong.length)
                .note("The test rows were written by the same 13 people as the training rows: how well it reads another"
                        + " hand, this does not tell.")
                .picture(
                        "mistakes.png",
                        "Test digits that were taken for others, each with what it is and what was said",
                        "Of " + is.length + " test digits " + wrong.length + " were mistaken.",
                        () -> DigitsChart.mistakes(test.getFeatures(), is, said))
                .picture(
                        "learning.png",
                        "Accuracy on the validation rows after each epoch",
                        "Most is learned in the first epochs; after that it is about single digits.",
                        () -> LearningChart.accuracy(
                                "Accuracy on the validation rows", List.of(new Line("network", learned))));
    }

    static MultiLayerConfiguration convolutional(long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .updater(new Adam(0.003))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                .layer(new SubsamplingLayer.Builder(2, 2).stride(2, 2).build())
                .layer(new DenseLayer.Builder().nOut(64).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Digits.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .dropOut(0.5)
                        .build())
                // from here DL4J knows each nIn, and where a [n, 32, 4, 4] has to become a [n, 512]
                .setInputType(InputType.convolutional(Digits.SIDE, Digits.SIDE, 1))
                .build();
    }

    /** The same without anything hidden: one weight for each pixel and digit. */
    private static MultiLayerNetwork softmax(DataSet train, Setting setting) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(setting.seed())
                .updater(new Adam(0.01))
                .list()
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Digits.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .build())
                .setInputType(InputType.convolutional(Digits.SIDE, Digits.SIDE, 1))
                .build());
        network.init();
        for (int epoch = 1; epoch <= setting.size(60, 2); epoch++) {
            network.fit(Digits.batches(train, BATCH, epoch));
        }
        return network;
    }

    /** How often it is right to say the most frequent digit of the training rows, whatever there is to see. */
    static double majority(int[] train, int[] test) {
        int[] counts = new int[Digits.CLASSES];
        Arrays.stream(train).forEach(digit -> counts[digit]++);
        int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
        return Arrays.stream(test).filter(digit -> digit == most).count() / (double) test.length;
    }
}
