package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the READMEs tell a reader to type: each command is run, one after the other, and both languages have the same. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeIT {

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)\\)");
    private static final String JAR_COMMAND = "java -jar target/first-network.jar ";

    /** Commands that build, install or open something: tests and CI of their own run them. */
    private static final List<String> NOT_HERE = List.of(
            "./mvnw -q compile exec:java",
            "./mvnw verify",
            "./mvnw -Pcuda package",
            "./mvnw -q -P spark compile exec:java -Dexec.args=\"train --data DIR --label y --epochs 3 --out OUT\"",
            "./mvnw -q -P spark -DskipTests package",
            "spark-submit --class dev.firstnetwork.spark.SparkMain target/first-network-spark.jar train --data hdfs://..."
                    + " --label y",
            "java notebooks/Kernel.java install",
            "java notebooks/Kernel.java start",
            "python src/jmh/peers.py --out peers.json",
            "./mvnw -Pbenchmark -DskipTests package",
            JAR_COMMAND + "COMMAND ...");

    /** What {@code PackagedJarIT} and {@code ResumeIT} start as processes; of every other command the first is one here. */
    private static final Set<String> STARTED_ELSEWHERE = Set.of("train", "data", "predict", "tune");

    /** What would train for long does so for less long here. */
    private static final Map<String, String> SHORTER = Map.of(
            "--epochs 100", "--epochs 5",
            "--rounds 30", "--rounds 3",
            "--preset trained", "--preset trained --epochs 50",
            "--trials 10", "--trials 4",
            "train --data digits --hidden 64", "train --data digits --hidden 64 --epochs 5");

    @TempDir
    Path folder;

    private static List<String> commands(String readme) throws IOException {
        return SHELL.matcher(Files.readString(Path.of(readme)))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("\\s+#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Test
    void bothLanguagesShowTheSameCommands() throws IOException {
        assertThat(commands("README.zh-CN.md")).isEqualTo(commands("README.md")).hasSizeGreaterThan(20);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (String readme : List.of("README.md", "README.zh-CN.md")) {
            List<String> targets = LINK.matcher(Files.readString(Path.of(readme)))
                    .results()
                    .map(MatchResult::group)
                    .map(link -> link.substring(2, link.length() - 1))
                    .toList();
            assertThat(targets).hasSizeGreaterThan(5).allSatisfy(target -> assertThat(Path.of(target))
                    .exists());
        }
    }

    @Test
    void everyCommandRuns() throws Exception {
        Files.writeString(folder.resolve("mine.csv"), ownTable());
        MatchResult space = JSON.matcher(Files.readString(Path.of("README.md")))
                .results()
                .findFirst()
                .orElseThrow();
        Files.writeString(folder.resolve("space.json"), space.group(1));
        List<String> commands = commands("README.md").stream()
                .filter(command -> !NOT_HERE.contains(command))
                .toList();
        assertThat(commands).hasSizeGreaterThan(20);
        Set<String> started = new HashSet<>(STARTED_ELSEWHERE);
        try (CommandLines inOneProcess = new CommandLines(folder)) {
            for (String command : commands) {
                List<String> words = arguments(command);
                int exitCode = started.add(words.get(0)) ? start(words) : inOneProcess.run(words);
                assertThat(exitCode).as(command).isEqualTo(command.contains("--plant") ? 3 : 0);
            }
        }
        assertThat(folder.resolve("predicted.csv")).exists();
    }

    private int start(List<String> words) throws Exception {
        ProcessBuilder process = PackagedJar.process(List.of(), words.toArray()).directory(folder.toFile());
        return PackagedJar.run(process, folder, Duration.ofMinutes(2)).exitCode();
    }

    /** The words after the program's name; RUN is the last run, RUN2 the one before. */
    private List<String> arguments(String command) throws IOException {
        String maven = "./mvnw -q compile exec:java -Dexec.args=\"";
        assertThat(command).matches(c -> c.startsWith(maven) || c.startsWith(JAR_COMMAND), "a command of this program");
        String arguments = command.startsWith(maven)
                ? command.substring(maven.length(), command.length() - 1)
                : command.substring(JAR_COMMAND.length());
        for (Map.Entry<String, String> shorter : SHORTER.entrySet()) {
            arguments = arguments.replace(shorter.getKey(), shorter.getValue());
        }
        List<Path> runs = runs();
        List<String> words = new ArrayList<>();
        for (String word : arguments.split(" ", -1)) {
            words.add(
                    runs.isEmpty()
                            ? word
                            : word.replace(
                                            "RUN2",
                                            runs.get(Math.min(1, runs.size() - 1))
                                                    .toString())
                                    .replace("RUN", runs.get(0).toString()));
        }
        return words;
    }

    /** The folders of trained networks, the last one first. */
    private List<Path> runs() throws IOException {
        if (!Files.exists(folder.resolve("runs"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder.resolve("runs"))) {
            return all.filter(run -> Files.exists(run.resolve("model.zip")))
                    .sorted(Comparator.comparing((Path run) -> run.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    /** A table as the README speaks of: a key, a number with a gap, a category, an outcome. */
    private static String ownTable() {
        StringBuilder table = new StringBuilder("id,age,colour,outcome\n");
        for (int i = 0; i < 60; i++) {
            table.append("k")
                    .append(i)
                    .append(',')
                    .append(i == 7 ? "" : String.valueOf(20 + i))
                    .append(',');
            table.append(i % 3 == 0 ? "red" : "blue")
                    .append(',')
                    .append(i > 30 ? "yes" : "no")
                    .append('\n');
        }
        return table.toString();
    }
}
