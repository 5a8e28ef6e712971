package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.Texts;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Digits out of two numbers each: a variational autoencoder, after Kingma and Welling, <i>Auto-Encoding Variational
 * Bayes</i> (arXiv 1312.6114).
 *
 * <pre>
 * input                          [n, 64]
 * encoder, leaky ReLU            [n, 128]  8,320 parameters
 * mean and log variance of z     [n, 2]      258 each
 * z, drawn from them             [n, 2]
 * decoder, leaky ReLU            [n, 128]    384
 * chance of ink, sigmoid         [n, 64]   8,256
 * </pre>
 *
 * <p>Where beginners go wrong: {@code fit} is for what has an output layer, a lone autoencoder learns by {@code pretrain};
 * two classes have its name, one that configures it and one that can decode; {@code output} is the mean of z, no picture;
 * the Bernoulli distribution takes pixels from 0 to 1; and pictures that look right need not be of use to train on.
 */
final class DigitsVae implements Example {

    private static final int EPOCHS = 80;

    /** So many digits each way in the picture of made ones. */
    private static final int SIDE = 11;

    @Override
    public About about() {
        return new About(
                "digits-vae",
                "Can two numbers hold a handwritten digit?",
                "1797 digits of 8 x 8 pixels, bundled; 3/5 train, 1/5 validate, 1/5 test",
                "a variational autoencoder with two numbers in its middle",
                "squared test error of a pixel",
                false);
    }

    @Override
    public Result run(Setting setting) {
        Digits digits = Digits.split(setting.seed());
        INDArray test = Digits.flat(digits.test());
        INDArray train = Digits.flat(digits.train());
        MultiLayerNetwork network = autoencoder(2, digits, setting, 0);
        INDArray places = network.output(test);
        INDArray mean = Nd4j.tile(train.mean(true, 0), test.rows(), 1);
        INDArray one = Digits.one(digits.test()).reshape(Digits.CLASSES, Digits.SIDE * Digits.SIDE);
        INDArray[] rows = {one, decoded(network, network.output(one)), Digits.principal(train, 2, one)};
        Result result = Result.of(error(test, decoded(network, places)))
                .claiming("PCA with two axes", error(test, Digits.principal(train, 2, test)))
                .claiming("the mean digit", error(test, mean))
                .picture(
                        "plane.png",
                        "The test digits as points on a plane, those of a class near each other",
                        "What looks alike lies close together.",
                        () -> DigitsChart.plane("Where the test digits lie", places, Digits.digits(digits.test())))
                .picture(
                        "samples.png",
                        "A grid of made digits that go over into each other",
                        "None of these was ever written.",
                        () -> DigitsChart.grid(
                                "Made from places on the plane", decoded(network, grid()), SIDE, List.of()))
                .picture(
                        "rebuilt.png",
                        "Each digit as it is, rebuilt by the network and by PCA",
                        "What two numbers keep.",
                        () -> DigitsChart.rows("Rebuilt from two numbers", List.of("test", "network", "PCA"), rows));
        return augmented(result, digits, setting);
    }

    static MultiLayerNetwork autoencoder(int latent, Digits digits, Setting setting, int before) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(setting.seed())
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(0.003))
                .list()
                .layer(new VariationalAutoencoder.Builder()
                        .nIn(Digits.SIDE * Digits.SIDE)
                        .nOut(latent)
                        .encoderLayerSizes(128)
                        .decoderLayerSizes(128)
                        .activation(Activation.LEAKYRELU)
                        .pzxActivationFunction(Activation.IDENTITY)
                        .reconstructionDistribution(new BernoulliReconstructionDistribution(Activation.SIGMOID))
                        .build())
                .build());
        network.init();
        DataSet train = new DataSet(Digits.flat(digits.train()), digits.train().getLabels());
        INDArray validation = Digits.flat(digits.validation());
        int epochs = setting.size(EPOCHS, 2);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.pretrain(Digits.batches(train, 64, epoch));
            double error = error(validation, decoded(network, network.output(validation)));
            setting.watch().at(before * epochs + epoch, 2 * epochs, "validation " + Texts.figure(error));
        }
        return network;
    }

    /** The pictures, {@code [n, 64]}, of places {@code z}, {@code [n, latent]}. */
    static INDArray decoded(MultiLayerNetwork network, INDArray z) {
        return ((org.deeplearning4j.nn.layers.variational.VariationalAutoencoder) network.getLayer(0))
                .generateAtMeanGivenZ(z);
    }

    /** The mean over all pixels, summed in double: a sum of floats loses digits. */
    static double error(INDArray is, INDArray rebuilt) {
        return is.castTo(DataType.DOUBLE).squaredDistance(rebuilt.castTo(DataType.DOUBLE)) / is.length();
    }

    /** Places from -2 to 2 each way, {@code [SIDE * SIDE, 2]}, the topmost first: nearly all of z lies there. */
    private static INDArray grid() {
        INDArray steps =
                Nd4j.linspace(DataType.FLOAT, -2, 4.0 / (SIDE - 1), SIDE).reshape(1, SIDE);
        INDArray across = Nd4j.tile(steps, SIDE, 1);
        return Nd4j.hstack(
                across.reshape(SIDE * SIDE, 1), across.transpose().neg().reshape(SIDE * SIDE, 1));
    }

    /** Adds what it is worth, where few rows have labels, to train a classifier on what is made of them too. */
    private static Result augmented(Result result, Digits digits, Setting setting) {
        MultiLayerNetwork network = autoencoder(8, digits, setting, 1);
        double none = FewLabels.accuracy(digits, setting, x -> x);
        double noise = FewLabels.accuracy(
                digits, setting, x -> x.add(Nd4j.randn(x.shape()).muli(0.05)));
        double made = FewLabels.accuracy(digits, setting, x -> {
            INDArray z = network.output(x);
            return decoded(network, z.add(Nd4j.randn(z.shape()).muli(0.2)));
        });
        return result.fact("fewLabels", none)
                .fact("fewLabelsWithNoise", noise)
                .fact("fewLabelsWithMade", made)
                .note("A classifier that has three labelled images of each digit reads " + Texts.percent(none)
                        + " of the test rows, with noisy copies " + Texts.percent(noise)
                        + ", with copies that an autoencoder made " + Texts.percent(made)
                        + ". From seed to seed that changes: no claim is made.");
    }
}
