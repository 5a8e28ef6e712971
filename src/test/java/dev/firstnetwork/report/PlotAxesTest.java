package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotAxesTest {

    @Test
    void theRangeIsThatOfFiniteValues() {
        double[] values = {3, Double.NaN, -1, Double.POSITIVE_INFINITY};

        assertThat(PlotAxes.range(0, values)).isEqualTo(new Range(-1, 3));
        assertThat(PlotAxes.range(0.5, values)).isEqualTo(new Range(-3, 5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 4, 0 0.5 1",
        "0, 1, 5, 0 0.5 1",
        "0, 1, 6, 0 0.2 0.4 0.6 0.8 1",
        "-0.03, 0.52, 4, 0 0.2 0.4",
        "1870, 9200, 4, 2000 4000 6000 8000",
        "-25000, 18000, 5, -20k -10k 0 10k",
        "-1.6e6, 1.6e6, 4, -1M 0 1M",
        "0.0012, 0.0079, 4, 0.002 0.004 0.006",
        "10, 10.5, 4, 10 10.2 10.4"
    })
    void ticksAreRoundAndNotTooMany(double min, double max, int most, String expected) {
        double[] ticks = PlotAxes.ticks(min, max, most, false);

        assertThat(DoubleStream.of(ticks).mapToObj(PlotAxes::text)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 6, 0 1", "0, 5, 4, 0 2 4", "0, 12, 7, 0 2 4 6 8 10 12", "0, 5000, 6, 0 1000 2000 3000 4000 5000"
    })
    void epochsAreWhole(double min, double max, int most, String expected) {
        double[] ticks = PlotAxes.ticks(min, max, most, true);

        assertThat(DoubleStream.of(ticks).mapToObj(PlotAxes::text)).containsExactly(expected.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 1, 6, 0.0001 0.001 0.01 0.1 1", "1e-8, 1, 4, 1e-06 0.001 1", "0.003, 0.04, 4, 0.005 0.01 0.02"})
    void logarithmicTicksArePowersOrHalvesOfThem(double min, double max, int most, String expected) {
        assertThat(PlotAxes.powers(min, max, most))
                .containsExactly(Arrays.stream(expected.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
    }

    @Test
    void oneValueHasRoomAroundIt() {
        assertThat(PlotAxes.range(0, 4, 4)).isEqualTo(new Range(2, 6));
        assertThat(PlotAxes.range(0, 0)).isEqualTo(new Range(-1, 1));
        assertThat(PlotAxes.range(0)).isEqualTo(new Range(0, 1));
    }
}
