package dev.firstnetwork.dl4j;

import dev.firstnetwork.backprop.ClassWeights;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss of DL4J's whose gradient counts each row by its class. DL4J has weights of outputs, which are not classes where one
 * output stands for two, and masks of rows; but a mask scales the output layer's {@code Z} too, which is right for 0 and 1
 * alone. Scores are those of the loss itself, each row counting 1.
 *
 * @param loss the loss itself
 * @param weights one for each class
 */
record WeightedLoss(ILossFunction loss, ClassWeights weights) implements ILossFunction {

    private static final long serialVersionUID = 1;

    @Override
    public INDArray computeGradient(INDArray labels, INDArray z, IActivation f, INDArray mask) {
        return loss.computeGradient(labels, z, f, mask).muliColumnVector(ofRows(labels));
    }

    /** The weight of each row, {@code [n, 1]}, in the type of the labels. */
    private INDArray ofRows(INDArray labels) {
        double[] all =
                weights.weights().stream().mapToDouble(Double::doubleValue).toArray();
        if (labels.size(1) == 1) {
            return labels.rsub(1).muli(all[0]).addi(labels.mul(all[1]));
        }
        return labels.mmul(Nd4j.createFromArray(all).reshape(all.length, 1).castTo(labels.dataType()));
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
