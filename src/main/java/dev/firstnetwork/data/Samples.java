package dev.firstnetwork.data;

import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of inputs with their labels: a whole data set, one side of a split, or a batch.
 *
 * @param x the inputs, {@code [n, inputs]}
 * @param y the labels, {@code [n, outputs]}: 0 or 1 in one column for two classes, one-hot for more, or the number to
 *     be predicted
 * @param weights what each row counts in the loss that is trained on, {@code [n]}; empty where each counts 1
 */
public record Samples(Matrix x, Matrix y, double[] weights) {

    private static final double[] ALIKE = {};

    public Samples {
        if (x.rows() != y.rows()) {
            throw new IllegalArgumentException("X has " + x.rows() + " rows, Y has " + y.rows());
        }
        if (weights.length != 0 && weights.length != x.rows()) {
            throw new IllegalArgumentException("X has " + x.rows() + " rows, there are " + weights.length + " weights");
        }
    }

    /** Rows that count alike. */
    public Samples(Matrix x, Matrix y) {
        this(x, y, ALIKE);
    }

    /** The same labels and weights with other inputs. */
    public Samples withInputs(Matrix other) {
        return new Samples(other, y, weights);
    }

    public boolean isWeighted() {
        return weights.length > 0;
    }

    public int rows() {
        return x.rows();
    }

    /** A copy of the rows from {@code from} up to {@code to}, which is not among them. */
    public Samples rows(int from, int to) {
        double[] kept = isWeighted() ? Arrays.copyOfRange(weights, from, to) : ALIKE;
        return new Samples(x.rows(from, to), y.rows(from, to), kept);
    }

    /** A copy of the rows at {@code indices}, in that order. */
    public Samples rowsAt(int... indices) {
        double[] kept = isWeighted()
                ? Arrays.stream(indices).mapToDouble(i -> weights[i]).toArray()
                : ALIKE;
        return new Samples(x.rowsAt(indices), y.rowsAt(indices), kept);
    }

    /** The class of each row of labels or probabilities, {@code [n, outputs]}: 1 above one half, or the largest column. */
    public static int[] classes(Matrix outputs) {
        return classes(outputs, 0.5);
    }

    /** The same where one output says 1 above {@code threshold}; of several the largest is taken in any case. */
    public static int[] classes(Matrix outputs, double threshold) {
        int[] classes = new int[outputs.rows()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = classOf(outputs, i, threshold);
        }
        return classes;
    }

    /** The class of row {@code i} alone. */
    public static int classOf(Matrix outputs, int i, double threshold) {
        if (outputs.columns() == 1) {
            return outputs.get(i, 0) > threshold ? 1 : 0;
        }
        int largest = 0;
        for (int j = 1; j < outputs.columns(); j++) {
            largest = outputs.get(i, j) > outputs.get(i, largest) ? j : largest;
        }
        return largest;
    }

    /** How many of these rows have the class that {@code outputs}, {@code [n, outputs]}, say, by the rule of {@link #classes}. */
    public int right(Matrix outputs) {
        int wrong = 0;
        if (y.columns() == 1) {
            for (int i = 0; i < rows(); i++) {
                // without a branch, which outputs would mislead
                int predicted = outputs.values()[i] > 0.5 ? 1 : 0;
                int label = y.values()[i] > 0.5 ? 1 : 0;
                wrong += predicted ^ label;
            }
        } else {
            for (int i = 0; i < rows(); i++) {
                wrong += classOf(outputs, i, 0.5) == classOf(y, i, 0.5) ? 0 : 1;
            }
        }
        return rows() - wrong;
    }

    /** {@code x} as an ND4J array of floats or doubles; the values are copied. */
    public static INDArray array(Matrix x, DataType type) {
        return Nd4j.createFromArray(x.values()).reshape(x.rows(), x.columns()).castTo(type);
    }

    /**
     * These rows as DL4J takes them, in floats or doubles; the values are copied.
     *
     * @throws IllegalArgumentException if they have weights, which DL4J would not heed
     */
    public DataSet toDataSet(DataType type) {
        if (isWeighted()) {
            throw new IllegalArgumentException(
                    "rows with weights are for the hand-written engine: choose the engine hand");
        }
        return new DataSet(array(x, type), array(y, type));
    }
}
