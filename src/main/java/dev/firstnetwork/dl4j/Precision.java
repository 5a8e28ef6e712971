package dev.firstnetwork.dl4j;

import java.util.Locale;

/** The floating-point type that DL4J computes in; the hand-written engine always computes in double. */
public enum Precision {
    FLOAT,
    DOUBLE;

    /** The name as it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
