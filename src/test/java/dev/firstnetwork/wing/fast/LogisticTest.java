package dev.firstnetwork.wing.fast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.math.Activation;
import dev.firstnetwork.math.Loss;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The expected values are those of the hall's formulas, which have tests of their own. */
class LogisticTest {

    private static final double[] EDGES = {
        0.0,
        -0.0,
        1e-320,
        -1e-320,
        1e-17,
        -1e-17,
        36.7,
        37.5,
        709.7,
        -709.8,
        -744.5,
        745.2,
        -746.5,
        1e300,
        -1e300,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private static void assertSame(double... z) {
        Logistic logistic = new Logistic(z.length);
        double[] p = new double[z.length];
        logistic.sigmoid(z, p, z.length);
        assertThat(p).isEqualTo(Arrays.stream(z).map(Activation.SIGMOID::f).toArray());
        double[] y = new Random(1).ints(z.length, 0, 2).asDoubleStream().toArray();
        double expected = 0.25;
        for (int i = 0; i < z.length; i++) {
            expected += Loss.BINARY_CROSS_ENTROPY.of(z, p, y, i, 1);
        }
        assertThat(logistic.addLosses(0.25, z, y, z.length)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void everyKindOfNumberGivesTheHallsBits() {
        for (double edge : EDGES) {
            assertSame(edge);
        }
        Random random = new Random(17);
        for (double size : new double[] {1e-9, 0.1, 1, 3, 30, 800}) {
            for (int trial = 0; trial < 40; trial++) {
                assertSame(random.doubles(257, -size, size).toArray());
            }
        }
    }

    @Test
    void mayWriteWhereItReads() {
        double[] z = {-2, 0, 3};
        new Logistic(5).sigmoid(z, z, 2);
        assertThat(z).containsExactly(Activation.SIGMOID.f(-2), 0.5, 3);
    }
}
