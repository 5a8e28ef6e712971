package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packaged jar on a terminal, which util-linux's {@code script} makes: the test types, and sees what a person would see. */
final class PseudoTerminal implements AutoCloseable {

    private static final int SECONDS = 60;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Process script;
    private final StringBuilder seen = new StringBuilder();
    private final Thread reader = new Thread(this::read, "pseudo-terminal");

    /** Starts the program in a terminal of {@code columns}; no argument may hold a space. */
    PseudoTerminal(int columns, Path folder, Object... arguments) throws IOException {
        String program = Stream.concat(
                        Stream.of(PackagedJar.JAVA, PackagedJar.QUICK, "-jar", PackagedJar.JAR),
                        Arrays.stream(arguments))
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                "script",
                "--quiet",
                "--return",
                "--command",
                "stty cols " + columns + "; exec " + program,
                "/dev/null");
        builder.environment().putAll(Map.of("SHELL", "/bin/sh", "TERM", "xterm"));
        script = builder.directory(folder.toFile()).redirectErrorStream(true).start();
        reader.start();
    }

    static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/script")) && Files.exists(Path.of("/proc/self/fd"));
    }

    private void read() {
        byte[] bytes = new byte[8192];
        try (InputStream in = script.getInputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (seen) {
                    seen.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
                    seen.notifyAll();
                }
            }
        } catch (IOException e) {
            // the terminal was closed
        }
    }

    /** All that was written to the terminal, without its colours. */
    String text() {
        synchronized (seen) {
            return COLOUR.matcher(seen).replaceAll("");
        }
    }

    /** What stands on each line in the end, were the terminal wide enough: what is written over is gone. */
    List<String> lines() {
        return Arrays.stream(text().split("\n", -1)).map(PseudoTerminal::shown).toList();
    }

    private static String shown(String line) {
        StringBuilder shown = new StringBuilder();
        for (String part : line.split("\r", -1)) {
            shown.replace(0, Math.min(part.length(), shown.length()), part);
        }
        return shown.toString().stripTrailing();
    }

    /** Waits until something on the terminal matches {@code pattern}. */
    void waitFor(String pattern) throws InterruptedException {
        Pattern expected = Pattern.compile(pattern);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        synchronized (seen) {
            while (!expected.matcher(seen).find()) {
                assertThat(System.nanoTime())
                        .as("'%s' is seen in: %s", pattern, seen)
                        .isLessThan(end);
                seen.wait(100);
            }
        }
    }

    void type(String keys) throws IOException {
        script.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        script.getOutputStream().flush();
    }

    void ctrlC() throws IOException {
        type("\u0003");
    }

    /** The program on the terminal. */
    ProcessHandle program() {
        return script.children().findFirst().orElseThrow();
    }

    int exitCode() throws InterruptedException {
        assertThat(script.waitFor(SECONDS, TimeUnit.SECONDS))
                .as("it ends: %s", text())
                .isTrue();
        reader.join();
        return script.exitValue();
    }

    /** As the window is closed: whoever is left has no terminal any more. */
    void shut() {
        script.destroyForcibly();
    }

    @Override
    public void close() {
        List<ProcessHandle> left = script.descendants().toList();
        script.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
