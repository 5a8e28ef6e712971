package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRate;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Rules;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Dl4jEngine;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.wing.proof.FiniteDifferences;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The hand-written engine against DL4J and against central differences, on networks drawn at random. How many: the system
 * property {@code firstnetwork.networks}, 100 by default.
 */
@Execution(ExecutionMode.CONCURRENT)
class EnginesAgreeTest {

    private static final int CONFIGURATIONS = Integer.getInteger("firstnetwork.networks", 100);
    private static final int STEPS = 25;

    /** How many multiplications a configuration's central differences may cost; its rows are cut to fit. */
    private static final double NUMERIC_COST = 2e7;

    @Test
    void handAndDl4jAgreeOnGradientsAndOnParametersAfter25Steps() {
        for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
            RandomConfiguration configuration = RandomConfiguration.of(seed);
            HandEngine hand = new HandEngine(configuration.spec(), configuration.start());
            Dl4jEngine dl4j = new Dl4jEngine(configuration.spec(), configuration.start(), Precision.DOUBLE);
            List<TensorDifference> gradients =
                    TensorDifference.of(hand.step(configuration.batch()), dl4j.step(configuration.batch()));
            for (TensorDifference difference : gradients) {
                boolean agrees = difference.relative() <= 1e-10 || difference.maxAbsolute() <= 1e-18;
                assertThat(agrees).as("%s in %s", difference, configuration).isTrue();
            }
            // half of them as fit makes them, which counts steps its own way in DL4J
            List<Samples> half = Collections.nCopies(STEPS / 2, configuration.batch());
            hand.fit(half);
            dl4j.fit(half);
            for (int step = 2 + half.size(); step <= STEPS; step++) {
                hand.step(configuration.batch());
                dl4j.step(configuration.batch());
            }
            for (TensorDifference difference : TensorDifference.of(hand.parameters(), dl4j.parameters())) {
                assertThat(difference.maxAbsolute())
                        .as("%s after %d steps in %s", difference, STEPS, configuration)
                        .isLessThanOrEqualTo(1e-8);
            }
            assertThat(hand.loss(configuration.batch()))
                    .as("loss in %s", configuration)
                    .isCloseTo(dl4j.loss(configuration.batch()), within(1e-7));
        }
    }

    @Test
    void handAndCentralDifferencesAgree() {
        for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
            RandomConfiguration configuration = RandomConfiguration.of(seed);
            DenseNetwork network = HandEngine.network(
                    configuration.spec(), configuration.start().copy());
            double count = network.parameters().count();
            int n = (int) Math.max(1, Math.min(configuration.batch().rows(), NUMERIC_COST / (2 * count * count)));
            Samples rows = configuration.batch().rowsAt(IntStream.range(0, n).toArray());
            Parameters analytic = network.backward(network.forward(rows.x()), rows.y());
            FiniteDifferences numeric = FiniteDifferences.of(network, rows.x(), rows.y(), analytic);
            assertThat(numeric.notJudged())
                    .as("elements on a kink in %s", configuration)
                    .isLessThan((int) count / 10 + 1);
            for (TensorDifference difference : TensorDifference.of(analytic, numeric.gradients())) {
                // the rounding of a central difference is 1e-16 / 1e-5 times the loss
                boolean agrees = difference.relative() <= 1e-6 || difference.maxAbsolute() <= 1e-10;
                assertThat(agrees).as("%s in %s", difference, configuration).isTrue();
            }
        }
    }

    @Test
    void theConfigurationsCoverEveryActivationLossUpdaterAndRemedy() {
        Set<Object> seen = new HashSet<>();
        Set<Integer> layers = new HashSet<>();
        Set<Integer> weighted = new HashSet<>();
        int withDropout = 0;
        for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
            NetworkSpec spec = RandomConfiguration.of(seed).spec();
            seen.add(spec.activation());
            seen.add(spec.outputActivation());
            seen.add(spec.loss());
            seen.add(spec.learning().updater().getClass());
            seen.add(spec.learning().rate().getClass());
            seen.add(spec.learning().clipping().kind());
            layers.add(spec.layers());
            weighted.add(spec.learning().classWeights().weights().size());
            withDropout += spec.learning().dropout() > 0 && spec.layers() > 1 ? 1 : 0;
        }
        assertThat(seen).containsAll(EnumSet.allOf(Activation.class));
        assertThat(seen).containsAll(EnumSet.allOf(Loss.class));
        assertThat(seen).contains((Object[]) Updater.class.getPermittedSubclasses());
        assertThat(seen).contains((Object[]) LearningRate.class.getPermittedSubclasses());
        assertThat(seen).containsAll(EnumSet.allOf(Clipping.Kind.class));
        assertThat(weighted).contains(0, 2, 3, 5, 10);
        assertThat(withDropout).isGreaterThan(3 * CONFIGURATIONS / 20);
        assertThat(layers).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    /** Two classes by a squared error, where DL4J masks a loss of one output too: gradients and steps are the same. */
    @Test
    void classWeightsAgreeUnderASquaredErrorToo() {
        Samples train = new Samples(Golden.train().x(), Golden.train().y());
        NetworkSpec spec = new NetworkSpec(
                List.of(2, 32, 1),
                Activation.TANH,
                Activation.SIGMOID,
                Loss.MEAN_SQUARED_ERROR,
                Rules.weighted(LearningRule.of(new Updater.Sgd(), 0.1), List.of(0.25, 4.0)));
        HandEngine hand = new HandEngine(spec, Golden.start());
        Dl4jEngine dl4j = new Dl4jEngine(spec, Golden.start(), Precision.DOUBLE);
        TensorDifference.of(hand.step(train), dl4j.step(train))
                .forEach(difference -> assertThat(difference.relative()).isLessThan(1e-13));
        TensorDifference.of(hand.parameters(), dl4j.parameters())
                .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(1e-15));
    }

    /**
     * reference/make_learning.py: 30 steps with warm-up into a cosine, class weights and clipping by value, all at once.
     */
    @Test
    void bothEnginesReproducePyTorchsRunWithScheduleWeightsAndClipping() {
        JsonNode golden = Reference.json("reference/learning.json").get("together");
        Samples train = new Samples(Golden.train().x(), Golden.train().y());
        LearningRate rate = new LearningRate.WarmUp(5, new LearningRate.Cosine(0.3, 40));
        LearningRule rule = Rules.clipped(
                LearningRule.of(new Updater.Sgd(), rate), new Clipping(Clipping.Kind.VALUE, 0.02), List.of(0.7, 2.5));
        NetworkSpec spec = NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, rule);
        for (EngineKind kind : EngineKind.values()) {
            Engine engine = kind.create(spec, Golden.start(), Precision.DOUBLE);
            for (int step = 0; step < 30; step++) {
                DenseNetwork network = HandEngine.network(spec, engine.parameters());
                assertThat(network.loss(network.forward(train.x()), train.y()))
                        .as("%s, loss before step %d", kind, step + 1)
                        .isCloseTo(golden.at("/losses/" + step).doubleValue(), within(1e-12));
                engine.step(train);
            }
            TensorDifference.of(engine.parameters(), Golden.parameters(golden.get("final")))
                    .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(1e-12));
        }
    }

    @Test
    void dl4jReproducesPyTorchsRunsWithPlainGradientDescent() {
        Golden.Rows rows = Golden.train();
        Samples train = new Samples(rows.x(), rows.y());
        record GoldenRun(String name, double rate, int batch, double l2) {}
        for (GoldenRun run : List.of(
                new GoldenRun("article_sgd_full_batch_lr0.1_50_epochs", 0.1, 0, 0),
                new GoldenRun("sgd_batch16_lr0.1_40_epochs", 0.1, 16, 0),
                new GoldenRun("sgd_batch1_lr0.05_10_epochs", 0.05, 1, 0),
                new GoldenRun("sgd_l2_0.01_full_batch_lr0.1_50_epochs", 0.1, 0, 0.01))) {
            var golden = Golden.json("trajectories.json").get("runs").get(run.name());
            int epochs = golden.get("losses_train_test").size() - 1;
            NetworkSpec spec = NetworkSpec.classifier(
                    2,
                    List.of(32),
                    1,
                    Activation.RELU,
                    LearningRule.of(new Updater.Sgd(), run.rate()).with(new Penalty(0, run.l2())));
            Dl4jEngine engine = new Dl4jEngine(spec, Golden.start(), Precision.DOUBLE);
            TrainingPlan plan = new TrainingPlan(epochs, run.batch(), false, 1);
            for (int epoch = 0; epoch <= epochs; epoch++) {
                if (epoch > 0) {
                    engine.fit(plan.batches(train, epoch));
                }
                assertThat(engine.loss(train))
                        .as("%s, epoch %d", run.name(), epoch)
                        .isCloseTo(
                                golden.get("losses_train_test")
                                        .get(epoch)
                                        .get(0)
                                        .asDouble(),
                                within(1e-10));
            }
            TensorDifference.of(engine.parameters(), Golden.parameters(golden.get("final")))
                    .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(1e-10));
        }
    }

    /** DL4J adds Adam's epsilon before the bias correction, PyTorch after it: 50 steps of 0.01 end 0.0012 apart. */
    @Test
    void dl4jReproducesPyTorchsAdamAsFarAsItsEpsilonAllows() {
        Samples train = new Samples(Golden.train().x(), Golden.train().y());
        var golden = Golden.json("trajectories.json").get("runs").get("adam_full_batch_lr0.01_50_epochs");
        NetworkSpec spec = NetworkSpec.classifier(
                2, List.of(32), 1, Activation.RELU, LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01));
        Dl4jEngine engine = new Dl4jEngine(spec, Golden.start(), Precision.DOUBLE);
        engine.fit(Collections.nCopies(50, train));
        TensorDifference.of(engine.parameters(), Golden.parameters(golden.get("final")))
                .forEach(difference -> assertThat(difference.maxAbsolute()).isLessThan(2e-3));
        assertThat(engine.loss(train))
                .isCloseTo(golden.get("losses_train_test").get(50).get(0).asDouble(), within(1e-4));
    }
}
