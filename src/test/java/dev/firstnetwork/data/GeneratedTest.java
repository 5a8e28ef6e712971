package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.table.ColumnRoles;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedTest {

    private static Samples read(Generated set) {
        return ColumnRoles.label("label").learn(set).read(set);
    }

    private static Samples read(Generated.Shape shape, int samples, double noise, long seed, boolean shuffle) {
        return read(new Generated(shape, samples, noise, seed, shuffle));
    }

    /** The example in scikit-learn's documentation: make_circles(random_state=42), the first five labels. */
    @Test
    void circlesHaveScikitLearnsLabels() {
        Samples circles = read(Generated.Shape.CIRCLES, 100, 0, 42, true);
        assertThat(Arrays.copyOf(Samples.classes(circles.y()), 5)).containsExactly(1, 1, 1, 0, 0);
    }

    @Test
    void circlesLieOnTheirRadius() {
        Samples circles = read(Generated.Shape.CIRCLES, 7, 0, 1, false);
        int[] classes = Samples.classes(circles.y());
        assertThat(classes).containsExactly(0, 0, 0, 1, 1, 1, 1);
        for (int i = 0; i < 7; i++) {
            double radius = Math.hypot(circles.x().get(i, 0), circles.x().get(i, 1));
            assertThat(radius).isCloseTo(classes[i] == 0 ? 1 : 0.8, within(1e-15));
        }
        // linspace(0, 2 pi, 3, endpoint=False): the second of three is at 120 degrees
        assertThat(circles.x().get(1, 0)).isCloseTo(-0.5, within(1e-15));
    }

    /** The example in scikit-learn's documentation: make_blobs(n_samples=10, centers=3, random_state=0). */
    @Test
    void blobsHaveScikitLearnsLabelsAndCentres() {
        Samples blobs = read(Generated.Shape.BLOBS, 10, 0, 0, true);
        int[] classes = Samples.classes(blobs.y());
        assertThat(classes).containsExactly(0, 0, 1, 0, 2, 2, 2, 1, 1, 0);
        // -10 + 20 u for the first six numbers u of RandomState(0).random_sample(), as NumPy's documentation shows them
        double[][] centres = {
            {-10 + 20 * 0.5488135039273248, -10 + 20 * 0.7151893663724195},
            {-10 + 20 * 0.6027633760716439, -10 + 20 * 0.5448831829968969},
            {-10 + 20 * 0.4236547993389047, -10 + 20 * 0.6458941130666561},
        };
        for (int i = 0; i < 10; i++) {
            assertThat(blobs.x().row(i)).containsExactly(centres[classes[i]], within(1e-14));
        }
    }

    @Test
    void xorTellsQuadrantsApart() {
        Samples xor = read(Generated.Shape.XOR, 200, 0, 5, true);
        int[] classes = Samples.classes(xor.y());
        for (int i = 0; i < 200; i++) {
            boolean sameSign = xor.x().get(i, 0) * xor.x().get(i, 1) > 0;
            assertThat(classes[i]).isEqualTo(sameSign ? 0 : 1);
        }
        assertThat(Arrays.stream(classes).sum()).isEqualTo(100);
    }

    @Test
    void spiralsWindOneAndAHalfTimesToTheUnitCircle() {
        Samples spirals = read(Generated.Shape.SPIRALS, 100, 0, 5, false);
        Matrix x = spirals.x();
        // the last point of the first arm: radius 1 after 1.5 turns; the second arm is opposite
        assertThat(x.row(49)).containsExactly(new double[] {-1, 0}, within(1e-14));
        assertThat(x.row(99)).containsExactly(new double[] {1, 0}, within(1e-14));
        // half way: radius 0.5 after 0.75 turns
        assertThat(x.row(24)).containsExactly(new double[] {0, -0.5}, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource(Generated.Shape.class)
    void noiseHasItsStandardDeviationAndTheSeedDecides(Generated.Shape shape) {
        Samples clean = read(shape, 3000, 0, 9, false);
        Samples noisy = read(shape, 3000, 0.25, 9, false);
        double squares = 0;
        for (double difference : noisy.x().minus(clean.x()).values()) {
            squares += difference * difference;
        }
        // 6000 numbers: the standard error of the deviation is 0.25 / sqrt(12000) = 0.0023
        assertThat(Math.sqrt(squares / 6000)).isCloseTo(0.25, within(0.01));
        assertThat(read(shape, 50, 0.1, 9, true)).isEqualTo(read(shape, 50, 0.1, 9, true));
        assertThat(read(shape, 50, 0.1, 9, true)).isNotEqualTo(read(shape, 50, 0.1, 10, true));
    }

    @ParameterizedTest
    @EnumSource(Generated.Shape.class)
    void settingsOutOfRangeAreRefusedWithTheFiguresName(Generated.Shape shape) {
        assertThatThrownBy(() -> new Generated(shape, 1, 0, 1, true))
                .hasMessage(shape + " needs 2 samples or more, found 1");
        assertThatThrownBy(() -> new Generated(shape, 5, -0.1, 1, true)).hasMessageContaining("found -0.1");
    }
}
