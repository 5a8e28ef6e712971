package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class CartPoleTest {

    private static final Episode.Policy COIN = states -> {
        double[] half = new double[states.length];
        Arrays.fill(half, 0.5);
        return half;
    };

    @Test
    void aSmallRunGivesItsFigureBesideTwoOthers() throws IOException {
        Result result = Small.checked(new CartPole(), "random policy", "counts as solved");
        assertThat(result.value()).isBetween(1.0, 200.0);
    }

    @Test
    void theLayersHaveTheShapesThatAreTold() {
        assertThat(Small.shapes(CartPole.network(1), Nd4j.zeros(5, 4))).isEqualTo("[5, 4] [5, 32] [5, 2]");
    }

    /** By Python: {@code reference/make_gallery.py}. */
    @Test
    void thePoleMovesAsGymnasiums() {
        JsonNode expected = Reference.json("reference/gallery.json").get("pole");
        JsonNode states = expected.get("states");
        Pole pole = new Pole(0.01, -0.02, 0.03, 0.04);
        for (int t = 0; t < expected.get("pushes").size(); t++) {
            pole.push(expected.get("pushes").get(t).intValue() == 1);
            for (int i = 0; i < 4; i++) {
                assertThat((double) pole.state()[i])
                        .isEqualTo(states.get(t + 1).get(i).doubleValue(), within(1e-7));
            }
        }
        assertThat(pole.isOver()).isFalse();
    }

    @Test
    void anEpisodeEndsAtTwelveDegreesAtTheEndOfTheTrackAndAfter200Steps() {
        assertThat(new Pole(0, 0, Math.toRadians(11.9), 0).isOver()).isFalse();
        assertThat(new Pole(0, 0, -Math.toRadians(12.1), 0).isOver()).isTrue();
        assertThat(new Pole(-2.3, 0, 0, 0).isOver()).isFalse();
        assertThat(new Pole(2.5, 0, 0, 0).isOver()).isTrue();
        // against the way it leans and turns: stands
        Episode.Policy upright = states -> {
            double[] right = new double[states.length];
            Arrays.setAll(
                    right,
                    i -> states[i][2] + 0.3 * states[i][3] + 0.03 * states[i][0] + 0.06 * states[i][1] > 0 ? 1 : 0);
            return right;
        };
        assertThat(Episode.play(upright, 5, NumpyRandom.of(1)))
                .allSatisfy(one -> assertThat(one.pushes()).hasSize(200));
    }

    /** 1 + 0.98 (1 + 0.98) = 2.9404. */
    @Test
    void aLaterStepCountsLess() {
        Episode episode = new Episode(new Pole(0, 0, 0, 0), List.of(), new ArrayList<>(List.of(true, false, true)));

        assertThat(episode.returns()).containsExactly(new double[] {2.9404, 1.98, 1}, within(1e-12));
    }

    /** Returns 1 of one pole, and 1.98 and 1 of the other: 1.49 and 0.5 in the mean, where one that has fallen has 0. */
    @Test
    void aLessonHasTheAdvantageOfWhatWasDoneOverTheMeanAtThatTime() {
        List<Episode> episodes = List.of(episode(true), episode(false, true));

        DataSet lesson = CartPole.lesson(episodes);

        assertThat(lesson.getFeatures().shape()).containsExactly(3, 4);
        assertThat(lesson.getFeatures().getDouble(2, 0)).isEqualTo(1);
        float[][] labels = lesson.getLabels().toFloatMatrix();
        assertThat(labels[0]).containsExactly(new float[] {0, -0.49f}, within(1e-6f));
        assertThat(labels[1]).containsExactly(new float[] {0.49f, 0}, within(1e-6f));
        assertThat(labels[2]).containsExactly(new float[] {0, 0.5f}, within(1e-6f));
    }

    /** Whose states have the number of their step in the first place. */
    private static Episode episode(Boolean... pushes) {
        List<float[]> states = new ArrayList<>();
        for (int t = 0; t < pushes.length; t++) {
            states.add(new float[] {t, 0, 0, 0});
        }
        return new Episode(new Pole(0, 0, 0, 0), states, List.of(pushes));
    }

    @Test
    void whereAllStandEquallyLongThereIsNothingToLearn() {
        assertThat(CartPole.advantages(List.of(episode(true, true), episode(false, true))))
                .containsExactly(0, 0, 0, 0);
    }

    /** DL4J's gradient is that of the sum over the rows of -advantage * log(p of what was done), by central differences. */
    @Test
    void theGradientIsReinforces() {
        MultiLayerNetwork network = CartPole.network(5).convertDataType(DataType.DOUBLE);
        DataSet lesson = CartPole.lesson(Episode.play(COIN, 2, NumpyRandom.of(4)));
        INDArray states = lesson.getFeatures().castTo(DataType.DOUBLE);
        INDArray labels = lesson.getLabels().castTo(DataType.DOUBLE);

        INDArray gradient = network.calculateGradients(states, labels, null, null)
                .getFirst()
                .gradient()
                .dup();

        for (int i : new int[] {0, 40, 127, 128, 150, 160, 200, 223, 224, 225}) {
            double numeric = (loss(network, states, labels, i, 1e-6) - loss(network, states, labels, i, -1e-6)) / 2e-6;
            assertThat(gradient.getDouble(i)).as("parameter %d", i).isEqualTo(numeric, within(1e-6));
        }
        assertThat(gradient.norm2Number().doubleValue()).isGreaterThan(0.01);
    }

    private static double loss(MultiLayerNetwork network, INDArray states, INDArray labels, int i, double change) {
        double before = network.params().getDouble(i);
        network.params().putScalar(i, before + change);
        double[][] p = network.output(states).toDoubleMatrix();
        network.params().putScalar(i, before);
        double[][] advantages = labels.toDoubleMatrix();
        double loss = 0;
        for (int row = 0; row < p.length; row++) {
            loss -= advantages[row][0] * Math.log(p[row][0]) + advantages[row][1] * Math.log(p[row][1]);
        }
        return loss;
    }
}
