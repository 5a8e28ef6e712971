package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.wing.gallery.LearningChart.Epoch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How many stars a user gives to an item, by an autoencoder (Sedhain, Menon, Sanner, Xie: <i>AutoRec: Autoencoders Meet
 * Collaborative Filtering</i>, 2015; this is its I-AutoRec): it sees what an item got, with gaps, and fills the gaps.
 *
 * <pre>
 * x     [n, 1000]  a row for each item, a column for each user: stars less the biases, 0 where there is no rating
 * mask  [n, 1000]  1 where there is a rating
 * x -> dropout 0.3 -> DenseLayer  code [n, 64], tanh -> OutputLayer  y [n, 1000], identity, masked MSE against x
 * stars = biases + y
 * </pre>
 *
 * What a beginner gets wrong here:
 *
 * <ul>
 *   <li>No mask: the network is then paid for answering 0 in the 9 gaps of 10, and does. The mask is that of the labels, and of
 *       their size: one for each output.
 *   <li>DL4J divides this loss by the batch and by all 1,000 columns, gaps or not, so that ratings weigh a tenth of what one
 *       thinks and the L2 penalty more beside them: with 0.003 next to nothing is learned, 0.0003 is right.
 *   <li>The inputs at work must be the training ratings, not those that are to be told: a test rating among the inputs is
 *       simply copied.
 *   <li>It fits the stars themselves, and spends its code on who is kind and what is good. Least squares know that.
 *   <li>An item or a user that is new has no row, or no column, and gets the biases alone.
 * </ul>
 */
final class RatingsAutoencoder implements Example {

    // chosen by the error on validation ratings
    private static final int CODE = 64;
    private static final int BATCH = 64;
    private static final int EPOCHS = 20;
    private static final double RATE = 0.003;
    private static final double L2 = 3e-4;

    /** DL4J's dropout is told what it keeps. */
    private static final double KEPT = 0.7;

    @Override
    public About about() {
        return new About(
                "ratings-autoencoder",
                "Which stars stand in the gaps of a table of ratings?",
                "made up: about 47,000 ratings, 1 to 5 stars, of 500 items by 1,000 users; 8 in 10 to train",
                "autoencoder 1000-64-1000 with a masked loss, on what the biases leave",
                "RMSE, stars",
                false);
    }

    @Override
    public Result run(Setting setting) {
        Ratings.Split ratings = Ratings.of(setting);
        RatingBiases biases = RatingBiases.fit(ratings);
        DataSet table = table(ratings.train(), biases);
        List<DataSet> rows = table.asList();
        MultiLayerNetwork network = network(setting.seed(), ratings.train().users());
        List<Epoch> curve = new ArrayList<>();
        Random random = new Random(setting.seed());
        int epochs = setting.size(EPOCHS, 2);
        for (int epoch = 0; epoch <= epochs; epoch++) {
            if (epoch > 0) {
                Collections.shuffle(rows, random);
                network.fit(new ListDataSetIterator<>(rows, BATCH));
            }
            INDArray filled = network.output(table.getFeatures());
            curve.add(new Epoch(
                    ratings.train().rmse(answers(ratings.train(), biases, filled)),
                    ratings.validation().rmse(answers(ratings.validation(), biases, filled))));
            setting.watch().at(epoch, epochs, curve.get(epoch).text("RMSE"));
        }
        double[] answers = answers(ratings.test(), biases, network.output(table.getFeatures()));
        return RatingsResult.of(ratings, biases, answers, curve)
                .note("It learns from what the biases leave, so what it is better by is taste alone.");
    }

    static MultiLayerNetwork network(long seed, int users) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(RATE))
                .l2(L2)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(users)
                        .nOut(CODE)
                        .activation(Activation.TANH)
                        .dropOut(KEPT)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(CODE)
                        .nOut(users)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** What is left of the ratings, as inputs and as labels alike, with the mask of the labels; a row for each item. */
    static DataSet table(Ratings ratings, RatingBiases biases) {
        float[][] left = new float[ratings.items()][ratings.users()];
        float[][] mask = new float[ratings.items()][ratings.users()];
        for (int n = 0; n < ratings.size(); n++) {
            int user = ratings.user()[n];
            int item = ratings.item()[n];
            left[item][user] = (float) (ratings.stars()[n] - biases.answer(user, item));
            mask[item][user] = 1;
        }
        INDArray x = Nd4j.createFromArray(left);
        return new DataSet(x, x, null, Nd4j.createFromArray(mask));
    }

    /** The biases, and what the network filled in at the place of each rating. */
    private static double[] answers(Ratings ratings, RatingBiases biases, INDArray filled) {
        return IntStream.range(0, ratings.size())
                .mapToDouble(n -> biases.answer(ratings.user()[n], ratings.item()[n])
                        + filled.getDouble(ratings.item()[n], ratings.user()[n]))
                .toArray();
    }
}
