package dev.firstnetwork.benchmark;

import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.table.CsvFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reading a CSV of {@value #ROWS} rows into what an engine takes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CsvBenchmark {

    static final int ROWS = 100_000;

    private Path file;
    private Preparation preparation;

    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("moons", ".csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            Generated.moons(ROWS, 0.1, 1, true).writeCsv(out);
        }
        preparation = ColumnRoles.label("label").learn(CsvFile.of(file));
    }

    @TearDown
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public Samples read() {
        return preparation.read(CsvFile.of(file));
    }
}
