package org.teavm.classlib.java.util.concurrent;

/** See {@link TForkJoinTask}. */
public abstract class TRecursiveAction extends TForkJoinTask<Void> {

    protected abstract void compute();
}
