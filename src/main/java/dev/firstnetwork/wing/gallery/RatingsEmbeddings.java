package dev.firstnetwork.wing.gallery;

import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.gallery.LearningChart.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * How many stars a user gives to an item, by matrix factorisation in a {@link ComputationGraph} of two inputs (Koren, Bell,
 * Volinsky: <i>Matrix Factorization Techniques for Recommender Systems</i>, 2009; as a network: He et al.: <i>Neural
 * Collaborative Filtering</i>, 2017).
 *
 * <pre>
 * user  [n, 1] -> EmbeddingLayer  taste   [n, 8]     item [n, 1] -> EmbeddingLayer  nature [n, 8]
 * taste * nature                  match   [n, 8]     ElementWiseVertex, Product
 * match, taste, nature            joined  [n, 24]    MergeVertex
 * joined -> OutputLayer           stars   [n, 1]     identity, MSE; its bias starts at the mean
 * </pre>
 *
 * What a beginner gets wrong here:
 *
 * <ul>
 *   <li>A dense layer on the two embeddings hardly learns to multiply them (Rendle et al.: <i>Neural Collaborative Filtering vs.
 *       Matrix Factorization Revisited</i>, 2020): the product has to be in the network. What is joined to it gives biases.
 *   <li>Xavier's initialisation takes a table's 1,000 rows for inputs that are added up: products then start next to 0.
 *   <li>Batches are small. A step took 10 to 20 ms with 256 rows and with 4,096: what costs are the calls. For each batch DL4J
 *       fetches rows of each table twice ({@code Nd4j.pullRows}, half of the time), takes the norms of the tables for the score
 *       of the L2 penalty (a fifth), empties their gradients and has the updater go over all rows. Many of these start a team
 *       of OpenMP threads that wait for each other: on two busy cores a step took 100 ms with two threads. {@code
 *       OMP_NUM_THREADS=1} in the environment ends that, {@code Nd4j.getEnvironment().setMaxThreads(1)} does not. Whether
 *       the index is an integer or a float makes no difference. L2 and momentum move those not in the batch, too.
 * </ul>
 */
final class RatingsEmbeddings implements Example {

    // chosen by the error on validation ratings
    private static final int FACTORS = 8;
    private static final int BATCH = 2048;
    private static final int EPOCHS = 24;
    private static final double RATE = 0.02;
    private static final double L2 = 5e-4;

    @Override
    public About about() {
        return new About(
                "ratings-embeddings",
                "How many stars will this user give to this item?",
                "made up: about 47,000 ratings, 1 to 5 stars, of 500 items by 1,000 users; 8 in 10 to train",
                "two embeddings of 8, their product beside them, and one linear output (ComputationGraph)",
                "RMSE, stars",
                false);
    }

    @Override
    public Result run(Setting setting) {
        Ratings.Split ratings = Ratings.of(setting);
        Ratings train = ratings.train();
        ComputationGraph network = network(setting.seed(), train.users(), train.items(), train.mean());
        List<Epoch> curve = new ArrayList<>();
        int epochs = setting.size(EPOCHS, 2);
        for (int epoch = 0; epoch <= epochs; epoch++) {
            if (epoch > 0) {
                batches(train, NumpyRandom.of(setting.seed(), epoch)).forEach(network::fit);
            }
            curve.add(new Epoch(rmse(network, train), rmse(network, ratings.validation())));
            setting.watch().at(epoch, epochs, curve.get(epoch).text("RMSE"));
        }
        double[] answers = network.outputSingle(features(ratings.test())).toDoubleVector();
        return RatingsResult.of(ratings, RatingBiases.fit(ratings), answers, curve)
                .note("What it is better by is the taste that users share: no average has it.");
    }

    static ComputationGraph network(long seed, int users, int items, double mean) {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(RATE))
                .l2(L2)
                .weightInit(new NormalDistribution(0, 0.3))
                .graphBuilder()
                .addInputs("user", "item")
                .addLayer(
                        "taste",
                        new EmbeddingLayer.Builder().nIn(users).nOut(FACTORS).build(),
                        "user")
                .addLayer(
                        "nature",
                        new EmbeddingLayer.Builder().nIn(items).nOut(FACTORS).build(),
                        "item")
                .addVertex("match", new ElementWiseVertex(ElementWiseVertex.Op.Product), "taste", "nature")
                .addVertex("joined", new MergeVertex(), "match", "taste", "nature")
                .addLayer(
                        "stars",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nIn(3 * FACTORS)
                                .nOut(1)
                                .l2(0)
                                .biasInit(mean)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "joined")
                .setOutputs("stars")
                .build());
        network.init();
        return network;
    }

    /** The ratings in random order, {@value #BATCH} in a batch. */
    private static List<MultiDataSet> batches(Ratings ratings, NumpyRandom random) {
        int[] order = random.permutation(ratings.size());
        return IntStream.iterate(0, from -> from < order.length, from -> from + BATCH)
                .mapToObj(from -> ratings.at(Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH))))
                .map(batch -> new MultiDataSet(features(batch), new INDArray[] {labels(batch)}))
                .toList();
    }

    /** The numbers of users and items, {@code [n, 1]} each. */
    private static INDArray[] features(Ratings ratings) {
        return new INDArray[] {
            Nd4j.createFromArray(ratings.user()).reshape(-1, 1),
            Nd4j.createFromArray(ratings.item()).reshape(-1, 1)
        };
    }

    private static INDArray labels(Ratings ratings) {
        return Nd4j.createFromArray(ratings.stars()).castTo(DataType.FLOAT).reshape(-1, 1);
    }

    private static double rmse(ComputationGraph network, Ratings ratings) {
        RegressionEvaluation evaluation = new RegressionEvaluation("stars");
        evaluation.eval(labels(ratings), network.outputSingle(features(ratings)));
        return evaluation.rootMeanSquaredError(0);
    }
}
