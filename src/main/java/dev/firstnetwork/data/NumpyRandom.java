package dev.firstnetwork.data;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * NumPy's legacy random stream, {@code numpy.random.RandomState}: the same seed gives the same numbers, bit for bit. The
 * generator is MT19937 (Matsumoto, Nishimura, 1998) from Commons Math; the distributions on top of it are NumPy's, as its
 * {@code legacy-distributions.c} and {@code mtrand.pyx} have them.
 *
 * <p>Not safe for use by several threads.
 */
public final class NumpyRandom implements RandomGenerator {

    private final Bits bits;
    private double nextGaussian = Double.NaN;

    private NumpyRandom(Bits bits) {
        this.bits = bits;
    }

    /** {@code RandomState(seed)}, for a seed in {@code [0, 2^32)}. */
    public static NumpyRandom of(long seed) {
        Bits bits = new Bits();
        bits.setSeed(word(seed));
        return new NumpyRandom(bits);
    }

    /** {@code RandomState([seed, stream])}: an independent stream for each pair, such as a seed and an epoch. */
    public static NumpyRandom of(long seed, long stream) {
        Bits bits = new Bits();
        bits.setSeed(new int[] {word(seed), word(stream)});
        return new NumpyRandom(bits);
    }

    private static int word(long seed) {
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a seed must be in [0, 4294967295], found " + seed);
        }
        return (int) seed;
    }

    /** Opens up the 32 bits at a time that Commons Math keeps to itself. */
    private static final class Bits extends MersenneTwister {

        private static final long serialVersionUID = 1;

        int nextBits(int count) {
            return next(count);
        }
    }

    /** Two draws of 32 bits, the first on top. */
    @Override
    public long nextLong() {
        return ((long) bits.nextBits(32) << 32) | (bits.nextBits(32) & 0xFFFF_FFFFL);
    }

    @Override
    public int nextInt() {
        return bits.nextBits(32);
    }

    /** {@code random_sample()}: uniform in {@code [0, 1)} with 53 bits. */
    @Override
    public double nextDouble() {
        int high = bits.nextBits(27);
        int low = bits.nextBits(26);
        return (high * 0x1p26 + low) / 0x1p53;
    }

    /** {@code standard_normal()}: by Marsaglia's polar method, which makes two at a time. */
    @Override
    public double nextGaussian() {
        if (!Double.isNaN(nextGaussian)) {
            double kept = nextGaussian;
            nextGaussian = Double.NaN;
            return kept;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2 * nextDouble() - 1;
            x2 = 2 * nextDouble() - 1;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1 || r2 == 0);
        double f = Math.sqrt(-2 * Math.log(r2) / r2);
        nextGaussian = f * x1;
        return f * x2;
    }

    /** {@code permutation(n)}: the numbers from 0 to n - 1 in random order. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = n - 1; i > 0; i--) {
            int j = interval(i);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /** Uniform in {@code [0, max]}: masked to the next power of two and drawn again while too large. */
    private int interval(int max) {
        int mask = -1 >>> Integer.numberOfLeadingZeros(max);
        int value;
        do {
            value = bits.nextBits(32) & mask;
        } while (value > max);
        return value;
    }
}
