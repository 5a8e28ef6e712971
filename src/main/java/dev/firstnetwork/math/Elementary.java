package dev.firstnetwork.math;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Elementary functions in additions, multiplications and divisions alone: the same bits on every processor, JVM and browser.
 * {@link Math}'s may differ in the last place from one to the next, because each goes its own way.
 *
 * <p>Each is within 1 ulp of the true value ({@code ElementaryTest} measures it). Ways and constants are those of Sun's FDLIBM
 * 5.3 ({@code e_exp.c}, {@code e_log.c}, {@code s_log1p.c}, {@code k_sin.c}, {@code k_cos.c}, {@code e_rem_pio2.c}), with
 * fewer branches; of {@link #tanh} up to 0.625, those of the Cephes library ({@code tanh.c}).
 */
public final class Elementary {

    private static final double LOG2_E = 1.4426950408889634;

    /** The natural logarithm of 2 in two parts, the first with zeros at its end: a whole number under 2^20 times it is exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    /** Added to and taken from a number under 2^51, this rounds it to a whole one, which its last bits are then. */
    private static final double ROUNDING = 0x1.8p52;

    /** The bits of 1, and of half the square root of 2. */
    private static final long ONE = 0x3ff0000000000000L;

    private static final long ROOT_HALF = 0x3fe6a09e00000000L;

    /** What is below has an exponential of 0. */
    private static final double LEAST = -746;

    /** Just below where {@link #log1p} takes the logarithm of the sum, and where that one is of half of it. */
    private static final double BELOW_LARGE = Math.nextDown(0.375);

    private static final double BELOW_ROOT_2 = Math.nextDown(Double.longBitsToDouble(ROOT_HALF + (1L << 52)));

    /** Half of pi in parts, three of 33 bits: a whole number under 2^20 times one of these is exact. */
    private static final double HALF_PI_1 = 0x1.921fb544p0;

    private static final double HALF_PI_2 = 0x1.0b4611a6p-34;
    private static final double HALF_PI_3 = 0x1.3198a2ep-69;
    private static final double HALF_PI_4 = 0x1.b839a252049c1p-104;

    /** Enough digits for the largest double, and 40 more. */
    private static final String TWO_OVER_PI =
            "0.636619772367581343075535053490057448137838582961825794990669376235587190536906140360455211"
                    + "065012343824291370907031832147571647384458314611511869642926799356916959867749636310292310"
                    + "985587701230754869571584869590646773449560966894516047329520456890799022863761847560347610"
                    + "695824481957643747751376342114892399785773600994689390957838443593292387132299624667945851";

    private static final String HALF_PI_DIGITS = "1.5707963267948966192313216916397514420985846996876";

    /** What is smaller is its own sine and hyperbolic tangent; of 0 the sign stays. */
    private static final double TINY = 0x1p-28;

    private Elementary() {}

    /** {@code e^x}; infinity above 709.78, 0 below -745.13. */
    public static double exp(double x) {
        if (!(Math.abs(x) < -LEAST)) {
            return x > 0 ? Double.POSITIVE_INFINITY : x < 0 ? 0 : x;
        }
        double shifted = x * LOG2_E + ROUNDING;
        double k = shifted - ROUNDING;
        return timesPowerOf2(1 + expm1(x - k * LN2_HIGH, k * LN2_LOW), (int) Double.doubleToRawLongBits(shifted));
    }

    /**
     * {@link #exp} of the first {@code n} of {@code x}, none above 0: the same bits, in loops that become vector instructions.
     *
     * @param e becomes it; may be {@code x}
     * @param aside room for {@code n}
     */
    public static void expOfNegatives(double[] x, double[] e, double[] aside, int n) {
        for (int i = 0; i < n; i++) {
            aside[i] = Math.max(LEAST, x[i]) * LOG2_E + ROUNDING;
        }
        for (int i = 0; i < n; i++) {
            double k = aside[i] - ROUNDING;
            e[i] = 1 + expm1(Math.max(LEAST, x[i]) - k * LN2_HIGH, k * LN2_LOW);
        }
        for (int i = 0; i < n; i++) {
            e[i] = timesPowerOf2(e[i], (int) Double.doubleToRawLongBits(aside[i]));
        }
    }

    /** {@code e^(high - low) - 1} for {@code |high| <= log(2) / 2}. */
    private static double expm1(double high, double low) {
        double r = high - low;
        double q = r * r;
        double p = q * 4.1381367970572385e-08;
        p = q * (p - 1.6533902205465252e-06);
        p = q * (p + 6.613756321437934e-05);
        p = q * (p - 0.0027777777777015593);
        p = q * (p + 0.16666666666666602);
        double c = r - p;
        return high - (low - r * c / (2 - c));
    }

    /** In two steps, because 2^k may not be a normal number. */
    private static double timesPowerOf2(double y, int k) {
        return y * powerOf2(k / 2) * powerOf2(k - k / 2);
    }

    private static double powerOf2(int k) {
        return Double.longBitsToDouble(ONE + ((long) k << 52));
    }

    /** The natural logarithm; minus infinity of 0, NaN below. */
    public static double log(double x) {
        if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        return x < Double.MIN_NORMAL ? log(x * 0x1p54, 0, -54) : log(x, 0, 0);
    }

    /** {@code log(1 + x)}, exact for small {@code x}; minus infinity of -1, NaN below. */
    public static double log1p(double x) {
        if (x > -0.25 && x < 0.375) {
            return Math.abs(x) < 0x1p-54 ? x : logOf1Plus(x, 0, 0);
        }
        double sum = 1 + x;
        if (!(sum > 0 && sum < 0x1p54)) {
            return log(sum);
        }
        // what the sum rounds away
        double rest = x > 1 ? 1 - (sum - x) : x - (sum - 1);
        return log(sum, rest / sum, 0);
    }

    /** {@link #log1p} of the first {@code n} of {@code x}, all from 0 to 1, likewise, with room aside for three times {@code n}. */
    public static void log1pOfFractions(double[] x, double[] log, double[][] aside, int n) {
        double[] f = aside[0];
        double[] rest = aside[1];
        double[] k = aside[2];
        for (int i = 0; i < n; i++) {
            double sum = 1 + x[i];
            double isLarge = isAbove(x[i], BELOW_LARGE);
            k[i] = isAbove(sum, BELOW_ROOT_2);
            f[i] = (1 - isLarge) * x[i] + isLarge * ((1 - 0.5 * k[i]) * sum - 1);
            rest[i] = isLarge * ((x[i] - (sum - 1)) / sum);
        }
        for (int i = 0; i < n; i++) {
            log[i] = series(f[i] / (2 + f[i]));
        }
        for (int i = 0; i < n; i++) {
            log[i] = logOf1Plus(f[i], f[i] / (2 + f[i]), log[i], rest[i], k[i]);
        }
    }

    /** 1 where {@code x > bound}, else 0, without a branch, for differences under 1. */
    private static double isAbove(double x, double bound) {
        return Math.min(1, Math.ceil(Math.max(0, x - bound)));
    }

    /** {@code log(x) + rest - k log(2)}: x = 2^n m with m between the square roots of 1/2 and 2. */
    private static double log(double x, double rest, int k) {
        long bits = Double.doubleToRawLongBits(x) + (ONE - ROOT_HALF);
        int n = (int) (bits >> 52) - 1023;
        double m = Double.longBitsToDouble((bits & 0x000fffffffffffffL) + ROOT_HALF);
        return logOf1Plus(m - 1, rest, n + k);
    }

    private static double logOf1Plus(double f, double rest, double k) {
        double s = f / (2 + f);
        return logOf1Plus(f, s, series(s), rest, k);
    }

    /** {@code log(1 + f) + rest + k log(2)}, by {@code 2 atanh(s)}, {@code s = f / (2 + f)}. */
    private static double logOf1Plus(double f, double s, double series, double rest, double k) {
        double half = 0.5 * f * f;
        return k * LN2_HIGH - ((half - (s * (half + series) + (k * LN2_LOW + rest))) - f);
    }

    /** {@code 2 atanh(s) / s - 2}. */
    private static double series(double s) {
        double q = s * s;
        double w = q * q;
        double odd = w * 0.15313837699209373;
        odd = w * (odd + 0.22222198432149784);
        odd = w * (odd + 0.3999999999940942);
        double even = w * 0.14798198605116586;
        even = w * (even + 0.1818357216161805);
        even = w * (even + 0.2857142874366239);
        even = q * (even + 0.6666666666666735);
        return odd + even;
    }

    public static double tanh(double x) {
        double size = Math.abs(x);
        if (size < TINY) {
            return x;
        }
        if (size < 0.625) {
            double q = x * x;
            double p = -0.9643991794250523 * q - 99.28772310019185;
            p = p * q - 1614.6876844170845;
            double d = (q + 112.81167849163293) * q + 2235.4883906010045;
            d = d * q + 4844.063053251255;
            return x + x * (q * (p / d));
        }
        if (!(size < 22)) {
            return Double.isNaN(x) ? x : Math.copySign(1, x);
        }
        // 1 - 2 / (e^2x + 1), where e^2x + 1 = (2^k + 1) + 2^k p; what the sum and the difference round away comes back
        double shifted = 2 * size * LOG2_E + ROUNDING;
        double k = shifted - ROUNDING;
        double power = powerOf2((int) Double.doubleToRawLongBits(shifted));
        double p = power * expm1(2 * size - k * LN2_HIGH, k * LN2_LOW);
        double sum = (power + 1) + p;
        double rest = p - (sum - (power + 1));
        double part = 2 / sum;
        double result = 1 - part;
        return Math.copySign(result + ((1 - result - part) + part * (rest / sum)), x);
    }

    /** The sine of an angle in radians. */
    public static double sin(double x) {
        return Math.abs(x) < TINY ? x : trigonometric(x, 0);
    }

    /** The cosine of an angle in radians. */
    public static double cos(double x) {
        return trigonometric(x, 1);
    }

    /** {@code sin(x + quarters pi / 2)}. */
    private static double trigonometric(double x, int quarters) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        double shifted = x / (Math.PI / 2) + ROUNDING;
        double n = shifted - ROUNDING;
        if (Math.abs(n) > 1 << 19) {
            return largeAngle(x, quarters);
        }
        // the products are exact, and so is the first difference
        double first = x - n * HALF_PI_1;
        double second = n * HALF_PI_2;
        double high = first - second;
        double low = ((first - high) - second) - n * HALF_PI_3 - n * HALF_PI_4;
        double y = high + low;
        return ofQuarter(y, (high - y) + low, (int) Double.doubleToRawLongBits(shifted) + quarters);
    }

    private static double largeAngle(double x, int quarters) {
        BigDecimal angle = new BigDecimal(x).multiply(new BigDecimal(TWO_OVER_PI));
        BigDecimal n = angle.setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal rest = angle.subtract(n).multiply(new BigDecimal(HALF_PI_DIGITS));
        double y = rest.doubleValue();
        double low = rest.subtract(new BigDecimal(y)).doubleValue();
        return ofQuarter(y, low, n.toBigInteger().intValue() + quarters);
    }

    /** {@code sin(y + low + quarters pi / 2)} for {@code |y| <= pi / 4}. */
    private static double ofQuarter(double y, double low, int quarters) {
        double value = (quarters & 1) == 0 ? sine(y, low) : cosine(y, low);
        return (quarters & 2) == 0 ? value : -value;
    }

    private static double sine(double y, double low) {
        double q = y * y;
        double p = q * 1.58969099521155e-10 - 2.5050760253406863e-08;
        p = q * p + 2.7557313707070068e-06;
        p = q * p - 0.0001984126982985795;
        p = q * p + 0.00833333333332249;
        double cube = q * y;
        return y - ((q * (0.5 * low - cube * p) - low) + cube * 0.16666666666666632);
    }

    private static double cosine(double y, double low) {
        double q = y * y;
        double p = q * -1.1359647557788195e-11 + 2.087572321298175e-09;
        p = q * p - 2.7557314351390663e-07;
        p = q * p + 2.480158728947673e-05;
        p = q * p - 0.001388888888887411;
        p = q * (q * p + 0.0416666666666666);
        double half = 0.5 * q;
        double w = 1 - half;
        return w + (((1 - w) - half) + (q * p - y * low));
    }

    /** {@code base^exponent} for a whole {@code exponent} of 0 or more, by squaring: within as many ulp as the exponent says. */
    public static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
