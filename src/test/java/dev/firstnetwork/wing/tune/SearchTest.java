package dev.firstnetwork.wing.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Score;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import dev.firstnetwork.wing.folds.CrossValidation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static final SplitData MOONS =
            ColumnRoles.label("label").split(Generated.moons(80, 0.3, 1, true), 0.25, 42);

    private static final SearchSpace SPACE =
            new SearchSpace(List.of(new SearchSpace.Range("rate", 0.001, 1, true, false, 0)));

    /** The one rung of a random or grid search. */
    private static final List<OptionalInt> ONCE = List.of(OptionalInt.empty());

    private static final List<Map<String, String>> NINE = SPACE.random(9, 1);

    private static Experiment experiment(SplitData data, double rate, int epochs) {
        NetworkSpec spec =
                NetworkSpec.classifier(2, List.of(6), 1, Activation.RELU, LearningRule.of(new Updater.Sgd(), rate));
        TrainingPlan plan = new TrainingPlan(epochs, 8, true, 1);
        return new Experiment(data, spec, 1, Optional.empty(), EngineKind.HAND, Precision.DOUBLE, plan);
    }

    private static Search search(SplitData data, int threads) {
        return new Search(
                (part, values, epochs) -> experiment(part, Double.parseDouble(values.get("rate")), epochs.orElse(4)),
                data,
                3,
                5,
                Score.LOG_LOSS,
                threads);
    }

    private static List<Trial> run(Search search, List<Trial> begun, List<OptionalInt> rungs) {
        return search.run(begun, rungs, state -> {}, () -> false);
    }

    /** By hand: 30 / 3 / 3 / 3 leaves 1 in the fourth rung, 81 / 3 / 3 / 3 is 3; 50 / 27 is 1.85. */
    @Test
    void eachRungIsThreeTimesAsLong() {
        assertThat(Search.halving(30, 81)).containsExactly(of(3, 9, 27, 81));
        assertThat(Search.halving(30, 50)).containsExactly(of(2, 6, 17, 50));
        assertThat(Search.halving(26, 50)).containsExactly(of(6, 17, 50));
        assertThat(Search.halving(1000, 5)).as("no rung shorter than an epoch").containsExactly(of(2, 5));
        assertThat(Search.halving(1, 50)).containsExactly(of(50));
        assertThat(Search.size(30, Search.halving(30, 81))).isEqualTo(30 + 10 + 3 + 1);
        assertThatThrownBy(() -> Search.halving(30, 0)).hasMessageContaining("found 0");
    }

    private static OptionalInt[] of(int... epochs) {
        return IntStream.of(epochs).mapToObj(OptionalInt::of).toArray(OptionalInt[]::new);
    }

    @Test
    void aTrialsScoresAreThoseOfItsCrossValidation() {
        List<Trial> trials = run(search(MOONS, 2), Search.trials(NINE), ONCE);

        Trial third = trials.get(2);
        double rate = Double.parseDouble(NINE.get(2).get("rate"));
        CrossValidation alone = CrossValidation.of(
                CrossValidation.parts(MOONS, MOONS.split().trainRows(), 3, 5),
                experiment(MOONS, rate, 4)::on,
                figures -> {},
                () -> false);
        CrossValidation.Mean mean = alone.means().stream()
                .filter(figure -> figure.mean().key().equals("logLoss"))
                .findFirst()
                .orElseThrow();
        assertThat(third.trial()).isEqualTo(3);
        assertThat(third.mean()).isEqualTo(mean.mean().value());
        assertThat(third.last().orElseThrow().standardDeviation())
                .isEqualTo(mean.standardDeviation().value());
        assertThat(third.last().orElseThrow().epochs()).isEqualTo(4);
    }

    /** The test rows get other labels and other places: nothing of the search is to notice. */
    @Test
    void theTestRowsDecideNothing() {
        Matrix x = MOONS.all().x().copy();
        Matrix y = MOONS.all().y().copy();
        for (int row : MOONS.split().testRows()) {
            x.set(row, 0, 1000 + row);
            y.set(row, 0, 1 - y.get(row, 0));
        }
        SplitData other = SplitData.of(MOONS.preparation(), new Samples(x, y), MOONS.split());

        assertThat(run(search(other, 2), Search.trials(NINE), ONCE))
                .isEqualTo(run(search(MOONS, 2), Search.trials(NINE), ONCE));
    }

    @Test
    void theNumberOfThreadsChangesNothing() {
        List<OptionalInt> rungs = Search.halving(9, 18);

        List<Trial> alone = run(search(MOONS, 1), Search.trials(NINE), rungs);

        assertThat(run(search(MOONS, 4), Search.trials(NINE), rungs)).isEqualTo(alone);
        assertThat(alone.stream().map(trial -> trial.rungs().size()).sorted())
                .containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 3);
    }

    @Test
    void theBestThirdOfEachRungGoesOn() {
        List<Trial> trials = run(search(MOONS, 2), Search.trials(NINE), Search.halving(9, 18));

        double worstThatWentOn = trials.stream()
                .filter(trial -> trial.rungs().size() > 1)
                .mapToDouble(trial -> trial.rungs().get(0).mean())
                .max()
                .orElseThrow();
        double bestThatStayed = trials.stream()
                .filter(trial -> trial.rungs().size() == 1)
                .mapToDouble(Trial::mean)
                .min()
                .orElseThrow();
        assertThat(worstThatWentOn).isLessThanOrEqualTo(bestThatStayed);
        Trial winner = new Tuning(SPACE, Score.LOG_LOSS, trials).best().orElseThrow();
        assertThat(winner.rungs()).extracting(Trial.Rung::epochs).containsExactly(2, 6, 18);
    }

    /** Cut off after each of its 9 + 3 + 1 cross-validations in turn, and gone on with from what was kept then. */
    @Test
    void aSearchThatIsCutOffEndsTheSame() {
        List<OptionalInt> rungs = Search.halving(9, 18);
        List<List<Trial>> states = new ArrayList<>();
        List<Trial> undisturbed = search(MOONS, 2).run(Search.trials(NINE), rungs, states::add, () -> false);

        assertThat(states).hasSize(13);
        assertThat(Search.done(states.get(7))).isEqualTo(8);
        for (List<Trial> state : states) {
            assertThat(run(search(MOONS, 2), state, rungs)).isEqualTo(undisturbed);
        }
    }

    @Test
    void anInterruptedSearchKeepsWhatIsDone() {
        AtomicInteger kept = new AtomicInteger();

        List<Trial> trials =
                search(MOONS, 1).run(Search.trials(NINE), ONCE, state -> kept.incrementAndGet(), () -> kept.get() == 3);

        assertThat(trials.stream().map(trial -> trial.rungs().size())).containsExactly(1, 1, 1, 0, 0, 0, 0, 0, 0);
    }

    /** A step of 1e300 leaves the range of numbers at once. */
    @Test
    void aTrialThatDivergesRanksLast() {
        List<Trial> trials = run(
                search(MOONS, 2),
                Search.trials(List.of(Map.of("rate", "1e300"), Map.of("rate", "0.1"), Map.of("rate", "0.01"))),
                ONCE);
        Tuning tuning = new Tuning(SPACE, Score.LOG_LOSS, trials);

        assertThat(trials.get(0).last().orElseThrow().failure()).contains("diverged after epoch 1 in fold 1");
        assertThat(tuning.ranked().get(2).trial()).isEqualTo(1);
        assertThat(tuning.failures()).isEqualTo(1);
        assertThat(tuning.best().orElseThrow().isScored()).isTrue();
    }

    /** What is wrong with the data, or with the disk that the search is kept on, is no matter of one trial. */
    @Test
    void otherFailuresEndTheSearch() {
        Search unfit = new Search(
                (part, values, epochs) -> experiment(part, 0.1, 4).deciding((p, y) -> {
                    throw new DataException("no row to decide on");
                }),
                MOONS,
                3,
                5,
                Score.LOG_LOSS,
                2);

        assertThatThrownBy(() -> run(unfit, Search.trials(NINE), ONCE)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> search(MOONS, 2)
                        .run(
                                Search.trials(NINE),
                                ONCE,
                                state -> {
                                    throw new UncheckedIOException(new IOException("disk full"));
                                },
                                () -> false))
                .hasRootCauseMessage("disk full");
    }

    @Test
    void ofTheSameScoreTheFirstIsTheBest() {
        Trial.Rung same = new Trial.Rung(5, List.of(0.5, 0.75), null);
        Trial.Rung failed = new Trial.Rung(15, List.of(), "diverged");
        Trial.Rung longer = new Trial.Rung(15, List.of(0.1, 0.3), null);
        List<Trial> trials = List.of(
                new Trial(1, Map.of("rate", "1"), List.of(same, failed)),
                new Trial(2, Map.of("rate", "2"), List.of(same)),
                new Trial(3, Map.of("rate", "3"), List.of(same)),
                new Trial(4, Map.of("rate", "4"), List.of(same, longer)));

        assertThat(new Tuning(SPACE, Score.ACCURACY, trials).ranked())
                .extracting(Trial::trial)
                .as("further first, then the order, failures last")
                .containsExactly(4, 2, 3, 1);
        assertThat(same.mean()).isEqualTo(0.625);
        assertThat(same.standardDeviation()).isEqualTo(0.125);
    }
}
