package dev.firstnetwork.data;

import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.NumpyRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Points in the plane that make a figure. Moons, circles and blobs are scikit-learn's {@code make_moons}, {@code
 * make_circles} and {@code make_blobs} with the same {@code random_state}: the same labels in the same order, and the same
 * coordinates but for the last bit of a sine.
 *
 * @param samples how many points, 2 or more; shared out evenly between the classes
 * @param noise the standard deviation of the Gaussian noise on each coordinate, 0 or more; of blobs, their size
 * @param seed where shuffling and noise come from, in {@code [0, 2^32)}
 * @param shuffle whether the rows are shuffled; otherwise they are in the order of the classes
 */
public record Generated(Shape shape, int samples, double noise, long seed, boolean shuffle) implements TableSource {

    public enum Shape {
        MOONS("two interleaving half circles"),
        /** A circle with a second one inside it, of 0.8 times its radius. */
        CIRCLES("a circle inside another"),
        /** Three round clouds with centres drawn from {@code [-10, 10]}. */
        BLOBS("three round clouds, three classes"),
        /** The four quadrants of a square, opposite ones alike: what no straight line can tell apart. */
        XOR("the quadrants of a square, opposite ones alike"),
        /** Two arms that wind one and a half times around each other. */
        SPIRALS("two arms wound around each other");

        private final String description;

        Shape(String description) {
            this.description = description;
        }

        /** The figure called {@code name}, if there is one. */
        public static Optional<Shape> named(String name) {
            return Arrays.stream(values())
                    .filter(shape -> shape.toString().equals(name))
                    .findFirst();
        }

        /** What it looks like, in a few words. */
        public String description() {
            return description;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double INNER_CIRCLE = 0.8;
    private static final int BLOBS = 3;
    private static final double BLOB_RANGE = 10;
    private static final double SPIRAL_TURNS = 1.5;

    public Generated {
        if (samples < 2) {
            throw new IllegalArgumentException(shape + " needs 2 samples or more, found " + samples);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the noise must be finite and 0 or more, found " + noise);
        }
    }

    public static Generated moons(int samples, double noise, long seed, boolean shuffle) {
        return new Generated(Shape.MOONS, samples, noise, seed, shuffle);
    }

    private record Point(double x1, double x2, int label) {}

    @Override
    public String name() {
        return shape.toString();
    }

    @Override
    public List<String> columns() {
        return List.of("x1", "x2", "label");
    }

    @Override
    public Reader open() {
        return new PointReader(points());
    }

    private static final class PointReader extends Reader {

        private static final long serialVersionUID = 1;

        private final transient List<Point> points;
        private int next;

        PointReader(List<Point> points) {
            this.points = points;
        }

        @Override
        public boolean advance() {
            return next++ < points.size();
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public double number(int column) {
            Point p = points.get(next - 1);
            return column == 2 ? p.label : column == 0 ? p.x1 : p.x2;
        }

        @Override
        public String text(int column) {
            double value = number(column);
            return column == 2 ? String.valueOf((int) value) : Numbers.text(value);
        }

        @Override
        public String cell(int column) {
            return text(column);
        }

        @Override
        public long line() {
            return 0;
        }
    }

    private List<Point> points() {
        NumpyRandom random = NumpyRandom.of(seed);
        return switch (shape) {
            case MOONS -> noisy(shuffled(halves(Generated::moon), random), random);
            case CIRCLES -> noisy(shuffled(halves(Generated::circle), random), random);
            case BLOBS -> shuffled(blobs(random), random);
            case XOR -> noisy(shuffled(halves((label, i, count) -> quadrant(label, random)), random), random);
            case SPIRALS -> noisy(shuffled(halves(Generated::spiral), random), random);
        };
    }

    /** Makes the i-th of {@code count} points of a class. */
    private interface Half {
        Point point(int label, int i, int count);
    }

    /** The first half of the points is of class 0, the rest of class 1. */
    private List<Point> halves(Half half) {
        List<Point> points = new ArrayList<>(samples);
        int first = samples / 2;
        for (int i = 0; i < samples; i++) {
            points.add(i < first ? half.point(0, i, first) : half.point(1, i - first, samples - first));
        }
        return points;
    }

    private static Point moon(int label, int i, int count) {
        double angle = halfTurn(i, count);
        double x1 = Elementary.cos(angle);
        double x2 = Elementary.sin(angle);
        return label == 0 ? new Point(x1, x2, 0) : new Point(1 - x1, 1 - x2 - 0.5, 1);
    }

    /** The i-th of NumPy's {@code linspace(0, pi, count)}. */
    private static double halfTurn(int i, int count) {
        if (i == 0) {
            return 0;
        }
        return i == count - 1 ? Math.PI : i * (Math.PI / (count - 1));
    }

    private static Point circle(int label, int i, int count) {
        double angle = i * (2 * Math.PI / count);
        double radius = label == 0 ? 1 : INNER_CIRCLE;
        return new Point(Elementary.cos(angle) * radius, Elementary.sin(angle) * radius, label);
    }

    private List<Point> blobs(NumpyRandom random) {
        double[][] centres = new double[BLOBS][2];
        for (double[] centre : centres) {
            centre[0] = -BLOB_RANGE + 2 * BLOB_RANGE * random.nextDouble();
            centre[1] = -BLOB_RANGE + 2 * BLOB_RANGE * random.nextDouble();
        }
        List<Point> points = new ArrayList<>(samples);
        for (int k = 0; k < BLOBS; k++) {
            int size = samples / BLOBS + (k < samples % BLOBS ? 1 : 0);
            for (int i = 0; i < size; i++) {
                double x1 = centres[k][0] + noise * random.nextGaussian();
                double x2 = centres[k][1] + noise * random.nextGaussian();
                points.add(new Point(x1, x2, k));
            }
        }
        return points;
    }

    private static Point quadrant(int label, NumpyRandom random) {
        double x1 = 2 * random.nextDouble() - 1;
        double x2 = Math.copySign(random.nextDouble(), label == 0 ? x1 : -x1);
        return new Point(x1, x2, label);
    }

    private static Point spiral(int label, int i, int count) {
        double radius = (1.0 + i) / count;
        double angle = 2 * Math.PI * SPIRAL_TURNS * radius + label * Math.PI;
        return new Point(radius * Elementary.cos(angle), radius * Elementary.sin(angle), label);
    }

    private List<Point> shuffled(List<Point> points, NumpyRandom random) {
        return shuffle
                ? Arrays.stream(random.permutation(samples))
                        .mapToObj(points::get)
                        .toList()
                : points;
    }

    private List<Point> noisy(List<Point> points, NumpyRandom random) {
        return noise == 0
                ? points
                : points.stream().map(point -> noisy(point, random)).toList();
    }

    private Point noisy(Point point, NumpyRandom random) {
        double x1 = point.x1 + noise * random.nextGaussian();
        double x2 = point.x2 + noise * random.nextGaussian();
        return new Point(x1, x2, point.label);
    }

    @Override
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
        return DigestUtils.sha256Hex(bytes.toByteArray());
    }
}
