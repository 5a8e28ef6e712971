package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each wing can be taken away: without its package, and without the lines that register it in the root package, the program
 * compiles. Only the root, where it is registered, and the files that name the wing's package are compiled anew, beside the
 * classes of all others: a class that does not name it has none of its types, unless by way of one that does.
 */
class DeletabilityTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path ROOT = MAIN.resolve("dev/firstnetwork");
    private static final String WINGS = "dev.firstnetwork.wing.";

    /** A command, and an addition to {@code train}. */
    private static final int REGISTRATION = 2;

    private static final SourceCheck CHECK =
            new SourceCheck(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .map(File::new)
                    .toList());

    @AfterAll
    static void close() throws IOException {
        CHECK.close();
    }

    static List<String> wings() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("wing"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The wing, and those that are built on it. */
    private static Set<String> withDependents(String wing) {
        return Stream.concat(
                        Stream.of(wing),
                        ArchitectureTest.KNOWN_WINGS.entrySet().stream()
                                .filter(known -> known.getValue().contains(wing))
                                .map(Map.Entry::getKey))
                .collect(Collectors.toSet());
    }

    /**
     * A file of the root package without what registers a wing.
     *
     * @param dropped the lines left out, but for imports and {@code @Mixin}
     */
    private record Unregistered(List<String> kept, List<String> dropped) {

        /** Leaves out the wing's imports, each line with a class that they name, and the {@code @Mixin} before it. */
        static Unregistered of(List<String> lines, String wing) {
            String start = "import " + WINGS + wing + ".";
            String names = lines.stream()
                    .filter(line -> line.startsWith(start))
                    .map(line -> line.substring(line.lastIndexOf('.') + 1, line.length() - 1))
                    .collect(Collectors.joining("|"));
            if (names.isEmpty()) {
                return new Unregistered(lines, List.of());
            }
            Pattern name = Pattern.compile("\\b(" + names + ")\\b");
            List<String> kept = new ArrayList<>();
            List<String> dropped = new ArrayList<>();
            for (String line : lines) {
                if (!name.matcher(line).find()) {
                    kept.add(line);
                } else if (!line.startsWith(start)) {
                    dropped.add(line.strip());
                    if (kept.get(kept.size() - 1).strip().equals("@Mixin")) {
                        kept.remove(kept.size() - 1);
                    }
                }
            }
            return new Unregistered(kept, dropped);
        }
    }

    private static List<Path> rootFiles() throws IOException {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What javac says of the program without {@code wing} and the wings built on it, and with {@code planted}. */
    private static List<String> errorsWithout(String wing, JavaFileObject... planted) throws IOException {
        Set<String> gone = withDependents(wing);
        List<JavaFileObject> sources = new ArrayList<>(List.of(planted));
        List<JavaFileObject> root = new ArrayList<>();
        boolean registered = false;
        for (Path file : rootFiles()) {
            List<String> lines = Files.readAllLines(file);
            for (String each : gone) {
                lines = Unregistered.of(lines, each).kept();
            }
            registered |= lines.size() < Files.readAllLines(file).size();
            root.add(SourceCheck.source(MAIN.relativize(file).toString(), String.join("\n", lines)));
        }
        if (registered) {
            sources.addAll(root);
        }
        for (Path file : HouseTest.javaFiles(MAIN)) {
            boolean remains = !file.getParent().equals(ROOT)
                    && gone.stream()
                            .noneMatch(
                                    each -> file.startsWith(ROOT.resolve("wing").resolve(each)));
            if (remains && Files.readString(file).contains(WINGS + wing + ".")) {
                sources.add(CHECK.file(file));
            }
        }
        Set<String> hidden = gone.stream().map(each -> WINGS + each).collect(Collectors.toSet());
        return sources.isEmpty() ? List.of() : CHECK.errors(sources, hidden, "-proc:none", "-implicit:none");
    }

    @ParameterizedTest
    @MethodSource("wings")
    void theProgramCompilesWithoutTheWing(String wing) throws IOException {
        assertThat(errorsWithout(wing)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("wings")
    void theWingIsRegisteredInTwoLines(String wing) throws IOException {
        List<String> registration = new ArrayList<>();
        for (Path file : rootFiles()) {
            registration.addAll(Unregistered.of(Files.readAllLines(file), wing).dropped());
        }

        assertThat(registration).hasSizeLessThanOrEqualTo(REGISTRATION);
    }

    @Test
    void aClassThatKnowsTheWingIsFound() throws IOException {
        String wing = wings().get(0);
        String type = HouseTest.javaFiles(ROOT.resolve("wing").resolve(wing)).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> !name.equals("package-info"))
                .findFirst()
                .orElseThrow();
        JavaFileObject planted = SourceCheck.source(
                "dev/firstnetwork/report/Planted.java",
                "package dev.firstnetwork.report; class Planted { " + WINGS + wing + "." + type + " known; }");

        assertThat(errorsWithout(wing, planted)).anyMatch(error -> error.contains("Planted.java"));
    }

    @Test
    void aThirdLineOfRegistrationIsFound() {
        Unregistered rest = Unregistered.of(
                List.of(
                        "import dev.firstnetwork.wing.planted.PlantedWing;",
                        "import java.util.List;",
                        "    @Mixin",
                        "    PlantedWing wing;",
                        "    List<PlantedWing> more = List.of(new PlantedWing());",
                        "    PlantedWings others;",
                        "        wing = new PlantedWing();"),
                "planted");

        assertThat(rest.kept()).containsExactly("import java.util.List;", "    PlantedWings others;");
        assertThat(rest.dropped()).hasSize(REGISTRATION + 1);
    }
}
