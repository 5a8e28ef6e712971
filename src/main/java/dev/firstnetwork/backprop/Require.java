package dev.firstnetwork.backprop;

/** What a number may be. */
final class Require {

    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the " + name + " must be finite and greater than 0, found " + value);
        }
    }

    /** In {@code [0, 1)}. */
    static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("the " + name + " must be in [0, 1), found " + value);
        }
    }
}
