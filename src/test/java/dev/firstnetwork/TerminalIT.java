package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar where people sit at it: what README promises of Ctrl-C, and how wide what they see is. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TerminalIT {

    private static final List<Object> ENDLESS =
            List.of("train", "--epochs", 100_000_000, "--samples", 2000, "--engine", "hand", "--out", "out");

    @TempDir
    Path folder;

    @BeforeAll
    static void requireATerminal() throws IOException {
        assumeThat(PseudoTerminal.isThere())
                .as("Linux with util-linux's script")
                .isTrue();
        assumeThat(PackagedJarIT.interruptIgnored())
                .as("started in the background by a shell")
                .isFalse();
    }

    private PseudoTerminal endless(int columns, Object... more) throws IOException {
        return new PseudoTerminal(
                columns,
                folder,
                Stream.concat(ENDLESS.stream(), Stream.of(more)).toArray());
    }

    /** The one run folder in {@code out}, with nothing half written beside it. */
    private void assertWholeRun() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            List<Path> runs = files.toList();
            assertThat(runs).hasSize(1);
            assertThat(runs.get(0)).isDirectoryContaining("glob:**/report.html");
            assertThat(Call.json(runs.get(0).resolve("metrics.json"))
                            .get("stoppedBecause")
                            .textValue())
                    .isEqualTo("interrupted");
        }
    }

    private static void assertFits(PseudoTerminal terminal, int columns) {
        assertThat(terminal.text().split("[\r\n]+")).allMatch(line -> line.length() <= columns);
    }

    @Test
    void ctrlCLeavesAWholeRunFolder() throws Exception {
        try (PseudoTerminal terminal = endless(80, "--no-plots")) {
            terminal.waitFor("training");
            terminal.ctrlC();

            assertThat(terminal.exitCode()).as(terminal.text()).isEqualTo(130);
            assertFits(terminal, 80);
            assertThat(terminal.lines())
                    .contains("network 2 - 32 relu - 1 sigmoid, binary-cross-entropy, sgd 0.1, batch full,")
                    .contains("  engine hand")
                    // the bar is gone
                    .noneMatch(line -> line.startsWith("training"))
                    .anyMatch(line -> line.startsWith("interrupted after "));
        }
        assertWholeRun();
    }

    @Test
    void aSecondCtrlCLeavesNothing() throws Exception {
        try (PseudoTerminal terminal = endless(60)) {
            terminal.waitFor("training");
            terminal.ctrlC();
            terminal.waitFor(" epoch  train loss");
            terminal.ctrlC();

            assertThat(terminal.exitCode()).as(terminal.text()).isEqualTo(130);
            assertThat(terminal.text()).doesNotContain("report", "Exception");
        }
        Path out = folder.resolve("out");
        if (Files.exists(out)) {
            assertThat(out).isEmptyDirectory();
        }
    }

    @Test
    void terminateIsLikeCtrlC() throws Exception {
        try (PseudoTerminal terminal = endless(60, "--no-plots")) {
            terminal.waitFor("training");
            terminal.program().destroy();

            assertThat(terminal.exitCode()).as(terminal.text()).isEqualTo(143);
            assertFits(terminal, 60);
            assertThat(terminal.text()).contains("interrupted after ");
        }
        assertWholeRun();
    }

    @Test
    void aTerminalThatIsClosedLeavesAWholeRunFolder() throws Exception {
        try (PseudoTerminal terminal = endless(80, "--no-plots")) {
            terminal.waitFor("training");
            ProcessHandle program = terminal.program();
            terminal.shut();

            program.onExit().get(60, TimeUnit.SECONDS);
        }
        assertWholeRun();
    }

    @Test
    void tuneTellsWhatItKnowsAndHowToGoOn() throws Exception {
        Object[] tune = {"tune", "--epochs", 100, "--trials", 200, "--engine", "hand", "--threads", 1, "--out", "out"};
        try (PseudoTerminal terminal = new PseudoTerminal(60, folder, tune)) {
            terminal.waitFor(" [1-9]\\d*/200 trials");
            terminal.ctrlC();

            assertThat(terminal.exitCode()).as(terminal.text()).isEqualTo(130);
            // the last line is a command to be copied
            List<String> table = terminal.lines().stream()
                    .takeWhile(line -> !line.startsWith("interrupted"))
                    .toList();
            assertThat(table).allMatch(line -> line.length() <= 60);
            // the table is wider than the terminal: the other columns stand below
            assertThat(table).filteredOn(line -> line.startsWith("rank  ")).hasSize(2);
            assertThat(terminal.text()).contains("interrupted; go on with: java -jar target/first-network.jar tune");
        }
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**/*-tune.partial");
    }

    @Test
    void predictThatIsCutOffLeavesNothingHalfWritten() throws Exception {
        Path model = Call.train(folder, "--engine", "hand", "--epochs", 1, "--no-plots");
        // large enough for a bar
        Path table = Files.write(folder.resolve("table.csv"), List.of("x1,x2"));
        Files.write(table, Collections.nCopies(5_000_000, "0.25,-1"), StandardOpenOption.APPEND);
        Path out = Files.createDirectory(folder.resolve("out"));
        Object[] predict = {
            "predict", "--model", model, "--data", table, "--engine", "hand", "--out", out.resolve("o.csv")
        };
        try (PseudoTerminal terminal = new PseudoTerminal(60, folder, predict)) {
            terminal.waitFor("reading table.csv");
            terminal.ctrlC();

            assertThat(terminal.exitCode()).as(terminal.text()).isEqualTo(130);
            assertFits(terminal, 60);
            assertThat(terminal.lines()).allMatch(String::isBlank);
        }
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void helpIsAsWideAsTheTerminal() throws Exception {
        for (int columns : List.of(60, 100)) {
            try (PseudoTerminal terminal = new PseudoTerminal(columns, folder, "--help")) {
                assertThat(terminal.exitCode()).isEqualTo(0);
                assertThat(terminal.lines())
                        .allMatch(line -> line.length() <= columns)
                        .anyMatch(line -> line.length() > columns - 10);
            }
        }
    }

    /** Its characters are gone before the program sees them. */
    @Test
    void anArgumentThatTheLocaleCannotHoldIsToldAsSuch() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "LC_ALL=C exec \"$0\" -jar \"$1\" train --data \"$(printf '\\346\\225\\260').csv\"",
                PackagedJar.JAVA,
                PackagedJar.JAR.toString());

        Call call = PackagedJar.run(builder, folder, Duration.ofMinutes(1));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err().lines())
                .singleElement()
                .asString()
                .contains(".csv' has characters that are not in this locale's encoding", "LC_ALL=C.UTF-8");
    }
}
