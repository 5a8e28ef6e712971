package dev.firstnetwork;

import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * JDK 24 and newer print four lines of warning about what JavaCPP, on which ND4J stands, does with {@code sun.misc.Unsafe},
 * unless a JVM option allows it; and a jar's manifest cannot hold JVM options. So under {@code java -jar} on such a JDK the
 * program starts itself once more with that option, in the same terminal, and passes its exit code on. Where the option is
 * given already, or the JDK is older, or the process does not know its own command line, nothing of this happens.
 */
final class Relaunch {

    private static final int FIRST_JDK_THAT_WARNS = 24;
    private static final String OPTION = "--sun-misc-unsafe-memory-access=allow";

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
        return Runtime.version().feature() < FIRST_JDK_THAT_WARNS
                ? Optional.empty()
                : command(args).map(Relaunch::start);
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** This process's own command line with the option in it. */
    private static Optional<List<String>> command(String... args) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> given = Arrays.asList(self.arguments().orElse(new String[0]));
        boolean complete = given.size() >= args.length
                && given.subList(given.size() - args.length, given.size()).equals(Arrays.asList(args));
        if (self.command().isEmpty() || !complete || !given.contains("-jar") || given.contains(OPTION)) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(self.command().get(), OPTION, MARK));
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
