package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @Test
    void theEndsLieAtTheEnds() {
        Scale scale = Scale.over(new double[] {3, Double.NaN, -1, Double.POSITIVE_INFINITY}, 100, 20);

        assertThat(scale.at(-1)).isEqualTo(100);
        assertThat(scale.at(3)).isEqualTo(20);
        assertThat(scale.at(1)).isEqualTo(60);
        assertThat(scale.wider(0.5)).isEqualTo(new Scale(-3, 5, 100, 20));
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
        double[] ticks = new Scale(min, max, 0, 1).ticks(most);

        assertThat(DoubleStream.of(ticks).mapToObj(Scale::text)).containsExactly(expected.split(" ", -1));
    }

    @Test
    void oneValueHasRoomAroundIt() {
        assertThat(Scale.over(new double[] {4, 4}, 0, 1)).isEqualTo(new Scale(2, 6, 0, 1));
        assertThat(Scale.over(new double[] {0}, 0, 1)).isEqualTo(new Scale(-1, 1, 0, 1));
        assertThat(Scale.over(new double[0], 0, 1).at(0.5)).isCloseTo(0.5, within(1e-15));
    }
}
