package dev.firstnetwork.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.math.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {

    private static Matrix column(double... values) {
        return Matrix.of(values.length, 1, values);
    }

    /** By hand; the lowest score is once a positive's, once a negative's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 1 1 0 1 0 | 0.2 0.7 0.4 0.4 0.4 0.9 | 0.9:0/1 0.7:1/0 0.4:2/1 0.2:0/1",
                "0 1 1       | 0.5 0.1 0.3             | 0.5:0/1 0.3:1/0 0.1:1/0",
                "0 0         | 0.5 0.1                 | 0.5:0/1 0.1:0/1",
                "1 1         | 0.5 0.5                 | 0.5:2/0"
            })
    void scoresComeFromTheHighestDownWithTheirRows(String labels, String scores, String expected) {
        Ranking ranking = Ranking.of(column(numbers(scores)), column(numbers(labels)), 1);

        List<String> heard = new ArrayList<>();
        ranking.forEach((score, positives, negatives) -> heard.add(score + ":" + positives + "/" + negatives));

        assertThat(String.join(" ", heard)).isEqualTo(expected);
        assertThat(ranking.positives())
                .hasSize((int) labels.chars().filter(c -> c == '1').count())
                .isSorted();
        assertThat(ranking.negatives())
                .hasSize((int) labels.chars().filter(c -> c == '0').count())
                .isSorted();
    }

    private static double[] numbers(String text) {
        return List.of(text.split(" ")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void whatHasNoOrderIsRefused() {
        Ranking ofAPositive = Ranking.of(column(0.1, Double.NaN, 0.2), column(0, 1, 1), 1);
        Ranking ofANegative = Ranking.of(column(0.1, Double.NaN, 0.2), column(0, 0, 1), 1);
        for (Ranking ranking : List.of(ofAPositive, ofANegative)) {
            assertThatThrownBy(() -> ranking.forEach((score, positives, negatives) -> {}))
                    .hasMessage("found a probability that is not a number");
            assertThat(ranking.rocAuc()).isNaN();
            assertThat(ranking.averagePrecision()).isNaN();
        }
        assertThatThrownBy(() -> Ranking.of(column(0.5), column(1), 0)).hasMessageContaining("asked for class 0");
        assertThatThrownBy(() -> Ranking.of(column(0.5), Matrix.zeros(2, 1), 1)).hasMessageContaining("[2, 1]");
    }
}
