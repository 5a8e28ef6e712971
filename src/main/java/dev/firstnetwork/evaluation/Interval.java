package dev.firstnetwork.evaluation;

/** From {@code lower} to {@code upper}, both included. */
public record Interval(double lower, double upper) {

    public Interval {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("an interval from " + lower + " to " + upper + " is none");
        }
    }
}
