package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedSumTest {

    private static final int[] ALL = {0, 1, 2, 4};
    private static final int SIZE = 5_000;

    /** Zeros, small, large and negative changes: a client each. */
    private static double[] change(int client) {
        double[] change = new double[SIZE];
        Arrays.setAll(change, i -> client * Math.sin(i * (client + 1)) * 100);
        return change;
    }

    private static List<long[]> messages() {
        MaskedSum sum = new MaskedSum(5);
        List<long[]> messages = new ArrayList<>();
        for (int client : ALL) {
            messages.add(sum.message(MaskedSum.units(change(client)), client, ALL, 3));
        }
        return messages;
    }

    /**
     * Pearson's chi-squared of its bytes against 256 equally frequent ones; 255 degrees of freedom exceed 400 once in some 10^8
     * times.
     */
    private static double chiSquared(long[] message) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * message.length);
        Arrays.stream(message).forEach(bytes::putLong);
        long[] counts = new long[256];
        for (byte value : bytes.array()) {
            counts[value & 0xff]++;
        }
        double expected = bytes.capacity() / 256.0;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }

    @Test
    void theSumIsExact() {
        long[] expected = new long[SIZE];
        for (int client : ALL) {
            long[] units = MaskedSum.units(change(client));
            Arrays.setAll(expected, i -> expected[i] + units[i]);
        }

        assertThat(MaskedSum.sum(messages()))
                .containsExactly(Arrays.stream(expected)
                        .mapToDouble(units -> units * 0x1p-40)
                        .toArray());
    }

    @Test
    void eachMessageLooksLikeRandomNumbersAndSoDoesTheSumOfSome() {
        List<long[]> messages = messages();
        long[] three = new long[SIZE];
        messages.subList(0, 3).forEach(message -> Arrays.setAll(three, i -> three[i] + message[i]));

        assertThat(messages).allMatch(message -> chiSquared(message) < 400);
        assertThat(chiSquared(three)).isLessThan(400);
        // what is not masked does not pass
        assertThat(chiSquared(MaskedSum.units(change(2)))).isGreaterThan(1000);
    }

    @Test
    void anotherRoundHasOtherMasks() {
        MaskedSum sum = new MaskedSum(5);

        assertThat(sum.message(new long[3], 0, ALL, 1)).isNotEqualTo(sum.message(new long[3], 0, ALL, 2));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (double bad : new double[] {2048, -1e9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> MaskedSum.units(new double[] {bad})).hasMessageContaining("found " + bad);
        }
        assertThatThrownBy(() -> new MaskedSum(4097)).hasMessageContaining("found 4097");
    }
}
