package dev.firstnetwork.dl4j;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's engine: a {@link MultiLayerNetwork} built from a {@link NetworkSpec}, trained by its own {@code fit}.
 *
 * <p>A step of a network this small is nearly all overhead, about a millisecond of it. {@link Backend} sets one OpenMP thread
 * for ND4J's operations and one for BLAS, because threads that wait for work spin, and take the processor from the one that
 * has some: three to six times as fast. From 100,000 rows a step on, two would be up to a third faster; {@code
 * OMP_NUM_THREADS} in the environment has the last word for BLAS. Workspaces and asynchronous iterators stay as DL4J has them,
 * and {@code fit} too, which is how a DL4J program trains. BENCHMARKS.md has the figures, and those of what else was tried.
 */
public final class Dl4jEngine implements Engine {

    /** The floating-point type that DL4J computes in; the hand-written engine always computes in double. */
    public enum Precision {
        FLOAT,
        DOUBLE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many rows are predicted at a time: the activations of all rows of a large table would not fit into memory. */
    private static final int BLOCK = 1 << 16;

    private final NetworkSpec spec;
    private final DataType type;
    private final MultiLayerNetwork network;

    /**
     * A network that starts from a copy of {@code start}.
     *
     * @throws Backend.MissingException if ND4J finds nothing to compute on
     * @throws IllegalArgumentException if {@code start} has other widths than {@code spec}, or the rule has a gradient of its
     *     own
     */
    public Dl4jEngine(NetworkSpec spec, Parameters start, Precision precision) {
        Backend.require();
        spec.requireSizes(start);
        LearningRule.require(
                spec.learning().gradient() == LearningRule.Gradient.PLAIN,
                "DL4J takes the gradient of the loss as it is: for another one choose the engine hand");
        this.spec = spec;
        this.type = precision == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
        this.network = new MultiLayerNetwork(Dl4jConfiguration.of(spec, type));
        double[] flat = ParameterLayout.flatten(start);
        network.init(Nd4j.createFromArray(flat).reshape(1, flat.length).castTo(type), false);
    }

    public MultiLayerNetwork network() {
        return network;
    }

    @Override
    public Parameters parameters() {
        return ParameterLayout.unflatten(network.params().toDoubleVector(), spec.sizes());
    }

    /**
     * DL4J's dropout with masks that both engines draw from the same stream, so that they can be held against each other and a
     * run can be taken up at any step. DL4J's own come from ND4J's generator, which goes on from wherever it stands.
     *
     * <p>In DL4J a layer's dropout is applied to its input: this one, of layer {@code layer + 1}, to the activations of {@code
     * layer}.
     */
    static final class SharedDropout extends Dropout {

        private static final long serialVersionUID = 1;

        private final transient LearningRule rule;
        private final int layer;

        SharedDropout(LearningRule rule, int layer) {
            super(1 - rule.dropout());
            this.rule = rule;
            this.layer = layer;
        }

        @Override
        public INDArray applyDropout(
                INDArray a, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
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
    }

    /** Takes the gradient down while {@code fit} runs, before the updater turns it into a step in the same array. */
    private static final class GradientListener extends BaseTrainingListener {

        private double[] sum = {};

        @Override
        public void onGradientCalculation(Model model) {
            sum = ((MultiLayerNetwork) model).getFlattenedGradients().toDoubleVector();
        }
    }

    /**
     * DL4J's gradient is the sum over the rows, without penalties: it is divided by n, and they are added, here. That DL4J's
     * own penalties are the same shows in the parameters after the step.
     */
    @Override
    public Parameters step(Samples batch) {
        Parameters before = parameters();
        GradientListener listener = new GradientListener();
        network.setListeners(listener);
        network.fit(batch.toDataSet(type));
        network.setListeners();
        double[] mean = listener.sum;
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= batch.rows();
        }
        Parameters gradients = ParameterLayout.unflatten(mean, spec.sizes());
        spec.learning().penalty().addGradient(before, gradients);
        return gradients;
    }

    @Override
    public void fit(Iterable<Samples> batches) {
        Iterable<DataSet> converted = () -> StreamSupport.stream(batches.spliterator(), false)
                .map(batch -> batch.toDataSet(type))
                .iterator();
        network.fit(new ExistingDataSetIterator(converted));
    }

    @Override
    public Matrix predict(Matrix x) {
        Matrix outputs = Matrix.zeros(x.rows(), spec.outputs());
        for (int from = 0; from < x.rows(); from += BLOCK) {
            INDArray output = network.output(Samples.array(x.rows(from, Math.min(x.rows(), from + BLOCK)), type));
            double[] values = output.dup('c').castTo(DataType.DOUBLE).ravel().toDoubleVector();
            System.arraycopy(values, 0, outputs.values(), from * spec.outputs(), values.length);
        }
        return outputs;
    }

    @Override
    public Outcome evaluate(Samples samples) {
        double loss = 0;
        for (int from = 0; from < samples.rows(); from += BLOCK) {
            Samples block = samples.rows(from, Math.min(samples.rows(), from + BLOCK));
            loss += (network.score(block.toDataSet(type)) - network.calcRegularizationScore(true))
                    * ((double) block.rows() / samples.rows());
        }
        return new Outcome(loss, predict(samples.x()));
    }

    @Override
    public Map<String, double[]> state() {
        Map<String, double[]> all = new TreeMap<>();
        all.put("parameters", network.params().toDoubleVector());
        INDArray updater = updaterState();
        all.put("updater", updater == null ? new double[0] : updater.toDoubleVector());
        all.put("steps", new double[] {network.getIterationCount()});
        return all;
    }

    @Override
    public void restore(Map<String, double[]> saved) {
        INDArray updater = updaterState();
        int kept = updater == null ? 0 : (int) updater.length();
        double[] parameters = Engine.array(saved, "parameters", (int) network.numParams());
        double[] state = Engine.array(saved, "updater", kept);
        int steps = (int) Engine.array(saved, "steps", 1)[0];
        network.params().assign(Nd4j.createFromArray(parameters).reshape(1, parameters.length));
        if (updater != null) {
            updater.assign(Nd4j.createFromArray(state).reshape(updater.shape()));
        }
        network.getLayerWiseConfigurations().setIterationCount(steps);
    }

    /** What DL4J's updater keeps from step to step, live; null for plain gradient descent. */
    private INDArray updaterState() {
        return network.getUpdater().getStateViewArray();
    }
}
