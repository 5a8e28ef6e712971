package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.math.NumpyRandom;
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

    @Test
    void foldsAreReportedBesideTheRun() throws IOException {
        Path run = run("--folds 4");

        JsonNode validation = metrics(run).get("crossValidation");
        assertThat(metrics(plain).has("crossValidation")).isFalse();
        assertThat(validation.get("folds")).hasSize(4);
        int rows = 0;
        double accuracy = 0;
        for (JsonNode fold : validation.get("folds")) {
            rows += fold.get("rows").intValue();
            accuracy += fold.get("accuracy").doubleValue() / 4;
        }
        assertThat(rows).isEqualTo(100);
        assertThat(validation.at("/accuracy/mean").doubleValue()).isCloseTo(accuracy, within(1e-15));
        // the run itself is the one without folds
        assertThat(run.resolve("model.zip")).hasSameBinaryContentAs(plain.resolve("model.zip"));
        assertThat(Files.readString(run.resolve("report.html"))).contains("fold");
    }

    /** Class weights are those of each fold: with rows that are of one class mostly, balanced ones move every fold. */
    @Test
    void foldsAreTrainedByTheSameOptions() throws IOException {
        JsonNode some = metrics(run("--folds 3 --class-weights balanced --dropout 0.3"));
        JsonNode others = metrics(run("--folds 3"));
        for (int f = 0; f < 3; f++) {
            assertThat(some.at("/crossValidation/folds/" + f + "/logLoss"))
                    .isNotEqualTo(others.at("/crossValidation/folds/" + f + "/logLoss"));
        }
    }

    @Test
    void costsMoveTheThreshold() throws IOException {
        Path cheap = run("--cost-fp 10 --cost-fn 1");
        Path dear = run("--cost-fp 1 --cost-fn 10");

        double high = metrics(cheap).at("/threshold/threshold").doubleValue();
        double low = metrics(dear).at("/threshold/threshold").doubleValue();
        assertThat(high).isGreaterThan(0.5);
        assertThat(low).isLessThan(0.5);
        assertThat(metrics(plain).has("threshold")).isFalse();
        assertThat(metrics(dear).at("/test/recall").doubleValue())
                .isGreaterThanOrEqualTo(metrics(cheap).at("/test/recall").doubleValue());
        // and predict decides there too
        for (List<String> row : Call.csv(dear.resolve("predictions.csv")).subList(1, 101)) {
            assertThat(row.get(6)).isEqualTo(Double.parseDouble(row.get(5)) > low ? "1" : "0");
        }
        Path rows = Files.writeString(
                folder.resolve("rows.csv"),
                Call.of("data", "moons", "--noise", 0.3).out());
        List<List<String>> predicted =
                Call.csv(Call.of("predict", "--model", dear, "--data", rows).out());
        List<List<String>> trained = Call.csv(dear.resolve("predictions.csv"));
        for (int i = 1; i <= 100; i++) {
            assertThat(predicted.get(i).get(4)).isEqualTo(trained.get(i).get(6));
        }
        assertThat(dear.resolve("plots/threshold-cost.png")).exists();
    }

    /** A cost of nothing is a threshold at the end: nothing is ever predicted positive. */
    @Test
    void aMistakeThatCostsNothingMayAlwaysBeMade() throws IOException {
        JsonNode never = metrics(run("--cost-fp 1 --cost-fn 0"));
        assertThat(never.at("/threshold/threshold").doubleValue()).isEqualTo(1);
        assertThat(never.at("/test/recall").doubleValue()).isZero();
        JsonNode always = metrics(run("--cost-fp 0 --cost-fn 1"));
        assertThat(always.at("/threshold/threshold").doubleValue()).isZero();
        assertThat(always.at("/test/recall").doubleValue()).isEqualTo(1);
    }

    @Test
    void groupsAreJudgedApart() throws IOException {
        NumpyRandom random = NumpyRandom.of(1);
        StringBuilder csv = new StringBuilder("a,b,town,bought\n");
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            csv.append(a).append(',').append(random.nextGaussian()).append(',');
            csv.append(i % 3 == 0 ? "Bonn" : "Ulm").append(',');
            csv.append(a + 0.3 * random.nextGaussian() > 0 ? "yes" : "no").append('\n');
        }
        Path file = Files.writeString(folder.resolve("towns.csv"), csv);
        String options = "--data " + file + " --label bought --engine hand --epochs 20 --batch 16 --group town";

        Path run = Call.train(folder, (Object[]) words(options));

        JsonNode groups = metrics(run).at("/groups/groups");
        assertThat(groups).hasSize(2);
        assertThat(groups.at("/0/group").textValue()).isEqualTo("Bonn");
        assertThat(groups.at("/0/rows").intValue() + groups.at("/1/rows").intValue())
                .isEqualTo(40);
        assertThat(run.resolve("plots/groups.png")).exists();
        assertThat(metrics(plain).has("groups")).isFalse();
        // a column that is no feature can be a group too
        Path apart = Call.train(folder, (Object[]) words(options + " --ignore town"));
        assertThat(metrics(apart).at("/groups/groups")).hasSize(2);
        Call evaluated = Call.of("evaluate", "--model", run, "--data", file, "--group", "town", "--json");
        assertThat(evaluated.json().at("/groups/groups/0/rows").intValue()).isEqualTo(67);
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
