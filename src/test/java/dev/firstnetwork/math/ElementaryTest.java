package dev.firstnetwork.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against the true values, which series in decimal arithmetic of 40 digits give. {@code -Dfirstnetwork.points=1000000} tries as
 * many points.
 */
class ElementaryTest {

    private static final int POINTS = Integer.getInteger("firstnetwork.points", 4000);

    private static final MathContext DIGITS = new MathContext(40, RoundingMode.HALF_EVEN);

    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    // tables of constants
    private static final BigDecimal LN2 =
            new BigDecimal("0.69314718055994530941723212145817656807550013436025525412068");

    private static final BigDecimal HALF_PI =
            new BigDecimal("1.57079632679489661923132169163975144209858469968755291048747");

    /** @param point draws where to try it */
    private record Function(
            String name,
            DoubleUnaryOperator function,
            UnaryOperator<BigDecimal> truth,
            ToDoubleFunction<Random> point) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Function> functions() {
        return List.of(
                new Function(
                        "exp",
                        Elementary::exp,
                        ElementaryTest::exp,
                        r -> r.nextBoolean() ? -745 + 1454.7 * r.nextDouble() : 3 * r.nextGaussian()),
                new Function(
                        "log",
                        Elementary::log,
                        ElementaryTest::log,
                        r -> r.nextBoolean()
                                ? Math.scalb(1 + r.nextDouble(), r.nextInt(2097) - 1074)
                                : 0.5 + r.nextDouble()),
                new Function(
                        "log1p",
                        Elementary::log1p,
                        x -> log(x.add(BigDecimal.ONE)),
                        r -> r.nextBoolean()
                                ? Math.scalb(1 + r.nextDouble(), 40 - r.nextInt(60))
                                : -0.9999 + 2 * r.nextDouble()),
                new Function(
                        "tanh",
                        Elementary::tanh,
                        ElementaryTest::tanh,
                        r -> r.nextBoolean() ? 2 * r.nextGaussian() : 4 * r.nextDouble() - 2),
                new Function("sin", Elementary::sin, x -> sine(x, 0), ElementaryTest::angle),
                new Function("cos", Elementary::cos, x -> sine(x, 1), ElementaryTest::angle));
    }

    /** One turn, many turns, or as near to a quarter of one as a double comes. */
    private static double angle(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 6.3 * random.nextDouble();
            case 1 -> 1e4 * random.nextGaussian();
            default -> random.nextInt(1 << 19) * Math.PI / 2;
        };
    }

    /** {@code 2^k} times the series of {@code e^r}, {@code |r| <= log(2) / 2}, itself squared eight times. */
    private static BigDecimal exp(BigDecimal x) {
        BigDecimal k = x.divide(LN2, 0, RoundingMode.HALF_EVEN);
        BigDecimal r = x.subtract(k.multiply(LN2)).divide(BigDecimal.valueOf(256), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i < 14; i++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 8; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum.multiply(TWO.pow(k.intValueExact(), DIGITS), DIGITS);
    }

    /** Newton's steps from a double's logarithm on: {@code y + 2 (x - e^y) / (x + e^y)}. */
    private static BigDecimal log(BigDecimal x) {
        BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
        for (int i = 0; i < 2; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), DIGITS));
        }
        return y;
    }

    private static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = exp(x.multiply(TWO));
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** {@code sin(x + quarters pi / 2)} by its series. */
    private static BigDecimal sine(BigDecimal x, int quarters) {
        BigDecimal n = x.divide(HALF_PI, 0, RoundingMode.HALF_EVEN);
        BigDecimal r = x.subtract(n.multiply(HALF_PI));
        int quarter = Math.floorMod(n.intValueExact() + quarters, 4);
        BigDecimal term = quarter % 2 == 0 ? r : BigDecimal.ONE;
        BigDecimal sum = term;
        for (int i = quarter % 2 == 0 ? 2 : 1; i < 36; i += 2) {
            term = term.multiply(r.multiply(r), DIGITS)
                    .divide(BigDecimal.valueOf(i * (i + 1L)), DIGITS)
                    .negate();
            sum = sum.add(term, DIGITS);
        }
        return quarter < 2 ? sum : sum.negate();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void isWithinOneUlpOfTheTruth(Function f) {
        Random random = new Random(15);
        double worst = 0;
        for (int i = 0; i < POINTS; i++) {
            double x = f.point.applyAsDouble(random);
            double y = f.function.applyAsDouble(x);
            BigDecimal truth = f.truth.apply(new BigDecimal(x));
            double ulp = Math.ulp(truth.doubleValue());
            double error = truth.subtract(new BigDecimal(y))
                    .abs()
                    .divide(new BigDecimal(ulp), DIGITS)
                    .doubleValue();
            assertThat(error).as("%s(%s) = %s", f, x, y).isLessThan(1);
            worst = Math.max(worst, error);
        }
        // every way of rounding a true value would err by half an ulp now and then
        assertThat(worst).isGreaterThan(0.45);
    }

    @Test
    void theEdgesAreThoseOfMath() {
        double[] edges = {
            0,
            -0.0,
            1,
            -1,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            709.782712893384,
            709.7827128933841,
            -745.1332191019411,
            -745.1332191019412,
            -2
        };
        for (double x : edges) {
            assertSame("exp", x, Elementary.exp(x), StrictMath.exp(x));
            assertSame("log", x, Elementary.log(x), StrictMath.log(x));
            assertSame("log1p", x, Elementary.log1p(x), StrictMath.log1p(x));
            assertSame("tanh", x, Elementary.tanh(x), StrictMath.tanh(x));
            assertSame("sin", x, Elementary.sin(x), StrictMath.sin(x));
            assertSame("cos", x, Elementary.cos(x), StrictMath.cos(x));
        }
    }

    /** The same bits, those of the sign of 0 and of NaN too. */
    private static void assertSame(String name, double x, double actual, double expected) {
        assertThat(Double.valueOf(actual)).as(name + " " + x).isEqualTo(Double.valueOf(expected));
    }

    /** The forms for arrays give the bits of those for one number, at the places where these branch too. */
    @Test
    void arraysGiveTheSameBits() {
        double[] x = Stream.of(
                        DoubleStream.of(
                                        0,
                                        Double.MIN_VALUE,
                                        0x1p-54,
                                        0.375,
                                        Math.nextDown(0.375),
                                        0.4142131805419922,
                                        1)
                                .toArray(),
                        new Random(15).doubles(5000).toArray(),
                        new Random(16).doubles(500).map(v -> 1e-12 * v).toArray())
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double[][] aside = new double[3][x.length];
        double[] log = new double[x.length];
        Elementary.log1pOfFractions(x, log, aside, x.length);
        assertThat(log).isEqualTo(Arrays.stream(x).map(Elementary::log1p).toArray());
        for (double size : new double[] {1, 40, 760, 1e5}) {
            double[] negative = Arrays.stream(x).map(v -> -size * v).toArray();
            double[] exp = new double[x.length];
            Elementary.expOfNegatives(negative, exp, aside[0], x.length);
            assertThat(exp)
                    .isEqualTo(Arrays.stream(negative).map(Elementary::exp).toArray());
        }
        double[] none = {Double.NEGATIVE_INFINITY, Double.NaN, 0};
        Elementary.expOfNegatives(none, none, aside[0], 2);
        assertThat(none).containsExactly(0, Double.NaN, 0);
    }

    /** Angles whose remainder takes hundreds of digits of pi: from mpmath 1.3 with 400 digits. */
    @Test
    void largeAngles() {
        assertThat(Elementary.sin(1e22)).isEqualTo(-0.8522008497671888);
        assertThat(Elementary.cos(1e22)).isEqualTo(0.523214785395139);
        assertThat(Elementary.sin(Double.MAX_VALUE)).isEqualTo(0.004961954789184062);
        assertThat(Elementary.cos(Double.MAX_VALUE)).isEqualTo(-0.9999876894265599);
        // the double nearest to a multiple of half of pi (Kahan)
        assertThat(Elementary.cos(6381956970095103.0 * 0x1p797)).isEqualTo(-4.687165924254628e-19);
    }

    @Test
    void wholePowersAreProducts() {
        assertThat(Elementary.power(0.5, 10)).isEqualTo(1.0 / 1024);
        assertThat(Elementary.power(3, 4)).isEqualTo(81);
        assertThat(Elementary.power(0, 0)).isEqualTo(1);
        assertThat(Elementary.power(0.9, 0)).isEqualTo(1);
        // Python: 0.999 ** 1000
        assertThat(Elementary.power(0.999, 1000)).isCloseTo(0.36769542477096373, within(1e-13));
    }
}
