package dev.firstnetwork.math;

import java.util.random.RandomGenerator;

/**
 * NumPy's legacy random stream, {@code numpy.random.RandomState}: the same seed gives the same numbers, bit for bit. The
 * generator is MT19937 (Matsumoto, Nishimura, 1998); the distributions on top of it are NumPy's, as its
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

    /** {@code RandomState([seed, stream, ...])}: independent streams for one seed, such as one for each epoch. */
    public static NumpyRandom of(long seed, long... stream) {
        int[] key = new int[1 + stream.length];
        key[0] = word(seed);
        for (int i = 0; i < stream.length; i++) {
            key[i + 1] = word(stream[i]);
        }
        Bits bits = new Bits();
        bits.setSeed(key);
        return new NumpyRandom(bits);
    }

    /** Throws an {@link IllegalArgumentException} unless {@code seed} is in {@code [0, 2^32)}. */
    public static void requireSeed(long seed) {
        word(seed);
    }

    private static int word(long seed) {
        if (seed < 0 || seed > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("a seed must be in [0, 4294967295], found " + seed);
        }
        return (int) seed;
    }

    /** MT19937. Commons Math's {@code setSeed(int)} takes a seed from 2^31 on for a negative one, and differs there. */
    private static final class Bits {

        private static final int N = 624;
        private static final int M = 397;

        private final int[] mt = new int[N];
        private int next = N;

        /** {@code init_genrand}. */
        void setSeed(int seed) {
            mt[0] = seed;
            for (int i = 1; i < N; i++) {
                mt[i] = 1812433253 * (mt[i - 1] ^ (mt[i - 1] >>> 30)) + i;
            }
        }

        /** {@code init_by_array}. */
        void setSeed(int... key) {
            setSeed(19650218);
            int i = 1;
            int j = 0;
            for (int k = Math.max(N, key.length); k > 0; k--) {
                mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >>> 30)) * 1664525)) + key[j] + j;
                j = (j + 1) % key.length;
                i = following(i);
            }
            for (int k = N - 1; k > 0; k--) {
                mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >>> 30)) * 1566083941)) - i;
                i = following(i);
            }
            mt[0] = 0x80000000;
        }

        private int following(int i) {
            if (i < N - 1) {
                return i + 1;
            }
            mt[0] = mt[N - 1];
            return 1;
        }

        /** The upper {@code count} bits of the next word. */
        int nextBits(int count) {
            if (next == N) {
                twist();
            }
            int y = mt[next++];
            y ^= y >>> 11;
            y ^= (y << 7) & 0x9d2c5680;
            y ^= (y << 15) & 0xefc60000;
            y ^= y >>> 18;
            return y >>> (32 - count);
        }

        private void twist() {
            for (int i = 0; i < N - M; i++) {
                twist(i, i + 1, i + M);
            }
            for (int i = N - M; i < N - 1; i++) {
                twist(i, i + 1, i + M - N);
            }
            twist(N - 1, 0, M - 1);
            next = 0;
        }

        private void twist(int i, int following, int other) {
            int y = (mt[i] & 0x80000000) | (mt[following] & 0x7fffffff);
            mt[i] = mt[other] ^ (y >>> 1) ^ ((y & 1) * 0x9908b0df);
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
        double f = Math.sqrt(-2 * Elementary.log(r2) / r2);
        nextGaussian = f * x1;
        return f * x2;
    }

    /** {@code permutation(n)}: the numbers from 0 to n - 1 in random order. */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int k = 0; k < n; k++) {
            order[k] = k;
        }
        int i = n - 1;
        while (i > 0) {
            int drawn = bits.nextBits(32) & mask(i);
            // one that is too large swaps nothing, and is drawn again: no branch that nobody could foresee
            int j = Math.min(drawn, i);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
            i -= drawn <= i ? 1 : 0;
        }
        return order;
    }

    /** {@code randint(0, bound, size)}: {@code size} numbers, each uniform in {@code [0, bound)}. */
    public int[] randint(int bound, int size) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be 1 or more, found " + bound);
        }
        int[] numbers = new int[size];
        // of one number NumPy draws nothing
        for (int i = 0; bound > 1 && i < size; i++) {
            numbers[i] = interval(bound - 1);
        }
        return numbers;
    }

    /** Uniform in {@code [0, max]}: masked to the next power of two and drawn again while too large. */
    private int interval(int max) {
        int value;
        do {
            value = bits.nextBits(32) & mask(max);
        } while (value > max);
        return value;
    }

    private static int mask(int max) {
        return -1 >>> Integer.numberOfLeadingZeros(max);
    }
}
