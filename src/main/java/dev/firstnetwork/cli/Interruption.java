package dev.firstnetwork.cli;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * Ctrl-C as a request: while this is open, the work is asked to end in order, and the process goes on until it has. So it is
 * with SIGTERM and with a terminal that is closed. A second Ctrl-C ends the process at once.
 */
public final class Interruption implements AutoCloseable {

    private static final String CTRL_C = "INT";

    /** The signals that ask for an end, by their numbers; a system that does not know one is not asked by it. */
    private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, CTRL_C, 2, "TERM", 15);

    /** What a shell adds to the number of the signal that ended a process. */
    private static final int BY_A_SIGNAL = 128;

    /** What the virtual machine did about each signal until now; null where it is not ours to take, as with java -Xrs. */
    private final Map<String, Object> before = Collections.synchronizedMap(new HashMap<>());

    private volatile int signal;

    public Interruption() {
        NUMBERS.forEach((name, number) -> before.put(name, Signals.register(name, () -> receive(name, number))));
    }

    private void receive(String name, int number) {
        if (signal == 0) {
            signal = number;
        }
        // others may come twice for one event, as when a shell passes on that its terminal was closed
        if (name.equals(CTRL_C)) {
            giveBack(name);
        }
    }

    private void giveBack(String name) {
        Signals.unregister(name, before.get(name));
    }

    public boolean requested() {
        return signal != 0;
    }

    /** What the process ends with then: 130 after Ctrl-C, 143 after SIGTERM, 129 after the terminal was closed. */
    public int exitCode() {
        return BY_A_SIGNAL + signal;
    }

    @Override
    public void close() {
        NUMBERS.keySet().forEach(this::giveBack);
    }
}
