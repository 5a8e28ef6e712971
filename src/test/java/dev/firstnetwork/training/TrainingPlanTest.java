package dev.firstnetwork.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.math.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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
        assertThat(plan.withShuffleSeed(8)).isEqualTo(new TrainingPlan(3, 3, true, 8));
    }

    @Test
    void aPlanOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new TrainingPlan(-1, 0, true, 1)).hasMessageContaining("found -1");
        assertThatThrownBy(() -> new TrainingPlan(1, -2, true, 1)).hasMessageContaining("found -2");
        assertThatThrownBy(() -> new TrainingPlan(1, 0, true, -3)).hasMessageContaining("-3");
    }

    /** Bishop 1995: noise of mean 0 and the given deviation on each input, another one in each epoch, none on the labels. */
    @Test
    void inputNoiseIsNewInEachEpochAndLeavesTheLabels() {
        Samples rows = new Samples(Matrix.zeros(4000, 2), Matrix.zeros(4000, 1).map(ignored -> 1));
        TrainingPlan plan = new TrainingPlan(2, 0, true, 7).withInputNoise(0.3);

        Samples first = plan.batches(rows, 1).iterator().next();
        Samples second = plan.batches(rows, 2).iterator().next();

        double[] noise = first.x().values();
        double mean = Arrays.stream(noise).average().orElseThrow();
        double variance = Arrays.stream(noise).map(v -> v * v).average().orElseThrow();
        // 8000 draws: the standard deviations are 0.0034 and 0.0014
        assertThat(mean).isCloseTo(0, within(0.014));
        assertThat(variance).isCloseTo(0.09, within(0.006));
        assertThat(first.y()).isEqualTo(rows.y());
        assertThat(second.x()).isNotEqualTo(first.x());
        assertThat(plan.batches(rows, 1).iterator().next().x()).isEqualTo(first.x());
        // the rows themselves are as they were
        assertThat(rows.x().values()).containsOnly(0);
    }

    /** NumPy's RandomState([7, 1, 1]).standard_normal(), row by row in the order of the epoch. */
    @Test
    void theNoiseIsAStreamOfItsOwn() {
        TrainingPlan plan = new TrainingPlan(1, 4, true, 7);
        double[] plain = new double[10];
        double[] noisy = new double[10];
        int next = 0;
        for (Samples batch : plan.batches(TEN, 1)) {
            System.arraycopy(batch.x().values(), 0, plain, next, batch.rows());
            next += batch.rows();
        }
        next = 0;
        for (Samples batch : plan.withInputNoise(0.5).batches(TEN, 1)) {
            System.arraycopy(batch.x().values(), 0, noisy, next, batch.rows());
            next += batch.rows();
        }
        NumpyRandom random = NumpyRandom.of(7, 1, 1);
        for (int i = 0; i < 10; i++) {
            assertThat(noisy[i]).isEqualTo(plain[i] + 0.5 * random.nextGaussian());
        }
    }

    @Test
    void stepsAreBatches() {
        assertThat(new TrainingPlan(1, 4, true, 1).steps(10)).isEqualTo(3);
        assertThat(new TrainingPlan(1, 5, true, 1).steps(10)).isEqualTo(2);
        assertThat(new TrainingPlan(1, 50, true, 1).steps(10)).isEqualTo(1);
        assertThat(new TrainingPlan(1, 0, true, 1).steps(10)).isEqualTo(1);
    }

    @Test
    void noiseOutOfRangeIsRefused() {
        TrainingPlan plan = new TrainingPlan(1, 0, true, 1);
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> plan.withInputNoise(bad)).hasMessageContaining("found " + bad);
        }
    }

    /** Each epoch has a stream of its own, and the parameters are those of the moment. */
    @Test
    void aBatchIsChangedByTheNetworkAsItIs() {
        double[] w = {1};
        Parameters now =
                new Parameters(List.of(Tensor.weights("W1", Matrix.of(1, 1, w)), Tensor.bias("b1", new double[1])));
        TrainingPlan plan = new TrainingPlan(1, 4, true, 1)
                .with((batch, parameters, random) ->
                        batch.withInputs(batch.x().map(x -> parameters.w(1).get(0, 0) * x + random.nextDouble())));
        UnaryOperator<Samples> change = plan.withShuffleSeed(7).changing(2, () -> now);
        NumpyRandom random = NumpyRandom.of(7, 2, 2);
        for (double factor : new double[] {1, 5}) {
            w[0] = factor;
            Matrix expected = TEN.x().map(x -> factor * x + random.nextDouble());
            assertThat(change.apply(TEN).x()).isEqualTo(expected);
        }
        assertThat(new TrainingPlan(1, 4, true, 1).changing(1, () -> now).apply(TEN))
                .isSameAs(TEN);
    }
}
