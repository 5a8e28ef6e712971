package dev.firstnetwork.spark;

import static dev.firstnetwork.spark.SparkRuns.cut;
import static dev.firstnetwork.spark.SparkRuns.plain;
import static dev.firstnetwork.spark.SparkRuns.spark;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program on a cluster of real processes, some of which are killed in the middle of an epoch: it ends in the
 * bits of a run on an embedded Spark that nobody disturbs.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterIT {

    private static final int EPOCHS = 100;

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static Path parts;
    private static Path undisturbed;

    @BeforeAll
    static void start() throws Exception {
        Path moons = folder.resolve("moons.csv");
        plain("data", "moons", "--samples", 3000, "--noise", 0.2, "--seed", 3, "--out", moons);
        parts = cut(moons, folder.resolve("moons"), 3);
        undisturbed = spark(arguments(folder.resolve("embedded")).toArray()).folder();
        cluster = new StandaloneCluster(folder, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static List<Object> arguments(Path out) {
        return new ArrayList<>(List.of(
                "train", "--quiet", "--dump-parameters", "--data", parts, "--label", "label", "--epochs", EPOCHS,
                "--batch", 8, "--updater", "adam", "--partitions", 4, "--out", out));
    }

    private static List<Path> in(Path out, boolean partial) throws IOException {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(file -> file.toString().endsWith(".partial") == partial).toList();
        }
    }

    /** Returns when some epochs have been saved. */
    private static void awaitEpochs(Process driver, Path out, int epochs) throws Exception {
        long last = 0;
        int seen = 0;
        while (seen < epochs && driver.isAlive()) {
            List<Path> partial = in(out, true);
            long now = partial.isEmpty()
                    ? 0
                    : partial.get(0).resolve("checkpoint.json").toFile().lastModified();
            seen += now == last ? 0 : 1;
            last = now;
            Thread.sleep(2);
        }
    }

    private static void assertSameBits(Path out) throws IOException {
        assertThat(in(out, true)).isEmpty();
        Path run = in(out, false).get(0);
        for (String file : List.of("parameters.json", "metrics.csv", "model.zip")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(undisturbed.resolve(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "an executor", "a worker", "a worker with its executor"})
    void whatIsKilledOnTheWayChangesNoBit(String victim) throws Exception {
        Path out = folder.resolve("killed " + victim);
        Path log = folder.resolve("driver " + victim + ".log");
        Process driver = cluster.driver(log, arguments(out).toArray());
        awaitEpochs(driver, out, 2);
        assertThat(driver.isAlive()).as(() -> text(log)).isTrue();
        Process worker = cluster.workers().get(0);
        ProcessHandle executor = StandaloneCluster.executor(worker);
        if (victim.contains("a worker")) {
            worker.destroyForcibly().waitFor();
        }
        if (victim.contains("executor")) {
            executor.destroyForcibly();
        }
        assertThat(driver.waitFor()).as(() -> text(log)).isZero();
        assertSameBits(out);
        if (!worker.isAlive()) {
            executor.destroyForcibly();
            cluster.addWorker();
        }
    }

    @Test
    void aDriverThatIsKilledIsResumedToTheSameBits() throws Exception {
        Path out = folder.resolve("resumed");
        Path log = folder.resolve("driver.log");
        Process driver = cluster.driver(log, arguments(out).toArray());
        awaitEpochs(driver, out, 2);
        driver.destroyForcibly().waitFor();
        Path partial = in(out, true).get(0);
        assertThat(in(out, false)).isEmpty();

        assertThat(spark("train", "--quiet", "--resume", partial, "--epochs", EPOCHS).exitCode())
                .isZero();

        assertSameBits(out);
    }

    @Test
    void aBadCellIsToldInALine() throws Exception {
        Path bad = cut(folder.resolve("moons.csv"), folder.resolve("bad"), 2);
        List<String> lines = Files.readAllLines(bad.resolve("part-1.csv"));
        lines.set(7, "0.5,0.5,");
        Files.write(bad.resolve("part-1.csv"), lines);
        Path log = folder.resolve("bad.log");

        Process driver = cluster.driver(
                log, "train", "--data", bad, "--label", "label", "--epochs", 1, "--out", folder.resolve("none"));

        assertThat(driver.waitFor()).as(() -> text(log)).isEqualTo(4);
        assertThat(text(log)).contains(bad.resolve("part-1.csv") + ", line 8, column 'label': found nothing");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
