package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Reference;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.explain.Shapley.Values;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapleyTest {

    /** A network of one output from a function of a row. */
    private static UnaryOperator<Matrix> network(ToDoubleFunction<double[]> f) {
        return x -> Matrix.of(
                x.rows(),
                1,
                IntStream.range(0, x.rows())
                        .mapToDouble(i -> f.applyAsDouble(x.row(i)))
                        .toArray());
    }

    private static List<InputGroup> numeric(int columns) {
        return InputGroup.of(IntStream.range(0, columns)
                .mapToObj(j -> new Column("x" + j, List.of()))
                .toList());
    }

    private static Matrix normal(int rows, int columns, long seed) {
        NumpyRandom random = NumpyRandom.of(seed);
        return Matrix.zeros(rows, columns).map(zero -> random.nextGaussian());
    }

    private static Values exact(ToDoubleFunction<double[]> f, Matrix background, double... x) {
        return new Shapley(network(f), numeric(x.length), background).exact(Matrix.of(1, x.length, x), 0);
    }

    /**
     * f = x1 x2 + x1 at (2, 3) against (0, 1) and (1, -1). By hand: v() = (0 + 0) / 2 = 0, v(1) = (4 + 0) / 2 = 2, v(2) = (0 +
     * 4) / 2 = 2, v(12) = 8; so the first gets ((2 - 0) + (8 - 2)) / 2 = 4, and so does the second.
     */
    @Test
    void twoColumnsAsByHand() {
        Values values = exact(x -> x[0] * x[1] + x[0], Matrix.of(2, 2, 0, 1, 1, -1), 2, 3);

        assertThat(values.base()).isZero();
        assertThat(values.output()).isEqualTo(8);
        assertThat(values.values()).containsExactly(4, 4);
        assertThat(values.standardErrors()).containsExactly(0, 0);
        assertThat(values.exact()).isTrue();
    }

    /** The same with unequal shares: f = x1^2 x2 at (2, 3) against (1, 1). v = 1, 4, 3, 12: (3 + 9) / 2 and (2 + 8) / 2. */
    @Test
    void twoColumnsWithUnequalSharesAsByHand() {
        assertThat(exact(x -> x[0] * x[0] * x[1], Matrix.of(1, 2, 1, 1), 2, 3).values())
                .containsExactly(6, 5);
    }

    /** Python's mean over all 24 orders, with the category as one player. */
    @Test
    void exactValuesAreTheMeanOverAllOrders() {
        Matrix x = SmallModel.x();
        Shapley shapley = new Shapley(SmallModel::network, SmallModel.GROUPS, x.rowsAt(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

        for (int i = 0; i < 5; i++) {
            Values values = shapley.of(x.rowsAt(10 + i), 0, 1, NumpyRandom.of(1));
            assertThat(values.exact()).isTrue();
            assertThat(values.values())
                    .containsExactly(
                            Reference.numbers(
                                    SmallModel.REFERENCE.get("shapley").get(i)),
                            within(1e-14));
        }
    }

    /** w_j (x_j - mean_j): Štrumbelj, Kononenko 2014, and on paper. Sampling adds no error of its own here. */
    @ParameterizedTest
    @ValueSource(ints = {3, 12, 15})
    void ofALinearModelTheyAreWeightTimesDistanceFromTheMean(int d) {
        Matrix background = normal(7, d, 1);
        Matrix x = normal(1, d, 2);
        double[] w = normal(1, d, 3).values();
        UnaryOperator<Matrix> linear = network(
                row -> 4 + IntStream.range(0, d).mapToDouble(j -> w[j] * row[j]).sum());

        Values values = new Shapley(linear, numeric(d), background).of(x, 0, 1, NumpyRandom.of(4));

        assertThat(values.exact()).isEqualTo(d <= 12);
        double[] mean = background.columnSums();
        for (int j = 0; j < d; j++) {
            assertThat(values.values()[j]).isCloseTo(w[j] * (x.get(0, j) - mean[j] / 7), within(1e-12));
            assertThat(values.standardErrors()[j]).isCloseTo(0, within(1e-12));
        }
    }

    private static double product(double... x) {
        return Math.tanh(x[0] * x[1] + x[2]) + Math.exp(-x[0] * x[0]) * x[3] + Math.max(0, x[4] - x[1]);
    }

    /** Efficiency: all values together are the output less the mean output of the background; sampled ones too. */
    @Test
    void theyAddUpToTheOutputLessTheBase() {
        Matrix background = normal(11, 6, 5);
        Shapley shapley = new Shapley(network(ShapleyTest::product), numeric(6), background);
        Matrix x = normal(1, 6, 6);
        double base = IntStream.range(0, 11)
                .mapToDouble(i -> product(background.row(i)))
                .average()
                .orElseThrow();

        for (Values values : List.of(shapley.exact(x, 0), shapley.sampled(x, 0, 50, NumpyRandom.of(7)))) {
            assertThat(values.base()).isCloseTo(base, within(1e-15));
            assertThat(values.output()).isCloseTo(product(x.row(0)), within(1e-15));
            assertThat(Arrays.stream(values.values()).sum()).isCloseTo(values.output() - base, within(1e-13));
        }
    }

    /** Symmetry: two columns that the function treats alike, with the same values, get the same. */
    @Test
    void columnsThatDoTheSameGetTheSame() {
        Matrix background = normal(5, 3, 8);
        for (int i = 0; i < 5; i++) {
            background.set(i, 2, background.get(i, 0));
        }

        double[] values = exact(x -> Math.sin(x[0] + x[2]) * x[1], background, 0.4, 1.3, 0.4)
                .values();

        assertThat(values[0]).isCloseTo(values[2], within(1e-15)).isNotEqualTo(values[1]);
    }

    /** Dummy: a column that changes nothing gets nothing, whatever its value. */
    @Test
    void aColumnThatDoesNothingGetsNothing() {
        Matrix background = normal(11, 6, 5);
        Shapley shapley = new Shapley(network(ShapleyTest::product), numeric(6), background);
        Matrix x = normal(1, 6, 9);

        assertThat(shapley.exact(x, 0).values()[5]).isZero();
        Values sampled = shapley.sampled(x, 0, 50, NumpyRandom.of(7));
        assertThat(sampled.values()[5]).isZero();
        assertThat(sampled.standardErrors()[5]).isZero();
        assertThat(sampled.standardErrors()[0]).isPositive();
    }

    /** Linearity: the values of a sum are the sums of the values. */
    @Test
    void ofASumTheyAreTheSum() {
        Matrix background = normal(6, 5, 10);
        double[] x = normal(1, 5, 11).values();
        ToDoubleFunction<double[]> other = row -> row[0] * row[4] - 3 * Math.cos(row[3]);

        double[] first = exact(ShapleyTest::product, background, x).values();
        double[] second = exact(other, background, x).values();
        double[] sum = exact(row -> 2 * product(row) + other.applyAsDouble(row), background, x)
                .values();

        for (int j = 0; j < 5; j++) {
            assertThat(sum[j]).isCloseTo(2 * first[j] + second[j], within(1e-13));
        }
    }

    /**
     * Over 300 seeds the sampled values scatter around the exact ones, and as widely as their standard errors say: the mean
     * of the squared error in units of the squared standard error is 1, give or take 3 of its own deviations.
     */
    @Test
    void sampledValuesScatterAsTheirStandardErrorsSay() {
        Matrix background = normal(4, 6, 12);
        Shapley shapley = new Shapley(network(ShapleyTest::product), numeric(6), background);
        Matrix x = normal(1, 6, 13);
        double[] exact = shapley.exact(x, 0).values();
        double squaredErrors = 0;
        double squaredStandardErrors = 0;
        double error = 0;
        int seeds = 300;

        for (int seed = 0; seed < seeds; seed++) {
            Values values = shapley.sampled(x, 0, 80, NumpyRandom.of(seed));
            assertThat(values.permutations()).isEqualTo(80);
            error += values.values()[0] - exact[0];
            squaredErrors += Math.pow(values.values()[0] - exact[0], 2);
            squaredStandardErrors += Math.pow(values.standardErrors()[0], 2);
        }

        assertThat(squaredErrors / squaredStandardErrors).isBetween(0.75, 1.25);
        assertThat(error / seeds).isCloseTo(0, within(3 * Math.sqrt(squaredStandardErrors) / seeds));
    }

    /** 2 permutations make a pair, each of 4 background rows gets as many pairs as the next, and no fewer than two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 25})
    void permutationsAreRoundedUpToPairsForEachRow(int asked) {
        Shapley shapley = new Shapley(network(ShapleyTest::product), numeric(6), normal(4, 6, 12));

        Values values = shapley.sampled(normal(1, 6, 13), 0, asked, NumpyRandom.of(1));

        assertThat(values.permutations()).isEqualTo(asked <= 16 ? 16 : asked <= 24 ? 24 : 32);
    }

    @Test
    void theSameSeedGivesTheSameValues() {
        Shapley shapley = new Shapley(network(ShapleyTest::product), numeric(6), normal(4, 6, 12));
        Matrix x = normal(1, 6, 13);

        double[] values = shapley.sampled(x, 0, 20, NumpyRandom.of(3)).values();

        assertThat(shapley.sampled(x, 0, 20, NumpyRandom.of(3)).values()).isEqualTo(values);
        assertThat(shapley.sampled(x, 0, 20, NumpyRandom.of(4)).values()).isNotEqualTo(values);
    }

    /** Counted where they are asked; the empty and the full coalition, and the row itself, are asked once and count too. */
    @ParameterizedTest
    @ValueSource(ints = {3, 12, 15})
    void questionsAreCountedBeforehand(int d) {
        AtomicLong asked = new AtomicLong();
        UnaryOperator<Matrix> counting = x -> {
            asked.addAndGet(x.rows());
            return Matrix.zeros(x.rows(), 1);
        };

        new Shapley(counting, numeric(d), normal(4, d, 1)).of(normal(1, d, 2), 0, 20, NumpyRandom.of(3));

        assertThat(Shapley.questions(d, 4, 20) - asked.get()).isBetween(-5L, 4L);
    }

    @Test
    void oneColumnGetsAll() {
        assertThat(exact(x -> x[0] * x[0], Matrix.of(2, 1, 1, 3), 4).values()).containsExactly(16 - 5);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        assertThatThrownBy(() -> new Shapley(network(x -> 0), numeric(2), Matrix.zeros(0, 2)))
                .hasMessageContaining("no background");
        assertThatThrownBy(() -> new Shapley(network(x -> 0), numeric(3), Matrix.zeros(1, 2)))
                .hasMessage("X is [1, 2], but the columns become 3 inputs");
        assertThatThrownBy(() -> exact(x -> 0, Matrix.zeros(1, 21), new double[21]))
                .hasMessageContaining("21 columns take 2^21 coalitions");
    }
}
