package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.math.NumpyRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** How much noise protects those whose data it is. */
public final class PrivacyOptions {

    @Option(
            names = "--dp-noise",
            paramLabel = "S",
            description =
                    "Train with differential privacy, by hand: standard deviation of the noise, in units of --dp-clip.")
    Double noise;

    @Option(
            names = "--dp-clip",
            paramLabel = "C",
            description = "The most that one row (in federate: one client) can move the sum: its norm is cut to that.")
    Double clip;

    @Option(
            names = "--dp-delta",
            paramLabel = "D",
            defaultValue = "1e-5",
            description =
                    "Probability with which more may be told than epsilon says; it belongs far below 1 by the number"
                            + " of rows. Default: ${DEFAULT-VALUE}")
    double delta;

    @Option(
            names = "--dp-seed",
            paramLabel = "SEED",
            description =
                    "Draw noise and batches from seeds, to repeat an experiment: whoever knows them can take the noise"
                            + " off again. Without it they come from a cryptographic generator.")
    Long seed;

    boolean isAsked() {
        return noise != null;
    }

    /** Looks at the options before any work. */
    void check() {
        LearningRule.require(
                (noise == null) == (clip == null), "--dp-noise and --dp-clip need each other: found one alone");
        LearningRule.require(noise != null || seed == null, "--dp-seed is for the noise: add --dp-noise and --dp-clip");
        if (noise != null) {
            boolean bounds = clip > 0 && clip < Double.POSITIVE_INFINITY;
            LearningRule.require(bounds, "--dp-clip must be finite and greater than 0, found " + clip);
            account(1, 0);
            if (seed != null) {
                NumpyRandom.requireSeed(seed);
            }
        }
    }

    /** What so many steps spend. */
    Accountant account(double sampleRate, long steps) {
        return new Accountant(noise, sampleRate, steps, delta);
    }

    /**
     * Where what is drawn in a step comes from; each {@code stream} has numbers of its own. Without a seed each call has a
     * generator of its own, for one thread.
     */
    IntFunction<RandomGenerator> random(int stream) {
        if (seed != null) {
            return step -> NumpyRandom.of(seed, step, Integer.toUnsignedLong(stream));
        }
        SecretRandom secret = new SecretRandom();
        return step -> secret;
    }

    /** The generator that is used, in words. */
    String generator() {
        return seed == null ? "cryptographic: AES-256 in counter mode, key from the system" : "seeded";
    }

    /** Said where delta is larger than it may be for so many rows or clients; empty where it is not. */
    String warning(int n, String what) {
        return delta > 1.0 / n
                ? "note: --dp-delta " + delta + " is above 1/" + n + ": with that probability all of one " + what
                        + "'s data may be told; give less than 1 by the number of " + what + "s"
                : "";
    }
}
