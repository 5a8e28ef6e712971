package dev.firstnetwork.wing.trust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretRandomTest {

    /** AES-256 of a block of zeros under a key of zeros, as the vectors of NIST's AESAVS have it. */
    @Test
    void isAesInCounterMode() {
        SecretRandom random = new SecretRandom(new byte[32], 0);

        assertThat(random.nextLong()).isEqualTo(0xdc95c078a2408989L);
        assertThat(random.nextLong()).isEqualTo(0xad48a21492842087L);
    }

    @Test
    void noTwoAreAlike() {
        assertThat(new SecretRandom().nextLong()).isNotEqualTo(new SecretRandom().nextLong());
        assertThat(new SecretRandom(new byte[32], 1).nextLong())
                .isNotEqualTo(new SecretRandom(new byte[32], 2).nextLong());
    }
}
