package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.NumpyRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSkewTest {

    /** 300 rows of the classes 0, 1 and 2 in turn. */
    private static final int[] CLASSES = IntStream.range(0, 300).map(i -> i % 3).toArray();

    /** For each client how much of it the class has that it has most of. */
    private static double[] largestShares(double skew) {
        return LabelSkew.of(CLASSES, 7, skew, 1).stream()
                .mapToDouble(rows -> IntStream.range(0, 3)
                                .mapToLong(k -> Arrays.stream(rows)
                                        .filter(row -> CLASSES[row] == k)
                                        .count())
                                .max()
                                .orElseThrow()
                        / (double) rows.length)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 0.001, 0.3, 100, 1e300})
    void eachRowHasOneClientAndEachClientItsShare(double skew) {
        List<int[]> clients = LabelSkew.of(CLASSES, 7, skew, 1);

        assertThat(clients).hasSize(7).allSatisfy(rows -> assertThat(rows.length)
                .isBetween(42, 43));
        assertThat(clients.stream().flatMapToInt(Arrays::stream).sorted())
                .containsExactlyElementsOf(IntStream.range(0, 300).boxed().toList());
    }

    /** The binomial's deviation of a share of 43 rows around a third is 0.072. */
    @Test
    void aSmallConcentrationGivesEachOneClassALargeOneAllOfThem() {
        assertThat(Arrays.stream(largestShares(0.001))
                        .filter(share -> share > 0.9)
                        .count())
                .isGreaterThanOrEqualTo(4);
        assertThat(Arrays.stream(largestShares(1e6))).allMatch(share -> share < 1 / 3.0 + 4 * 0.072);
    }

    /** The mean a/s and the variance a (s - a) / (s^2 (s + 1)) of a Dirichlet variable with sum s, as textbooks have them. */
    @Test
    void theDirichletHasItsMoments() {
        double[] concentration = {0.2, 0.5, 2};
        NumpyRandom random = NumpyRandom.of(4);
        int n = 40_000;
        double[] sum = new double[3];
        double[] squares = new double[3];
        for (int i = 0; i < n; i++) {
            double[] parts = LabelSkew.dirichlet(concentration, random);
            Arrays.setAll(sum, k -> sum[k] + parts[k]);
            Arrays.setAll(squares, k -> squares[k] + parts[k] * parts[k]);
        }
        for (int k = 0; k < 3; k++) {
            double a = concentration[k];
            double variance = a * (2.7 - a) / (2.7 * 2.7 * 3.7);
            double mean = sum[k] / n;
            assertThat(mean).isCloseTo(a / 2.7, within(5 * Math.sqrt(variance / n)));
            assertThat(squares[k] / n - mean * mean).isCloseTo(variance, within(0.05 * variance));
        }
    }

    @Test
    void whatCannotBeDealtOutIsRefused() {
        assertThatThrownBy(() -> LabelSkew.of(CLASSES, 301, 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("301 clients are too many for 300 training rows");
        assertThatThrownBy(() -> LabelSkew.of(CLASSES, 0, 1, 1)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> LabelSkew.of(CLASSES, 2, 0, 1)).hasMessageContaining("found 0.0");
        assertThatThrownBy(() -> LabelSkew.of(CLASSES, 2, Double.NaN, 1)).hasMessageContaining("found NaN");
    }
}
