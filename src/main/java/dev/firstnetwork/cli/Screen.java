package dev.firstnetwork.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/** The terminal that a person looks at, if one does. */
final class Screen {

    /** The descriptors of a process's two outputs. */
    static final int OUTPUT = 1;

    static final int ERROR = 2;

    /** What a terminal is taken to have that does not say. */
    private static final int USUAL_COLUMNS = 80;

    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console).*");
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d*)\\s*");

    /** Asked for once, by the first who needs it: it takes a process. */
    private static final class Width {
        static final int COLUMNS = ask();
    }

    private Screen() {}

    /** Whether what is written to {@code descriptor} is seen on a terminal; where the system does not say, standard output decides. */
    static boolean isBehind(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.isSymbolicLink(link)
                    ? TERMINAL.matcher(Files.readSymbolicLink(link).toString()).matches()
                    : Ansi.AUTO.enabled();
        } catch (IOException e) {
            return false;
        }
    }

    /** How many columns the terminal has, as it was when it was first asked. */
    static int columns() {
        return Width.COLUMNS;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = ROWS_AND_COLUMNS.matcher(answer);
            return size.matches() ? Integer.parseInt(size.group(1)) : USUAL_COLUMNS;
        } catch (IOException e) {
            // no such device or program, as on Windows
            return USUAL_COLUMNS;
        }
    }
}
