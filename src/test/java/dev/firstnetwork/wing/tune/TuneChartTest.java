package dev.firstnetwork.wing.tune;

import static dev.firstnetwork.report.ChartsTest.decoded;
import static dev.firstnetwork.report.ChartsTest.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.tune.SearchSpace.Choice;
import dev.firstnetwork.wing.tune.SearchSpace.Range;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TuneChartTest {

    private static final int BLUE = 0x0072b2;
    private static final int ORANGE = 0xd55e00;

    @TempDir
    Path folder;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    private static SearchSpace space(int options) {
        List<SearchSpace.Dimension> all = List.of(
                new Range("learningRate", 1e-4, 0.1, true, false, 0),
                new Choice("updater", List.of("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")),
                new Range("epochs", 10, 400, false, true, 0),
                new Choice("hidden", List.of("8", "32", "64,32", "128,64,32")),
                new Range("l2", 1e-12, 1, true, false, 0),
                new Range("dropout", 0, 0.5, false, false, 0),
                new Choice("classWeights", List.of("none", "balanced")),
                new Range("momentum", 0.5, 0.99, false, false, 0),
                new Range("clipThreshold", 2, 6, true, false, 0),
                new Choice("seed", List.of("1")));
        return new SearchSpace(all.subList(0, options));
    }

    private static Tuning tuning(int options, int count, Score score, double... rungs) {
        NumpyRandom random = NumpyRandom.of(options);
        List<Trial> trials = new ArrayList<>();
        space(options).random(count, 1).forEach(values -> {
            List<Trial.Rung> done = new ArrayList<>();
            for (double rung : rungs) {
                if (done.isEmpty() || random.nextDouble() < 0.4) {
                    boolean failed = trials.size() == 3;
                    double mean = (score.isHigherBetter() ? rung - 0.2 : 1.2 - rung) + 0.2 * random.nextDouble();
                    mean = trials.size() == 5 && !score.isHigherBetter() ? 25 : mean;
                    done.add(new Trial.Rung(
                            (int) (100 * rung),
                            failed ? List.of() : List.of(mean - 0.01, mean + 0.01),
                            failed ? "diverged" : null));
                }
            }
            trials.add(new Trial(trials.size() + 1, values, done));
        });
        return new Tuning(space(options), score, trials);
    }

    private BufferedImage picture(String name, Tuning tuning) throws IOException {
        byte[] png = TuneChart.png(tuning);
        Files.write(folder.resolve(name + ".png"), png);
        return decoded(png);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void eachOptionHasAPanel(int options) throws IOException {
        BufferedImage picture = picture("options-" + options, tuning(options, 40, Score.ROC_AUC, 0.9));

        assertThat(picture.getWidth()).isEqualTo(880);
        int lines = (options + 1) / 2;
        assertThat(picture.getHeight()).isBetween(640 + 300 * lines, 680 + 600 * lines);
        // a dot for the winner in each panel, one on top and one in the legend
        assertThat(pixels(picture, ORANGE)).isGreaterThan((options + 1) * 200);
        assertThat(pixels(picture, BLUE)).isGreaterThan((options + 1) * 1500);
    }

    @Test
    void oneLossFarOffDoesNotFlattenTheOthers() throws IOException {
        Tuning tuning = tuning(2, 40, Score.LOG_LOSS, 0.9);
        BufferedImage picture = picture("log-loss", tuning);

        // the other trials spread over the upper panel: some in its middle, some in its lower part
        assertThat(tuning.ranked().get(38).mean()).isEqualTo(25);
        assertThat(pixels(picture.getSubimage(150, 260, 700, 110), BLUE)).isGreaterThan(500);
        assertThat(pixels(picture.getSubimage(150, 370, 700, 140), BLUE)).isGreaterThan(500);
    }

    @Test
    void rungsAreDrawnAsLines() throws IOException {
        BufferedImage picture = picture("halving", tuning(4, 30, Score.ACCURACY, 0.7, 0.8, 0.9));

        assertThat(pixels(picture.getSubimage(150, 150, 700, 400), ORANGE)).isGreaterThan(2000);
    }

    @Test
    void aSearchOfOneTrialCanBeDrawn() throws IOException {
        assertThat(pixels(picture("one", tuning(1, 1, Score.R2, 0.9)), ORANGE)).isPositive();
    }

    @Test
    void theTableHasTheEpochsOnce() {
        String[] header = TuneFiles.trialsCsv(tuning(3, 4, Score.ACCURACY, 0.9)).split("\n", -1);

        assertThat(header[0]).isEqualTo("rank,trial,learningRate,updater,epochs,accuracy,sd,fold1,fold2,failure");
        assertThat(header[4]).matches("4,4,[^,]+,[^,]+,[^,]+,,,,,diverged");
        assertThat(TuneFiles.trialsCsv(tuning(2, 4, Score.ACCURACY, 0.9)))
                .startsWith("rank,trial,learningRate,updater,accuracy,sd,fold1,fold2,epochs,failure\n");
    }

    @Test
    void aCheckpointReadsBackAsItWas() throws IOException {
        TuningCheckpoint checkpoint = new TuningCheckpoint(
                "abc", tuning(4, 6, Score.LOG_LOSS, 0.7, 0.9).trials());

        Path file = Files.write(folder.resolve("checkpoint.json"), checkpoint.bytes());

        assertThat(TuningCheckpoint.read(file)).isEqualTo(checkpoint);
    }
}
