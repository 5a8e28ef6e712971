package dev.firstnetwork.cli;

/** What the process tells the one that started it. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int CHECK_FAILED = 3;
    static final int BAD_DATA = 4;
    static final int NO_BACKEND = 5;
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
