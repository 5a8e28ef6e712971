package dev.firstnetwork.dl4j;

import dev.firstnetwork.backprop.Clipping;
import dev.firstnetwork.backprop.LearningRate;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.network.NetworkSpec;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** A {@link NetworkSpec} in DL4J's terms: layers, losses, updaters, schedules, each by the class of DL4J's that has it. */
public final class Dl4jConfiguration {

    /** How far from 0 and 1 the probabilities of the binary cross-entropy are kept in double. */
    public static final double CLIP = 1e-15;

    private Dl4jConfiguration() {}

    /** Dense layers with Glorot's uniform initialisation, then an output layer; all numbers are of {@code type}. */
    static MultiLayerConfiguration of(NetworkSpec spec, DataType type) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                // nothing is drawn from it, but DL4J's default is the time of day, and the model file holds it
                .seed(0)
                .dataType(type)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .updater(updater(spec.learning()))
                .l1(spec.learning().penalty().l1())
                .l2(spec.learning().penalty().l2())
                .gradientNormalization(clipping(spec.learning().clipping().kind()))
                .gradientNormalizationThreshold(spec.learning().clipping().threshold())
                .list();
        for (int layer = 1; layer < spec.layers(); layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(spec.sizes().get(layer - 1))
                    .nOut(spec.sizes().get(layer))
                    .activation(activation(spec.activation(layer)))
                    .dropOut(dropoutBefore(layer, spec.learning()))
                    .build());
        }
        ILossFunction loss = loss(spec.loss(), type);
        ClassWeights weights = spec.learning().classWeights();
        return layers.layer(new OutputLayer.Builder(weights.isEmpty() ? loss : new WeightedLoss(loss, weights))
                        .nIn(spec.sizes().get(spec.layers() - 1))
                        .nOut(spec.outputs())
                        .activation(activation(spec.outputActivation()))
                        .dropOut(dropoutBefore(spec.layers(), spec.learning()))
                        .build())
                .build();
    }

    /** DL4J's dropout of a layer is on its input; that of the first, on the data, there is never. */
    private static IDropout dropoutBefore(int layer, LearningRule rule) {
        return rule.dropout() == 0 || layer == 1 ? null : new Dl4jEngine.SharedDropout(rule, layer - 1);
    }

    private static IActivation activation(Activation activation) {
        return activation == Activation.LEAKY_RELU
                ? new ActivationLReLU(Activation.LEAK)
                : org.nd4j.linalg.activations.Activation.valueOf(activation.name())
                        .getActivationFunction();
    }

    /**
     * DL4J clips the probabilities of its binary cross-entropy, by default to {@code [1e-5, 1 - 1e-5]}: from {@code |z| =
     * 11.5} on its loss stays at 11.5 and its gradient vanishes, however wrong the prediction. In double the clip can be as
     * small as 1e-15, which moves that point to {@code |z| = 34.5}; no clip at all gives NaN.
     */
    private static ILossFunction loss(Loss loss, DataType type) {
        return switch (loss) {
            case BINARY_CROSS_ENTROPY -> type == DataType.DOUBLE ? new LossBinaryXENT(CLIP) : new LossBinaryXENT();
            case CROSS_ENTROPY -> new LossMCXENT();
            case MEAN_SQUARED_ERROR -> new LossMSE();
        };
    }

    /**
     * A loss of DL4J's whose gradient counts each row by its class. DL4J has weights of outputs, which are not classes where one
     * output stands for two, and masks of rows; but a mask scales the output layer's {@code Z} too, which is right for 0 and 1
     * alone. Scores are those of the loss itself, each row counting 1.
     */
    private record WeightedLoss(ILossFunction loss, ClassWeights weights) implements ILossFunction {

        private static final long serialVersionUID = 1;

        @Override
        public INDArray computeGradient(INDArray labels, INDArray z, IActivation f, INDArray mask) {
            return loss.computeGradient(labels, z, f, mask).muliColumnVector(ofRows(labels));
        }

        /** The weight of each row, {@code [n, 1]}, in the type of the labels. */
        private INDArray ofRows(INDArray labels) {
            Double[] all = weights.weights().toArray(Double[]::new);
            return labels.size(1) == 1
                    ? labels.rsub(1).muli(all[0]).addi(labels.mul(all[1]))
                    : labels.mmul(
                            Nd4j.createFromArray(all).reshape(all.length, 1).castTo(labels.dataType()));
        }

        @Override
        public double computeScore(INDArray labels, INDArray z, IActivation f, INDArray mask, boolean average) {
            return loss.computeScore(labels, z, f, mask, average);
        }

        @Override
        public INDArray computeScoreArray(INDArray labels, INDArray z, IActivation f, INDArray mask) {
            return loss.computeScoreArray(labels, z, f, mask);
        }

        @Override
        public Pair<Double, INDArray> computeGradientAndScore(
                INDArray labels, INDArray z, IActivation f, INDArray mask, boolean average) {
            return new Pair<>(computeScore(labels, z, f, mask, average), computeGradient(labels, z, f, mask));
        }

        @Override
        public String name() {
            return "Weighted" + loss.name();
        }
    }

    private static IUpdater updater(LearningRule rule) {
        LearningRate rate = rule.rate();
        IUpdater updater = updater(rule.updater(), rate.at(1));
        // counted in iterations: DL4J counts an epoch only where it is given an iterator
        updater.setLrAndSchedule(rate.at(1), rate instanceof LearningRate.Constant ? null : schedule(rate));
        return updater;
    }

    private static IUpdater updater(Updater updater, double lr) {
        if (updater instanceof Updater.Sgd) {
            return new Sgd(lr);
        } else if (updater instanceof Updater.Momentum momentum) {
            return new ClassicalMomentum(lr, momentum.momentum());
        } else if (updater instanceof Updater.Nesterov nesterov) {
            return new Nesterovs(lr, nesterov.momentum());
        } else if (updater instanceof Updater.AdaGrad adaGrad) {
            return new ScheduledAdaGrad(lr, adaGrad.epsilon());
        } else if (updater instanceof Updater.RmsProp rmsProp) {
            return new RmsProp(lr, rmsProp.decay(), rmsProp.epsilon());
        } else if (updater instanceof Updater.Adam adam) {
            return new Adam(lr, adam.beta1(), adam.beta2(), adam.epsilon());
        }
        throw new IllegalArgumentException("DL4J has no counterpart of " + updater);
    }

    /**
     * Classical momentum for DL4J, which ships Nesterov's alone: {@code v = momentum v + lr g; w -= v}, as {@link
     * Updater.Momentum} has it with the other sign of {@code v}. All but this rule is as DL4J's own has it.
     */
    private static final class ClassicalMomentum extends Nesterovs {

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

    /** DL4J copies the updater for each layer, and the copy of its AdaGrad has lost its schedule: this one keeps it. */
    private static final class ScheduledAdaGrad extends AdaGrad {

        private static final long serialVersionUID = 1;

        ScheduledAdaGrad(double learningRate, double epsilon) {
            super(learningRate, epsilon);
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod")
        public ScheduledAdaGrad clone() {
            ScheduledAdaGrad copy = new ScheduledAdaGrad(getLearningRate(), getEpsilon());
            copy.setLearningRateSchedule(getLearningRateSchedule());
            return copy;
        }
    }

    private static ISchedule schedule(LearningRate rate) {
        if (rate instanceof LearningRate.Constant constant) {
            return new FixedSchedule(constant.rate());
        } else if (rate instanceof LearningRate.Step step) {
            return new StepSchedule(ScheduleType.ITERATION, step.initial(), step.decay(), step.every());
        } else if (rate instanceof LearningRate.Exponential exponential) {
            return new ExponentialSchedule(ScheduleType.ITERATION, exponential.initial(), exponential.decay());
        } else if (rate instanceof LearningRate.Cosine cosine) {
            return new CosineSchedule(cosine);
        } else if (rate instanceof LearningRate.WarmUp warmUp) {
            return new RampSchedule(schedule(warmUp.then()), warmUp.steps());
        }
        throw new IllegalArgumentException("DL4J has no counterpart of " + rate);
    }

    /** Half a wave of a cosine for DL4J, which has no such schedule. */
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

    private static GradientNormalization clipping(Clipping.Kind kind) {
        return switch (kind) {
            case NONE -> GradientNormalization.None;
            case VALUE -> GradientNormalization.ClipElementWiseAbsoluteValue;
            case NORM -> GradientNormalization.ClipL2PerLayer;
        };
    }
}
