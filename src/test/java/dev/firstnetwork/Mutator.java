package dev.firstnetwork;

import dev.firstnetwork.math.NumpyRandom;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes bad input of good: a few random changes to its bytes, the same ones for the same seed. */
public final class Mutator {

    private static final List<String> TOKENS = List.of(
            "\"",
            ",",
            "\n",
            "\r\n",
            "\r",
            "\0",
            "\uFEFF",
            "NaN",
            "-Infinity",
            "1e999",
            "?",
            "{",
            "}",
            "[",
            "]",
            ":",
            "null",
            "true",
            "-1",
            "0",
            "2147483648",
            "9223372036854775808",
            "0x1p3",
            "'",
            "\\",
            "\t",
            " ",
            "\u00e9",
            "../../x");

    private final NumpyRandom random;

    public Mutator(long seed) {
        this.random = NumpyRandom.of(seed);
    }

    /** {@code good} with one to eight changes. */
    public byte[] mutate(byte[] good) {
        byte[] bytes = good.clone();
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length == 0) {
            return token();
        }
        int from = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - from, 1 + random.nextInt(20));
        return switch (random.nextInt(7)) {
            case 0 -> join(bytes, from, new byte[] {(byte) random.nextInt(256)}, from + 1);
            case 1 -> join(bytes, from, new byte[] {(byte) (bytes[from] ^ (1 << random.nextInt(8)))}, from + 1);
            case 2 -> join(bytes, from, new byte[0], from + length);
            case 3 -> join(bytes, from, token(), from);
            case 4 -> join(bytes, from, token(), from + length);
            case 5 -> join(bytes, from, Arrays.copyOfRange(bytes, from, from + length), from);
            default -> random.nextInt(20) == 0 ? Arrays.copyOf(bytes, from) : join(bytes, from, token(), from + 1);
        };
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
        var joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, end);
        joined.write(middle, 0, middle.length);
        joined.write(bytes, start, bytes.length - start);
        return joined.toByteArray();
    }
}
