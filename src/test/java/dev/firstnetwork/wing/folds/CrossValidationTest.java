package dev.firstnetwork.wing.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Penalty;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.RegressionMetrics;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What issue 5 asks of five folds on the bundled sets, with the hand-written engine and the program's own seeds. */
class CrossValidationTest {

    private static SplitData data(BundledSet set, double validationSize) {
        ColumnRoles roles = new ColumnRoles(
                set.label(),
                List.of(),
                List.of(),
                set.positive(),
                Preparation.Missing.ERROR,
                ColumnRoles.Task.CLASSIFICATION);
        return roles.split(set.table(), 0.2, validationSize, 42);
    }

    private static Experiment experiment(SplitData data, LearningRule rule, TrainingPlan plan) {
        NetworkSpec spec = NetworkSpec.classifier(data.preparation().inputs(), List.of(32), 1, Activation.RELU, rule);
        return new Experiment(data, spec, 1, Optional.empty(), EngineKind.HAND, Precision.DOUBLE, plan);
    }

    private static CrossValidation fiveFolds(Experiment experiment) {
        int[] all = IntStream.range(0, experiment.data().all().rows()).toArray();
        Stream<SplitData> parts = CrossValidation.parts(experiment.data(), all, 5, 42);
        return CrossValidation.of(parts.parallel(), experiment::on, figures -> {}, () -> false);
    }

    private static double mean(CrossValidation validation, String key) {
        return validation.means().stream()
                .map(CrossValidation.Mean::mean)
                .filter(mean -> mean.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** scikit-learn's MLPClassifier: 0.975. */
    @Test
    void breastCancerIsToldWith97PerCent() {
        CrossValidation validation = fiveFolds(experiment(
                data(BundledSet.BREAST_CANCER, 0),
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.001),
                new TrainingPlan(100, 32, true, 1)));

        assertThat(validation.folds()).hasSize(5);
        assertThat(validation.folds().stream().mapToLong(Figures::rows).sum()).isEqualTo(569);
        assertThat(mean(validation, "accuracy")).isGreaterThanOrEqualTo(0.97);
    }

    /** scikit-learn: 0.79. */
    @Test
    void germanCreditReachesAnAucOf78() {
        CrossValidation penalised = fiveFolds(experiment(
                data(BundledSet.GERMAN_CREDIT, 0),
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.002).with(new Penalty(0, 0.03)),
                new TrainingPlan(40, 32, true, 1)));
        assertThat(mean(penalised, "rocAuc")).isGreaterThanOrEqualTo(0.78);
    }

    @Test
    void earlyStoppingHasValidationRowsInEachFold() {
        Experiment early = experiment(
                data(BundledSet.GERMAN_CREDIT, 0.2),
                LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.002),
                new TrainingPlan(40, 32, true, 1).with(new Stopping(5, 0)));
        AtomicInteger folds = new AtomicInteger();

        CrossValidation validation = CrossValidation.of(
                CrossValidation.parts(early.data(), IntStream.range(0, 1000).toArray(), 5, 42),
                fold -> {
                    assertThat(fold.split().testRows()).hasSize(200);
                    assertThat(fold.split().validationRows()).hasSize(160);
                    assertThat(fold.train().rows()).isEqualTo(640);
                    folds.incrementAndGet();
                    return early.on(fold);
                },
                figures -> {},
                () -> false);

        assertThat(folds).hasValue(5);
        assertThat(mean(validation, "rocAuc")).isGreaterThanOrEqualTo(0.75);
    }

    /** Two folds by hand: mean and deviation of 0.5 and 1. */
    @Test
    void meansAreOverTheFolds() {
        Figures half = new RegressionMetrics(0.5, 1, 2, 3, 10);
        Figures whole = new RegressionMetrics(1, 1, 4, 3, 12);

        List<CrossValidation.Mean> means = new CrossValidation(List.of(half, whole)).means();

        assertThat(means).extracting(mean -> mean.mean().key()).startsWith("r2", "rootMeanSquaredError");
        assertThat(means.get(0).mean().value()).isEqualTo(0.75);
        assertThat(means.get(0).standardDeviation().value()).isCloseTo(0.25, within(1e-15));
        assertThat(means.get(1).standardDeviation().value()).isZero();
        assertThat(means.get(2).mean().value()).isEqualTo(3);
        assertThat(new CrossValidation(List.of()).means()).isEmpty();
    }

    @Test
    void anInterruptionLeavesTheFoldsSoFar() {
        Experiment experiment = experiment(
                data(BundledSet.BREAST_CANCER, 0),
                LearningRule.of(new Updater.Sgd(), 0.1),
                new TrainingPlan(1, 0, true, 1));
        AtomicInteger begun = new AtomicInteger();
        CrossValidation validation = CrossValidation.of(
                CrossValidation.parts(experiment.data(), IntStream.range(0, 569).toArray(), 5, 42),
                fold -> {
                    begun.incrementAndGet();
                    return experiment.on(fold);
                },
                figures -> {},
                () -> begun.get() > 2);
        assertThat(validation.folds()).hasSize(2);
    }
}
