package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyRandomTest {

    private static final JsonNode REFERENCE = Reference.json("reference/numpy_stream.json");

    /** The 10,000th word is the one that the C++ standard demands of std::mt19937 ([rand.predef]); all are Python's too. */
    @Test
    void wordsAreThoseOfMt19937() {
        NumpyRandom random = NumpyRandom.of(5489);

        long[] words = random.ints(10_000).mapToLong(Integer::toUnsignedLong).toArray();

        assertThat(Arrays.copyOf(words, 4)).containsExactly(3499211612L, 581869302L, 3890346734L, 3586334585L);
        assertThat(words[9_999]).isEqualTo(4123659995L);
    }

    /** The best-known numbers of NumPy: RandomState(0).random_sample(3). */
    @Test
    void uniformNumbersAreNumPys() {
        NumpyRandom random = NumpyRandom.of(0);

        assertThat(random.doubles(3).toArray())
                .containsExactly(0.5488135039273248, 0.7151893663724195, 0.6027633760716439);
    }

    /** RandomState(1).standard_normal(4), as it stands in many a notebook. */
    @Test
    void normalNumbersAreNumPys() {
        NumpyRandom random = NumpyRandom.of(1);

        assertThat(Stream.generate(random::nextGaussian).limit(4))
                .containsExactly(1.6243453636632417, -0.6117564136500754, -0.5281717522634557, -1.0729686221561705);
    }

    /** The second of a pair of normal numbers is kept while uniform ones are drawn, from reference/make_reference.py. */
    @Test
    void theSecondNormalNumberOfAPairIsKept() {
        NumpyRandom random = NumpyRandom.of(2024);

        double[] drawn = {
            random.nextGaussian(),
            random.nextDouble(),
            random.nextGaussian(),
            random.nextGaussian(),
            random.nextDouble()
        };

        assertThat(drawn).containsExactly(Reference.numbers(REFERENCE.get("normalUniformNormalNormalUniform2024")));
    }

    /** NumPy 2.4.6: r = RandomState(2024); r.randint(0, 10, 8); r.randint(0, 1, 3); r.randint(0, 1000003, 3). */
    @Test
    void integersAreNumPys() {
        NumpyRandom random = NumpyRandom.of(2024);

        assertThat(random.randint(10, 8)).containsExactly(8, 0, 0, 4, 7, 9, 1, 3);
        assertThat(random.randint(1, 3)).containsExactly(0, 0, 0);
        assertThat(random.randint(1_000_003, 3)).containsExactly(286794, 864578, 521696);
        assertThatThrownBy(() -> random.randint(0, 1)).hasMessageContaining("found 0");
    }

    /** RandomState(0).permutation(10) and RandomState(42).permutation(10), known from NumPy's and pandas' tutorials. */
    @Test
    void shortPermutationsAreNumPys() {
        assertThat(NumpyRandom.of(0).permutation(10)).containsExactly(2, 8, 4, 9, 1, 6, 7, 3, 0, 5);
        assertThat(NumpyRandom.of(42).permutation(10)).containsExactly(8, 1, 5, 0, 7, 2, 9, 4, 3, 6);
    }

    /** Beyond 256 elements the mask grows to nine bits; from reference/make_reference.py. */
    @Test
    void aLongerPermutationIsNumPys() {
        assertThat(NumpyRandom.of(3).permutation(257))
                .containsExactly(Reference.integers(REFERENCE.get("permutation257Seed3")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void aPermutationHoldsEachIndexOnce(int n) {
        int[] permutation = NumpyRandom.of(9).permutation(n);

        assertThat(permutation).containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
    }

    static Stream<JsonNode> pairs() {
        return REFERENCE.get("seedAndStream").valueStream();
    }

    /** RandomState([seed, stream]) is MT19937's init_by_array, which Python's random.seed takes too. */
    @ParameterizedTest
    @MethodSource("pairs")
    void aSeedWithAStreamIsInitByArray(JsonNode pair) {
        NumpyRandom random =
                NumpyRandom.of(pair.get("seed").longValue(), pair.get("stream").longValue());

        assertThat(random.doubles(3).toArray()).containsExactly(Reference.numbers(pair.get("samples")));
    }

    @Test
    void theLargestSeedIsNotCut() {
        assertThat(NumpyRandom.of(4294967295L).doubles(2).toArray())
                .containsExactly(Reference.numbers(REFERENCE.get("randomSampleLastSeed")));
    }

    /** The first two words of wordsAreThoseOfMt19937: 3499211612 * 2^32 + 581869302 = 0xD091BB5C22AE9EF6. */
    @Test
    void aLongIsTwoWordsTheFirstOnTop() {
        assertThat(NumpyRandom.of(5489).nextLong()).isEqualTo(0xD091BB5C22AE9EF6L);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 4294967296L, Long.MIN_VALUE, Long.MAX_VALUE})
    void aSeedOutsideOf32BitsIsRefused(long seed) {
        assertThatThrownBy(() -> NumpyRandom.of(seed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a seed must be in [0, 4294967295], found " + seed);
        assertThatThrownBy(() -> NumpyRandom.of(1, seed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(seed));
    }
}
