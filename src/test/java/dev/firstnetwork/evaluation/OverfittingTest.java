package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * 40 noisy moons and a network of 256 and 256 units, which learns them by heart; and what each remedy does about it. How many
 * seeds: the system property {@code firstnetwork.seeds}, 1 by default; with 20 the table that is printed is README's.
 */
class OverfittingTest {

    private static final int SEEDS = Integer.getInteger("firstnetwork.seeds", 1);
    private static final int ROWS = 40;
    private static final int TEST_ROWS = 1000;
    private static final List<Integer> LARGE = List.of(256, 256);
    private static final LearningRule PLAIN = LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.01);
    private static final TrainingPlan PLAN = new TrainingPlan(100, 0, true, 1);

    /** The mean log loss over the seeds, on the rows that were learned from and on 1000 others. */
    private record Losses(double train, double test) {

        double gap() {
            return test - train;
        }
    }

    /** @param validationRows how many of the 40 rows decide when to stop, and are not learned from */
    private record Recipe(
            List<Integer> hidden, LearningRule rule, TrainingPlan plan, int validationRows, int ensemble) {

        Recipe(LearningRule rule) {
            this(LARGE, rule, PLAN, 0, 1);
        }

        Recipe(TrainingPlan plan, int validationRows) {
            this(LARGE, PLAIN, plan, validationRows, 1);
        }

        Losses losses() {
            List<Losses> all =
                    LongStream.rangeClosed(1, SEEDS).mapToObj(this::losses).toList();
            return new Losses(
                    all.stream().mapToDouble(Losses::train).average().orElseThrow(),
                    all.stream().mapToDouble(Losses::test).average().orElseThrow());
        }

        private Losses losses(long seed) {
            Generated moons = Generated.moons(ROWS, 0.3, seed, true);
            Preparation preparation = ColumnRoles.label("label").learn(moons);
            int[] learned = IntStream.range(validationRows, ROWS).toArray();
            int[] watched = IntStream.range(0, validationRows).toArray();
            SplitData data = SplitData.of(
                    preparation, preparation.read(moons), new TrainTestSplit(learned, watched, new int[] {0}));
            NetworkSpec spec =
                    NetworkSpec.classifier(2, hidden, 1, Activation.RELU, rule.withDropout(rule.dropout(), seed));
            Experiment.Trained trained = new Experiment(
                            data,
                            spec,
                            new Experiment.Start(seed, Optional.empty()),
                            EngineKind.HAND,
                            Precision.DOUBLE,
                            plan.withShuffleSeed(seed),
                            ensemble,
                            Optional.empty())
                    .train(figures -> {}, () -> false, Optional.empty());
            Samples others = preparation.read(Generated.moons(TEST_ROWS, 0.3, 1000 + seed, true));
            return new Losses(logLoss(trained, data.all().rowsAt(learned)), logLoss(trained, others));
        }

        private static double logLoss(Experiment.Trained trained, Samples rows) {
            Matrix p =
                    EngineKind.HAND.predictor(trained.model(), Precision.DOUBLE).apply(rows.x());
            return Metrics.logLoss(p, rows.y());
        }
    }

    @Test
    void eachRemedyNarrowsTheGap() {
        Map<String, Recipe> remedies = new LinkedHashMap<>();
        remedies.put("L1 0.003", new Recipe(PLAIN.with(new Penalty(0.003, 0))));
        remedies.put("L2 0.03", new Recipe(PLAIN.with(new Penalty(0, 0.03))));
        remedies.put("dropout 0.5", new Recipe(PLAIN.withDropout(0.5, 1)));
        remedies.put("early stopping", new Recipe(PLAN.with(new Stopping(10, 0)), 12));
        remedies.put("input noise 0.4", new Recipe(PLAN.withInputNoise(0.4), 0));
        remedies.put("8 hidden units", new Recipe(List.of(8), PLAIN, PLAN, 0, 1));
        remedies.put("ensemble of 3", new Recipe(LARGE, PLAIN, PLAN, 0, 3));

        Losses none = new Recipe(PLAIN).losses();
        StringBuilder table = new StringBuilder("remedy            train    test     gap\n");
        table.append(line("none", none));
        assertThat(none.train()).isLessThan(0.05);
        assertThat(none.test()).isGreaterThan(0.8);

        for (var remedy : remedies.entrySet()) {
            Losses losses = remedy.getValue().losses();
            table.append(line(remedy.getKey(), losses));
            // an ensemble of networks that are sure of themselves is hardly less so
            double part = remedy.getKey().startsWith("ensemble") ? 0.97 : 0.6;
            assertThat(losses.gap()).as("%s%n%s", remedy.getKey(), table).isLessThan(part * none.gap());
            assertThat(losses.test()).as("%s%n%s", remedy.getKey(), table).isLessThan(none.test());
        }
        if (SEEDS > 3) {
            System.out.print(table);
        }
    }

    private static String line(String name, Losses losses) {
        return String.format(
                Locale.ROOT, "%-15s  %6.4f  %6.4f  %6.4f%n", name, losses.train(), losses.test(), losses.gap());
    }
}
