package dev.firstnetwork.wing.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn's StratifiedKFold and KFold, both with shuffle=True: reference/make_learning.py. */
class StratifiedFoldsTest {

    private static final JsonNode FOLDS =
            Reference.json("reference/learning.json").get("folds");

    /** One column of 0 and 1 for two classes, one-hot for more. */
    private static Matrix labels(int... labels) {
        int classes = Arrays.stream(labels).max().orElseThrow() + 1;
        Matrix y = Matrix.zeros(labels.length, classes == 2 ? 1 : classes);
        for (int i = 0; i < labels.length; i++) {
            if (classes == 2) {
                y.set(i, 0, labels[i]);
            } else {
                y.set(i, labels[i], 1);
            }
        }
        return y;
    }

    private static int[] rows(int n) {
        return IntStream.range(0, n).toArray();
    }

    private static void assertFolds(List<TrainTestSplit> actual, JsonNode expected, int n) {
        assertThat(actual).hasSize(expected.size());
        for (int f = 0; f < actual.size(); f++) {
            int[] test = Reference.integers(expected.get(f));
            assertThat(actual.get(f).testRows()).as("fold %d", f).containsExactly(test);
            assertThat(actual.get(f).validationRows()).isEmpty();
            assertThat(actual.get(f).trainRows())
                    .containsExactly(IntStream.range(0, n)
                            .filter(i -> Arrays.stream(test).noneMatch(j -> j == i))
                            .toArray());
        }
    }

    @Test
    void withClassesTheyAreStratifiedKFolds() {
        for (JsonNode fold : FOLDS.get("stratified")) {
            int[] labels = Reference.integers(fold.get("labels"));

            List<TrainTestSplit> folds = StratifiedFolds.of(
                    labels(labels),
                    rows(labels.length),
                    false,
                    fold.get("k").intValue(),
                    fold.get("seed").longValue());

            assertFolds(folds, fold.get("test"), labels.length);
        }
    }

    @Test
    void withNumbersTheyAreKFolds() {
        for (JsonNode fold : FOLDS.get("plain")) {
            int n = fold.get("n").intValue();
            Matrix y = Matrix.zeros(n, 1).map(ignored -> 3.5);

            List<TrainTestSplit> folds = StratifiedFolds.of(
                    y, rows(n), true, fold.get("k").intValue(), fold.get("seed").longValue());

            assertFolds(folds, fold.get("test"), n);
        }
    }

    /** Some of the rows of a table: the folds of the same labels alone, told as numbers of the table's rows. */
    @Test
    void someRowsOfATableAreDividedAsATableOfTheirOwn() {
        int[] labels = {0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0};
        int[] some = {11, 3, 4, 0, 8, 2, 9, 7};
        int[] own = Arrays.stream(some).map(row -> labels[row]).toArray();

        List<TrainTestSplit> folds = StratifiedFolds.of(labels(labels), some, false, 2, 6);

        List<TrainTestSplit> expected = StratifiedFolds.of(labels(own), rows(some.length), false, 2, 6);
        for (int f = 0; f < 2; f++) {
            assertThat(folds.get(f).testRows())
                    .containsExactly(Arrays.stream(expected.get(f).testRows())
                            .map(i -> some[i])
                            .toArray());
        }
    }

    @Test
    void whatCannotBeDividedIsRefused() {
        Matrix y = labels(0, 0, 0, 0, 1, 1);
        assertThatThrownBy(() -> StratifiedFolds.of(y, rows(6), false, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cross-validation needs 2 folds or more, found 1");
        assertThatThrownBy(() -> StratifiedFolds.of(y, rows(6), false, 3, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("a class has 2 rows, too few for 3 folds");
        assertThatThrownBy(() -> StratifiedFolds.of(y, rows(6), true, 7, 0))
                .isInstanceOf(DataException.class)
                .hasMessage("6 rows are too few for 7 folds");
    }
}
