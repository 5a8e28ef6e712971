package dev.firstnetwork.network;

import dev.firstnetwork.backprop.LearningRate;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Half a wave of a cosine for DL4J, which has no such schedule.
 *
 * @param rate the rule itself
 */
record CosineSchedule(LearningRate.Cosine rate) implements ISchedule {

    private static final long serialVersionUID = 1;

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate.at(iteration + 1);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public CosineSchedule clone() {
        return this;
    }
}
