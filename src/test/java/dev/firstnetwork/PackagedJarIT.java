package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar first-network.jar} as a process of its own, under the JDK that runs this test. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PackagedJarIT {

    /** What stands on standard error of a run: what is trained, the head of the table, its lines. */
    private static final Pattern EXPECTED_LINE =
            Pattern.compile("|moons: .*|network .*| *epoch  train loss .*| *\\d+( +\\d+\\.\\d{4}){4}");

    @TempDir
    static Path folder;

    private static Call defaults;
    private static Path run;

    @BeforeAll
    static void trainWithTheDefaults() throws Exception {
        // as a user types it
        String out = folder.resolve("defaults").toString();
        defaults = run("", new ProcessBuilder(PackagedJar.JAVA, "-jar", PackagedJar.JAR.toString(), "--out", out));
        run = onlyRunIn(folder.resolve("defaults"));
    }

    private static Path onlyRunIn(Path out) throws IOException {
        try (Stream<Path> runs = Files.list(out)) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static ProcessBuilder process(Object... arguments) {
        return PackagedJar.process(List.of(), arguments).directory(folder.toFile());
    }

    /** Runs the jar with {@code input} on its standard input until it ends. */
    private static Call run(String input, Object... arguments) throws Exception {
        return run(input, process(arguments));
    }

    private static Call run(String input, ProcessBuilder builder) throws Exception {
        Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
        return PackagedJar.run(builder.redirectInput(in.toFile()), folder, Duration.ofMinutes(2));
    }

    @Test
    void theDefaultRunWorksFromEndToEnd() throws IOException {
        assertThat(defaults.exitCode()).as(defaults.err()).isEqualTo(0);
        assertThat(defaults.out())
                .contains("accuracy", "agree", run.resolve("report.html").toString());
        assertThat(run)
                .isDirectoryContaining("glob:**/config.json")
                .isDirectoryContaining("glob:**/manifest.json")
                .isDirectoryContaining("glob:**/metrics.csv")
                .isDirectoryContaining("glob:**/metrics.json")
                .isDirectoryContaining("glob:**/predictions.csv")
                .isDirectoryContaining("glob:**/confusion.csv")
                .isDirectoryContaining("glob:**/model.zip")
                .isDirectoryContaining("glob:**/report.html");
        assertThat(run.resolve("plots")).isDirectoryContaining("glob:**/decision-surface.png");
        assertThat(Call.json(run.resolve("metrics.json")).at("/test/accuracy").doubleValue())
                .isBetween(0.80, 0.90);
    }

    /** No warning of a library or of the JDK, no log line: the table of epochs and what is trained, and no more. */
    @Test
    void nothingElseIsOnStandardError() {
        assertThat(defaults.err().lines())
                .allMatch(line -> EXPECTED_LINE.matcher(line).matches());
        assertThat(defaults.err().lines().filter(line -> line.matches(" *\\d+( +\\d+\\.\\d{4}){4}")))
                .hasSize(6);
    }

    @Test
    void theHandWrittenEngineTrainsTheSameNetwork() throws Exception {
        Call call = run("", "--engine", "hand", "--quiet", "--out", folder.resolve("hand"));

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        JsonNode metrics = Call.json(Path.of(call.out().strip()).resolve("metrics.json"));
        assertThat(metrics.at("/test/confusionMatrix"))
                .isEqualTo(Call.json(run.resolve("metrics.json")).at("/test/confusionMatrix"));
    }

    @Test
    void predictReadsAndWritesAPipe() throws Exception {
        Call call = run("x2,x1\n0.5,0\n-0.5,1\n", "predict", "--model", run, "--data", "-");

        assertThat(call.err()).isEmpty();
        assertThat(call.exitCode()).isEqualTo(0);
        List<List<String>> rows = Call.csv(call.out());
        assertThat(rows).extracting(row -> row.get(0)).containsExactly("x2", "0.5", "-0.5");
        assertThat(rows.get(0)).containsExactly("x2", "x1", "probability", "predicted");
        // the upper moon and the lower one
        assertThat(rows).extracting(row -> row.get(3)).containsExactly("predicted", "0", "1");
    }

    @Test
    void badInputEndsWithItsExitCodeAndOneLine() throws Exception {
        Call call = run("", "train", "--data", "missing.csv", "--label", "y", "--out", folder.resolve("none"));

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.out()).isEmpty();
        assertThat(call.err().lines()).containsExactly("first-network: missing.csv: no such file");
        assertThat(folder.resolve("none")).doesNotExist();

        assertThat(run("", "--epochs", "many").exitCode()).isEqualTo(2);
    }

    /** Standard output on a full disk: the rows are lost, and the exit code has to say so. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        Path err = Files.createTempFile(folder, "err", "");
        Process process = process("data", "moons")
                .redirectOutput(new File("/dev/full"))
                .redirectError(err.toFile())
                .start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(Files.readString(err)).contains("first-network: ").doesNotContain("\tat ");
    }

    /** Ctrl-C: the run stops after the epoch, its folder is whole, and the exit code is the shell's for it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void ctrlCLeavesAWholeRunFolder() throws Exception {
        assumeThat(interruptIgnored())
                .as("started in the background by a shell")
                .isFalse();
        Path out = folder.resolve("interrupted");
        Process process = process("--epochs", 100_000_000, "--samples", 20_000, "--engine", "hand", "--out", out)
                .redirectOutput(folder.resolve("interrupted.txt").toFile())
                .start();
        try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
            String line = err.readLine();
            while (line != null && !line.matches(" *0( +\\d\\.\\d{4}){4}")) {
                line = err.readLine();
            }
            assertThat(line).as("the first epoch is logged").isNotNull();
            new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            String rest = err.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            assertThat(rest).doesNotContain("\tat ").doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).isEqualTo(130);
        Path stopped = onlyRunIn(out);
        JsonNode metrics = Call.json(stopped.resolve("metrics.json"));
        assertThat(metrics.get("stoppedBecause").textValue()).isEqualTo("interrupted");
        assertThat(Files.readAllLines(stopped.resolve("metrics.csv")))
                .hasSize(metrics.get("epochs").intValue() + 2);
        assertThat(stopped.resolve("report.html")).exists();
        assertThat(folder.resolve("interrupted.txt")).content().contains("interrupted after", "model.zip");
        assertThat(run("x1,x2\n0,0\n", "predict", "--model", stopped, "--data", "-", "--engine", "hand")
                        .exitCode())
                .isEqualTo(0);
    }

    /** Whether this process and its children ignore SIGINT, bit 2 of the mask that Linux shows. */
    static boolean interruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** Away from its libraries, with all of them but ND4J's backend, or all but the part for this platform. */
    @Test
    void withoutABackendItIsSaidInPlainWords() throws Exception {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Path jar = Files.copy(PackagedJar.JAR, alone.resolve("first-network.jar"));
        List<Path> libraries;
        try (Stream<Path> files = Files.list(PackagedJar.JAR.resolveSibling("lib"))) {
            libraries = files.toList();
        }

        Call noBackend = runWith(jar, libraries, name -> !name.startsWith("nd4j-native-1"));
        Call noNatives = runWith(jar, libraries, name -> !name.matches("nd4j-native-1.*-(linux|macosx|windows)-.*"));

        for (Call call : List.of(noBackend, noNatives)) {
            assertThat(call.exitCode()).as(call.err()).isEqualTo(5);
            assertThat(call.out()).isEmpty();
            assertThat(call.err()).doesNotContain("\tat ").doesNotContain("Exception");
            assertThat(call.err().lines().filter(line -> line.startsWith("first-network: ")))
                    .hasSize(1);
        }
        assertThat(noBackend.err()).contains("no ND4J backend is on the class path");
        assertThat(noNatives.err()).contains("no native library for this platform");
    }

    private static Call runWith(Path jar, List<Path> libraries, Predicate<String> kept) throws Exception {
        List<Path> classPath = libraries.stream()
                .filter(library -> kept.test(library.getFileName().toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(classPath).hasSizeLessThan(libraries.size());
        classPath.add(jar);
        String joined = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return run(
                "",
                new ProcessBuilder(
                        PackagedJar.JAVA,
                        "-cp",
                        joined,
                        "dev.firstnetwork.Main",
                        "--epochs",
                        "1",
                        "--out",
                        folder.resolve("no-backend").toString()));
    }
}
