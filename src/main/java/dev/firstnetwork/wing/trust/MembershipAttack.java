package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Ranking;
import dev.firstnetwork.math.Elementary;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Who was a network trained on? Two attackers guess it of the training rows, who were, and the test rows, who were not.
 *
 * @param lossAuc how surely a row with a smaller loss was trained on, as the area under the ROC curve: one half is guessing
 *     (Yeom et al.: <i>Privacy Risk in Machine Learning</i>, 2018, with every threshold)
 * @param ratioAuc the same of the likelihood ratio of the row's log-odds between networks that were trained on it and networks
 *     that were not (Carlini et al.: <i>Membership Inference Attacks From First Principles</i>, 2022, section 4, with one
 *     variance for all rows); empty without shadow networks. Their attacker has not the seed of the weights, this one has
 */
public record MembershipAttack(double lossAuc, Optional<Double> ratioAuc) {

    /** Keeps the log-odds of a certain answer finite. */
    private static final double LEAST = 1e-12;

    /** The sides that two kinds of networks take to each row: their mean for it, and the variance over all. */
    private record Answers(double[] mean, double variance) {

        static Answers of(double[][] logits, boolean[][] in, boolean trainedOn) {
            double[] mean = new double[in[0].length];
            double squares = 0;
            long all = 0;
            for (int row = 0; row < mean.length; row++) {
                int i = row;
                double[] own = IntStream.range(0, logits.length)
                        .filter(k -> in[k][i] == trainedOn)
                        .mapToDouble(k -> logits[k][i])
                        .toArray();
                mean[row] = Arrays.stream(own).average().orElse(Double.NaN);
                squares += Arrays.stream(own)
                        .map(value -> value - mean[i])
                        .map(d -> d * d)
                        .sum();
                // a mean has taken one degree of freedom of each row
                all += Math.max(0, own.length - 1);
            }
            return new Answers(mean, Math.max(LEAST, squares / Math.max(1, all)));
        }

        /** The logarithm of the normal density, but for a constant. */
        double density(int row, double logit) {
            double distance = logit - mean[row];
            return -distance * distance / (2 * variance) - Elementary.log(variance) / 2;
        }
    }

    /** How many shadow networks it takes at least, so that each row is left out twice. */
    static int leastShadows(SplitData data) {
        return 2 * parts(data.split());
    }

    private static int parts(TrainTestSplit split) {
        int test = split.testRows().length;
        return (split.trainRows().length + 2 * test - 1) / test;
    }

    /**
     * Attacks {@code model}.
     *
     * @param experiment what it was trained by; judges it
     * @param recipe makes the experiment of a shadow network on its share of the rows
     * @param shadows how many networks are trained beside it: 0, or as many as {@link #leastShadows} says
     * @param seed who is left out by which
     * @param interrupted whether to do without the second attack
     */
    public static MembershipAttack of(
            Experiment experiment,
            Model model,
            Function<SplitData, Experiment> recipe,
            int shadows,
            long seed,
            BooleanSupplier interrupted) {
        TrainTestSplit split = experiment.data().split();
        int[] pool = IntStream.concat(Arrays.stream(split.trainRows()), Arrays.stream(split.testRows()))
                .toArray();
        double[] target = logOdds(experiment, model, pool);
        int members = split.trainRows().length;
        double lossAuc = auc(members, target);
        double[][] logits = new double[shadows][];
        boolean[][] in = new boolean[shadows][pool.length];
        for (int k = 0; k < shadows && !interrupted.getAsBoolean(); k++) {
            TrainTestSplit share = share(pool, split.testRows().length, k, seed, in[k]);
            SplitData data = SplitData.of(
                    experiment.data().preparation(), experiment.data().all(), share);
            Experiment shadow = recipe.apply(data);
            Model trained =
                    shadow.train(figures -> {}, interrupted, Optional.empty()).model();
            logits[k] = logOdds(shadow, trained, pool);
        }
        if (shadows == 0 || interrupted.getAsBoolean()) {
            return new MembershipAttack(lossAuc, Optional.empty());
        }
        Answers with = Answers.of(logits, in, true);
        Answers without = Answers.of(logits, in, false);
        double[] ratios = IntStream.range(0, pool.length)
                .mapToDouble(i -> with.density(i, target[i]) - without.density(i, target[i]))
                .toArray();
        return new MembershipAttack(lossAuc, Optional.of(auc(members, ratios)));
    }

    /** Leaves out as many rows as test, a part of a shuffled pool after the other, until all were, and again. */
    private static TrainTestSplit share(int[] pool, int left, int k, long seed, boolean[] in) {
        int parts = (pool.length + left - 1) / left;
        int[] order = NumpyRandom.of(seed, k / parts, 3).permutation(pool.length);
        int from = k % parts * left;
        Arrays.fill(in, true);
        List<Integer> test = new ArrayList<>();
        for (int i = from; i < from + left; i++) {
            in[order[i % pool.length]] = false;
            test.add(pool[order[i % pool.length]]);
        }
        int[] train = IntStream.range(0, pool.length)
                .filter(i -> in[i])
                .map(i -> pool[i])
                .toArray();
        return new TrainTestSplit(
                train, new int[0], test.stream().mapToInt(Integer::intValue).toArray());
    }

    /** How surely each row is given its own class: {@code log(p / (1 - p))}; of a number, less the squared error's logarithm. */
    private static double[] logOdds(Experiment experiment, Model model, int[] rows) {
        Samples samples = experiment.data().all().rowsAt(rows);
        Matrix outputs = experiment.predictor(model).apply(samples.x());
        boolean regression = model.preparation().isRegression();
        double[] logits = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (regression) {
                double error = outputs.get(i, 0) - samples.y().get(i, 0);
                logits[i] = -Elementary.log(error * error + Double.MIN_NORMAL);
            } else {
                int own = Samples.classOf(samples.y(), i, 0.5);
                double p = outputs.columns() > 1
                        ? outputs.get(i, own)
                        : own == 1 ? outputs.get(i, 0) : 1 - outputs.get(i, 0);
                logits[i] = Elementary.log((p + LEAST) / (1 - p + LEAST));
            }
        }
        return logits;
    }

    private static double auc(int members, double[] scores) {
        Matrix y = Matrix.zeros(scores.length, 1);
        Arrays.fill(y.values(), 0, members, 1);
        return Ranking.of(Matrix.of(scores.length, 1, scores), y, 1).rocAuc();
    }
}
