package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole or not at all, and never over an older run: DESIGN.md. */
class RunFolderTest {

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Content> files(String content) {
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("metrics.csv", Content.of(bytes(content)));
        files.put("plots/learning-curves.png", Content.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
        return files;
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !path.equals(root))
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyFileIsWrittenAndNothingElse() throws IOException {
        Path out = folder.resolve("deep/er/runs");

        Path run = RunFolder.write(out, "moons", files("1"));

        assertThat(run).isEqualTo(out.resolve("moons"));
        assertThat(tree(out))
                .containsExactly("moons", "moons/metrics.csv", "moons/plots", "moons/plots/learning-curves.png");
        assertThat(run.resolve("metrics.csv")).hasContent("1");
        assertThat(run.resolve("plots/learning-curves.png")).hasBinaryContent(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    }

    @Test
    void anOlderRunOfTheSameNameIsLeftAlone() throws IOException {
        Path first = RunFolder.write(folder, "moons", files("1"));
        Path second = RunFolder.write(folder, "moons", files("2"));
        Path third = RunFolder.write(folder, "moons", files("3"));

        assertThat(List.of(first, second, third))
                .containsExactly(folder.resolve("moons"), folder.resolve("moons-2"), folder.resolve("moons-3"));
        assertThat(first.resolve("metrics.csv")).hasContent("1");
        assertThat(second.resolve("metrics.csv")).hasContent("2");
        assertThat(third.resolve("metrics.csv")).hasContent("3");
    }

    /** A folder that somebody made by hand counts as an older run, and so does a file. */
    @Test
    void anythingOfTheSameNameIsLeftAlone() throws IOException {
        Files.createDirectory(folder.resolve("moons"));
        Files.writeString(folder.resolve("moons-2"), "a file");

        Path run = RunFolder.write(folder, "moons", files("3"));

        assertThat(run).isEqualTo(folder.resolve("moons-3"));
        assertThat(folder.resolve("moons")).isEmptyDirectory();
        assertThat(folder.resolve("moons-2")).hasContent("a file");
    }

    @Test
    void runsThatEndTogetherGetAFolderEach() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Path>> runs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String content = String.valueOf(i);
            runs.add(threads.submit(() -> RunFolder.write(folder, "moons", files(content))));
        }
        threads.shutdown();

        for (int i = 0; i < 16; i++) {
            assertThat(runs.get(i).get().resolve("metrics.csv")).hasContent(String.valueOf(i));
        }
        assertThat(Set.copyOf(tree(folder))).hasSize(16 * 4);
    }

    /** The second file cannot be written, because the first stands where its folder should be. */
    @Test
    void ifOneFileFailsNoneIsLeft() throws IOException {
        Map<String, Content> files = new LinkedHashMap<>();
        files.put("plots", Content.of(bytes("a file")));
        files.put("plots/learning-curves.png", Content.of(bytes("png")));

        assertThatThrownBy(() -> RunFolder.write(folder, "moons", files))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("cannot write to " + folder)
                .hasMessageContaining("nothing was written");

        assertThat(tree(folder)).isEmpty();
    }

    /** The disk fills up in the middle of the second file. */
    @Test
    void aFullDiskIsSaidPlainlyAndWhatWasThereStays() throws IOException {
        RunFolder.write(folder, "moons", files("1"));
        List<String> before = tree(folder);
        Map<String, Content> files = files("2");
        files.put("predictions.csv", out -> {
            out.write(bytes("row,split\n"));
            throw new FileSystemException(null, null, "No space left on device");
        });

        assertThatThrownBy(() -> RunFolder.write(folder, "moons", files))
                .isInstanceOf(OutputException.class)
                .hasMessage("cannot write to " + folder + ": No space left on device; nothing was written")
                .returns(false, e -> ((OutputException) e).isMisplaced());

        assertThat(tree(folder)).isEqualTo(before);
    }

    @Test
    void aFileInThePlaceOfTheFolderIsKept() throws IOException {
        Path out = Files.writeString(folder.resolve("runs"), "a file");

        assertThatThrownBy(() -> RunFolder.write(out, "moons", files("1")))
                .isInstanceOf(OutputException.class)
                .hasMessage(
                        "cannot write to " + out + ": " + out + " is a file, expected a folder; nothing was written")
                .returns(true, e -> ((OutputException) e).isMisplaced());
        assertThatThrownBy(() -> RunFolder.write(out.resolve("below"), "moons", files("1")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("cannot write to " + out.resolve("below"));

        assertThat(tree(folder)).containsExactly("runs");
        assertThat(out).hasContent("a file");
    }

    @Test
    void oneFileIsWrittenWholeOrNotAtAll() throws IOException {
        RunFolder.writeFile(folder.resolve("one.json"), bytes("{}"));

        assertThat(folder.resolve("one.json")).hasContent("{}");
        assertThatThrownBy(() -> RunFolder.writeFile(folder.resolve("missing/one.json"), bytes("{}")))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("cannot write to " + folder.resolve("missing/one.json"))
                .hasMessageContaining("does not exist");
        assertThat(tree(folder)).containsExactly("one.json");
    }
}
