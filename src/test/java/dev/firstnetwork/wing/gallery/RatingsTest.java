package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.dl4j.Backend;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The ratings, their biases and both networks for them; NumPy's figures are from {@code reference/make_simple_methods.py}. */
class RatingsTest {

    /** Six ratings by three users of three items. */
    private static final Ratings SIX = new Ratings(
            3,
            3,
            new int[] {0, 0, 0, 1, 1, 2},
            new int[] {0, 1, 2, 0, 1, 2},
            new double[] {5, 3, 4, 4, 1, 2},
            new double[6]);

    @BeforeAll
    static void loadBackend() {
        Backend.require();
    }

    @Test
    void sameSeedGivesSameRatingsInThreePartsThatShareNone() {
        Ratings.Split split = Ratings.generate(5, 60, 40);
        Ratings.Split again = Ratings.generate(5, 60, 40);

        assertThat(split.train().stars()).isEqualTo(again.train().stars());
        assertThat(split.test().item()).isEqualTo(again.test().item());
        assertThat(Ratings.generate(6, 60, 40).train().stars())
                .isNotEqualTo(split.train().stars());
        List<Ratings> parts = List.of(split.train(), split.validation(), split.test());
        Set<List<Integer>> pairs = new HashSet<>();
        parts.forEach(part ->
                IntStream.range(0, part.size()).forEach(n -> pairs.add(List.of(part.user()[n], part.item()[n]))));
        int all = parts.stream().mapToInt(Ratings::size).sum();
        assertThat(pairs).hasSize(all);
        assertThat(split.test().size())
                .isEqualTo(all / 10)
                .isEqualTo(split.validation().size());
    }

    @Test
    void ratingsAreWholeStarsAndFewItemsHaveMost() {
        Ratings train = Ratings.generate(1, 300, 200).train();

        assertThat(Arrays.stream(train.stars()).distinct().sorted().toArray()).containsExactly(1, 2, 3, 4, 5);
        int[] counts = train.counts();
        int known = Arrays.stream(counts, 0, 20).sum();
        int little = Arrays.stream(counts, 180, 200).sum();
        assertThat(known).isGreaterThan(3 * little);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(train.size());
    }

    @Test
    void starsMeanWhatTheirProbabilitiesSay() {
        assertThat(Ratings.expected(3.6)).isCloseTo(3.5981003418175552, within(1e-12));
        assertThat(Ratings.expected(0)).isCloseTo(1.0144147881842653, within(1e-12));
        assertThat(Ratings.expected(5.2)).isCloseTo(4.872612523936258, within(1e-12));
        Ratings train = Ratings.generate(2, 300, 200).train();
        double mean = Arrays.stream(train.expected()).average().orElseThrow();
        // 0.66 is the deviation of the stars around their mean
        assertThat(train.mean()).isCloseTo(mean, within(4 * 0.66 / Math.sqrt(train.size())));
    }

    @Test
    void rmseIsTheRootOfTheMeanSquare() {
        // errors 0, 1, 2, 0, 1, 0: 6 in 6 rows
        assertThat(SIX.rmse(new double[] {5, 4, 2, 4, 2, 2})).isEqualTo(1);
    }

    @Test
    void biasesAreThoseOfNumPysRidge() {
        RatingBiases biases = RatingBiases.fit(SIX, 2);

        assertThat(biases.mean()).isCloseTo(3.1666666666666665, within(1e-12));
        assertThat(biases.user())
                .containsExactly(
                        new double[] {0.5291666666666667, -0.3291666666666666, -0.34583333333333327}, within(1e-8));
        assertThat(biases.item())
                .containsExactly(
                        new double[] {0.6166666666666667, -0.6333333333333334, -0.12916666666666662}, within(1e-8));
    }

    @Test
    void penaltyIsTheBestOfAllOnTheValidationRatings() {
        Ratings.Split split = Ratings.generate(5, 60, 40);
        Ratings validation = split.validation();
        RatingBiases chosen = RatingBiases.fit(split);

        double least = Stream.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
                .mapToDouble(penalty ->
                        validation.rmse(RatingBiases.fit(split.train(), penalty).answers(validation)))
                .min()
                .orElseThrow();
        assertThat(validation.rmse(chosen.answers(validation))).isEqualTo(least);
    }

    @Test
    void embeddingsHaveTheShapesThatAreTold() {
        ComputationGraph network = RatingsEmbeddings.network(1, 30, 20, 3.5);
        INDArray users = Nd4j.createFromArray(0, 29, 7).reshape(3, 1);
        INDArray items = Nd4j.createFromArray(19, 0, 7).reshape(3, 1);
        var activations = network.feedForward(new INDArray[] {users, items}, false);

        assertThat(activations.get("taste").shape()).containsExactly(3, 8);
        assertThat(activations.get("nature").shape()).containsExactly(3, 8);
        assertThat(activations.get("match").shape()).containsExactly(3, 8);
        assertThat(activations.get("joined").shape()).containsExactly(3, 24);
        assertThat(activations.get("stars").shape()).containsExactly(3, 1);
        assertThat(activations.get("taste").getRow(1))
                .isEqualTo(network.getParam("taste_W").getRow(29));
        assertThat(activations.get("match")).isEqualTo(activations.get("taste").mul(activations.get("nature")));
    }

    @Test
    void embeddingsRunSmall() {
        Result result = Examples.small(new RatingsEmbeddings());

        assertThat(Examples.baselines(result)).containsExactly("mean of all", "user and item biases");
        assertThat(result.facts()).containsKeys("bestPossible", "biasPenalty", "ratings");
    }

    @Test
    void autoencoderHasTheShapesThatAreTold() {
        MultiLayerNetwork network = RatingsAutoencoder.network(1, 1000);
        List<INDArray> activations = network.feedForward(Nd4j.rand(5, 1000));

        assertThat(activations.get(1).shape()).containsExactly(5, 64);
        assertThat(activations.get(2).shape()).containsExactly(5, 1000);
    }

    @Test
    void gapsOfTheTableAreMaskedAndLossCountsAllColumns() {
        RatingBiases none = new RatingBiases(3, new double[3], new double[3], 1);
        DataSet table = RatingsAutoencoder.table(SIX, none);

        assertThat(table.getFeatures())
                .isEqualTo(Nd4j.createFromArray(new float[][] {{2, 1, 0}, {0, -2, 0}, {1, 0, -1}}));
        INDArray mask = Nd4j.createFromArray(new float[][] {{1, 1, 0}, {1, 1, 0}, {1, 0, 1}});
        assertThat(table.getLabelsMaskArray()).isEqualTo(mask);
        MultiLayerNetwork network = RatingsAutoencoder.network(1, 3);
        network.params().assign(0);
        // all answers are 0: 4 + 1 + 0 + 4 + 1 + 1 over 3 rows and 3 columns, the gaps counted among them
        assertThat(network.score(table)).isCloseTo(11.0 / 9, within(1e-6));
        table.getLabels().putScalar(1, 2, 100);
        assertThat(network.score(table)).isCloseTo(11.0 / 9, within(1e-6));
    }

    @Test
    void autoencoderRunsSmall() {
        Result result = Examples.small(new RatingsAutoencoder());

        assertThat(Examples.baselines(result)).containsExactly("mean of all", "user and item biases");
    }
}
