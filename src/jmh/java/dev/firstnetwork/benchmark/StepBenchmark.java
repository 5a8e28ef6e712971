package dev.firstnetwork.benchmark;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
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

    @Param({"hand-scalar", "hand-vector", "dl4j-float", "dl4j-double"})
    public String system;

    @Param({"2-32-1", "30-64-32-1", "64-128-10"})
    public String net;

    @Param({"1", "16", "80", "1000", "10000", "100000", "1000000"})
    public int batch;

    private Engine engine;
    private Samples samples;
    private List<Samples> batches;

    @Setup
    public void prepare() {
        NetworkSpec spec = Work.spec(net);
        engine = Work.engine(system, spec);
        samples = Work.samples(spec, batch);
        batches = List.of(samples);
    }

    @Benchmark
    public void step() {
        engine.fit(batches);
    }

    /** The same, and the loss of the batch. */
    @Benchmark
    public void stepAndLoss(Blackhole sink) {
        engine.fit(batches);
        sink.consume(engine.loss(samples));
    }

    @Benchmark
    public void predict(Blackhole sink) {
        sink.consume(engine.predict(samples.x()));
    }
}
