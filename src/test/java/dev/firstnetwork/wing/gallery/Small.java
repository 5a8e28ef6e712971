package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.wing.gallery.Example.Setting;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An example that ends after a few seconds, and what each has to give. */
final class Small {

    private Small() {}

    static Setting setting(long seed) {
        return new Setting(seed, true, (done, all, figure) -> {});
    }

    /** Runs {@code example} twice with one seed and checks all but its figures. */
    static Result checked(Example example, String... baselines) throws IOException {
        List<String> told = new ArrayList<>();
        Result result = example.run(new Setting(7, true, (done, all, figure) -> {
            assertThat(done).isBetween(1, all);
            told.add(figure);
        }));
        assertThat(told).isNotEmpty().allSatisfy(figure -> assertThat(figure).isNotBlank());
        assertThat(result.value()).isFinite().isGreaterThanOrEqualTo(0);
        assertThat(result.baselines())
                .allSatisfy(baseline -> assertThat(baseline.value()).isFinite())
                .extracting(Result.Baseline::name)
                .containsExactly(baselines);
        assertThat(example.run(setting(7)).value()).isEqualTo(result.value());
        for (Result.Picture picture : result.pictures()) {
            BufferedImage image =
                    ImageIO.read(new ByteArrayInputStream(picture.draw().get()));
            assertThat(image.getWidth()).isEqualTo(880);
            assertThat(image.getHeight()).isBetween(400, 1600);
        }
        assertThat(result.pictures()).isNotEmpty();
        return result;
    }

    /** The shapes of {@code x} and of what each layer makes of it. */
    static String shapes(MultiLayerNetwork network, INDArray x) {
        return network.feedForward(x).stream()
                .map(activation -> Arrays.toString(activation.shape()))
                .collect(Collectors.joining(" "));
    }
}
