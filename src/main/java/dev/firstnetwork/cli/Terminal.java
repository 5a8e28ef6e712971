package dev.firstnetwork.cli;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Metrics;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Tables;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** The terminal that a person looks at, if one does, and text for it: aligned tables, figures, and colour where it is shown. */
public final class Terminal {

    /** How far in the rest of a broken line begins. */
    private static final String INDENT = "  ";

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

    private Terminal() {}

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

    /** Lines for standard error: on a terminal, one too long for it goes on in the next, behind a comma or the like. */
    public static String wrapped(String text) {
        return isBehind(ERROR)
                ? text.lines().map(line -> wrapped(line, columns())).collect(Collectors.joining("\n"))
                : text;
    }

    static String wrapped(String line, int columns) {
        StringBuilder wrapped = new StringBuilder();
        int used = 0;
        for (String part : line.split("(?<=[-,;:]) ", -1)) {
            String space = used == 0 ? "" : " ";
            if (used + space.length() + part.length() > columns && used > 0) {
                space = "\n" + INDENT;
                used = INDENT.length() - space.length();
            }
            wrapped.append(space).append(part);
            used += space.length() + part.length();
        }
        return wrapped.toString();
    }

    /** A table for standard output: on a terminal no wider than that, where its columns can stand below each other. */
    public static String table(Table table) {
        return isBehind(OUTPUT) ? table.text(columns()) : table.text();
    }

    /** A figure with four decimals; {@code n/a} where it is not defined. */
    public static String figure(double value) {
        return Double.isNaN(value) ? "n/a" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** A difference with two significant digits: {@code 2.2e-16}. */
    public static String difference(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** {@code text} in green if {@code good}, else in red; plain where there is no colour. */
    public static String judged(boolean good, String text) {
        return Ansi.AUTO.string("@|" + (good ? "green" : "red") + " " + text + "|@");
    }

    public static String bold(String text) {
        return Ansi.AUTO.string("@|bold " + text + "|@");
    }

    /** What matches {@code pattern} in {@code text} in bold letters, where there are some. */
    public static String bold(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(bold(found.group())));
    }

    /** How often each class was taken for which, with a blank line after it; nothing for a regression. */
    public static List<String> confusion(Figures figures) {
        return figures instanceof Metrics metrics
                ? List.of(table(Tables.confusion(metrics.confusionMatrix(), "", "actual ")), "")
                : List.of();
    }
}
