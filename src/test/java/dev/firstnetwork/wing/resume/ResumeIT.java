package dev.firstnetwork.wing.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.PackagedJar;
import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run or search that is killed at random moments and resumed each time ends in the same bits as one that is left alone. How often:
 * the system property {@code firstnetwork.kills}, 2 by default.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ResumeIT {

    private static final int KILLS = Integer.getInteger("firstnetwork.kills", 2);

    @TempDir
    Path folder;

    private static List<String> train(String engine, int epochs, Path out) {
        return List.of(
                "train",
                "--engine",
                engine,
                "--updater",
                "adam",
                "--learning-rate",
                "0.01",
                "--batch",
                "16",
                "--epochs",
                String.valueOf(epochs),
                // all that a step may depend on; patience is counted, and the best network so far kept
                "--schedule",
                "cosine",
                "--warm-up",
                "5",
                "--dropout",
                "0.2",
                "--input-noise",
                "0.1",
                "--class-weights",
                "1,2",
                "--clip",
                "norm",
                "--validation-size",
                "0.2",
                "--patience",
                String.valueOf(epochs),
                "--checkpoint-every",
                "1",
                "--dump-parameters",
                "--quiet",
                "--out",
                out.toString());
    }

    private static List<String> tune(Path out) {
        return List.of(
                "tune",
                "--search",
                "halving",
                "--trials",
                "120",
                "--samples",
                "200",
                "--epochs",
                "150",
                "--quiet",
                "--out",
                out.toString());
    }

    private static Process start(List<String> arguments) throws IOException {
        // one process under each JDK, so that the one that is killed is the one that works
        return PackagedJar.process(
                        List.of("-Dfirstnetwork.relaunched=true", "-XX:TieredStopAtLevel=1"), arguments.toArray())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<Path> in(Path out, String suffix) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> file.toString().endsWith(".partial") == suffix.equals(".partial"))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"hand, 2500", "dl4j, 200", "lockstep, 100"})
    void aRunThatIsKilledAndResumedEndsInTheSameBits(String engine, int epochs) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(start(train(engine, epochs, undisturbed)).waitFor()).isZero();

        Path out = folder.resolve("killed");
        killAndResume(train(engine, epochs, out), out, NumpyRandom.of(epochs));

        assertSame(out, undisturbed, List.of("parameters.json", "metrics.csv", "predictions.csv", "model.zip"));
    }

    @Test
    void aSearchThatIsKilledAndResumedEndsInTheSameTable() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertThat(start(tune(undisturbed)).waitFor()).isZero();

        Path out = folder.resolve("killed");
        int resumed = killAndResume(tune(out), out, NumpyRandom.of(1));

        assertThat(resumed).isPositive();
        assertSame(out, undisturbed, List.of("trials.csv", "tune.json", "best.json", "plots/tune.png"));
    }

    /** Returns how often it was gone on with, and not begun anew because it had not yet saved anything. */
    private static int killAndResume(List<String> first, Path out, NumpyRandom random) throws Exception {
        int resumed = 0;
        int slowness = 1;
        Process process = start(first);
        for (int kill = 1; kill <= KILLS; kill++) {
            long delay = (long) (slowness * (300 + 2200 * random.nextDouble()));
            if (process.waitFor(delay, TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            List<Path> partial = in(out, ".partial");
            // on a machine that is busy with something else, it may not have begun yet
            slowness *= partial.isEmpty() ? 2 : 1;
            resumed += partial.isEmpty() ? 0 : 1;
            process = partial.isEmpty()
                    ? start(first)
                    : start(List.of(
                            first.get(0), "--quiet", "--resume", partial.get(0).toString()));
        }
        assertThat(process.waitFor()).isZero();
        return resumed;
    }

    private static void assertSame(Path out, Path undisturbed, List<String> names) throws IOException {
        Path expected = in(undisturbed, "").get(0);
        assertThat(in(out, ".partial")).isEmpty();
        assertThat(in(out, "")).hasSize(1);
        for (String file : names) {
            assertThat(in(out, "").get(0).resolve(file)).hasSameBinaryContentAs(expected.resolve(file));
        }
    }
}
