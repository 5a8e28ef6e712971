package dev.firstnetwork.cli;

import dev.firstnetwork.Call;
import dev.firstnetwork.PackagedJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One JVM for many calls of the packaged program, which costs a tenth of a JVM for each. */
public final class CommandLines implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    /** @param folder its working directory, where relative paths begin */
    public CommandLines(Path folder) throws IOException {
        String classPath = System.getProperty("java.class.path");
        String main = CommandLines.class.getName();
        process = new ProcessBuilder(
                        PackagedJar.JAVA,
                        PackagedJar.QUICK,
                        "-Xmx2g",
                        // as in pom.xml: JDK 24 and newer warn about what JavaCPP does
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath,
                        main)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Reads the words of a call, parted by blanks, from each line, makes the call, and answers with its exit code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                .lines()
                .map(line -> Call.of((Object[]) line.split(" ", -1)))
                .forEach(call -> {
                    System.err.print(call.exitCode() == ExitCode.DONE ? "" : call.err());
                    System.out.println(call.exitCode());
                });
    }

    /** The exit code of a call whose words hold no blanks. */
    public int run(List<String> words) throws IOException {
        process.getOutputStream().write((String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process ended in " + words);
        }
        return Integer.parseInt(answer);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
