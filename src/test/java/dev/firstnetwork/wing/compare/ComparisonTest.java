package dev.firstnetwork.wing.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.wing.compare.Comparison.Difference;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders are written by hand, and so is what is expected of them. */
class ComparisonTest {

    @TempDir
    Path folder;

    private Path run(String name, String options, String test) throws IOException {
        return RecordedRuns.write(folder.resolve(name), options, test);
    }

    private static FigureRow row(Comparison comparison, Side side, String key) {
        return comparison.figures().stream()
                .filter(row -> row.side() == side && row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theBestIsTheHighestScoreAndTheLowestLoss() throws IOException {
        Comparison comparison = Comparison.of(List.of(
                run("a", "", "\"accuracy\": 0.8, \"logLoss\": 0.3, \"f1\": 0.5, \"rocAuc\": null, \"oddity\": 1"),
                run("b", "", "\"accuracy\": 0.9, \"logLoss\": 0.4, \"f1\": 0.5, \"rocAuc\": 0.7, \"oddity\": 2"),
                run("c", "", "\"accuracy\": 0.9, \"logLoss\": 0.5, \"f1\": 0.5, \"rocAuc\": 0.6, \"maxError\": 2")));

        assertThat(row(comparison, Side.TEST, "accuracy").best()).containsExactly(1, 2);
        assertThat(row(comparison, Side.TEST, "logLoss").best()).containsExactly(0);
        assertThat(row(comparison, Side.TEST, "rocAuc").best()).containsExactly(1);
        // all alike, of one run alone, of unknown direction
        assertThat(row(comparison, Side.TEST, "f1").best()).isEmpty();
        assertThat(row(comparison, Side.TEST, "maxError").best()).isEmpty();
        assertThat(row(comparison, Side.TEST, "oddity").best()).isEmpty();
    }

    @Test
    void figuresAreWrittenForPeople() throws IOException {
        Comparison comparison = Comparison.of(List.of(
                run(
                        "a",
                        "",
                        "\"rocAuc\": null, \"rootMeanSquaredError\": 1234.5678, \"averagePrecision\": 0.25,"
                                + " \"intervals\": {\"averagePrecision\": [0.12345, 0.5],"
                                + " \"rootMeanSquaredError\": [1000, 2000.25]}"),
                run("b", "", "\"rocAuc\": 0.75")));

        FigureRow auc = row(comparison, Side.TEST, "rocAuc");
        assertThat(auc.name()).isEqualTo("ROC AUC");
        assertThat(List.of(auc.text(0), auc.text(1))).containsExactly("n/a", "0.7500");
        FigureRow error = row(comparison, Side.TEST, "rootMeanSquaredError");
        assertThat(error.name()).isEqualTo("RMSE");
        assertThat(List.of(error.text(0), error.text(1))).containsExactly("1234.6", "–");
        assertThat(error.range(0)).isEqualTo("1000 to 2000.3");
        FigureRow precision = row(comparison, Side.TEST, "averagePrecision");
        assertThat(precision.name()).isEqualTo("average precision");
        assertThat(List.of(precision.range(0), precision.range(1))).containsExactly("0.123 to 0.500", "");
    }

    /** On the training rows the best may have learnt them by heart, and rows of different data do not compare. */
    @Test
    void nothingIsBestOnTrainingRowsOrDifferentData() throws IOException {
        Path a = run("a", "", "\"accuracy\": 0.8");
        Path b = run("b", "", "\"accuracy\": 0.9");
        RecordedRuns.edit(
                b.resolve("metrics.json"), "\"accuracy\": 0.9, \"rows\": 80", "\"accuracy\": 1, \"rows\": 80");

        Comparison same = Comparison.of(List.of(a, b));
        assertThat(same.isSameData()).isTrue();
        assertThat(same.isSameTest()).isTrue();
        assertThat(row(same, Side.TEST, "accuracy").best()).containsExactly(1);
        assertThat(row(same, Side.TRAIN, "accuracy").values()).containsExactly(0.9, 1.0);
        assertThat(row(same, Side.TRAIN, "accuracy").best()).isEmpty();

        RecordedRuns.edit(b.resolve("manifest.json"), "abc", "def");
        Comparison different = Comparison.of(List.of(a, b));
        assertThat(different.isSameData()).isFalse();
        assertThat(different.isSameTest()).isFalse();
        assertThat(row(different, Side.TEST, "accuracy").best()).isEmpty();
        assertThat(different.environment()).containsExactly(new Difference("dataSha256", List.of("abc", "def")));
    }

    @Test
    void anotherSplitIsOtherTestRows() throws IOException {
        Path a = run("a", "", "\"accuracy\": 0.8");
        Path b = run("b", "", "\"accuracy\": 0.9");
        RecordedRuns.edit(b.resolve("config.json"), "42", "43");

        Comparison comparison = Comparison.of(List.of(a, b));

        assertThat(comparison.isSameData()).isTrue();
        assertThat(comparison.isSameTest()).isFalse();
        assertThat(row(comparison, Side.TEST, "accuracy").best()).containsExactly(1);
    }

    @Test
    void theMeansOfCrossValidationComeWithTheirDeviations() throws IOException {
        Path a = run("a", "", "\"accuracy\": 0.8");
        Path b = run("b", "", "\"accuracy\": 0.9");
        RecordedRuns.edit(
                a.resolve("metrics.json"),
                "\"epochs\": 2",
                "\"epochs\": 2, \"crossValidation\": {\"folds\": [{\"accuracy\": 0.5}, {\"accuracy\": 0.7}],"
                        + " \"accuracy\": {\"mean\": 0.6, \"standardDeviation\": 0.1}}");

        FigureRow row = row(Comparison.of(List.of(a, b)), Side.CROSS_VALIDATION, "accuracy");

        assertThat(row.values()).isEqualTo(Arrays.asList(0.6, null));
        assertThat(List.of(row.range(0), row.range(1))).containsExactly("± 0.1000", "");
        assertThat(row.best()).isEmpty();
    }

    /** The folder that a run was made in is no difference; an option that an older version lacks is one if it is on. */
    @Test
    void optionsDifferByWhatTheySay() throws IOException {
        Comparison comparison = Comparison.of(List.of(
                run("a", ", \"epochs\": 50, \"hidden\": [64, 32], \"seed\": 1", "\"accuracy\": 0.8"),
                run(
                        "b",
                        ", \"epochs\": 50, \"hidden\": \"64, 32\", \"seed\": 2, \"explain\": false, \"ignore\": [],"
                                + " \"group\": null, \"folds\": 0, \"l2\": 0.1",
                        "\"accuracy\": 0.8")));

        assertThat(comparison.options())
                .containsExactly(new Difference("seed", List.of(1, 2)), new Difference("l2", Arrays.asList(null, 0.1)));
        assertThat(comparison.options().get(1).text(0)).isEqualTo("–");
        assertThat(comparison.environment()).isEmpty();
    }

    @Test
    void aRunOfAnOlderVersionHasLess() throws IOException {
        Path old = run("old", "", "\"accuracy\": 0.75");
        RecordedRuns.edit(old.resolve("manifest.json"), ", \"dataSha256\": \"abc\"", "");
        Path recent = run("recent", "", "\"accuracy\": 0.8, \"brierScore\": 0.1");

        Comparison comparison = Comparison.of(List.of(old, recent));

        assertThat(row(comparison, Side.TEST, "brierScore").text(0)).isEqualTo("–");
        // whether it is the same data nobody knows
        assertThat(comparison.isSameData()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics.json | \"epochs\": 2 | \"epochs\": null | metrics.json: expected a value for 'epochs', found none",
                "metrics.json | 0.8 | 0.8.1 | metrics.json, line 1: ",
                "metrics.json | \"test\" | \"tset\" | metrics.json: expected a value for 'test', found none",
                "metrics.json | \"labels\": | \"intervals\": {\"accuracy\": [0.9, 0.1]}, \"labels\": | metrics.json: the"
                        + " interval of 'accuracy' is [0.9,0.1], expected its lower and its upper end",
                "config.json | {\"data\": | [{\"data\": | config.json, line 1: ",
                "metrics.csv | 1,0.5 | 1,0.5,3 | metrics.csv, line 3: expected 5 fields, found 6",
                "metrics.csv | 0.55 | much | metrics.csv, line 4: expected a number, found 'much'",
                "metrics.csv | epoch, | time, | metrics.csv, line 1: expected a header with epoch, train_loss and test_loss",
            })
    void aDamagedFileIsNamed(String file, String part, String other, String message) throws IOException {
        Path damaged = run("a", "", "\"accuracy\": 0.8");
        RecordedRuns.edit(damaged.resolve(file), part, other);

        assertThatThrownBy(() -> RecordedRun.of(damaged))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(damaged + folder.getFileSystem().getSeparator() + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "metrics.csv"})
    void aMissingFileIsNamed(String file) throws IOException {
        Path run = run("a", "", "\"accuracy\": 0.8");
        Files.delete(run.resolve(file));

        assertThatThrownBy(() -> RecordedRun.of(run))
                .isInstanceOf(DataException.class)
                .hasMessage(run.resolve(file) + ": no such file, expected one in every run folder");
    }

    @Test
    void whatIsNoRunFolderIsToldSo() throws IOException {
        Path run = run("a", "", "\"accuracy\": 0.8");
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> RecordedRun.of(missing))
                .isInstanceOf(DataException.class)
                .hasMessage(missing + ": no such folder; expected the folder of a run that train has made");
        assertThatThrownBy(() -> RecordedRun.of(run.resolve("metrics.json")))
                .hasMessage(
                        run.resolve("metrics.json") + " is a file; expected the folder of a run that train has made");
        assertThatThrownBy(() -> RecordedRun.of(folder))
                .hasMessage(folder + " is no folder of a finished run: it has no config.json");
        Files.delete(run.resolve("metrics.json"));
        assertThatThrownBy(() -> RecordedRun.of(run))
                .hasMessage(run + " is no folder of a finished run: it has no metrics.json");
    }

    @Test
    void aPictureThatIsNoneIsToldSo() throws IOException {
        Path run = run("a", "", "\"accuracy\": 0.8");
        Path png = Files.writeString(run.resolve("plots/decision-surface.png"), "no picture, but of some length");

        assertThatThrownBy(() -> RecordedRun.of(run))
                .isInstanceOf(DataException.class)
                .hasMessage(png + " is no PNG");
    }

    @Test
    void theSameRunTwiceIsNoComparison() throws IOException {
        Path a = run("a", "", "\"accuracy\": 0.8");
        Path b = run("b", "", "\"accuracy\": 0.8");
        Path again = b.resolve("..").resolve("a");

        assertThatThrownBy(() -> Comparison.of(List.of(a, b, a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(a + " is named twice");
        assertThatThrownBy(() -> Comparison.of(List.of(a, again)))
                .hasMessage(again + " and " + a + " are the same run: it is named twice");
        assertThatThrownBy(() -> Comparison.of(List.of(a))).hasMessage("expected 2 to 26 runs to compare, found 1");
    }
}
