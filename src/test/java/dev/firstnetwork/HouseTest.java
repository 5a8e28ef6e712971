package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large the house is, and that its first floor stands alone. */
class HouseTest {

    private static final Path MAIN = Path.of("src/main/java/dev/firstnetwork");

    private static final List<String> HALL =
            List.of("math", "backprop", "data", "network", "dl4j", "training", "evaluation");

    private static final int HALL_FILES = 55;
    private static final int FILE_LINES = 300;

    @TempDir
    Path folder;

    /** All Java sources under {@code root}, each {@code package-info.java} too. */
    static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> javaFiles(Path root, List<String> rooms) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String room : rooms) {
            files.addAll(javaFiles(root.resolve(room)));
        }
        return files;
    }

    private static List<String> tooLarge(List<Path> hall, List<Path> all) throws IOException {
        List<String> found = new ArrayList<>();
        if (hall.size() > HALL_FILES) {
            found.add("the hall has " + hall.size() + " files");
        }
        for (Path file : all) {
            int lines = Files.readAllLines(file).size();
            if (lines > FILE_LINES) {
                found.add(file.getFileName() + " has " + lines + " lines");
            }
        }
        return found;
    }

    @Test
    void theHouseIsSmall() throws IOException {
        assertThat(tooLarge(javaFiles(MAIN, HALL), javaFiles(MAIN))).isEmpty();
    }

    @Test
    void aFileTooManyOrALineTooManyIsFound() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i <= HALL_FILES; i++) {
            files.add(Files.createFile(folder.resolve(i + ".java")));
        }
        Files.write(files.get(1), Collections.nCopies(FILE_LINES, ""));
        Files.write(files.get(2), Collections.nCopies(FILE_LINES + 1, ""));

        assertThat(tooLarge(files, files)).containsExactly("the hall has 56 files", "2.java has 301 lines");
    }

    /** Not in Javadoc either: its pages could not be made without the wing. */
    private static List<Path> naming(List<Path> files, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.readString(file).contains(text)) {
                found.add(file);
            }
        }
        return found;
    }

    @Test
    void noRoomNamesAWing() throws IOException {
        List<Path> rooms = javaFiles(MAIN).stream()
                .filter(file -> !file.startsWith(MAIN.resolve("wing"))
                        && !file.getParent().equals(MAIN))
                .toList();

        assertThat(naming(rooms, "dev.firstnetwork.wing")).isEmpty();
    }

    @Test
    void aLinkToAWingIsFound() throws IOException {
        Path planted = Files.writeString(
                folder.resolve("package-info.java"), "/** {@link dev.firstnetwork.wing.fast.BlockedPass} */");

        assertThat(naming(List.of(planted), "dev.firstnetwork.wing")).containsExactly(planted);
    }

    @Test
    void eachRoomSaysWhatItIsFor() throws IOException {
        List<Path> silent = javaFiles(MAIN).stream()
                .map(Path::getParent)
                .distinct()
                .filter(room -> Files.notExists(room.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    /** The hand-written engine, with nothing but {@code java.base}. */
    private static List<String> errorsAlone(JavaFileObject... planted) throws IOException {
        try (var check = new SourceCheck(List.of())) {
            List<JavaFileObject> sources = new ArrayList<>(List.of(planted));
            javaFiles(MAIN, List.of("math", "backprop")).forEach(file -> sources.add(check.file(file)));
            return check.errors(sources, Set.of(), "-proc:none", "-implicit:none", "--limit-modules", "java.base");
        }
    }

    @Test
    void theHandWrittenEngineCompilesAlone() throws IOException {
        assertThat(errorsAlone()).isEmpty();
    }

    @Test
    void whatItMayNotUseIsNotThere() throws IOException {
        JavaFileObject planted = SourceCheck.source(
                "dev/firstnetwork/math/Planted.java",
                "package dev.firstnetwork.math; class Planted { java.sql.Date date; dev.firstnetwork.data.Column column; }");

        assertThat(errorsAlone(planted))
                .filteredOn(error -> error.contains("Planted.java"))
                .hasSize(2);
    }
}
