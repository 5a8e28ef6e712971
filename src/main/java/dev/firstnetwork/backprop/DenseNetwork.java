package dev.firstnetwork.backprop;

import dev.firstnetwork.backprop.LearningRule.ClassWeights;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of dense layers with its forward and backward pass written out. With samples as rows:
 *
 * <pre>
 * forward    Z_l = A_(l-1) W_l + b_l      A_l = f_l(Z_l)      A_0 = X      L = mean loss(A_L, Y)
 * backward   delta_L = dL/dZ_L            (P - Y) / n under a cross-entropy
 *            delta_l = (delta_(l+1) W_(l+1)') * f_l'(Z_l)
 *            dW_l = A_(l-1)' delta_l      db_l = sum of delta_l over the rows
 * </pre>
 *
 * Textbooks that hold samples as columns have every product transposed (Nielsen: <i>Neural Networks and Deep Learning</i>,
 * equations BP1 to BP4; Rumelhart, Hinton, Williams: <i>Learning representations by back-propagating errors</i>, 1986).
 *
 * @param parameters {@code W_l} and {@code b_l} of each layer, live: an updater writes to them
 * @param activations {@code f_l} of each layer, the output's last
 * @param loss the loss on the output
 * @param penalty what is added to the loss for large weights
 * @param classWeights what a row counts in the loss
 */
public record DenseNetwork(
        Parameters parameters, List<Activation> activations, Loss loss, Penalty penalty, ClassWeights classWeights) {

    /** @throws IllegalArgumentException if the layers and activations differ in number, or the loss needs another output */
    public DenseNetwork {
        activations = List.copyOf(activations);
        int found = activations.size();
        int layers = parameters.layers();
        LearningRule.require(found == layers, "found " + found + " activations for " + layers + " layers");
        Activation output = activations.get(layers - 1);
        LearningRule.require(
                loss.goesWith(output), "the loss " + loss + " does not go with the output activation " + output);
    }

    /** A network whose loss each row counts in alike. */
    public DenseNetwork(Parameters parameters, List<Activation> activations, Loss loss, Penalty penalty) {
        this(parameters, activations, loss, penalty, ClassWeights.NONE);
    }

    public int layers() {
        return parameters.layers();
    }

    /** The activation {@code f_layer}; layers count from 1. */
    public Activation f(int layer) {
        return activations.get(layer - 1);
    }

    /**
     * The forward pass on {@code x}, {@code [n, inputs]}, as it is for prediction.
     *
     * @throws IllegalArgumentException if {@code x} has not as many columns as the network has inputs
     */
    public ForwardTrace forward(Matrix x) {
        return forward(x, null);
    }

    /**
     * The forward pass for training, with dropout on the activations of each hidden layer.
     *
     * @param dropout draws the masks; null for none
     */
    public ForwardTrace forward(Matrix x, LearningRule.Dropout dropout) {
        requireInputs(x);
        List<Matrix> z = new ArrayList<>();
        List<Matrix> a = new ArrayList<>();
        List<Matrix> masks = new ArrayList<>();
        Matrix input = x;
        for (int layer = 1; layer <= layers(); layer++) {
            Matrix zl = input.times(parameters.w(layer)).plusRow(parameters.b(layer));
            Matrix al = f(layer).apply(zl);
            if (dropout != null && layer < layers()) {
                Matrix mask = dropout.mask(layer, al.rows(), al.columns());
                al = al.hadamard(mask);
                masks.add(mask);
            }
            z.add(zl);
            a.add(al);
            input = al;
        }
        return new ForwardTrace(x, z, a, masks);
    }

    /** Throws an {@link IllegalArgumentException} if {@code x} has not as many columns as the network has inputs. */
    public void requireInputs(Matrix x) {
        int inputs = parameters.tensors().get(0).shape()[0];
        if (x.columns() != inputs) {
            throw new IllegalArgumentException("X is " + x.shape() + ", but W1 is "
                    + parameters.w(1).shape() + ": expected " + inputs + " columns");
        }
    }

    /** The mean loss of the traced output against {@code y}, {@code [n, outputs]}: no penalty, each row counts 1. */
    public double dataLoss(ForwardTrace trace, Matrix y) {
        return loss.mean(trace.z(layers()), trace.output(), y);
    }

    /** The loss that the gradients below belong to: the mean over the rows, by their class weights, plus the penalty. */
    public double loss(ForwardTrace trace, Matrix y) {
        if (classWeights.isEmpty()) {
            return dataLoss(trace, y) + penalty.value(parameters);
        }
        double[] weights = classWeights.of(y);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            Matrix z = trace.z(layers()).rowsAt(i);
            sum += weights[i] * loss.mean(z, trace.output().rowsAt(i), y.rowsAt(i));
        }
        return sum / weights.length + penalty.value(parameters);
    }

    /**
     * The deltas {@code delta_l = dL/dZ_l}, {@code [n, width_l]}, of each layer from the first to the last.
     *
     * @param y the labels, {@code [n, outputs]}
     */
    public List<Matrix> deltas(ForwardTrace trace, Matrix y) {
        Matrix[] delta = new Matrix[layers()];
        int last = layers();
        delta[last - 1] = weighted(loss.delta(f(last), trace.z(last), trace.output(), y), y);
        for (int layer = last - 1; layer >= 1; layer--) {
            Matrix da = delta[layer].timesTranspose(parameters.w(layer + 1));
            Matrix a = trace.a(layer);
            if (!trace.masks().isEmpty()) {
                da = da.hadamard(trace.masks().get(layer - 1));
                // the trace holds A * mask, the derivative of f wants A
                a = f(layer).apply(trace.z(layer));
            }
            delta[layer - 1] = f(layer).backward(da, trace.z(layer), a);
        }
        return List.of(delta);
    }

    /** Each row of {@code delta} times the weight of its class. */
    private Matrix weighted(Matrix delta, Matrix y) {
        if (classWeights.isEmpty()) {
            return delta;
        }
        double[] weights = classWeights.of(y);
        Matrix result = delta.copy();
        for (int i = 0; i < result.values().length; i++) {
            result.values()[i] *= weights[i / delta.columns()];
        }
        return result;
    }

    /**
     * The backward pass: the gradient of {@link #loss} with respect to each parameter, in the parameters' shapes.
     *
     * @param y the labels, {@code [n, outputs]}
     * @throws IllegalArgumentException with both sizes, if {@code y} is not as large as the output
     */
    public Parameters backward(ForwardTrace trace, Matrix y) {
        Parameters result = dataGradient(trace, y);
        penalty.addGradient(parameters, result);
        return result;
    }

    /** The same without the penalty. */
    public Parameters dataGradient(ForwardTrace trace, Matrix y) {
        return gradient(trace, deltas(trace, y));
    }

    /** {@code dW_l = A_(l-1)' delta_l} and {@code db_l}, the sum of {@code delta_l} over the rows. */
    public static Parameters gradient(ForwardTrace trace, List<Matrix> deltas) {
        List<Tensor> gradients = new ArrayList<>();
        for (int layer = 1; layer <= deltas.size(); layer++) {
            Matrix delta = deltas.get(layer - 1);
            gradients.add(Tensor.weights("W" + layer, trace.a(layer - 1).transposeTimes(delta)));
            gradients.add(Tensor.bias("b" + layer, delta.columnSums()));
        }
        return new Parameters(gradients);
    }
}
