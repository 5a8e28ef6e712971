package dev.firstnetwork.cli;

import dev.firstnetwork.report.Undo;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long job has come, with its rate and the time that is left: on a terminal alone, and gone when it is done. */
public final class Progress {

    /** Below so many bytes a file is read before anybody has seen the bar. */
    private static final long LARGE_FILE = 32 << 20;

    /** In fewer columns the time that is left leaves no room for the rate. */
    private static final int WIDE = 80;

    /**
     * The line of a terminal that a bar is drawn on, over and over; empty again when the bar, or the process, has ended. What
     * the library would take instead looks for a terminal by JLine, after which Ctrl-C kills without a word.
     */
    static final class Line implements ProgressBarConsumer {

        /** What a terminal shows of Ctrl-C, behind the bar. */
        private static final String ECHO = "^C";

        private final PrintStream terminal;
        private final int width;
        private final Undo undo = new Undo(this::wipe);

        /** @param columns of the terminal; with a letter in the last one, some would begin a new line */
        Line(PrintStream terminal, int columns) {
            this.terminal = terminal;
            this.width = columns - 1;
        }

        @Override
        public int getMaxRenderedLength() {
            return width - ECHO.length();
        }

        @Override
        public void accept(String bar) {
            undo.step(() -> terminal.print("\r" + bar));
        }

        @Override
        public void clear() {
            undo.step(this::wipe);
        }

        private void wipe() {
            terminal.print("\r" + " ".repeat(width) + "\r");
        }

        @Override
        public void close() {
            undo.close();
        }
    }

    private Progress() {}

    /** Whether somebody is looking: standard error is a terminal. */
    public static boolean isSeen() {
        return Terminal.isBehind(Terminal.ERROR);
    }

    /**
     * A bar that shows rate and time left.
     *
     * @param unit what is counted
     * @param size how many make one of these units
     * @param max how many there are in all
     */
    public static ProgressBar bar(String task, String unit, long size, long max) {
        return builder(task, unit, size, max).build();
    }

    private static ProgressBarBuilder builder(String task, String unit, long size, long max) {
        int columns = Terminal.columns();
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" " + unit, size)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setConsumer(new Line(System.err, columns))
                .clearDisplayOnFinish();
        return columns < WIDE ? builder : builder.showSpeed();
    }

    /** Watches {@code file} being read from its beginning, each time that it is; a small one is let be. */
    static UnaryOperator<InputStream> reading(Path file, boolean quiet) {
        long bytes = Files.isRegularFile(file) ? file.toFile().length() : 0;
        return bytes < LARGE_FILE || quiet || !isSeen()
                ? in -> in
                : in -> ProgressBar.wrap(in, builder("reading " + file.getFileName(), "MiB", 1 << 20, bytes));
    }
}
