package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.DecisionSurface;
import dev.firstnetwork.report.Proportion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many rows a model gets right still, when somebody moves their numbers to mislead it. The true figure lies between two
 * that can be computed: what the strongest attack at hand leaves, and what is proven that no attack can take. Never is the
 * first below the second.
 *
 * @param norm how moves are measured
 * @param clean the accuracy on the rows as they are
 * @param levels by epsilon, rising
 */
public record Robustness(Threat.Norm norm, Proportion clean, List<Level> levels) {

    /** The steps of an attack by PGD, and from how many random points it begins. */
    static final int STEPS = 20;

    static final int RESTARTS = 5;

    /** Rows at a time, on all cores. */
    private static final int BLOCK = 256;

    private static final int RESOLUTION = 121;

    /**
     * How many rows are right, of all.
     *
     * @param epsilon how far they may be moved, in standardised units
     * @param fgsm after one step up the gradient, and before it
     * @param pgd at every point that an attack with this epsilon or a smaller one came to
     * @param certified proven to be so at each point within reach
     */
    public record Level(double epsilon, Proportion fgsm, Proportion pgd, Proportion certified) {}

    /**
     * The certified radius over two inputs.
     *
     * @param surface the model's answers on a grid, in the data's own units
     * @param radius for each of its points, {@code [x2][x1]}, in standardised units
     * @param rows the rows that were judged, in the data's own units
     */
    public record Plane(DecisionSurface surface, double[][] radius, Samples rows) {}

    /** How many rows of a block are right; the arrays are by level. */
    private record Counts(long clean, long[] fgsm, long[] pgd, long[] certified) {

        static Counts sum(Counts a, Counts b) {
            return new Counts(a.clean + b.clean, sum(a.fgsm, b.fgsm), sum(a.pgd, b.pgd), sum(a.certified, b.certified));
        }

        private static long[] sum(long[] a, long[] b) {
            return IntStream.range(0, a.length).mapToLong(i -> a[i] + b[i]).toArray();
        }
    }

    /**
     * Judges a model of one network.
     *
     * @param samples rows with labels, not standardised
     * @param epsilons in any order
     * @param seed where the points come from that attacks begin at
     * @throws IllegalArgumentException if {@code model} is an ensemble
     */
    public static Robustness of(Model model, Threat threat, Samples samples, double[] epsilons, long seed) {
        if (model.members().size() > 1) {
            throw new IllegalArgumentException("robustness is of one network, found an ensemble of "
                    + model.members().size() + ": train without --ensemble");
        }
        double[] rising = Arrays.stream(epsilons).distinct().sorted().toArray();
        Certifier certifier = Certifier.of(model, threat);
        Matrix x = model.preparation().standardiser().apply(samples.x());
        int[] labels = Samples.classes(samples.y());
        int n = labels.length;
        Counts counts = IntStream.rangeClosed(0, (n - 1) / BLOCK)
                .parallel()
                .mapToObj(block -> {
                    int from = block * BLOCK;
                    int to = Math.min(n, from + BLOCK);
                    NumpyRandom random = NumpyRandom.of(seed, block);
                    return counts(certifier, x.rows(from, to), Arrays.copyOfRange(labels, from, to), rising, random);
                })
                .reduce(Counts::sum)
                .orElseThrow();
        List<Level> levels = new ArrayList<>();
        for (int k = 0; k < rising.length; k++) {
            levels.add(new Level(
                    rising[k],
                    new Proportion(counts.fgsm[k], n),
                    new Proportion(counts.pgd[k], n),
                    new Proportion(counts.certified[k], n)));
        }
        return new Robustness(threat.norm(), new Proportion(counts.clean, n), levels);
    }

    private static Counts counts(Certifier certifier, Matrix x, int[] labels, double[] epsilons, NumpyRandom random) {
        Attack attack = certifier.attack();
        int[] predicted = certifier.classes(attack.logits().forward(x).output());
        int[] right = IntStream.range(0, labels.length)
                .filter(i -> predicted[i] == labels[i])
                .toArray();
        Counts counts = new Counts(
                right.length, new long[epsilons.length], new long[epsilons.length], new long[epsilons.length]);
        Matrix rows = x.rowsAt(right);
        int[] classes = at(labels, right);
        // who withstood everything so far: a point within reach is within a wider reach too
        int[] left = IntStream.range(0, right.length).toArray();
        for (int k = 0; k < epsilons.length; k++) {
            double[] epsilon = new double[right.length];
            Arrays.fill(epsilon, epsilons[k]);
            counts.certified[k] = count(certifier.certified(rows, classes, epsilon));
            Matrix stepped = attack.fgsm(rows, classes, epsilons[k]);
            boolean[] standing =
                    standing(certifier, attack.logits().forward(stepped).output(), classes);
            counts.fgsm[k] = count(standing);
            left = Arrays.stream(left).filter(i -> standing[i]).toArray();
            for (int restart = 0; restart < RESTARTS && left.length > 0; restart++) {
                int[] own = at(classes, left);
                boolean[] still = new boolean[left.length];
                Arrays.fill(still, true);
                attack.pgd(rows.rowsAt(left), own, epsilons[k], STEPS, random, logits -> {
                    boolean[] now = standing(certifier, logits, own);
                    for (int i = 0; i < still.length; i++) {
                        still[i] &= now[i];
                    }
                });
                int[] before = left;
                left = IntStream.range(0, before.length)
                        .filter(i -> still[i])
                        .map(i -> before[i])
                        .toArray();
            }
            counts.pgd[k] = left.length;
        }
        return counts;
    }

    private static boolean[] standing(Certifier certifier, Matrix logits, int[] classes) {
        int[] now = certifier.classes(logits);
        boolean[] standing = new boolean[now.length];
        for (int i = 0; i < now.length; i++) {
            standing[i] = now[i] == classes[i];
        }
        return standing;
    }

    private static int[] at(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    private static long count(boolean[] values) {
        return IntStream.range(0, values.length).filter(i -> values[i]).count();
    }

    /**
     * The certified radius around every point of a model's two inputs.
     *
     * @param samples rows with labels, not standardised, which the plane is as large as
     * @param most what it is searched up to
     */
    public static Plane plane(Model model, Threat threat, Samples samples, double most) {
        Certifier certifier = Certifier.of(model, threat);
        double[][] radius = new double[RESOLUTION][];
        DecisionSurface surface = DecisionSurface.of(samples.x(), RESOLUTION, grid -> {
            Matrix x = model.preparation().standardiser().apply(grid);
            Matrix logits = certifier.attack().logits().forward(x).output();
            int[] classes = certifier.classes(logits);
            Arrays.parallelSetAll(radius, i -> {
                int from = i * RESOLUTION;
                int to = from + RESOLUTION;
                return certifier.radius(x.rows(from, to), Arrays.copyOfRange(classes, from, to), most);
            });
            return certifier.output().apply(logits);
        });
        return new Plane(surface, radius, samples);
    }
}
