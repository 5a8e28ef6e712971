package dev.firstnetwork.dl4j;

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
        // DL4J's Adam takes a rate of 0 for one of 1e-8 and goes on: this is 0 to every weight, and not to Adam
        return Math.max(Double.MIN_NORMAL, rate.at(iteration + 1));
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public CosineSchedule clone() {
        return this;
    }
}
