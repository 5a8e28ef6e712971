package dev.firstnetwork.benchmark;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.TrainingPlan;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One epoch of 2-32-1 on a million rows: shuffled, in batches of 65,536, and then the loss and the outputs for all rows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EpochBenchmark {

    static final int ROWS = 1_000_000;

    private Engine engine;
    private Samples samples;
    private final TrainingPlan plan = new TrainingPlan(1, 65_536, true, 1);
    private int epoch;

    @Setup
    public void prepare() {
        NetworkSpec spec = Work.spec("2-32-1");
        engine = Work.engine("hand", spec);
        samples = Work.samples(spec, ROWS);
    }

    @Benchmark
    public Engine.Outcome epoch() {
        epoch++;
        engine.fit(plan.batches(samples, epoch));
        return engine.evaluate(samples);
    }
}
