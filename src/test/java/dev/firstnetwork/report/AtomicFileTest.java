package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final byte[] NEW = "new\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private void assertFolderHolds(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void theFileIsThereWhenItIsCommittedAndNotBefore() throws IOException {
        Path target = folder.resolve("out.csv");

        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(NEW);
            file.stream().flush();
            assertThat(target).doesNotExist();
            file.commit();
            assertThat(target).hasBinaryContent(NEW);
        }

        assertThat(target).hasBinaryContent(NEW);
        assertFolderHolds("out.csv");
    }

    @Test
    void withoutACommitNothingIsLeft() throws IOException {
        try (AtomicFile file = new AtomicFile(folder.resolve("out.csv"))) {
            file.stream().write(NEW);
        }

        assertFolderHolds();
    }

    @Test
    void anExceptionLeavesNothing() throws IOException {
        assertThatThrownBy(() -> {
                    try (AtomicFile file = new AtomicFile(folder.resolve("out.csv"))) {
                        file.stream().write(NEW);
                        throw new IllegalStateException("half-way");
                    }
                })
                .hasMessage("half-way");

        assertFolderHolds();
    }

    @Test
    void anOlderFileIsReplacedOnlyByAWholeOne() throws IOException {
        Path target = Files.writeString(folder.resolve("out.csv"), "old\n");

        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(NEW);
        }
        assertThat(target).hasContent("old");

        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(NEW);
            file.commit();
        }
        assertThat(target).hasBinaryContent(NEW);
        assertFolderHolds("out.csv");
    }

    /** {@code --out out.csv}: the folder is the working folder. */
    @Test
    void aNameWithoutAFolderIsAFileInTheWorkingFolder() throws IOException {
        Path target = Path.of("atomic-file-test-" + ProcessHandle.current().pid() + ".tmp");
        try (AtomicFile file = new AtomicFile(target)) {
            file.stream().write(NEW);
            file.commit();
            assertThat(target).hasBinaryContent(NEW);
        } finally {
            Files.deleteIfExists(target);
        }
    }

    @Test
    void aFolderThatIsNotThereIsRefused() throws IOException {
        assertThatThrownBy(() -> new AtomicFile(folder.resolve("missing/out.csv")))
                .isInstanceOf(IOException.class);

        assertFolderHolds();
    }

    @Test
    void aFolderInThePlaceOfTheFileIsKept() throws IOException {
        Path target = Files.createDirectory(folder.resolve("out.csv"));
        Files.writeString(target.resolve("inside"), "kept");

        assertThatThrownBy(() -> new AtomicFile(target)).isInstanceOf(IOException.class);

        assertThat(target.resolve("inside")).hasContent("kept");
        assertFolderHolds("out.csv");
    }
}
