package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.CountryNames.Name;
import dev.firstnetwork.wing.gallery.LearningChart.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * In which of ten languages a country's name is written, from the bag of its letters' n-grams (Joulin et al.: <i>Bag of Tricks
 * for Efficient Text Classification</i>, 2017; n-grams for languages: Cavnar, Trenkle: <i>N-Gram-Based Text
 * Categorization</i>, 1994).
 *
 * <pre>
 * grams [n, V]  for each run of 1 to 4 letters that training names have, V of some 10,000: its weight, rows of length 4
 * grams -> dropout 0.5 -> DenseLayer [n, 128] ReLU -> dropout 0.5 -> OutputLayer [n, 10] softmax, cross-entropy
 * </pre>
 *
 * What a beginner gets wrong here:
 *
 * <ul>
 *   <li>The names of a country are on both sides of the split: who has learned Alemania knows Alemanha.
 *   <li>The n-grams are counted in the test names, too, or their weights are: both are for training names alone.
 *   <li>A network without dropout on its inputs, which here says that a language shows in many places of a word, lost to
 *       naive Bayes on some seeds; so did a convolution over characters. Some 800 names are few.
 *   <li>Names that several languages share have no right answer, and hold every method down alike.
 *   <li>A DropoutLayer of its own is not needed: {@code dropOut(p)} of a layer is on its input, and p is what is kept.
 * </ul>
 */
final class NamesLanguage implements Example {

    // chosen by the accuracy on validation names
    private static final int LONGEST = 4;
    private static final int HIDDEN = 128;
    private static final int BATCH = 64;
    private static final int EPOCHS = 16;
    private static final double RATE = 0.002;
    private static final double KEPT = 0.5;

    @Override
    public About about() {
        return new About(
                "names-language",
                "In which language is this name of a country?",
                "this JDK's own names of countries in ten languages, those that one language alone has: about 1,300, all"
                        + " names of a country on one side",
                "n-grams of letters, a hidden layer of 128, softmax; dropout on both",
                "accuracy",
                true);
    }

    @Override
    public Result run(Setting setting) {
        List<Name> names = CountryNames.all(CountryNames.LANGUAGES).stream()
                .filter(name -> !setting.small() || name.country().compareTo("C") < 0)
                .toList();
        CountryNames.Split split = CountryNames.split(names, setting.seed());
        Grams grams = Grams.of(split.train(), LONGEST);
        DataSet train = grams.data(split.train());
        DataSet validation = grams.data(split.validation());
        DataSet test = grams.data(split.test());
        MultiLayerNetwork network = network(setting.seed(), grams.count());
        List<DataSet> rows = train.asList();
        Random order = new Random(setting.seed());
        List<Epoch> curve = new ArrayList<>();
        int epochs = setting.size(EPOCHS, 2);
        for (int epoch = 0; epoch <= epochs; epoch++) {
            if (epoch > 0) {
                Collections.shuffle(rows, order);
                network.fit(new ListDataSetIterator<>(rows, BATCH));
            }
            curve.add(new Epoch(Digits.accuracy(network, train), Digits.accuracy(network, validation)));
            setting.watch().at(epoch, epochs, curve.get(epoch).text("accuracy"));
        }
        return NamesResult.of(split, Digits.accuracy(network, test), network.predict(test.getFeatures()), curve);
    }

    static MultiLayerNetwork network(long seed, int grams) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(RATE))
                .dropOut(KEPT)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(grams)
                        .nOut(HIDDEN)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(HIDDEN)
                        .nOut(CountryNames.LANGUAGES.size())
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return network;
    }
}
