package dev.firstnetwork.wing.trust;

import dev.firstnetwork.math.Activation;

/**
 * Two straight lines that hold an activation between two pre-activations: {@code lowSlope z + low <= f(z) <= highSlope z +
 * high} (Zhang et al.: <i>Efficient neural network robustness certification with general activation functions</i>, 2018,
 * tables 2 and 3). Both hold for {@code f} as computed in floating point, within {@value #ROUNDING} of the size of what goes
 * in: they are moved apart by so much.
 */
record Lines(double lowSlope, double low, double highSlope, double high) {

    /** Far more than the rounding of a slope and of an intercept, and than DL4J's activations differ by from these. */
    static final double ROUNDING = 1e-12;

    /** Closer than this, the ends hold what is between them. */
    private static final double NARROW = 1e-9;

    /** A line above. */
    private record Line(double slope, double intercept) {

        static Line through(Activation f, double l, double u) {
            double slope = (f.f(u) - f.f(l)) / (u - l);
            return new Line(slope, f.f(l) - slope * l);
        }

        static Line touching(Activation f, double z) {
            double a = f.f(z);
            double slope = f.derivative(z, a);
            return new Line(slope, a - slope * z);
        }

        double at(double z) {
            return slope * z + intercept;
        }
    }

    /** The lines for {@code f} from {@code l} to {@code u}; without end where one of these is not a number. */
    static Lines of(Activation f, double l, double u) {
        double slack = ROUNDING * (1 + Math.abs(l) + Math.abs(u));
        return switch (f) {
            case IDENTITY -> new Lines(1, 0, 1, 0);
            case RELU, LEAKY_RELU -> {
                double leak = f == Activation.RELU ? 0 : Activation.LEAK;
                if (l >= 0 || u <= 0) {
                    double slope = l >= 0 ? 1 : leak;
                    yield new Lines(slope, 0, slope, 0);
                }
                Line above = new Line((u - leak * l) / (u - l), u - (u - leak * l) / (u - l) * u);
                // of the lines through 0 the one that leaves the smaller area
                yield new Lines(u > -l ? 1 : leak, 0, above.slope, above.intercept + slack);
            }
            case TANH, SIGMOID -> {
                Line above = above(f, l, u);
                // f is the same upside down: f(z) = 2 f(0) - f(-z)
                Line mirrored = above(f, -u, -l);
                yield new Lines(
                        mirrored.slope, 2 * f.f(0) - mirrored.intercept - slack, above.slope, above.intercept + slack);
            }
            case SOFTMAX -> throw new IllegalArgumentException("softmax is for the output layer, not for hidden ones");
        };
    }

    /**
     * A line above an S-shaped curve, convex below 0 and concave above. Where it begins below and ends above 0, the line from
     * the lower end that touches the curve; the chord, if it would touch beyond the upper end.
     */
    private static Line above(Activation f, double l, double u) {
        if (u - l < NARROW) {
            return new Line(0, f.f(u));
        }
        if (u <= 0) {
            return Line.through(f, l, u);
        }
        if (l >= 0) {
            return Line.touching(f, l + (u - l) / 2);
        }
        double least = f.f(l);
        if (Line.touching(f, u).at(l) < least) {
            return Line.through(f, l, u);
        }
        // the tangent's height at l rises with where it touches: the first that is not below the curve there
        double under = 0;
        double over = u;
        for (int i = 0; i < 30; i++) {
            double middle = under + (over - under) / 2;
            if (Line.touching(f, middle).at(l) < least) {
                under = middle;
            } else {
                over = middle;
            }
        }
        return Line.touching(f, over);
    }
}
