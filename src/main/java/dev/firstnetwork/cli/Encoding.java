package dev.firstnetwork.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** In what the system hands over arguments and names of files: under {@code LC_ALL=C} nothing but ASCII survives that. */
public final class Encoding {

    private static final Charset SYSTEM = named(System.getProperty("sun.jnu.encoding", ""));

    private Encoding() {}

    private static Charset named(String name) {
        return !name.isEmpty() && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** What is wrong with {@code text} as an argument or the name of a file, if that is that it has other characters. */
    public static Optional<String> complaint(String text) {
        return complaint(text, SYSTEM);
    }

    static Optional<String> complaint(String text, Charset system) {
        return system.newEncoder().canEncode(text)
                ? Optional.empty()
                : Optional.of("'" + text + "' has characters that are not in this locale's encoding, " + system
                        + ": set a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }
}
