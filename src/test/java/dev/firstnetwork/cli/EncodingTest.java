package dev.firstnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodingTest {

    @Test
    void whatAnEncodingCannotHoldIsToldWithWhatToDo() {
        assertThat(Encoding.complaint("数据.csv", StandardCharsets.US_ASCII))
                .hasValue("'数据.csv' has characters that are not in this locale's encoding, US-ASCII: set a UTF-8"
                        + " locale, such as LC_ALL=C.UTF-8");
        // what the JVM makes of bytes that it cannot read
        assertThat(Encoding.complaint("\uFFFD\uFFFD.csv", StandardCharsets.US_ASCII))
                .isPresent();
    }

    @Test
    void whatItHoldsIsNot() {
        assertThat(Encoding.complaint("data.csv", StandardCharsets.US_ASCII)).isEmpty();
        assertThat(Encoding.complaint("数据.csv", StandardCharsets.UTF_8)).isEmpty();
        assertThat(Encoding.complaint("café.csv", StandardCharsets.ISO_8859_1)).isEmpty();
    }
}
