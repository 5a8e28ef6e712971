package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.cli.ExitCode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of many rows in little memory, as processes of their own: about 98 bytes a row, so that 10 million rows
 * ({@code -Dfirstnetwork.rows=10000000}, some minutes) have 1 GiB.
 */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class LargeTableIT {

    private static final int ROWS = Integer.getInteger("firstnetwork.rows", 300_000);
    private static final long HEAP_MIB = 44 + 98L * ROWS / 1_000_000;

    @TempDir
    static Path folder;

    private static Path table;

    /** Two columns and a label that follows them but for some noise. */
    @BeforeAll
    static void writeTable() throws IOException {
        table = folder.resolve("large.csv");
        Random random = new Random(1);
        try (BufferedWriter csv = Files.newBufferedWriter(table)) {
            csv.write("x1,x2,label\n");
            for (int i = 0; i < ROWS; i++) {
                int x1 = random.nextInt(1000);
                int x2 = random.nextInt(1000);
                int label = x1 + x2 + random.nextInt(200) > 1100 ? 1 : 0;
                csv.write(x1 / 100.0 + "," + x2 / 100.0 + "," + label + "\n");
            }
        }
    }

    private static Call run(long heapMib, Object... arguments) throws Exception {
        return PackagedJar.run(
                PackagedJar.process(List.of("-Xmx" + heapMib + "m"), arguments), folder, Duration.ofMinutes(24));
    }

    @Test
    void aLargeTableIsTrainedOnAndPredictedInLittleMemory() throws Exception {
        Call train = run(
                HEAP_MIB,
                "train",
                "--data",
                table,
                "--label",
                "label",
                "--epochs",
                1,
                "--batch",
                4096,
                "--engine",
                "hand",
                "--quiet",
                "--out",
                folder);

        assertThat(train.err()).isEmpty();
        assertThat(train.exitCode()).isEqualTo(ExitCode.DONE);
        Path run = Path.of(train.out().strip());
        assertThat(lines(run.resolve("predictions.csv"))).isEqualTo(ROWS + 1);
        assertThat(Call.json(run.resolve("metrics.json")).at("/test/accuracy").doubleValue())
                .isGreaterThan(0.85);

        Path predicted = folder.resolve("predicted.csv");
        Call predict = run(
                HEAP_MIB / 4 + 32, "predict", "--model", run, "--data", table, "--engine", "hand", "--out", predicted);

        // nobody is looking: no progress bar
        assertThat(predict.err()).isEmpty();
        assertThat(predict.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(lines(predicted)).isEqualTo(ROWS + 1);
    }

    @Test
    void tooLittleMemoryIsSaidPlainly() throws Exception {
        Call call = run(20, "train", "--data", table, "--label", "label", "--epochs", 1, "--engine", "hand");

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILURE);
        assertThat(call.err()).contains("20 MiB of memory are too few for this: give java more, with e.g. -Xmx40m");
        assertThat(call.err()).doesNotContain("\tat ");
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
