package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PartialRunTest {

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneAtATimeWorksOnARun() {
        try (PartialRun run = PartialRun.create(folder, "moons", bytes("{}"))) {
            assertThat(run.name()).isEqualTo("moons");
            assertThat(run.folder()).isEqualTo(folder.resolve("moons.partial"));
            assertThatThrownBy(() -> PartialRun.resume(folder.resolve("moons")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("another process works on " + run.folder()
                            + ": wait until it is done, or end it, and resume the run then");
        }
        PartialRun next = PartialRun.resume(folder.resolve("moons"));
        next.delete();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNoRunIsSaidPlainly() throws IOException {
        Path finished = Files.createDirectory(folder.resolve("finished"));
        Files.writeString(finished.resolve("config.json"), "{}");
        assertSaid(finished, finished + " is finished;", "finished.partial");
        assertSaid(folder, folder + " is no run that was cut off;", folder.getFileName() + ".partial");
        Path missing = folder.resolve("missing.partial");
        assertSaid(missing, missing + ": no such run;", "missing.partial");
    }

    private static void assertSaid(Path run, String found, String expected) {
        assertThatThrownBy(() -> PartialRun.resume(run))
                .isInstanceOf(DataException.class)
                .hasMessage(found + " expected the folder " + run.resolveSibling(expected) + " with config.json in it,"
                        + " which a search or a run with --checkpoint-every has until it is finished");
    }

    /** The device /dev/full is always full. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNoMistakeOfTheCaller() throws IOException {
        try (PartialRun run = PartialRun.create(folder, "moons", bytes("{}"))) {
            Files.createSymbolicLink(run.checkpoint(), Path.of("/dev/full"));

            assertThatThrownBy(() -> run.save(bytes("{}")))
                    .isInstanceOf(OutputException.class)
                    .hasMessageStartingWith("cannot write to " + run.checkpoint() + ": ")
                    .hasMessageEndingWith(
                            "; what was saved before is whole: make room and go on with --resume " + run.folder())
                    .returns(false, e -> ((OutputException) e).isMisplaced());
            Files.delete(run.checkpoint());
        }
    }
}
