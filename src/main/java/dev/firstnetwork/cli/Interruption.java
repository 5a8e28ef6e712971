package dev.firstnetwork.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C as a request: while this is open, the process waits for the work to end in order before it dies. */
public final class Interruption implements AutoCloseable {

    private static final int SECONDS_TO_FINISH = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "interruption");
    private volatile boolean requested;

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void await() {
        requested = true;
        try {
            // the virtual machine ends when this returns, whatever the main thread still waits for
            boolean done = finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
            if (!done) {
                System.err.println("first-network: gave up waiting for the run to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether Ctrl-C was pressed. */
    public boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
