package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What CONTRIBUTING.md says: its example of a wing compiles and runs, and what the pages name is there. */
class ContributingTest {

    private static final Path PAGE = Path.of("CONTRIBUTING.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Pattern PROFILE = Pattern.compile("-P([\\w-]+)");
    private static final int LINES = 40;
    private static final int PAGE_LINES = 120;

    @TempDir
    static Path folder;

    private static URLClassLoader wing;

    /**
     * A run of {@code train} with the example among its mix-ins.
     *
     * @param run its folder
     */
    private record Trained(int exitCode, String out, Path run) {}

    private static String example() throws IOException {
        List<String> blocks = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0);
    }

    /** Compiles the example into the temporary folder, which is all that is left of it. */
    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(folder.resolve("BaselineAddition.java"), example());
        Path classes = Files.createDirectory(folder.resolve("classes"));
        String classPath = System.getProperty("java.class.path");
        int errors = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), source.toString());
        assertThat(errors).as("javac's exit code").isZero();
        wing = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ContributingTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        wing.close();
    }

    private static Trained train(String... options) throws Exception {
        var addition = (Addition) wing.loadClass("dev.firstnetwork.wing.baseline.BaselineAddition")
                .getConstructor()
                .newInstance();
        Path runs = Files.createTempDirectory(folder, "runs");
        var out = new StringWriter();
        CommandLine train = new CommandLine(new TrainCommand());
        train.addMixin("baseline", addition);
        train.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
        String[] tiny = {"--engine", "hand", "--epochs", "1", "--no-plots", "--out", runs.toString()};
        int exitCode =
                train.execute(Stream.concat(Stream.of(tiny), Stream.of(options)).toArray(String[]::new));
        try (Stream<Path> made = Files.list(runs)) {
            return new Trained(exitCode, out.toString(), made.findFirst().orElseThrow());
        }
    }

    /**
     * Of the article's 80 training rows 37 are of class 1, of the 20 test rows 13: the answer is 0.4625, class 0, which is
     * right 7 times. The log loss is {@code -(13 ln 0.4625 + 7 ln 0.5375) / 20}.
     */
    @Test
    void theExampleIsToldWhereverARunIsTold() throws Exception {
        Trained trained = train("--baseline");

        assertThat(trained.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(trained.out()).containsPattern("(?m)^ +baseline$").containsPattern("(?m)^accuracy +0\\.3500$");
        JsonNode figures = Call.json(trained.run().resolve("metrics.json")).get("baseline");
        assertThat(figures.get("accuracy").doubleValue()).isEqualTo(0.35);
        assertThat(figures.get("logLoss").doubleValue()).isCloseTo(0.7185100, within(1e-6));
        assertThat(figures.get("rows").intValue()).isEqualTo(20);
        assertThat(trained.run().resolve("report.html"))
                .content()
                .contains("<h2>Baseline</h2>")
                .contains("0.3500");
        assertThat(Call.json(trained.run().resolve("config.json"))
                        .get("baseline")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void withoutItsOptionTheExampleTellsNothing() throws Exception {
        Trained trained = train();

        assertThat(trained.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(trained.out()).contains("accuracy").doesNotContain("baseline");
        assertThat(Call.json(trained.run().resolve("metrics.json")).has("baseline"))
                .isFalse();
        assertThat(trained.run().resolve("report.html")).content().doesNotContain("<h2>Baseline</h2>");
    }

    @Test
    void thePageAndItsExampleAreShort() throws IOException {
        assertThat(example().lines().count()).isLessThanOrEqualTo(LINES);
        assertThat(Files.readAllLines(PAGE)).hasSizeLessThanOrEqualTo(PAGE_LINES);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }

    /** The READMEs' links are ReadmeIT's. */
    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        assertThat(all(LINK, Files.readString(PAGE))).hasSizeGreaterThan(2).allSatisfy(link -> assertThat(Path.of(link))
                .exists());
    }

    @Test
    void everyTestAndProfileThatThePagesNameIsThere() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String root : List.of("src/test/java", "src/spark/test")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(tests::add);
            }
        }
        String pom = Files.readString(Path.of("pom.xml"));
        for (String page : List.of("CONTRIBUTING.md", "README.md", "README.zh-CN.md")) {
            String text = Files.readString(Path.of(page));
            assertThat(all(TEST, text)).as(page).isNotEmpty().isSubsetOf(tests);
            assertThat(all(PROFILE, text)).as(page).isNotEmpty().allSatisfy(profile -> assertThat(pom)
                    .contains("<id>" + profile + "</id>"));
        }
    }

    @Test
    void theReadmesNameEachRoomAndEachWing() throws IOException {
        Path main = Path.of("src/main/java/dev/firstnetwork");
        List<String> rooms;
        try (Stream<Path> folders = Files.walk(main, 2)) {
            rooms = folders.filter(folder -> Files.isDirectory(folder) && !folder.equals(main))
                    .map(room -> "`" + room.getFileName() + "`")
                    .toList();
        }
        assertThat(rooms).contains("`math`", "`wing`", "`folds`");
        for (String readme : List.of("README.md", "README.zh-CN.md")) {
            String text = Files.readString(Path.of(readme));
            assertThat(text.substring(text.indexOf("| `math` |"), text.indexOf("(CONTRIBUTING.md)")))
                    .as(readme)
                    .contains(rooms);
        }
    }
}
