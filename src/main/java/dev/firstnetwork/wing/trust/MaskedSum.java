package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;

/**
 * Adds up what clients send so that nobody sees more than the sum (Bonawitz et al.: <i>Practical Secure Aggregation for
 * Privacy-Preserving Machine Learning</i>, 2017, section 4.0.1). Each two clients agree on a key (X25519); both draw the same
 * numbers from it, which the one adds to all that it sends and the other takes off. To whoever has not the key a message looks like
 * random numbers; in the sum of all messages the masks cancel. Messages are whole numbers of {@code 2^-40} and are added modulo
 * {@code 2^64}, so that the sum is exact.
 *
 * <p>A client that drops out after the masks were agreed on would spoil the sum, which sections 4.0.2 and following of the paper
 * mend and this does not. Not safe for use by several threads.
 */
public final class MaskedSum {

    private static final double UNITS = 0x1p40;

    /** The sum of no more than 4096 such numbers is within what a long holds. */
    private static final double LARGEST = 0x1p11;

    private final List<KeyPair> clients = new ArrayList<>();
    private final Map<List<Integer>, byte[]> keys = new HashMap<>();

    /** A sum of what so many clients send, 4096 at most. */
    public MaskedSum(int count) {
        LearningRule.require(count <= 4096, "a masked sum is of 4096 clients at most, found " + count);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
            for (int i = 0; i < count; i++) {
                clients.add(generator.generateKeyPair());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has X25519", e);
        }
    }

    /**
     * {@code values} as whole numbers of units.
     *
     * @throws IllegalArgumentException if one is not a number, or is {@value #LARGEST} or more in size
     */
    public static long[] units(double[] values) {
        return Arrays.stream(values)
                .mapToLong(value -> {
                    LearningRule.require(
                            Math.abs(value) < LARGEST,
                            "a masked sum is of numbers between -2048 and 2048, found " + value
                                    + ": lower --learning-rate");
                    return Math.round(value * UNITS);
                })
                .toArray();
    }

    /**
     * What one client sends.
     *
     * @param units what it has to add
     * @param client which one it is, from 0 on
     * @param all those whose messages are summed, itself among them
     * @param round a number that is new for each sum
     */
    public long[] message(long[] units, int client, int[] all, int round) {
        long[] message = units.clone();
        for (int other : all) {
            if (other != client) {
                SecretRandom mask = new SecretRandom(key(client, other), round);
                for (int i = 0; i < message.length; i++) {
                    message[i] += client < other ? mask.nextLong() : -mask.nextLong();
                }
            }
        }
        return message;
    }

    /** What both know: each has its own private key and the other's public one, and this is made from either two. */
    private byte[] key(int client, int other) {
        return keys.computeIfAbsent(List.of(client, other), pair -> {
            try {
                KeyAgreement agreement = KeyAgreement.getInstance("X25519");
                agreement.init(clients.get(client).getPrivate());
                agreement.doPhase(clients.get(other).getPublic(), true);
                return MessageDigest.getInstance("SHA-256").digest(agreement.generateSecret());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has X25519 and SHA-256", e);
            }
        });
    }

    /** The sum of the messages of all clients, in the unit of what they had to add. */
    public static double[] sum(List<long[]> messages) {
        long[] sum = new long[messages.get(0).length];
        messages.forEach(message -> Arrays.setAll(sum, i -> sum[i] + message[i]));
        return Arrays.stream(sum).mapToDouble(units -> units / UNITS).toArray();
    }
}
