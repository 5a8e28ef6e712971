package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.table.ColumnRoles;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        // and the second of four within at 90
        assertThat(circles.x().row(4)).containsExactly(new double[] {0, 0.8}, within(1e-15));
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

    /** make_circles and make_blobs(centers=3, cluster_std=noise) of scikit-learn 1.9.1, with the same arguments. */
    static Stream<Arguments> madeByScikitLearn() {
        return Stream.of(
                Arguments.of(new Generated(Generated.Shape.CIRCLES, 7, 0.1, 3, true), new double[][] {
                    {0.09805538702908838, 0.8027019041794524, 1},
                    {-0.046004212066268514, -0.8057920840594356, 1},
                    {-0.5922425862887172, -0.06013124761891287, 1},
                    {0.8939236389324311, -0.11804086155775995, 1},
                    {-0.5347330175591212, 0.8726552771358012, 0},
                    {0.8372414720793118, 0.03978858601245592, 0},
                    {-0.6629157428583621, -0.9299189563034371, 0},
                }),
                Arguments.of(new Generated(Generated.Shape.BLOBS, 8, 0.5, 3, true), new double[][] {
                    {0.9940489670035451, 3.924347437182344, 0},
                    {-3.741246200637348, 1.0713386357797345, 1},
                    {8.350122804082172, 7.375327963613023, 2},
                    {-4.156888400652683, 0.014213396652814875, 1},
                    {0.9745873107502793, 3.849456113950172, 0},
                    {-4.8388375984224545, 0.6588632942030526, 1},
                    {0.8772639502343097, 3.985576962727602, 0},
                    {7.586259113143328, 7.152623120877276, 2},
                }));
    }

    @ParameterizedTest
    @MethodSource("madeByScikitLearn")
    void noisyPointsAreScikitLearns(Generated set, double[][] expected) {
        assertPoints(read(set), expected);
    }

    private static void assertPoints(Samples points, double[]... expected) {
        assertThat(points.rows()).isEqualTo(expected.length);
        int[] classes = Samples.classes(points.y());
        for (int i = 0; i < expected.length; i++) {
            double[] point = {points.x().get(i, 0), points.x().get(i, 1), classes[i]};
            assertThat(point).as("row %d", i).containsExactly(expected[i], within(1e-14));
        }
    }

    /** By hand from NumPy's RandomState(5).random_sample((5, 2)): the first of a pair is x1, the second the size of x2. */
    @Test
    void xorDrawsFromTheWholeSquare() {
        assertPoints(
                read(Generated.Shape.XOR, 5, 0, 5, false),
                new double[] {2 * 0.22199317108973948 - 1, -0.8707323061773764, 0},
                new double[] {2 * 0.20671915533942642 - 1, -0.9186109079379216, 0},
                new double[] {2 * 0.48841118879482914 - 1, 0.6117438629026457, 1},
                new double[] {2 * 0.7659078564803156 - 1, -0.5184179878729432, 1},
                new double[] {2 * 0.29680050157622195 - 1, 0.18772122866125163, 1});
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

    /** By hand: radius r after 1.5 r turns, with r = 1/2, 1 on the first arm; r = 1/3, 2/3, 1 and half a turn more on the second. */
    @Test
    void ofAnOddNumberOfPointsTheSecondArmHasTheOneMore() {
        assertPoints(
                read(Generated.Shape.SPIRALS, 5, 0, 5, false),
                new double[] {0, -0.5, 0},
                new double[] {-1, 0, 0},
                new double[] {1 / 3.0, 0, 1},
                new double[] {-2 / 3.0, 0, 1},
                new double[] {1, 0, 1});
    }

    @Test
    void figuresAreFoundByTheNamesOfTheCommandLine() {
        assertThat(Generated.Shape.values())
                .extracting(Generated.Shape::toString)
                .containsExactly("moons", "circles", "blobs", "xor", "spirals");
        assertThat(Generated.Shape.named("xor")).contains(Generated.Shape.XOR);
        assertThat(Generated.Shape.named("XOR")).isEmpty();
        assertThat(Generated.moons(10, 0, 1, true).name()).isEqualTo("moons");
        assertThat(Generated.Shape.BLOBS.description()).isEqualTo("three round clouds, three classes");
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
