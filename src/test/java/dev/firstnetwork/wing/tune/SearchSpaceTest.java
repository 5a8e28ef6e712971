package dev.firstnetwork.wing.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.wing.tune.SearchSpace.Choice;
import dev.firstnetwork.wing.tune.SearchSpace.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

    private static final SearchSpace SPACE = new SearchSpace(List.of(
            new Choice("kind", List.of("a", "b", "c")),
            new Range("rate", 1e-4, 0.1, true, false, 4),
            new Range("part", 0, 0.5, false, false, 3),
            new Range("width", 4, 64, true, true, 3)));

    private static Map<String, String> values(String kind, String rate, String part, String width) {
        return Map.of("kind", kind, "rate", rate, "part", part, "width", width);
    }

    /** Expected values from NumPy: {@code RandomState([1, draw]).random_sample()}, spread over each range by hand. */
    @Test
    void configurationsAreDrawnFromNumpysStream() {
        assertThat(SPACE.random(3, 1))
                .containsExactly(
                        values("a", "0.03486", "0.3819", "7"),
                        values("a", "0.003445", "0.2073", "5"),
                        values("b", "0.0005965", "0.2002", "29"));
    }

    @Test
    void moreConfigurationsBeginWithTheSame() {
        List<Map<String, String>> many = SPACE.random(200, 7);

        assertThat(many).hasSize(200).doesNotHaveDuplicates();
        assertThat(many.subList(0, 20)).isEqualTo(SPACE.random(20, 7));
        assertThat(many.get(0).keySet()).containsExactly("kind", "rate", "part", "width");
        assertThat(SPACE.random(20, 8)).isNotEqualTo(SPACE.random(20, 7));
    }

    /** Of a logarithmic range from 1e-4 to 0.1, a third of the draws is below 0.001; of 3000 that is 1000, sd 26. */
    @Test
    void eachPowerOfTenIsAsLikely() {
        Range range = new Range("rate", 1e-4, 0.1, true, false, 0);
        NumpyRandom random = NumpyRandom.of(3);
        double[] draws = IntStream.range(0, 3000)
                .mapToDouble(i -> Double.parseDouble(range.draw(random)))
                .toArray();

        assertThat(DoubleStream.of(draws)).allMatch(x -> x >= 1e-4 && x <= 0.1);
        for (double edge : new double[] {1e-3, 1e-2}) {
            double expected = 3000 * (Math.log10(edge) + 4) / 3;
            assertThat((double) IntStream.range(0, 3000)
                            .filter(i -> draws[i] < edge)
                            .count())
                    .isCloseTo(expected, within(4 * 26.0));
        }
    }

    /** Each of four numbers in 1000 of 4000 draws, sd 27: the ends too. */
    @Test
    void eachWholeNumberIsAsLikely() {
        Range range = new Range("n", 1, 4, false, true, 0);
        NumpyRandom random = NumpyRandom.of(4);
        Map<String, Long> counts = Stream.generate(() -> range.draw(random))
                .limit(4000)
                .collect(Collectors.groupingBy(n -> n, Collectors.counting()));

        assertThat(counts).containsOnlyKeys("1", "2", "3", "4");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(1000L - 108, 1000L + 108));
    }

    /** NumPy: logspace(-4, -1, 4), linspace(0, 0.5, 3), rint(logspace(log10(4), log10(64), 3)). */
    @Test
    void aGridHasEveryCombinationOnce() {
        List<Map<String, String>> grid = SPACE.grid();

        assertThat(grid).hasSize(3 * 4 * 3 * 3).doesNotHaveDuplicates();
        assertThat(grid.get(0)).isEqualTo(values("a", "0.0001", "0", "4"));
        assertThat(grid.get(1)).isEqualTo(values("a", "0.0001", "0", "16"));
        assertThat(grid.get(grid.size() - 1)).isEqualTo(values("c", "0.1", "0.5", "64"));
        assertThat(new HashSet<>(grid.stream().map(values -> values.get("rate")).toList()))
                .containsExactlyInAnyOrder("0.0001", "0.001", "0.01", "0.1");
    }

    @Test
    void aSmallSpaceIsDrawnWholeAndNoMore() {
        SearchSpace small = new SearchSpace(
                List.of(new Choice("kind", List.of("a", "b", "c")), new Range("n", 1, 3, false, true, 0)));

        assertThat(small.random(30, 1)).hasSize(9).doesNotHaveDuplicates();
        // one value after rounding to four digits, whatever is drawn
        SearchSpace narrow = new SearchSpace(List.of(new Range("x", 1, 1.00001, false, false, 0)));
        assertThat(narrow.random(3, 1)).hasSize(1);
    }

    @Test
    void numbersAreWrittenShortly() {
        assertThat(Stream.of(0.0, 1e-4, 32.0, 100.0, 0.1, 2.5e-7, 1e200).map(SearchSpace::text))
                .containsExactly("0", "0.0001", "32", "100", "0.1", "2.5E-7", "1E+200");
    }

    @Test
    void whatIsNoSpaceIsRefused() {
        assertThatThrownBy(() -> new SearchSpace(List.of()))
                .hasMessage("found no option to vary, expected one or more");
        assertThatThrownBy(() -> new Choice("kind", List.of())).hasMessageContaining("kind has no values");
        assertThatThrownBy(() -> new Choice("kind", List.of("a", "a"))).hasMessage("kind has the value a twice");
        assertThatThrownBy(() -> new Range("x", 2, 1, false, false, 0))
                .hasMessage("x goes from 2 to 1: expected a smaller and a larger number");
        assertThatThrownBy(() -> new Range("x", 0, Double.NaN, false, false, 0))
                .hasMessageContaining("x goes from 0 to NaN");
        assertThatThrownBy(() -> new Range("x", 0, 1, true, false, 0))
                .hasMessage("x begins at 0: a logarithmic scale has numbers above 0 alone");
        assertThatThrownBy(() -> new Range("x", 0, 1.5, false, true, 0)).hasMessageContaining("expected whole numbers");
        assertThatThrownBy(() -> new Range("x", 0, 1, false, false, 1))
                .hasMessage("x has 1 points: expected 2 or more");
        assertThatThrownBy(() -> SPACE.random(0, 1)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new SearchSpace(List.of(new Range("x", 0, 1, false, false, 0))).grid())
                .hasMessage("x is a range: a grid needs to know how many \"points\" of it");
        SearchSpace vast = new SearchSpace(
                List.of(new Range("x", 0, 1, false, false, 1000), new Range("y", 0, 1, false, false, 1000)));
        assertThatThrownBy(vast::grid)
                .hasMessageContaining("the grid has 1000000 configurations: expected 100000 or less");
    }
}
