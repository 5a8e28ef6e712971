package dev.firstnetwork.wing.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.data.Column;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.wing.explain.PermutationImportance.Score;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermutationImportanceTest {

    private static final Samples SAMPLES = new Samples(SmallModel.x(), SmallModel.y());

    /** scikit-learn 1.9.1 with random_state 7: every shuffle, not only their mean. */
    @ParameterizedTest
    @CsvSource({"0, accuracy", "1, neg_log_loss"})
    void everyShuffleIsScikitLearns(int score, String name) {
        PermutationImportance importance = PermutationImportance.of(
                        SmallModel::network, SmallModel.GROUPS, SAMPLES, List.of(Score.ACCURACY, Score.LOG_LOSS), 6, 7)
                .get(score);

        JsonNode expected = SmallModel.REFERENCE.get("importance").get(name);
        for (int j = 0; j < 4; j++) {
            assertThat(importance.worsening()[j])
                    .as("column %d", j)
                    .containsExactly(
                            Reference.numbers(expected.get("importances").get(j)), within(1e-12));
            assertThat(importance.mean(j)).isCloseTo(expected.get("mean").get(j).doubleValue(), within(1e-12));
            assertThat(importance.standardDeviation(j))
                    .isCloseTo(expected.get("std").get(j).doubleValue(), within(1e-12));
        }
    }

    /** Half of the labels are 1 and the output is the column itself: shuffled, it is right where two labels agree. */
    @Test
    void aColumnThatIsNotUsedIsWorthNothingAndOneThatIsAllIsWorthAll() {
        int n = 2000;
        Matrix x = Matrix.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            x.set(i, 0, i % 2);
            x.set(i, 1, i);
        }
        Samples samples = new Samples(x, first(x));

        PermutationImportance importance = PermutationImportance.of(
                        PermutationImportanceTest::first,
                        groups("used", "idle"),
                        samples,
                        List.of(Score.ACCURACY),
                        5,
                        1)
                .get(0);

        assertThat(importance.baseline()).isEqualTo(1);
        assertThat(importance.mean(0)).isCloseTo(0.5, within(0.02));
        assertThat(importance.worsening()[1]).containsOnly(0);
        assertThat(importance.standardDeviation(1)).isZero();
    }

    /** sqrt((1 + 4) / 2), and shuffling two different numbers either changes nothing or swaps them. */
    @Test
    void anErrorOfNumbersRises() {
        Matrix x = Matrix.of(2, 1, 1, 2);
        Samples samples = new Samples(x, Matrix.of(2, 1, 2, 4));

        PermutationImportance importance = PermutationImportance.of(
                        PermutationImportanceTest::first,
                        groups("x"),
                        samples,
                        List.of(Score.ROOT_MEAN_SQUARED_ERROR),
                        20,
                        1)
                .get(0);

        assertThat(importance.baseline()).isCloseTo(Math.sqrt(2.5), within(1e-15));
        // swapped: errors 0 and 3
        assertThat(importance.worsening()[0]).contains(0).contains(Math.sqrt(4.5) - Math.sqrt(2.5));
        assertThat(importance.worsening()[0]).doesNotContain(1);
        assertThat(importance.score().worsening()).isEqualTo("rise in RMSE");
    }

    @Test
    void theSameSeedShufflesTheSame() {
        assertThat(lossRise(3)).isEqualTo(lossRise(3)).isNotEqualTo(lossRise(4));
    }

    private static double[][] lossRise(long seed) {
        return PermutationImportance.of(
                        SmallModel::network, SmallModel.GROUPS, SAMPLES, List.of(Score.LOG_LOSS), 2, seed)
                .get(0)
                .worsening();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Score> scores = List.of(Score.ACCURACY);
        assertThatThrownBy(() -> PermutationImportance.of(
                        SmallModel::network, SmallModel.GROUPS.subList(0, 3), SAMPLES, scores, 1, 1))
                .hasMessage("X is [40, 6], but the columns become 3 inputs");
        assertThatThrownBy(
                        () -> PermutationImportance.of(SmallModel::network, SmallModel.GROUPS, SAMPLES, scores, 0, 1))
                .hasMessageContaining("shuffled 0 times: expected 1 or more");
    }

    private static Matrix first(Matrix x) {
        Matrix result = Matrix.zeros(x.rows(), 1);
        for (int i = 0; i < x.rows(); i++) {
            result.set(i, 0, x.get(i, 0));
        }
        return result;
    }

    private static List<InputGroup> groups(String... names) {
        return InputGroup.of(
                List.of(names).stream().map(name -> new Column(name, List.of())).toList());
    }
}
