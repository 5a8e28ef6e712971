package dev.firstnetwork.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.backprop.Golden;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs of the engine against PyTorch's, by the plain pass and by the fastest that there is. */
class HandEngineTest {

    private static final double TOLERANCE = 1e-10;

    private static Samples samples(Golden.Rows rows) {
        return new Samples(rows.x(), rows.y());
    }

    private static NetworkSpec spec(double rate, double l2) {
        LearningRule rule = LearningRule.of(new Updater.Sgd(), rate).with(new Penalty(0, l2));
        return NetworkSpec.classifier(2, List.of(32), 1, Activation.RELU, rule);
    }

    private static List<Samples> batches(Samples train, int size) {
        List<Samples> batches = new ArrayList<>();
        for (int from = 0; from < train.rows(); from += size) {
            int to = Math.min(from + size, train.rows());
            batches.add(train.rowsAt(IntStream.range(from, to).toArray()));
        }
        return batches;
    }

    @ParameterizedTest
    @CsvSource({
        "article_sgd_full_batch_lr0.1_50_epochs, 0.1, 80, 0",
        "sgd_batch16_lr0.1_40_epochs, 0.1, 16, 0",
        "sgd_batch1_lr0.05_10_epochs, 0.05, 1, 0",
        "sgd_l2_0.01_full_batch_lr0.1_50_epochs, 0.1, 80, 0.01"
    })
    void everyPassTrainsAsPyTorchDoes(String run, double rate, int batch, double l2) {
        JsonNode golden = Golden.json("trajectories.json").get("runs").get(run);
        JsonNode losses = golden.get("losses_train_test");
        Samples train = samples(Golden.train());
        Samples test = samples(Golden.test());
        for (Pass.Maker maker : List.of(Pass.Maker.PLAIN, Pass.Maker.fastest())) {
            HandEngine engine = new HandEngine(spec(rate, l2), Golden.start(), maker);
            for (int epoch = 0; epoch < losses.size(); epoch++) {
                if (epoch > 0) {
                    engine.fit(batches(train, batch));
                }
                double[] expected = Golden.doubles(losses.get(epoch));
                assertThat(new double[] {engine.loss(train), engine.loss(test)})
                        .as("%s, epoch %d", maker.name(), epoch)
                        .containsExactly(expected, within(TOLERANCE));
            }
            var end = Golden.parameters(golden.get("final")).tensors();
            for (int i = 0; i < end.size(); i++) {
                assertThat(engine.parameters().tensors().get(i).values())
                        .as("%s, %s", maker.name(), end.get(i).name())
                        .containsExactly(end.get(i).values(), within(TOLERANCE));
            }
            assertThat(engine.predict(test.x()).values())
                    .as(maker.name())
                    .containsExactly(Golden.doubles(golden.get("test_probabilities")), within(TOLERANCE));
        }
    }

    @Test
    void theFastestIsWhatTheEngineTakesByItself() {
        Samples train = samples(Golden.train());
        HandEngine byItself = new HandEngine(spec(0.1, 0), Golden.start());
        HandEngine fastest = new HandEngine(spec(0.1, 0), Golden.start(), Pass.Maker.fastest());

        assertThat(byItself.step(train).tensors().get(0).values())
                .containsExactly(fastest.step(train).tensors().get(0).values());
    }

    @Test
    void thePlainPassNamesItselfAndSizesThatDoNotFit() {
        HandEngine engine = new HandEngine(spec(0.1, 0), Golden.start(), Pass.Maker.PLAIN);

        assertThat(Pass.Maker.PLAIN.name()).isEqualTo("plain Java");
        assertThatThrownBy(() -> engine.predict(Matrix.zeros(5, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("X is [5, 3], but W1 is [2, 32]: expected 2 columns");
    }

    /** A row that counts twice is that row twice: the mean is over the number of rows, so its gradient is 3/2 of that of three. */
    @Test
    void aRowCountsAsOftenAsItsWeightSays() {
        Samples train = samples(Golden.train());
        Samples weighted =
                new Samples(train.rowsAt(0, 1).x(), train.rowsAt(0, 1).y(), new double[] {1, 2});
        var gradient = new HandEngine(spec(0.1, 0), Golden.start()).step(weighted);
        var three = new HandEngine(spec(0.1, 0), Golden.start()).step(train.rowsAt(0, 1, 1));
        for (int i = 0; i < three.tensors().size(); i++) {
            Matrix expected = Matrix.of(
                    1,
                    three.tensors().get(i).values().length,
                    three.tensors().get(i).values());
            assertThat(gradient.tensors().get(i).values())
                    .containsExactly(expected.scaled(1.5).values(), within(1e-15));
        }
    }
}
