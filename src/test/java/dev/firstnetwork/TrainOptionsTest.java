package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each option of {@code train} that changes how is learned or judged, with and without: none of them does nothing. */
class TrainOptionsTest {

    /** What all the runs here have in common: fast, and with several batches an epoch. */
    private static final String BASE =
            "--engine hand --hidden 8 --epochs 12 --batch 16 --noise 0.3 --learning-rate 0.3";

    @TempDir
    static Path folder;

    private static Path plain;

    @BeforeAll
    static void trainWithoutOptions() throws IOException {
        plain = run("");
    }

    private static Path run(String options) throws IOException {
        return Call.train(folder, (Object[]) words(BASE + " " + options));
    }

    private static String[] words(String text) {
        return Stream.of(text.split(" ", -1)).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    private static JsonNode metrics(Path run) throws IOException {
        return Call.json(run.resolve("metrics.json"));
    }

    /** Two sets of options that differ in one: the networks that they lead to differ too. */
    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                " | --schedule step --schedule-every 2",
                " | --schedule exponential",
                " | --schedule cosine",
                " | --warm-up 5",
                "--schedule step --schedule-every 2 | --schedule step --schedule-every 3",
                "--schedule step --schedule-every 2 | --schedule step --schedule-every 2 --schedule-decay 0.9",
                "--schedule exponential | --schedule exponential --schedule-decay 0.9",
                " | --dropout 0.3",
                "--dropout 0.3 | --dropout 0.3 --dropout-seed 2",
                " | --class-weights 1,3",
                " | --class-weights balanced",
                " | --clip value --clip-threshold 0.01",
                " | --clip norm --clip-threshold 0.01",
                "--clip norm --clip-threshold 0.01 | --clip norm --clip-threshold 0.02",
                " | --input-noise 0.3",
                " | --validation-size 0.25",
                " | --l1 0.01",
                " | --l2 0.01",
                " | --momentum 0.5 --updater nesterov",
                " | --loss mean-squared-error",
                " | --no-shuffle",
                " | --activation tanh",
                " | --test-size 0.3"
            })
    void anotherOptionIsAnotherNetwork(String without, String with) throws IOException {
        Path first = without == null ? plain : run(without);

        Path second = run(with);

        assertThat(last(second)).isNotEqualTo(last(first));
        assertThat(Files.readAllBytes(second.resolve("model.zip")))
                .isNotEqualTo(Files.readAllBytes(first.resolve("model.zip")));
    }

    private static List<String> last(Path run) throws IOException {
        List<List<String>> lines = Call.csv(run.resolve("metrics.csv"));
        return lines.get(lines.size() - 1);
    }

    /** A rate of 0.3 for 12 epochs of 5 steps; the last step of each rule by hand. */
    @Test
    void schedulesAreCountedInEpochs() throws IOException {
        // a factor that leaves nothing: after its first step nothing moves any more
        List<List<String>> lines = Call.csv(
                run("--schedule step --schedule-every 4 --schedule-decay 1e-12").resolve("metrics.csv"));
        assertThat(lines.get(4).get(1)).isNotEqualTo(lines.get(5).get(1));
        double stood = Double.parseDouble(lines.get(5).get(1));
        for (int epoch = 5; epoch <= 12; epoch++) {
            assertThat(Double.parseDouble(lines.get(epoch + 1).get(1))).isCloseTo(stood, within(1e-9));
        }
    }

    @Test
    void patienceStopsEarlyAndValidationRowsKeepTheBest() throws IOException {
        String longRun = "--epochs 400 --hidden 64 --updater adam --learning-rate 0.02 --validation-size 0.25 ";
        JsonNode all = metrics(Call.train(folder, (Object[]) words("--engine hand --noise 0.3 " + longRun)));

        Path stopped = Call.train(folder, (Object[]) words("--engine hand --noise 0.3 " + longRun + "--patience 8"));

        JsonNode early = metrics(stopped);
        assertThat(all.get("stoppedBecause").textValue()).isEqualTo("epochs");
        assertThat(all.get("epochs").intValue()).isEqualTo(400);
        assertThat(early.get("stoppedBecause").textValue()).isEqualTo("early-stopping");
        List<List<String>> lines = Call.csv(stopped.resolve("metrics.csv"));
        assertThat(lines.get(0))
                .containsExactly(
                        "epoch",
                        "train_loss",
                        "test_loss",
                        "train_accuracy",
                        "test_accuracy",
                        "validation_loss",
                        "validation_accuracy");
        // the header, the untrained network, the best, and eight more
        assertThat(lines).hasSize(early.get("epochs").intValue() + 10);
        assertThat(early.get("epochs").intValue()).isLessThan(391);
        assertThat(Files.readString(stopped.resolve("predictions.csv"))).contains(",validation,");
        // the figures are those of the best epoch, not of the last
        List<String> best = lines.get(early.get("epochs").intValue() + 1);
        assertThat(early.at("/test/logLoss").doubleValue()).isCloseTo(Double.parseDouble(best.get(2)), within(1e-12));
        assertThat(early.at("/train/rows").intValue()).isEqualTo(60);
    }

    @Test
    void toleranceSaysWhatCountsAsFalling() throws IOException {
        String options = "--epochs 300 --batch full --patience 3";
        JsonNode none = metrics(Call.train(folder, (Object[]) words("--engine hand --hidden 8 " + options)));
        JsonNode some =
                metrics(Call.train(folder, (Object[]) words("--engine hand --hidden 8 --tolerance 0.001 " + options)));
        assertThat(none.get("stoppedBecause").textValue()).isEqualTo("epochs");
        assertThat(some.get("stoppedBecause").textValue()).isEqualTo("converged");
        assertThat(some.get("epochs").intValue()).isLessThan(300);
    }

    /** Three networks whose seeds follow one another: each is the one that is trained alone, and together they are their mean. */
    @Test
    void anEnsembleIsTheMeanOfItsMembers() throws IOException {
        Path together = run("--ensemble 3 --dropout 0.2 --dropout-seed 10 --seed 5 --shuffle-seed 20");

        JsonNode members = metrics(together).get("members");
        assertThat(members).hasSize(3);
        double[] mean = new double[100];
        double[] losses = new double[3];
        for (int k = 0; k < 3; k++) {
            Path alone = run(
                    "--dropout 0.2 --dropout-seed " + (10 + k) + " --seed " + (5 + k) + " --shuffle-seed " + (20 + k));
            assertThat(members.get(k)).isEqualTo(withoutIntervals(metrics(alone).get("test")));
            losses[k] = members.get(k).get("logLoss").doubleValue();
            double[] p = probabilities(alone);
            for (int i = 0; i < 100; i++) {
                mean[i] += p[i] / 3;
            }
        }
        assertThat(probabilities(together)).containsExactly(mean, within(1e-14));
        // Jensen: the loss of the mean is at most the mean of the losses
        assertThat(metrics(together).at("/test/logLoss").doubleValue())
                .isLessThan((losses[0] + losses[1] + losses[2]) / 3);
        assertThat(new HashSet<>(Set.of(losses[0], losses[1], losses[2]))).hasSize(3);
    }

    private static JsonNode withoutIntervals(JsonNode figures) {
        return figures.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                .without("intervals");
    }

    private static double[] probabilities(Path run) throws IOException {
        return Call.csv(run.resolve("predictions.csv")).stream()
                .skip(1)
                .mapToDouble(row -> Double.parseDouble(row.get(5)))
                .toArray();
    }

    static Stream<String> bundles() {
        return Stream.of("--preset trained", "--dump-parameters", "--checkpoint-every 5");
    }

    /** What is only beside the run changes nothing in it, and what is beside it is there. */
    @ParameterizedTest
    @MethodSource("bundles")
    void whatIsBesideTheRunLeavesItAsItIs(String options) throws IOException {
        Path run = run(options);
        assertThat(run.resolve("metrics.csv")).hasSameBinaryContentAs(plain.resolve("metrics.csv"));
        assertThat(Files.exists(run.resolve("parameters.json"))).isEqualTo(options.equals("--dump-parameters"));
    }

    /** Every engine learns the same by all of it together. */
    @Test
    void lockstepAgreesOnAllOfItTogether() throws IOException {
        String all = "--schedule cosine --warm-up 3 --dropout 0.2 --class-weights 1,2 --clip norm --clip-threshold 0.1"
                + " --input-noise 0.1 --validation-size 0.2 --patience 5 --l2 0.01";
        Path hand = run(all);
        Path both = Call.train(folder, (Object[]) words(BASE.replace("hand ", "lockstep ") + " " + all));

        JsonNode lockstep = metrics(both).get("lockstep");
        assertThat(lockstep.get("firstDivergence").isNull())
                .as(lockstep.toString())
                .isTrue();
        assertThat(lockstep.get("maxParameterDifference").doubleValue()).isLessThan(1e-12);
        assertThat(probabilities(both)).containsExactly(probabilities(hand), within(1e-10));
    }
}
