package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainTestSplitTest {

    /** scikit-learn's train_test_split(test_size=0.2, random_state=42) of 100 rows. */
    @Test
    void rowsAndTheirOrderAreScikitLearns() {
        JsonNode expected = Reference.json("golden/split.json");

        TrainTestSplit split = TrainTestSplit.of(100, 0.2, 42);

        assertThat(split.trainRows()).containsExactly(Reference.integers(expected.get("train_rows")));
        assertThat(split.testRows()).containsExactly(Reference.integers(expected.get("test_rows")));
    }

    /** scikit-learn takes ceil(test_size * n): 0.07 * 100 is 7.000000000000001 in floating point, and it takes 8 there. */
    @ParameterizedTest
    @CsvSource({"7, 0.2, 2", "101, 0.25, 26", "10, 0.3, 3", "100, 0.07, 8", "2, 0.5, 1", "5, 0.999, 0", "3, 0.01, 1"})
    void theTestSideIsRoundedUp(int rows, double testSize, int expected) {
        if (expected == 0) {
            assertThatThrownBy(() -> TrainTestSplit.of(rows, testSize, 1)).isInstanceOf(DataException.class);
        } else {
            TrainTestSplit split = TrainTestSplit.of(rows, testSize, 1);

            assertThat(split.testRows()).hasSize(expected);
            assertThat(split.trainRows()).hasSize(rows - expected);
        }
    }

    @Test
    void eachRowIsOnOneSide() {
        TrainTestSplit split = TrainTestSplit.of(1001, 0.37, 4);

        assertThat(IntStream.concat(IntStream.of(split.trainRows()), IntStream.of(split.testRows())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1001).boxed().toList());
    }

    @Test
    void anotherSeedIsAnotherSplit() {
        assertThat(TrainTestSplit.of(100, 0.2, 42).testRows())
                .isNotEqualTo(TrainTestSplit.of(100, 0.2, 43).testRows());
    }

    @ParameterizedTest
    @CsvSource({"1, 0.2, 1 row is", "2, 0.6, 2 rows are", "3, 0.9, 3 rows are"})
    void tooFewRowsAreRefused(int rows, double testSize, String start) {
        assertThatThrownBy(() -> TrainTestSplit.of(rows, testSize, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(start + " too few to split")
                .hasMessageContaining("test size of " + testSize);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void aTestSizeThatIsNoFractionIsRefused(double testSize) {
        assertThatThrownBy(() -> TrainTestSplit.of(100, testSize, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the test size must be between 0 and 1, found " + testSize);
    }

    /** reference/make_learning.py: train_test_split of the rows, and once more of its training rows, with one seed. */
    @Test
    void validationRowsAreThoseOfASecondSplit() {
        for (JsonNode expected : Reference.json("reference/learning.json").get("splits")) {
            long seed = expected.get("seed").longValue();

            TrainTestSplit split = TrainTestSplit.of(
                            expected.get("n").intValue(),
                            expected.get("testSize").doubleValue(),
                            seed)
                    .withValidation(expected.get("validationSize").doubleValue(), seed);

            assertThat(split.trainRows()).containsExactly(Reference.integers(expected.get("train")));
            assertThat(split.validationRows()).containsExactly(Reference.integers(expected.get("validation")));
            assertThat(split.testRows()).containsExactly(Reference.integers(expected.get("test")));
        }
    }

    @Test
    void withoutAPartForItThereAreNoValidationRows() {
        TrainTestSplit split = TrainTestSplit.of(10, 0.2, 1);

        assertThat(split.withValidation(0, 1)).isSameAs(split);
        assertThat(split.validationRows()).isEmpty();
    }

    @Test
    void aValidationSizeThatLeavesNothingIsRefused() {
        TrainTestSplit split = TrainTestSplit.of(4, 0.5, 1);

        assertThatThrownBy(() -> split.withValidation(0.9, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("2 rows are too few to split: a validation size of 0.9 leaves none to train on");
        assertThatThrownBy(() -> split.withValidation(-0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the validation size must be between 0 and 1, found -0.1");
        assertThatThrownBy(() -> split.withValidation(Double.NaN, 1)).hasMessageContaining("validation size");
    }
}
