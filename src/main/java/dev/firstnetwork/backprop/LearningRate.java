package dev.firstnetwork.backprop;

import dev.firstnetwork.math.Elementary;
import java.io.Serializable;

/**
 * The length of a step, which may change from step to step. The rules are those of DL4J's schedules counted in iterations
 * ({@code org.nd4j.linalg.schedule}), with {@code t} from 1 on where DL4J counts from 0; a cosine DL4J has not.
 */
public sealed interface LearningRate extends Serializable {

    /** The learning rate of step {@code t}, from 1 on. */
    double at(int t);

    /** The same rate at every step. */
    record Constant(double rate) implements LearningRate {

        public Constant {
            LearningRule.requirePositive("learning rate", rate);
        }

        @Override
        public double at(int t) {
            return rate;
        }
    }

    /**
     * {@code lr = initial * decay^floor((t - 1) / every)}: DL4J's {@code StepSchedule}.
     *
     * @param decay the factor, in {@code (0, 1]}
     * @param every after how many steps it comes again, 1 or more
     */
    record Step(double initial, double decay, int every) implements LearningRate {

        public Step {
            LearningRule.requirePositive("learning rate", initial);
            requireDecay(decay);
            requireSteps(every);
        }

        @Override
        public double at(int t) {
            return initial * Elementary.power(decay, (t - 1) / every);
        }
    }

    /**
     * {@code lr = initial * decay^(t - 1)}: DL4J's {@code ExponentialSchedule}.
     *
     * @param decay the factor of each step, in {@code (0, 1]}
     */
    record Exponential(double initial, double decay) implements LearningRate {

        public Exponential {
            LearningRule.requirePositive("learning rate", initial);
            requireDecay(decay);
        }

        @Override
        public double at(int t) {
            return initial * Elementary.power(decay, t - 1);
        }
    }

    /**
     * {@code lr = initial / 2 * (1 + cos(pi (t - 1) / steps))}, 0 from step {@code steps + 1} on (Loshchilov, Hutter:
     * <i>SGDR</i>, 2017, equation 5, without restarts and down to 0).
     *
     * @param steps how many steps half a wave takes, 1 or more
     */
    record Cosine(double initial, int steps) implements LearningRate {

        public Cosine {
            LearningRule.requirePositive("learning rate", initial);
            requireSteps(steps);
        }

        @Override
        public double at(int t) {
            return initial / 2 * (1 + Elementary.cos(Math.PI * Math.min(1, (t - 1.0) / steps)));
        }
    }

    /**
     * {@code lr = then * t / steps} in the first steps, and {@code then} after them: DL4J's {@code RampSchedule} (Goyal et
     * al.: <i>Accurate, Large Minibatch SGD</i>, 2017, section 2.2).
     *
     * @param steps how many steps the rate rises, 1 or more
     * @param then the rate that it rises to, which goes its own way meanwhile
     */
    record WarmUp(int steps, LearningRate then) implements LearningRate {

        public WarmUp {
            requireSteps(steps);
        }

        @Override
        public double at(int t) {
            return t <= steps ? (double) t / steps * then.at(t) : then.at(t);
        }
    }

    private static void requireDecay(double decay) {
        LearningRule.require(
                decay > 0 && decay <= 1, "the decay of the learning rate must be in (0, 1], found " + decay);
    }

    private static void requireSteps(int steps) {
        LearningRule.require(steps >= 1, "a schedule needs 1 step or more, found " + steps);
    }
}
