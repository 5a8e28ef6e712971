package dev.firstnetwork;

import dev.firstnetwork.cli.ExitCode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A jar's manifest cannot hold JVM options, and some are worth a second process: under {@code java -jar} the program starts
 * itself once more with them, in the same terminal, and passes its exit code on.
 *
 * <ul>
 *   <li>The build leaves an archive beside the jar, out of which a JVM like the build's maps its classes into memory instead of
 *       reading and checking each: a third of a short command's time, where the second process takes a tenth. And a short
 *       command is over before what the JVM's second compiler makes of it has paid: that one begins later.
 *   <li>JDK 24 and newer print four lines of warning about what JavaCPP, on which ND4J stands, does with {@code
 *       sun.misc.Unsafe}, unless an option allows it.
 *   <li>A large table makes much garbage, which the JVM's own choice of a collector spreads over gigabytes of fresh memory:
 *       with the serial one, training on two million rows takes a third of the memory and less time.
 * </ul>
 *
 * Where the options are given already, or the process does not know its own command line, nothing of this happens.
 */
final class Relaunch {

    private static final int FIRST_JDK_THAT_WARNS = 24;
    private static final String ALLOW_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    private static final long LARGE_FILE = 32 << 20;
    private static final String SERIAL = "-XX:+UseSerialGC";

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    /** No word about an archive of another JVM; and what is to be run before the second compiler takes it on. */
    private static final List<String> WITH_ARCHIVE = List.of(
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:Tier4InvocationThreshold=500000",
            "-XX:Tier4CompileThreshold=500000",
            "-XX:Tier4BackEdgeThreshold=1000000");

    /** Set in the second process, so that it ends with the first, even if that is killed. */
    private static final String MARK = "-Dfirstnetwork.relaunched=true";

    private Relaunch() {}

    /**
     * Runs the program again, if that is called for, and waits for it.
     *
     * @return its exit code; empty if this process is the one to do the work
     */
    static Optional<Integer> run(String... args) {
        if (Boolean.getBoolean("firstnetwork.relaunched")) {
            ProcessHandle.current().parent().ifPresent(Relaunch::endWith);
            return Optional.empty();
        }
        List<String> options = options(args);
        return options.isEmpty() ? Optional.empty() : command(options, args).map(Relaunch::start);
    }

    private static List<String> options(String... args) {
        List<String> options = new ArrayList<>();
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
            options.add(ALLOW_UNSAFE);
        }
        boolean large = Arrays.stream(args).anyMatch(Relaunch::isLargeFile);
        if (large
                && Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
                        .noneMatch(
                                name -> System.getenv().getOrDefault(name, "").contains("GC"))) {
            options.add(SERIAL);
        }
        // the class path of java -jar is the jar
        File archive = new File(System.getProperty("java.class.path").replaceFirst("\\.jar$", ".jsa"));
        if (!large && archive.isFile()) {
            options.add(ARCHIVE + archive);
            options.addAll(WITH_ARCHIVE);
        }
        return options;
    }

    private static boolean isLargeFile(String argument) {
        File file = new File(argument);
        return file.isFile() && file.length() >= LARGE_FILE;
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** This process's own command line with the options in it that it lacks. */
    private static Optional<List<String>> command(List<String> options, String... args) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> given = Arrays.asList(self.arguments().orElse(new String[0]));
        boolean complete = given.size() >= args.length
                && given.subList(given.size() - args.length, given.size()).equals(Arrays.asList(args));
        List<String> lacking = new ArrayList<>(options);
        lacking.removeAll(given);
        if (given.stream().anyMatch(option -> option.startsWith("-XX:+Use") && option.endsWith("GC"))) {
            lacking.remove(SERIAL);
        }
        // who gives options of their own, such as a class archive, is left to them
        if (given.indexOf("-jar") > 0) {
            lacking.removeIf(option -> option.startsWith(ARCHIVE) || WITH_ARCHIVE.contains(option));
        }
        if (self.command().isEmpty() || !complete || !given.contains("-jar") || lacking.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(self.command().get(), MARK));
        command.addAll(lacking);
        command.addAll(given);
        return Optional.of(command);
    }

    private static int start(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            // Ctrl-C reaches both; any other signal is passed on, and this process ends after the one that works
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.destroy();
                process.onExit().join();
            }));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }
}
