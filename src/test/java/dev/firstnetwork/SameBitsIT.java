package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run of the hand-written engine gives the same bits on every machine: each JVM here, and each that the test is run on, must
 * write the very file whose SHA-256 stands below. The run has several slices, hidden units of exp and tanh, Adam's powers and
 * a cosine in its learning rate.
 */
class SameBitsIT {

    /** Of {@code metrics.csv} as JDK 17 and 25 wrote it on an AMD EPYC, with every line of options below. */
    private static final String METRICS = "50e0e0842fae1480019ede9c513d9a6d84b5f63aabab8e14bc33387751fd955d";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // interpreted; the first compiler alone; both
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-XX:TieredStopAtLevel=4",
                // Java's own exp and log; no vectors; short vectors; no fused instructions; one thread
                "-XX:+UnlockDiagnosticVMOptions -XX:-UseLibmIntrinsic",
                "-XX:-UseSuperWord -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=0 -XX:-UseFMA",
                "-XX:MaxVectorSize=16 -XX:ActiveProcessorCount=1"
            })
    void theMetricsAreTheSameToTheLastBit(String options) throws Exception {
        Path out = folder.resolve("runs");
        ProcessBuilder process = PackagedJar.process(List.of(options.split(" ")), "train");
        String arguments = "--engine hand --no-plots --quiet --samples 1000 --batch 600 --epochs 3 --hidden 24,32"
                + " --activation tanh --updater adam --schedule cosine --out";
        process.command().addAll(List.of(arguments.split(" ")));
        process.command().add(out.toString());

        Call call = PackagedJar.run(process, folder, Duration.ofMinutes(2));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(0);
        try (Stream<Path> runs = Files.list(out)) {
            Path run = runs.findFirst().orElseThrow();
            assertThat(DigestUtils.sha256Hex(Files.readAllBytes(run.resolve("metrics.csv"))))
                    .as(Files.readString(run.resolve("metrics.csv")))
                    .isEqualTo(METRICS);
        }
    }
}
