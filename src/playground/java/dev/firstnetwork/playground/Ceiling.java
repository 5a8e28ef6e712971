package dev.firstnetwork.playground;

/** {@link Math#ceil} without asking the browser. */
final class Ceiling {

    /** From here on every double is whole. */
    private static final double WHOLE = 0x1p52;

    private Ceiling() {}

    static double of(double value) {
        // NaN and infinity too
        if (!(Math.abs(value) < WHOLE)) {
            return value;
        }
        double towardsZero = (long) value;
        double ceiling = towardsZero < value ? towardsZero + 1 : towardsZero;
        // ceil(-0.3) is -0
        return ceiling == 0 ? Math.copySign(ceiling, value) : ceiling;
    }
}
