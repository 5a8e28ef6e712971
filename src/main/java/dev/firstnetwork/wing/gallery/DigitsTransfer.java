package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.report.Texts;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Does it help to have learned something else before? A network that knows digits of a thin pen is moved to a broader
 * one, with five images of each; and one that knows 0 to 4 to 5 to 9, where it is no help, as for inverted or turned ones.
 * Yosinski and others: <i>How transferable are features in deep neural networks?</i> (arXiv 1411.1792).
 *
 * <pre>
 * input                             [n,  1, 8, 8]
 * convolution 3 x 3,  8 maps, ReLU  [n,  8, 8, 8]     80 parameters  kept when moved
 * the largest of each 2 x 2         [n,  8, 4, 4]
 * convolution 3 x 3, 16 maps, ReLU  [n, 16, 4, 4]  1,168             kept when moved
 * dense, ReLU                       [n, 32]        8,224             trained on
 * softmax                           [n, 10]          330             trained on; for other digits anew
 * </pre>
 *
 * <p>Where beginners go wrong: they compare with a network from scratch that had fewer steps, or a rate that nobody looked
 * for; they draw the few images once (a draw is worth several per cent: look at the dots); they take them from rows that the
 * first network has seen; and they never ask how good it is without a change.
 */
final class DigitsTransfer implements Example {

    private static final String MOVED = "moved";
    private static final String SCRATCH = "from scratch";
    private static final String UNCHANGED = "before the move";
    private static final String TRIES = "Accuracies of the three networks for each draw of the few images";

    /** Learning rates, each the best of 0.001, 0.003 and 0.01 on validation rows: a new last layer has more to learn. */
    private static final double MOVED_RATE = 0.003;

    private static final double NEW_RATE = 0.01;

    @Override
    public About about() {
        return new About(
                "digits-transfer",
                "Does it help to have learned something else before?",
                "bundled digits: 1071 to learn from before, then five of each, thickened",
                "two convolutions, moved with their weights, and two dense layers",
                "test accuracy (mean of ten)",
                true);
    }

    @Override
    public Result run(Setting setting) {
        Digits digits = Digits.split(setting.seed());
        DataSet test = Digits.broader(digits.test());
        Map<String, double[]> pen = tries(digits.train(), Digits.broader(digits.validation()), test, 0, setting);
        DataSet low = Digits.between(digits.train(), 0, 5);
        DataSet high = Digits.between(digits.test(), 5, 10);
        Map<String, double[]> others = tries(low, digits.validation(), high, 5, setting);
        return Result.of(mean(pen, MOVED))
                .claiming(SCRATCH, mean(pen, SCRATCH))
                .claiming(UNCHANGED, mean(pen, UNCHANGED))
                .fact("otherDigitsMoved", mean(others, MOVED))
                .fact("otherDigitsFromScratch", mean(others, SCRATCH))
                .note("From the digits 0 to 4 to 5 to 9 the moved network reads " + Texts.percent(mean(others, MOVED))
                        + ", one from scratch " + Texts.percent(mean(others, SCRATCH)) + ".")
                .picture(
                        "pens.png",
                        "Each digit by a thin and by a broad pen",
                        "Close strokes run together.",
                        () -> DigitsChart.rows(
                                "Two pens", List.of("thin", "broad"), Digits.one(digits.test()), Digits.one(test)))
                .picture("tries.png", TRIES, "Much depends on which images.", () -> DigitsChart.tries(pen, others));
    }

    /** The accuracies of each of the three on {@code test}, one for each draw of the few images from {@code pool}. */
    private static Map<String, double[]> tries(DataSet before, DataSet pool, DataSet test, int from, Setting setting) {
        MultiLayerNetwork source = network(setting.seed(), MOVED_RATE);
        for (int epoch = 1; epoch <= setting.size(12, 1); epoch++) {
            source.fit(Digits.batches(before, 32, epoch));
        }
        int draws = setting.size(10, 2);
        Map<String, double[]> tries = new LinkedHashMap<>();
        List.of(MOVED, SCRATCH, UNCHANGED).forEach(name -> tries.put(name, new double[draws]));
        for (int draw = 0; draw < draws; draw++) {
            DataSet few = Digits.some(pool, from, Digits.CLASSES, 5, draw);
            MultiLayerNetwork moved = moved(source, from > 0);
            MultiLayerNetwork scratch = network(setting.seed() + draw + 1, NEW_RATE);
            for (int step = 0; step < setting.size(40, 2); step++) {
                moved.fit(few);
                scratch.fit(few);
            }
            tries.get(MOVED)[draw] = Digits.accuracy(moved, test);
            tries.get(SCRATCH)[draw] = Digits.accuracy(scratch, test);
            tries.get(UNCHANGED)[draw] = Digits.accuracy(source, test);
            setting.watch().at(draw + 1 + (from > 0 ? draws : 0), 2 * draws, Texts.percent(tries.get(MOVED)[draw]));
        }
        return tries;
    }

    static MultiLayerNetwork network(long seed, double rate) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .updater(new Adam(rate))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(8).build())
                .layer(new SubsamplingLayer.Builder(2, 2).stride(2, 2).build())
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                .layer(new DenseLayer.Builder().nOut(32).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(Digits.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(Digits.SIDE, Digits.SIDE, 1))
                .build());
        network.init();
        return network;
    }

    /** A copy whose layers 0 to 2 stay as they are and whose dense ones learn on; the last, number 4, anew if it is to. */
    static MultiLayerNetwork moved(MultiLayerNetwork source, boolean otherDigits) {
        Adam adam = new Adam(otherDigits ? NEW_RATE : MOVED_RATE);
        FineTuneConfiguration tuned =
                new FineTuneConfiguration.Builder().updater(adam).build();
        TransferLearning.Builder moved = new TransferLearning.Builder(source)
                .fineTuneConfiguration(tuned)
                .setFeatureExtractor(2);
        return (otherDigits ? moved.nOutReplace(4, Digits.CLASSES, WeightInit.XAVIER) : moved).build();
    }

    private static double mean(Map<String, double[]> tries, String name) {
        return Arrays.stream(tries.get(name)).average().orElseThrow();
    }
}
