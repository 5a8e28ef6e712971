package dev.firstnetwork.wing.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train} with and without folds. */
class FoldsAdditionTest {

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
        return Call.train(folder, (Object[]) (BASE + options).split(" ", -1));
    }

    private static JsonNode metrics(Path run) throws IOException {
        return Call.json(run.resolve("metrics.json"));
    }

    @Test
    void foldsAreReportedBesideTheRun() throws IOException {
        Path run = run(" --folds 4");

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
        JsonNode some = metrics(run(" --folds 3 --class-weights balanced --dropout 0.3"));
        JsonNode others = metrics(run(" --folds 3"));
        for (int f = 0; f < 3; f++) {
            assertThat(some.at("/crossValidation/folds/" + f + "/logLoss"))
                    .isNotEqualTo(others.at("/crossValidation/folds/" + f + "/logLoss"));
        }
    }
}
