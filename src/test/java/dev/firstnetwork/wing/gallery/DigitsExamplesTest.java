package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.wing.gallery.Example.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** The three examples on digits: shapes and parameters are those that their Javadoc tells, counted by hand. */
class DigitsExamplesTest {

    private static final Digits DIGITS = Digits.split(2);
    private static final DataSet THREE = Digits.some(DIGITS.train(), 0, 3, 1, 1);

    static Stream<Example> examples() {
        return Stream.of(new DigitsCnn(), new DigitsTransfer(), new DigitsVae());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runSmallWithAFigureBaselinesAndPictures(Example example) {
        List<int[]> told = new ArrayList<>();
        Setting setting = new Setting(3, true, (done, all, figure) -> told.add(new int[] {done, all}));
        Result result = example.run(setting);
        assertThat(result.value()).isBetween(0.0, 1.0);
        assertThat(result.baselines()).extracting(Result.Baseline::name).isEqualTo(baselines(example));
        assertThat(result.baselines())
                .allSatisfy(baseline -> assertThat(baseline.value()).isBetween(0.0, 1.0));
        assertThat(result.notes()).isNotEmpty().allSatisfy(note -> assertThat(note)
                .endsWith("."));
        assertThat(result.pictures()).isNotEmpty().allSatisfy(picture -> {
            assertThat(picture.file()).endsWith(".png");
            assertThat(picture.draw().get()).startsWith(0x89, 'P', 'N', 'G');
        });
        int[] done = told.stream().mapToInt(at -> at[0]).toArray();
        assertThat(done).containsExactly(IntStream.rangeClosed(1, done.length).toArray());
        assertThat(told).allSatisfy(at -> assertThat(at[1]).isEqualTo(done.length));
        assertThat(example.run(setting).value()).isEqualTo(result.value());
    }

    private static List<String> baselines(Example example) {
        return switch (example.about().name()) {
            case "digits-cnn" -> List.of("softmax regression", "majority");
            case "digits-transfer" -> List.of("from scratch", "before the move");
            default -> List.of("PCA with two axes", "the mean digit");
        };
    }

    @Test
    void theConvolutionalNetworkHasItsShapes() {
        MultiLayerNetwork network = new MultiLayerNetwork(DigitsCnn.convolutional(1));
        network.init();
        assertThat(shapes(network))
                .containsExactly(
                        "[3, 1, 8, 8]", "[3, 16, 8, 8]", "[3, 32, 8, 8]", "[3, 32, 4, 4]", "[3, 64]", "[3, 10]");
        assertThat(parameters(network)).containsExactly(160, 4640, 0, 32832, 650);
    }

    @Test
    void theTransferredNetworkHasItsShapes() {
        MultiLayerNetwork network = DigitsTransfer.network(1, 0.01);
        assertThat(shapes(network))
                .containsExactly("[3, 1, 8, 8]", "[3, 8, 8, 8]", "[3, 8, 4, 4]", "[3, 16, 4, 4]", "[3, 32]", "[3, 10]");
        assertThat(parameters(network)).containsExactly(80, 0, 1168, 8224, 330);
    }

    @Test
    void aMovedNetworkKeepsItsConvolutionsAndLearnsAboveThem() {
        MultiLayerNetwork source = DigitsTransfer.network(1, 0.01);
        INDArray before = source.params().dup();
        MultiLayerNetwork moved = DigitsTransfer.moved(source, false);
        assertThat(moved.params()).isEqualTo(before);
        moved.fit(THREE);
        assertThat(source.params()).isEqualTo(before);
        assertThat(layer(moved, 0)).isEqualTo(layer(source, 0));
        assertThat(layer(moved, 2)).isEqualTo(layer(source, 2));
        assertThat(layer(moved, 3)).isNotEqualTo(layer(source, 3));

        MultiLayerNetwork others = DigitsTransfer.moved(source, true);
        assertThat(layer(others, 3)).isEqualTo(layer(source, 3));
        assertThat(layer(others, 4)).isNotEqualTo(layer(source, 4));
        assertThat(layer(others, 4).shape()).isEqualTo(layer(source, 4).shape());
    }

    @Test
    void theAutoencoderHasItsShapes() {
        Setting setting = new Setting(1, true, (done, all, figure) -> {});
        MultiLayerNetwork network = DigitsVae.autoencoder(2, DIGITS, setting, 0);
        INDArray z = network.output(Digits.flat(THREE));
        assertThat(z.shape()).containsExactly(3, 2);
        INDArray pictures = DigitsVae.decoded(network, z);
        assertThat(pictures.shape()).containsExactly(3, 64);
        assertThat(Arrays.stream(pictures.ravel().toDoubleVector())).allMatch(ink -> ink > 0 && ink < 1);
        // encoder, mean and log variance, decoder, and the ink of each pixel
        assertThat(network.numParams()).isEqualTo(8320 + 258 + 258 + 384 + 8256);
    }

    @Test
    void theErrorIsTheMeanOverAllPixels() {
        INDArray is = Digits.flat(THREE);
        assertThat(DigitsVae.error(is, is)).isEqualTo(0);
        assertThat(DigitsVae.error(is, is.add(0.5))).isCloseTo(0.25, within(1e-15));
    }

    private static List<String> shapes(MultiLayerNetwork network) {
        return network.feedForward(THREE.getFeatures()).stream()
                .map(activation -> Arrays.toString(activation.shape()))
                .toList();
    }

    private static long[] parameters(MultiLayerNetwork network) {
        return Arrays.stream(network.getLayers())
                .mapToLong(layer -> layer.numParams())
                .toArray();
    }

    private static INDArray layer(MultiLayerNetwork network, int layer) {
        return network.getLayer(layer).params();
    }
}
