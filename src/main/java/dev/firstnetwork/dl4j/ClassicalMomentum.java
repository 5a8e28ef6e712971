package dev.firstnetwork.dl4j;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Classical momentum for DL4J, which ships Nesterov's alone: {@code v = momentum v + lr g; w -= v}, as {@link
 * dev.firstnetwork.backprop.Updater.Momentum} has it with the other sign of {@code v}.
 */
final class ClassicalMomentum implements IUpdater {

    private static final long serialVersionUID = 1;
    private static final String STATE = "V";

    private final double momentum;
    private ISchedule learningRate;

    /** With this momentum, and a learning rate that is set afterwards. */
    ClassicalMomentum(double momentum) {
        this.momentum = momentum;
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(INDArray view, boolean initialise) {
        Velocity velocity = new Velocity();
        velocity.setStateViewArray(view, view.shape(), view.ordering(), initialise);
        return velocity;
    }

    @Override
    public GradientUpdater<ClassicalMomentum> instantiate(Map<String, INDArray> state, boolean initialise) {
        Velocity velocity = new Velocity();
        velocity.setState(state, initialise);
        return velocity;
    }

    @Override
    public ClassicalMomentum clone() {
        ClassicalMomentum copy = new ClassicalMomentum(momentum);
        copy.learningRate = learningRate;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassicalMomentum m
                && m.momentum == momentum
                && Objects.equals(m.learningRate, learningRate);
    }

    @Override
    public int hashCode() {
        return Objects.hash(learningRate, momentum);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double rate, ISchedule schedule) {
        learningRate = schedule == null ? new FixedSchedule(rate) : schedule;
    }

    /** The running step {@code v}, kept in DL4J's view array and updated in place. */
    private final class Velocity implements GradientUpdater<ClassicalMomentum> {

        private INDArray v;

        @Override
        public ClassicalMomentum getConfig() {
            return ClassicalMomentum.this;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialise) {
            v = state.get(STATE);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(STATE, v);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialise) {
            v = initialise ? view.assign(0) : view;
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            v.muli(momentum).addi(gradient.mul(getLearningRate(iteration, epoch)));
            gradient.assign(v);
        }
    }
}
