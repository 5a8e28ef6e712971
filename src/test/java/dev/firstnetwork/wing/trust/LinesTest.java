package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.NumpyRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinesTest {

    private static final Offset<Double> CLOSE = within(1e-10);

    private static void assertHolds(Activation f, double l, double u) {
        Lines lines = Lines.of(f, l, u);
        for (int i = 0; i <= 100; i++) {
            double z = Math.min(u, l + (u - l) * i / 100);
            assertThat(lines.lowSlope() * z + lines.low())
                    .as("%s from %s to %s below at %s", f, l, u, z)
                    .isLessThanOrEqualTo(f.f(z));
            assertThat(lines.highSlope() * z + lines.high())
                    .as("%s from %s to %s above at %s", f, l, u, z)
                    .isGreaterThanOrEqualTo(f.f(z));
        }
    }

    /** Intervals as wide as 1e-12 and as 1e6, on either side of 0 and over it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SOFTMAX")
    void theLinesHoldTheCurve(Activation f) {
        NumpyRandom random = NumpyRandom.of(3);
        for (int i = 0; i < 3000; i++) {
            double middle = random.nextGaussian() * Math.pow(10, 3 * random.nextDouble() - 2);
            double half = Math.pow(10, 18 * random.nextDouble() - 12);
            assertHolds(f, middle - half, middle + half);
        }
        assertHolds(f, 0, 0);
        assertHolds(f, -1, 0);
        assertHolds(f, 0, 1);
    }

    /** By hand: the chord of ReLU from (-1, 0) to (3, 3) is 3/4 (z + 1), and the larger side is above 0. */
    @Test
    void reluByHand() {
        Lines lines = Lines.of(Activation.RELU, -1, 3);
        assertThat(lines.highSlope()).isCloseTo(0.75, CLOSE);
        assertThat(lines.high()).isCloseTo(0.75, CLOSE);
        assertThat(lines.lowSlope()).isEqualTo(1);
        assertThat(Lines.of(Activation.RELU, -3, 1).lowSlope()).isZero();
        assertThat(Lines.of(Activation.RELU, -3, -1)).isEqualTo(new Lines(0, 0, 0, 0));
        assertThat(Lines.of(Activation.RELU, 1, 3)).isEqualTo(new Lines(1, 0, 1, 0));
    }

    /**
     * By hand: from -1 to 0.1 tanh's tangent from the lower end would touch beyond 0.1, so the chord is above; from -1 to 3 the
     * line touches where its slope is that from the lower end.
     */
    @Test
    void tanhByHand() {
        double chord = (Math.tanh(0.1) + Math.tanh(1)) / 1.1;
        assertThat(Lines.of(Activation.TANH, -1, 0.1).highSlope()).isCloseTo(chord, CLOSE);
        Lines wide = Lines.of(Activation.TANH, -1, 3);
        assertThat(wide.high() - wide.highSlope()).isCloseTo(-Math.tanh(1), within(1e-8));
        // 1 - tanh(d)^2 = (tanh(d) + tanh(1)) / (d + 1), by bisection in Python
        assertThat(Math.sqrt(1 - wide.highSlope())).isCloseTo(Math.tanh(0.45829939), within(1e-6));
    }

    /** What is no number bounds nothing, and nothing is proven by it. */
    @Test
    void noNumberIsNoBound() {
        assertThat(Lines.of(Activation.TANH, Double.NaN, 1).high()).isNaN();
        assertThat(Lines.of(Activation.RELU, -1, Double.NaN).high()).isNaN();
    }
}
