package dev.firstnetwork.benchmark;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.dl4j.Backend;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a step of DL4J's takes for a network as small as 2-32-1, by the ways and settings that could make it quicker. {@link
 * dev.firstnetwork.dl4j.Dl4jEngine} has the one that pays.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Dl4jBenchmark {

    /** By a name each; where it says nothing else, on one thread and with workspaces. */
    @Param({
        "engine",
        "fit(iterator)",
        "fit(iterator), not asynchronous",
        "fit(data set), made anew",
        "fit(data set)",
        "gradient and subtraction",
        "fit(data set), no workspaces",
        "fit(data set), 2 threads",
        "fit(data set), 2 threads for BLAS",
        "fit(data set), no helpers"
    })
    public String way;

    @Param({"80", "1000", "10000"})
    public int batch;

    private Samples samples;
    private DataSet dataSet;
    private MultiLayerNetwork network;
    private Engine engine;

    @Setup
    public void prepare() {
        Backend.require();
        NetworkSpec spec = Work.spec("2-32-1");
        samples = Work.samples(spec, batch);
        engine = Work.engine("dl4j-double", spec);
        dataSet = samples.toDataSet(DataType.DOUBLE);
        network = new MultiLayerNetwork(configuration(way));
        network.init();
        if (way.endsWith("2 threads")) {
            Nd4j.getEnvironment().setMaxMasterThreads(2);
        } else if (way.endsWith("2 threads for BLAS")) {
            Nd4j.factory().blas().setMaxThreads(2);
        }
        Nd4j.getEnvironment().allowHelpers(!way.endsWith("no helpers"));
    }

    private static MultiLayerConfiguration configuration(String way) {
        WorkspaceMode workspaces = way.endsWith("no workspaces") ? WorkspaceMode.NONE : WorkspaceMode.ENABLED;
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.01))
                .trainingWorkspaceMode(workspaces)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(2)
                        .nOut(32)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nIn(32)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build();
    }

    @Benchmark
    public void step() {
        switch (way) {
            case "engine" -> engine.fit(List.of(samples));
            case "fit(iterator)" -> network.fit(new ExistingDataSetIterator(List.of(dataSet)));
            case "fit(iterator), not asynchronous" ->
                network.fit(new ExistingDataSetIterator(List.of(dataSet)) {
                    private static final long serialVersionUID = 1;

                    @Override
                    public boolean asyncSupported() {
                        return false;
                    }
                });
            case "fit(data set), made anew" -> network.fit(samples.toDataSet(DataType.DOUBLE));
            case "gradient and subtraction" -> {
                network.setInput(dataSet.getFeatures());
                network.setLabels(dataSet.getLabels());
                network.computeGradientAndScore();
                network.params().subi(network.gradient().gradient().mul(0.01 / batch));
            }
            default -> network.fit(dataSet);
        }
    }
}
