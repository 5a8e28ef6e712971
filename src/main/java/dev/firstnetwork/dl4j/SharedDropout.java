package dev.firstnetwork.dl4j;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.HandEngine;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's dropout with masks that both engines draw from the same stream, so that they can be held against each other and a
 * run can be taken up at any step. DL4J's own come from ND4J's generator, which goes on from wherever it stands.
 *
 * <p>In DL4J a layer's dropout is applied to its input: this one, of layer {@code layer + 1}, to the activations of {@code
 * layer}.
 */
final class SharedDropout extends Dropout {

    private static final long serialVersionUID = 1;

    private final transient LearningRule rule;
    private final int layer;

    SharedDropout(LearningRule rule, int layer) {
        super(1 - rule.dropout());
        this.rule = rule;
        this.layer = layer;
    }

    @Override
    public INDArray applyDropout(INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
        Matrix mask = HandEngine.dropout(rule, iteration + 1).mask(layer, (int) a.size(0), (int) a.size(1));
        setMask(workspaces.leverageTo(ArrayType.INPUT, Samples.array(mask, a.dataType())));
        return a.mul(getMask(), result);
    }

    @Override
    public INDArray backprop(INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
        return gradientAtOutput.mul(getMask(), gradientAtInput);
    }

    @Override
    public SharedDropout clone() {
        return new SharedDropout(rule, layer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SharedDropout dropout && dropout.rule.equals(rule) && dropout.layer == layer;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SharedDropout;
    }

    @Override
    public int hashCode() {
        return 31 * rule.hashCode() + layer;
    }
}
