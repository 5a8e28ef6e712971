package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstnetwork.data.SplitData.Hashing;
import dev.firstnetwork.data.SplitData.TrainTestSplit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A split that hangs on the number of each row alone. */
class HashingTest {

    /** SplitMix64 in Python, from its authors' description, on seeds 42 and 7: the first 20 rows of each. */
    @Test
    void itIsTheFormulaInPython() {
        assertThat(sides(new Hashing(0.2, 0, 42), 20)).isEqualTo("00000002000000000020");
        assertThat(sides(new Hashing(0.3, 0.5, 7), 20)).isEqualTo("10001200020000002202");
    }

    private static String sides(Hashing hashing, int rows) {
        StringBuilder sides = new StringBuilder();
        IntStream.range(0, rows).map(hashing::side).forEach(sides::append);
        return sides.toString();
    }

    /** 100,000 rows: the standard deviation of a fraction of 0.2 is 0.0013, of a correlation 0.0032. */
    @Test
    void sidesAreAsLargeAsAskedAndOneRowSaysNothingOfTheNext() {
        int n = 100_000;
        Hashing hashing = new Hashing(0.2, 0.25, 3);
        int[] side = IntStream.range(0, n).map(hashing::side).toArray();

        assertThat(IntStream.of(side).filter(s -> s == 2).count()).isBetween(19_480L, 20_520L);
        assertThat(IntStream.of(side).filter(s -> s == 1).count()).isBetween(19_480L, 20_520L);
        double product = 0;
        for (int i = 1; i < n; i++) {
            product += ((side[i] == 2 ? 1 : 0) - 0.2) * ((side[i - 1] == 2 ? 1 : 0) - 0.2);
        }
        assertThat(product / (n * 0.16)).isBetween(-0.013, 0.013);
    }

    @Test
    void aRowStaysWhereItIsWhenMoreRowsCome() {
        int[] few = TrainTestSplit.hashed(50, 0.2, 0, 42).testRows();
        int[] many = TrainTestSplit.hashed(80, 0.2, 0, 42).testRows();

        assertThat(many).startsWith(few);
        assertThat(TrainTestSplit.hashed(50, 0.2, 0, 43).testRows()).isNotEqualTo(few);
    }

    @Test
    void tooFewRowsAreSaidToBe() {
        assertThatThrownBy(() -> TrainTestSplit.hashed(1, 0.2, 0, 42))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("1 row is too few to split by hash: ");
        assertThatThrownBy(() -> new Hashing(1, 0, 42)).isInstanceOf(IllegalArgumentException.class);
    }
}
