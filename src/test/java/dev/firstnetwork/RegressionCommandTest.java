package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --task regression} from the table to predictions: a price that is linear in its columns, with a little noise. */
class RegressionCommandTest {

    @TempDir
    static Path folder;

    private static Path table;
    private static Path run;

    /** {@code price = 1000 (3 a - 0.05 b + 2 [colour is red]) + 50000}, noise of deviation 100. */
    @BeforeAll
    static void train() throws IOException {
        NumpyRandom random = NumpyRandom.of(1);
        StringBuilder csv = new StringBuilder("a,b,colour,price\n");
        for (int i = 0; i < 200; i++) {
            double a = random.nextGaussian();
            double b = 1000 + 100 * random.nextGaussian();
            boolean red = i % 3 == 0;
            double price = 1000 * (3 * a - 0.05 * b + (red ? 2 : 0)) + 50_000 + 100 * random.nextGaussian();
            csv.append(String.format(Locale.ROOT, "%s,%s,%s,%.2f%n", a, b, red ? "red" : "blue", price));
        }
        table = Files.writeString(folder.resolve("prices.csv"), csv.toString().replace("\r\n", "\n"));
        run = Call.train(folder, options("--engine", "hand"));
    }

    private static Object[] options(Object... more) {
        Object[] all = {
            "--data",
            table,
            "--label",
            "price",
            "--task",
            "regression",
            "--epochs",
            60,
            "--batch",
            16,
            "--updater",
            "adam",
            "--learning-rate",
            0.01,
            "--seed",
            3
        };
        return Stream.concat(Stream.of(all), Stream.of(more)).toArray();
    }

    @Test
    void aLinearTargetIsLearned() throws IOException {
        JsonNode metrics = Call.json(run.resolve("metrics.json"));

        JsonNode test = metrics.get("test");
        List<String> keys = new ArrayList<>();
        test.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly("r2", "rootMeanSquaredError", "meanAbsoluteError", "maxError", "rows", "intervals");
        // of a deviation of about 6000, the noise is 100
        assertThat(test.get("r2").doubleValue()).isGreaterThan(0.99);
        assertThat(test.get("rootMeanSquaredError").doubleValue()).isBetween(80.0, 400.0);
        assertThat(test.get("rows").intValue()).isEqualTo(40);
        assertThat(test.at("/intervals/r2/0").doubleValue())
                .isLessThan(test.get("r2").doubleValue());
    }

    /** The figures of scikit-learn's r2_score and mean_squared_error, by hand from predictions.csv. */
    @Test
    void theFiguresAreThoseOfThePredictionsInTheLabelsOwnUnit() throws IOException {
        List<List<String>> rows = Call.csv(run.resolve("predictions.csv"));
        assertThat(rows.get(0))
                .containsExactly("row", "split", "a", "b", "colour=blue", "colour=red", "label", "predicted");
        assertThat(rows).hasSize(201);
        double squares = 0;
        double sum = 0;
        double labelSquares = 0;
        int n = 0;
        for (List<String> row : rows.subList(1, 201)) {
            if (row.get(1).equals("test")) {
                double y = Double.parseDouble(row.get(6));
                squares += Math.pow(Double.parseDouble(row.get(7)) - y, 2);
                sum += y;
                labelSquares += y * y;
                n++;
            }
        }
        JsonNode test = Call.json(run.resolve("metrics.json")).get("test");
        assertThat(test.get("rootMeanSquaredError").doubleValue()).isCloseTo(Math.sqrt(squares / n), within(1e-8));
        assertThat(test.get("r2").doubleValue()).isCloseTo(1 - squares / (labelSquares - sum * sum / n), within(1e-8));
    }

    /** In metrics.csv the losses are those that are trained on, of standardised labels, and R2 has no unit. */
    @Test
    void metricsCsvHasR2InPlaceOfAccuracy() throws IOException {
        List<List<String>> rows = Call.csv(run.resolve("metrics.csv"));
        assertThat(rows.get(0)).containsExactly("epoch", "train_loss", "test_loss", "train_r2", "test_r2");
        assertThat(rows).hasSize(62);
        List<String> last = rows.get(61);
        // the training labels have the variance 1
        assertThat(Double.parseDouble(last.get(3))).isCloseTo(1 - Double.parseDouble(last.get(1)), within(1e-12));
        JsonNode metrics = Call.json(run.resolve("metrics.json"));
        assertThat(Double.parseDouble(last.get(4)))
                .isCloseTo(metrics.at("/test/r2").doubleValue(), within(1e-10));
    }

    @Test
    void theRunFolderHasWhatGoesWithNumbers() {
        assertThat(run.resolve("plots/predicted-actual.png")).exists();
        assertThat(run.resolve("plots/learning-curves.png")).exists();
        for (String of : List.of("confusion.csv", "plots/confusion-matrix.png", "plots/roc-curve.png")) {
            assertThat(run.resolve(of)).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({"hand", "dl4j"})
    void predictAndEvaluateSayTheSame(String engine) throws IOException {
        List<List<String>> trained = Call.csv(run.resolve("predictions.csv"));

        Call predicted = Call.of("predict", "--model", run, "--data", table, "--engine", engine);
        Call evaluated = Call.of("evaluate", "--model", run, "--data", table, "--engine", engine, "--json");

        List<List<String>> rows = Call.csv(predicted.out());
        assertThat(rows.get(0)).containsExactly("a", "b", "colour", "price", "predicted");
        double squares = 0;
        for (int i = 1; i <= 200; i++) {
            double number = Double.parseDouble(rows.get(i).get(4));
            assertThat(number).isCloseTo(Double.parseDouble(trained.get(i).get(7)), within(1e-6));
            squares += Math.pow(number - Double.parseDouble(rows.get(i).get(3)), 2);
        }
        JsonNode figures = evaluated.json();
        assertThat(figures.get("rootMeanSquaredError").doubleValue()).isCloseTo(Math.sqrt(squares / 200), within(1e-6));
        assertThat(figures.get("rows").intValue()).isEqualTo(200);
        assertThat(figures.has("confusionMatrix")).isFalse();
        assertThat(Call.of("evaluate", "--model", run, "--data", table).out())
                .contains("R²", "RMSE", "MAE")
                .doesNotContain("accuracy");
    }

    @Test
    void bothEnginesLearnTheSameNumbers() throws IOException {
        Path both = Call.train(folder, options("--engine", "lockstep", "--validation-size", 0.2, "--patience", 5));
        Path hand = Call.train(folder, options("--engine", "hand", "--validation-size", 0.2, "--patience", 5));

        JsonNode metrics = Call.json(both.resolve("metrics.json"));
        assertThat(metrics.at("/lockstep/firstDivergence").isNull()).isTrue();
        assertThat(metrics.at("/test/r2").doubleValue())
                .isCloseTo(
                        Call.json(hand.resolve("metrics.json")).at("/test/r2").doubleValue(), within(1e-9));
        assertThat(Call.csv(hand.resolve("metrics.csv")).get(0)).endsWith("validation_loss", "validation_r2");
    }

    @Test
    void anEnsembleOfRegressionsAndFoldsAreJudgedByTheSameFigures() throws IOException {
        Path together = Call.train(folder, options("--engine", "hand", "--ensemble", 2, "--folds", 3));

        JsonNode metrics = Call.json(together.resolve("metrics.json"));
        assertThat(metrics.get("members")).hasSize(2);
        double worst = Math.max(
                metrics.at("/members/0/rootMeanSquaredError").doubleValue(),
                metrics.at("/members/1/rootMeanSquaredError").doubleValue());
        assertThat(metrics.at("/test/rootMeanSquaredError").doubleValue()).isLessThanOrEqualTo(worst);
        assertThat(metrics.at("/crossValidation/folds")).hasSize(3);
        assertThat(metrics.at("/crossValidation/r2/mean").doubleValue()).isGreaterThan(0.98);
    }

    /** Labels that are all the same: nothing to explain, and nothing breaks. */
    @Test
    void aConstantLabelIsTaken() throws IOException {
        Path constant = Files.writeString(
                folder.resolve("constant.csv"), "a,b,y\n1,2,5\n2,1,5\n3,3,5\n4,0,5\n5,1,5\n6,2,5\n7,7,5\n8,1,5\n");

        Path made = Call.train(
                folder, "--data", constant, "--label", "y", "--task", "regression", "--engine", "hand", "--epochs", 3);

        assertThat(Call.json(made.resolve("metrics.json")).at("/test/r2").doubleValue())
                .isEqualTo(0);
        assertThat(Files.readString(made.resolve("metrics.json"))).doesNotContain("NaN", "Infinity");
        assertThat(made.resolve("report.html")).exists();
    }
}
