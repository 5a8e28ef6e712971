package dev.firstnetwork.wing.trust;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random numbers that nobody who has not the key can foretell or draw again: AES-256 in counter mode. The key mostly comes from
 * the system's {@link SecureRandom}, which is too slow to give a number for each weight in each step itself. Not safe for use
 * by several threads.
 */
final class SecretRandom implements RandomGenerator {

    private final Cipher cipher;
    private final byte[] zeros = new byte[1 << 12];
    private LongBuffer longs = LongBuffer.allocate(0);

    /** Numbers that nobody has had before. */
    SecretRandom() {
        this(new SecureRandom().generateSeed(32), 0);
    }

    /**
     * Numbers that whoever knows the key can draw too.
     *
     * @param key 32 bytes
     * @param stream which of the key's streams
     */
    SecretRandom(byte[] key, long stream) {
        // the counter begins at 0 in the lower half of each stream's block
        byte[] block = ByteBuffer.allocate(16).putLong(stream).array();
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(block));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    @Override
    public long nextLong() {
        if (!longs.hasRemaining()) {
            longs = ByteBuffer.wrap(cipher.update(zeros)).asLongBuffer();
        }
        return longs.get();
    }
}
