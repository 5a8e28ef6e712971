package dev.firstnetwork.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.inmemory.InMemoryRecordReader;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.Writable;

/**
 * Two interleaving half circles, as scikit-learn's {@code make_moons(n_samples, noise, random_state, shuffle)} makes them:
 * the same labels in the same order, and the same coordinates but for the last bit of a sine.
 *
 * @param samples how many points, 2 or more; half of them, rounded down, are the upper moon with label 0
 * @param noise the standard deviation of the Gaussian noise on each coordinate, 0 or more
 * @param seed where shuffling and noise come from, in {@code [0, 2^32)}
 * @param shuffle whether the rows are shuffled; otherwise all rows of label 0 come first
 */
public record Moons(int samples, double noise, long seed, boolean shuffle) implements TableSource {

    public Moons {
        if (samples < 2) {
            throw new IllegalArgumentException("two moons need 2 samples or more, found " + samples);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the noise must be finite and 0 or more, found " + noise);
        }
    }

    /** One point: its coordinates and the moon that it belongs to, 0 or 1. */
    private record Point(double x1, double x2, int label) {}

    @Override
    public String name() {
        return "moons";
    }

    @Override
    public List<String> columns() {
        return List.of("x1", "x2", "label");
    }

    @Override
    public RecordReader open() {
        List<List<Writable>> records = new ArrayList<>(samples);
        for (Point p : points()) {
            records.add(List.of(new DoubleWritable(p.x1), new DoubleWritable(p.x2), new IntWritable(p.label)));
        }
        return new InMemoryRecordReader(records);
    }

    private List<Point> points() {
        int outer = samples / 2;
        int inner = samples - outer;
        List<Point> clean = new ArrayList<>(samples);
        for (double angle : halfTurn(outer)) {
            clean.add(new Point(Math.cos(angle), Math.sin(angle), 0));
        }
        for (double angle : halfTurn(inner)) {
            clean.add(new Point(1 - Math.cos(angle), 1 - Math.sin(angle) - 0.5, 1));
        }
        NumpyRandom random = NumpyRandom.of(seed);
        if (shuffle) {
            List<Point> ordered = clean;
            clean = new ArrayList<>(samples);
            for (int i : random.permutation(samples)) {
                clean.add(ordered.get(i));
            }
        }
        if (noise == 0) {
            return clean;
        }
        List<Point> noisy = new ArrayList<>(samples);
        for (Point p : clean) {
            double x1 = p.x1 + noise * random.nextGaussian();
            double x2 = p.x2 + noise * random.nextGaussian();
            noisy.add(new Point(x1, x2, p.label));
        }
        return noisy;
    }

    /** NumPy's {@code linspace(0, pi, count)}. */
    private static double[] halfTurn(int count) {
        double[] angles = new double[count];
        double step = Math.PI / (count - 1);
        for (int i = 1; i < count; i++) {
            angles[i] = i == count - 1 ? Math.PI : i * step;
        }
        return angles;
    }

    /** Writes the points as CSV with a header; each number is the shortest that reads back as the same double. */
    public void writeCsv(Writer out) throws IOException {
        out.write("x1,x2,label\n");
        for (Point p : points()) {
            out.write(Numbers.text(p.x1) + "," + Numbers.text(p.x2) + "," + p.label + "\n");
        }
    }

    @Override
    public String sha256() {
        var bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(bytes, StandardCharsets.UTF_8)) {
            writeCsv(writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(bytes.toByteArray());
    }
}
