package org.teavm.classlib.java.util.concurrent;

/**
 * What {@code ForkJoinTask} is to a page, which has one thread: TeaVM's class library has none, and takes this for it.
 * Nothing is forked there, and a call that would is an error.
 */
public abstract class TForkJoinTask<V> {

    public final TForkJoinTask<V> fork() {
        throw new UnsupportedOperationException();
    }

    public final V join() {
        throw new UnsupportedOperationException();
    }

    public void reinitialize() {
        throw new UnsupportedOperationException();
    }
}
