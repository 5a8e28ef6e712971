package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.NumpyRandom;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

    /** Ten rows that hold their own numbers. */
    private static final Samples TEN = new Samples(
            Matrix.of(10, 1, IntStream.range(0, 10).asDoubleStream().toArray()),
            Matrix.of(10, 1, IntStream.range(100, 110).asDoubleStream().toArray()));

    private static List<double[]> batches(TrainingPlan plan, int epoch) {
        List<double[]> batches = new ArrayList<>();
        plan.batches(TEN, epoch).forEach(batch -> {
            double[] x = batch.x().values();
            assertThat(batch.y().values())
                    .containsExactly(Arrays.stream(x).map(v -> v + 100).toArray());
            batches.add(x);
        });
        return batches;
    }

    @Test
    void theFullBatchIsAllRowsInOrder() {
        assertThat(new TrainingPlan(1, 0, true, 1).batches(TEN, 1)).containsExactly(TEN);
        assertThat(new TrainingPlan(1, 10, true, 1).batches(TEN, 1)).containsExactly(TEN);
        assertThat(new TrainingPlan(1, 11, true, 1).batches(TEN, 1)).containsExactly(TEN);
    }

    @Test
    void theLastBatchTakesWhatIsLeft() {
        List<double[]> batches = batches(new TrainingPlan(1, 4, false, 1), 1);
        assertThat(batches).containsExactly(new double[] {0, 1, 2, 3}, new double[] {4, 5, 6, 7}, new double[] {8, 9});
        assertThat(batches(new TrainingPlan(1, 1, false, 1), 1)).hasSize(10);
    }

    @Test
    void shufflingTakesEachRowOnceInAnOrderOfItsOwnEachEpoch() {
        TrainingPlan plan = new TrainingPlan(3, 3, true, 7);
        double[] first =
                batches(plan, 1).stream().flatMapToDouble(Arrays::stream).toArray();
        double[] second =
                batches(plan, 2).stream().flatMapToDouble(Arrays::stream).toArray();
        double[] again =
                batches(plan, 1).stream().flatMapToDouble(Arrays::stream).toArray();
        assertThat(first).containsExactlyInAnyOrder(TEN.x().values());
        assertThat(second).containsExactlyInAnyOrder(TEN.x().values()).isNotEqualTo(first);
        assertThat(again).containsExactly(first);
        int[] order = NumpyRandom.of(7, 1).permutation(10);
        assertThat(first).containsExactly(Arrays.stream(order).asDoubleStream().toArray());
    }

    @Test
    void aPlanOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new TrainingPlan(-1, 0, true, 1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new TrainingPlan(1, -2, true, 1)).hasMessageContaining("found -2");
    }
}
