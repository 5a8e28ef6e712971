package dev.firstnetwork.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * Classical momentum for DL4J, which ships Nesterov's alone: {@code v = momentum v + lr g; w -= v}, as {@link
 * dev.firstnetwork.backprop.Updater.Momentum} has it with the other sign of {@code v}. All but this rule, the state above
 * all, is as DL4J's own has it.
 */
final class ClassicalMomentum extends Nesterovs {

    private static final long serialVersionUID = 1;

    ClassicalMomentum(double learningRate, double momentum) {
        super(learningRate, momentum);
    }

    @Override
    public NesterovsUpdater instantiate(INDArray view, boolean initialise) {
        Velocity velocity = new Velocity(this);
        velocity.setStateViewArray(view, view.shape(), view.ordering(), initialise);
        return velocity;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ClassicalMomentum clone() {
        ClassicalMomentum copy = new ClassicalMomentum(getLearningRate(), getMomentum());
        copy.setLearningRateSchedule(getLearningRateSchedule());
        return copy;
    }

    /** The running step {@code v}, kept in DL4J's view array and updated in place. */
    private static final class Velocity extends NesterovsUpdater {

        Velocity(ClassicalMomentum rule) {
            super(rule);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double rate = getConfig().getLearningRate(iteration, epoch);
            getV().muli(getConfig().getMomentum()).addi(gradient.mul(rate));
            gradient.assign(getV());
        }
    }
}
