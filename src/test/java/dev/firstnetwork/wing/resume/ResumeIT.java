package dev.firstnetwork.wing.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.Call;
import dev.firstnetwork.PackagedJar;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.math.NumpyRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run or search, a process of its own, that is killed at random moments while it saves checkpoints and is resumed each
 * time ends in the same bits as one in this process that is left alone. How often: the system property {@code
 * firstnetwork.kills}, 2 by default. {@code CheckpointTest} cuts runs of every kind at chosen epochs.
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
                "--no-plots",
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
                String.valueOf(15 * KILLS),
                "--samples",
                "200",
                "--epochs",
                "60",
                "--quiet",
                "--out",
                out.toString());
    }

    private static Process start(List<String> arguments) throws IOException {
        // one process under each JDK, so that the one that is killed is the one that works
        return PackagedJar.process(List.of("-Dfirstnetwork.relaunched=true"), arguments.toArray())
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
    @CsvSource({"hand, 200", "dl4j, 40", "lockstep, 30"})
    void aRunThatIsKilledAndResumedEndsInTheSameBits(String engine, int epochsForEachKill) throws Exception {
        int epochs = KILLS * epochsForEachKill;
        check(
                out -> train(engine, epochs, out),
                List.of("parameters.json", "metrics.csv", "predictions.csv", "model.zip"));
    }

    @Test
    void aSearchThatIsKilledAndResumedEndsInTheSameTable() throws Exception {
        check(ResumeIT::tune, List.of("trials.csv", "tune.json", "best.json", "plots/tune.png"));
    }

    @Test
    void aRunThatAnotherProcessWorksOnIsLeftAlone() throws Exception {
        Path out = folder.resolve("busy");
        Process process = start(train("hand", 1_000_000, out));
        try {
            awaitSaved(process, out, "checkpoint.json", 1);
            Path partial = in(out, ".partial").get(0);

            Call call = Call.of("train", "--resume", partial);

            assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(call.err().strip())
                    .isEqualTo("first-network: another process works on " + partial
                            + ": wait until it is done, or end it, and resume the run then");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void check(Function<Path, List<String>> arguments, List<String> names) throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        Call call = Call.of(arguments.apply(undisturbed).toArray());
        assertThat(call.exitCode()).as(call.err()).isZero();

        Path out = folder.resolve("killed");
        assertThat(killAndResume(arguments.apply(out), out)).isPositive();

        assertSame(out, undisturbed, names);
    }

    /**
     * Kills it first when it has just begun, then each time after some checkpoints, however fast the machine is; it may
     * end before it has been killed as often as it should be.
     *
     * @return how often it was gone on with from a checkpoint
     */
    private static int killAndResume(List<String> first, Path out) throws Exception {
        NumpyRandom random = NumpyRandom.of(KILLS);
        int resumed = 0;
        Process process = start(first);
        for (int kill = 0; kill < KILLS; kill++) {
            boolean begun = kill == 0;
            String awaited = begun ? "config.json" : "checkpoint.json";
            awaitSaved(process, out, awaited, begun ? 1 : 2 + random.nextInt(8));
            if (process.waitFor((long) (20 * random.nextDouble()), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            List<Path> partial = in(out, ".partial");
            if (partial.isEmpty()) {
                return resumed;
            }
            resumed += saved(out, "checkpoint.json") == 0 ? 0 : 1;
            process = start(
                    List.of(first.get(0), "--quiet", "--resume", partial.get(0).toString()));
        }
        assertThat(process.waitFor()).isZero();
        return resumed;
    }

    /** Returns once the partial run's file has been written {@code times} times, or the process has ended. */
    private static void awaitSaved(Process process, Path out, String name, int times) throws Exception {
        long last = saved(out, name);
        int count = 0;
        while (count < times && process.isAlive()) {
            Thread.sleep(2);
            long now = saved(out, name);
            count += now == last ? 0 : 1;
            last = now;
        }
    }

    /** When the partial run's file {@code name} was last written, in milliseconds; 0 if there is none. */
    private static long saved(Path out, String name) throws IOException {
        List<Path> partial = in(out, ".partial");
        return partial.isEmpty() ? 0 : partial.get(0).resolve(name).toFile().lastModified();
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
