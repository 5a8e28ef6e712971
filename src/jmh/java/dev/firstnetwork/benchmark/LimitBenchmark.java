package dev.firstnetwork.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a multiplication and an addition take at best in Java: the loop of the engine's products, on arrays in the first cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LimitBenchmark {

    private static final int LENGTH = 512;
    static final int PAIRS = 4 * LENGTH;

    private final double[] to = new double[LENGTH];
    private final double[] a = new double[LENGTH];
    private final double[] b = new double[LENGTH];
    private final double[] c = new double[LENGTH];
    private final double[] d = new double[LENGTH];

    @Setup
    public void prepare() {
        Arrays.fill(a, 1e-9);
        Arrays.fill(b, 1e-9);
        Arrays.fill(c, 1e-9);
        Arrays.fill(d, 1e-9);
    }

    /** Microseconds for one pair. */
    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public double[] pair() {
        for (int i = 0; i < LENGTH; i++) {
            to[i] = to[i] + 0.1 * a[i] + 0.2 * b[i] + 0.3 * c[i] + 0.4 * d[i];
        }
        return to;
    }
}
