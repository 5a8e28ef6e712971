package dev.firstnetwork.training;

/** Hears how training goes on. */
@FunctionalInterface
public interface TrainingListener {

    /** An epoch is done; epoch 0 is the untrained network. */
    void epoch(EpochFigures figures);

    /** The next batch is about to be trained on. */
    default void batch(int rows) {}
}
