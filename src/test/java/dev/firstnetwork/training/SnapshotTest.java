package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.backprop.Updater;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.dl4j.Dl4jEngine.Precision;
import dev.firstnetwork.dl4j.Stopping;
import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.table.ColumnRoles;
import dev.firstnetwork.training.EpochFigures.Side;
import dev.firstnetwork.training.Trainer.Snapshot;
import dev.firstnetwork.training.Trainer.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is taken up where a snapshot was made of it. */
class SnapshotTest {

    /** Few noisy rows, so that the lowest validation loss lies behind the last epochs. */
    private static final SplitData DATA =
            ColumnRoles.label("label").split(Generated.moons(60, 0.4, 3, true), 0.2, 0.3, 42);

    private static final NetworkSpec SPEC = NetworkSpec.classifier(
            2, List.of(8), 1, Activation.TANH, LearningRule.of(new Updater.Adam(0.9, 0.999, 1e-8), 0.1));

    private static Engine engine(EngineKind kind, long seed) {
        Parameters start = Parameters.glorotUniform(SPEC.sizes(), NumpyRandom.of(seed));
        return kind.create(SPEC, start, Precision.DOUBLE);
    }

    private static TrainingResult train(Engine engine, Optional<Snapshot> from, Trainer.Listener listener) {
        TrainingPlan plan = new TrainingPlan(200, 8, true, 3).with(new Stopping(6, 0));
        return new Trainer(DATA, plan).train(engine, from, listener, () -> false);
    }

    /** Whatever epoch it is taken up after, and whatever the engine that goes on was before. */
    @ParameterizedTest
    @EnumSource(EngineKind.class)
    void aRunThatIsTakenUpEndsInTheSameBits(EngineKind kind) {
        List<Snapshot> snapshots = new ArrayList<>();
        Engine whole = engine(kind, 1);
        TrainingResult expected = train(whole, Optional.empty(), new Trainer.Listener() {
            @Override
            public void epoch(EpochFigures figures) {}

            @Override
            public void state(int epoch, Supplier<Snapshot> snapshot) {
                assertThat(epoch).isEqualTo(snapshots.size());
                snapshots.add(snapshot.get());
            }
        });

        assertThat(expected.stop()).isEqualTo(TrainingResult.Stop.EARLY_STOPPING);
        assertThat(expected.epoch()).isGreaterThan(2);
        assertThat(snapshots).hasSize(expected.epoch() + 7);
        // DL4J takes its time for a network: three of the epochs must do
        int every = kind == EngineKind.HAND ? 1 : (snapshots.size() - 1) / 2;
        for (int epoch = 0; epoch < snapshots.size(); epoch += every) {
            Snapshot snapshot = snapshots.get(epoch);
            Engine other = engine(kind, 2);
            TrainingResult resumed = train(other, Optional.of(snapshot), figures -> {});

            assertThat(resumed.stop()).isEqualTo(expected.stop());
            assertThat(resumed.epoch()).isEqualTo(expected.epoch());
            assertThat(resumed.history()).isEqualTo(expected.history());
            TensorDifference.of(resumed.parameters(), expected.parameters())
                    .forEach(difference -> assertThat(difference.maxAbsolute()).isZero());
            assertThat(other.state()).usingRecursiveComparison().isEqualTo(whole.state());
        }
    }

    @Test
    void theFiguresOfAnEpochComeBackFromTheirNumbers() {
        EpochFigures plain =
                new EpochFigures(3, new Side(0.1, 0.9), new Side(0.2, 0.8), Optional.empty(), Optional.empty());
        EpochFigures full = new EpochFigures(
                4,
                new Side(0.1, 0.9),
                new Side(0.2, 0.8),
                Optional.of(new Side(0.3, 0.7)),
                Optional.of(new LockstepEngine.Differences(1e-16, 2e-16)));

        assertThat(plain.toArray())
                .containsExactly(3, 0.1, 0.9, 0.2, 0.8, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(full.toArray()).containsExactly(4, 0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 1e-16, 2e-16);
        assertThat(EpochFigures.ofArray(plain.toArray())).isEqualTo(plain);
        assertThat(EpochFigures.ofArray(full.toArray())).isEqualTo(full);
        assertThatThrownBy(() -> EpochFigures.ofArray(new double[8])).hasMessageContaining("9 figures, found 8");
    }

    /** A loss that is not finite on any side says that the run has diverged. */
    @Test
    void anEpochIsFiniteWhereAllItsLossesAre() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            for (int i : new int[] {1, 3, 5}) {
                double[] figures = {4, 0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0, 0};
                assertThat(EpochFigures.ofArray(figures).isFinite()).isTrue();
                figures[i] = bad;
                boolean absent = i == 5 && Double.isNaN(bad);
                assertThat(EpochFigures.ofArray(figures).isFinite()).isEqualTo(absent);
            }
        }
    }
}
