package dev.firstnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final String NETWORK =
            "network 2 - 32 relu - 1 sigmoid, binary-cross-entropy, sgd 0.1, batch full, engine lockstep";

    @Test
    void aLineIsBrokenBehindACommaOrADashAndGoesOnFurtherIn() {
        assertThat(Terminal.wrapped(NETWORK, 60)).isEqualTo("""
                network 2 - 32 relu - 1 sigmoid, binary-cross-entropy,
                  sgd 0.1, batch full, engine lockstep""");
        assertThat(Terminal.wrapped("network 2 - 32 relu - 64 relu - 1 sigmoid, sgd 0.1", 24))
                .isEqualTo("""
                network 2 - 32 relu -
                  64 relu - 1 sigmoid,
                  sgd 0.1""");
    }

    @Test
    void aLineThatFitsToTheLetterStays() {
        assertThat(Terminal.wrapped(NETWORK, NETWORK.length())).isEqualTo(NETWORK);
        assertThat(Terminal.wrapped(NETWORK, NETWORK.length() - 1)).hasLineCount(2);
        assertThat(Terminal.wrapped("", 60)).isEmpty();
    }

    /** There is no place to break it. */
    @Test
    void aWordThatIsWiderThanTheTerminalIsLeftToIt() {
        assertThat(Terminal.wrapped("a, " + "b".repeat(30) + ", c", 20))
                .isEqualTo("a,\n  " + "b".repeat(30) + ",\n  c");
    }
}
