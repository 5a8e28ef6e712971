package dev.firstnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged jar as a process of its own, under the JDK that runs the test. */
public final class PackagedJar {

    static final Path JAR = Path.of(System.getProperty("firstnetwork.jar"));
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Only the quicker one of the JVM's two compilers: what the other one costs is more than a run of seconds gets back. */
    public static final String QUICK = "-XX:TieredStopAtLevel=1";

    private PackagedJar() {}

    /**
     * The program, yet to be started.
     *
     * @param options for the JVM
     * @param arguments each by its {@code toString}
     */
    public static ProcessBuilder process(List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA, QUICK));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command);
    }

    /** Runs {@code builder}'s process until it ends, which it has to within {@code limit}; files are made in {@code folder}. */
    public static Call run(ProcessBuilder builder, Path folder, Duration limit) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s ends", builder.command())
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Call(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
