package dev.firstnetwork.benchmark;

import dev.firstnetwork.backprop.DenseNetwork;
import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.wing.fast.BlockedPass;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One training step: forward, backward, update. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {

    @Param({"hand", "dl4j-float", "dl4j-double"})
    public String system;

    @Param({"2-32-1", "30-64-32-1", "64-128-10"})
    public String net;

    @Param({"1", "16", "80", "1000", "10000", "100000", "1000000"})
    public int batch;

    private Engine engine;
    private Samples samples;
    private List<Samples> batches;
    private LossStep lossStep;

    @Setup
    public void prepare() {
        NetworkSpec spec = Work.spec(net);
        engine = Work.engine(system, spec);
        samples = Work.samples(spec, batch);
        batches = List.of(samples);
        lossStep = new LossStep(spec);
    }

    @Benchmark
    public void step() {
        engine.fit(batches);
    }

    /** The same, and the loss of the batch at the parameters before the step, as Keras's {@code train_on_batch} tells it. */
    @Benchmark
    public double stepAndLoss() {
        return lossStep.make(samples);
    }

    @Benchmark
    public void predict(Blackhole sink) {
        sink.consume(engine.predict(samples.x()));
    }

    /** A step of the hand-written engine with the loss in the same pass. */
    private static final class LossStep {

        private final DenseNetwork network;
        private final BlockedPass pass;
        private final Parameters gradients;
        private final LearningRule rule;
        private int steps;

        LossStep(NetworkSpec spec) {
            network = HandEngine.network(spec, Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(1)));
            pass = new BlockedPass(network);
            gradients = network.parameters().zeros();
            rule = spec.learning();
        }

        double make(Samples batch) {
            steps++;
            double loss = pass.lossAndGradients(batch.x(), batch.y(), null, gradients);
            for (int i = 0; i < gradients.tensors().size(); i++) {
                double[] w = network.parameters().tensors().get(i).values();
                rule.updater()
                        .step(
                                w,
                                gradients.tensors().get(i).values(),
                                new double[0][],
                                steps,
                                rule.rate().at(steps));
            }
            return loss;
        }
    }
}
