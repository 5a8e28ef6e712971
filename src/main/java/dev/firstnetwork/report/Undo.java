package dev.firstnetwork.report;

import java.util.concurrent.Semaphore;

/**
 * Takes away what is half done if the process ends before this is closed, as by Ctrl-C; the end waits for it. Nothing can be
 * taken away after a {@code kill -9}.
 */
public final class Undo implements AutoCloseable {

    @FunctionalInterface
    public interface Step<E extends Exception> {
        void take() throws E;
    }

    private final Thread hook;
    private boolean ended;

    /** @param undo takes away what is there, which may be nothing yet; what it throws is nobody's to hear */
    public Undo(Step<?> undo) {
        hook = new Thread(() -> end(undo), "undo");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending: nothing more is begun
            waitForTheEnd();
        }
    }

    private synchronized void end(Step<?> undo) {
        ended = true;
        try {
            undo.take();
        } catch (Exception e) {
            System.err.println("first-network: " + e);
        }
    }

    /** Does a part of the work: the end of the process waits for it, or has come and never lets it begin. */
    public synchronized <E extends Exception> void step(Step<E> step) throws E {
        if (ended) {
            waitForTheEnd();
        }
        step.take();
    }

    private static void waitForTheEnd() {
        new Semaphore(0).acquireUninterruptibly();
    }

    /** The work is done, or was given up by itself. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            waitForTheEnd();
        }
    }
}
