package dev.firstnetwork.cli;

/** What the process tells the one that started it. */
public final class ExitCode {

    public static final int DONE = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;
    public static final int CHECK_FAILED = 3;
    public static final int BAD_DATA = 4;
    public static final int NO_BACKEND = 5;

    /** By Ctrl-C; other signals have their own, see {@link Interruption#exitCode}. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
