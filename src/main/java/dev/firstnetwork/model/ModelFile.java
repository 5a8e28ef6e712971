package dev.firstnetwork.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.network.NetworkSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The model file: DL4J's own zip, which {@link ModelSerializer#restoreMultiLayerNetwork} reads, with two entries more: {@value
 * #DESCRIPTION} describes the network and the preparation and holds the SHA-256 of the other entries, and {@value
 * #DESCRIPTION_HASH} holds its own, as {@code sha256sum} writes it. An ensemble has one more for each network but the first,
 * which is the only one that DL4J sees.
 *
 * <p>DL4J's reader is for files that one trusts: it deserialises Java objects and instantiates classes that the file names.
 * Loading here does neither. It reads known entries of bounded size, checks their hashes, takes the description as plain
 * data, and the parameters as numbers.
 */
public final class ModelFile {

    private static final String DESCRIPTION = "first-network.json";
    private static final String DESCRIPTION_HASH = DESCRIPTION + ".sha256";
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String NORMALIZER = "normalizer.bin";
    private static final Set<String> REQUIRED =
            new TreeSet<>(Set.of(DESCRIPTION, CONFIGURATION, COEFFICIENTS, NORMALIZER));
    private static final int MOST_MEMBERS = 999;

    /** The parameters of the second network of an ensemble and of those after it, which DL4J knows nothing of. */
    private static final Pattern MEMBER = Pattern.compile("member-([2-9]|[1-9][0-9]{1,2})\\.bin");

    /** A zip file's last record, without a comment: PKZIP's application note, section 4.3.16. */
    private static final int END_BYTES = 22;

    private static final int END_SIGNATURE = 0x06054b50;

    /** The largest model that is loaded: all entries together, unpacked. */
    private static final int MOST_BYTES = 256 << 20;

    private ModelFile() {}

    /** The bytes of a model file. The same model gives the same bytes. */
    public static byte[] bytes(Model model) {
        try {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            entries.put(CONFIGURATION, Dl4jFormat.configuration(model.spec()));
            int number = 0;
            for (Parameters member : model.members()) {
                entries.put(member(++number), Dl4jFormat.coefficients(member));
            }
            entries.put(NORMALIZER, Dl4jFormat.normalizer(model.preparation()));
            Map<String, String> hashes = new TreeMap<>();
            entries.forEach((name, content) -> hashes.put(name, DigestUtils.sha256Hex(content)));
            byte[] description = ModelDescription.json(model, hashes);
            entries.put(DESCRIPTION, description);
            entries.put(DESCRIPTION_HASH, hashLine(description));
            var bytes = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(bytes)) {
                for (var entry : entries.entrySet()) {
                    ZipEntry header = new ZipEntry(entry.getKey());
                    // not the first second of 1980: Java adds a field that depends on the time zone there
                    header.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
                    zip.putNextEntry(header);
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    /** What {@code sha256sum first-network.json} prints. */
    private static byte[] hashLine(byte[] description) {
        return (DigestUtils.sha256Hex(description) + "  " + DESCRIPTION + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The entry with the parameters of a network, from 1 on. */
    private static String member(int number) {
        return number == 1 ? COEFFICIENTS : "member-" + number + ".bin";
    }

    /**
     * Reads a model file that anybody may have written.
     *
     * @throws DataException if it is no model file of this program, is damaged, or holds anything unexpected
     */
    public static Model load(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + " is a directory: expected a model file");
        }
        if (!Files.exists(file)) {
            throw new DataException(file + ": no such model file");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new DataException(file + " is larger than " + (MOST_BYTES >> 20) + " MiB: refused");
            }
            return read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the bytes of a model file that anybody may have written.
     *
     * @param file what it is called in messages
     * @throws DataException if it is no model file of this program, is damaged, or holds anything unexpected
     */
    public static Model read(String file, byte[] bytes) {
        try {
            requireEnd(bytes);
            return model(file, unzip(new ByteArrayInputStream(bytes), file));
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new DataException(file + " is not a usable model file: " + firstLine(e), e);
        }
    }

    /** Entries are read from the front: whether the file was cut off behind them shows at its end alone. */
    private static void requireEnd(byte[] file) throws IOException {
        int end = file.length - END_BYTES;
        if (end < 0 || ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end) != END_SIGNATURE) {
            throw new IOException("it is no zip file, or it ends too early");
        }
    }

    private static Model model(String file, Map<String, byte[]> entries) throws IOException {
        if (!entries.keySet().containsAll(REQUIRED)) {
            throw foreign(file, REQUIRED, entries.keySet());
        }
        byte[] hash = entries.get(DESCRIPTION_HASH);
        requireHash(file, DESCRIPTION, hash == null || Arrays.equals(hash, hashLine(entries.get(DESCRIPTION))));
        ModelDescription description = ModelDescription.read(entries.get(DESCRIPTION));
        if (description == null) {
            throw new IOException(DESCRIPTION + " holds nothing");
        }
        if (description.format() < ModelDescription.OLDEST || description.format() > ModelDescription.FORMAT) {
            throw new DataException(file + " has the format " + description.format() + ": this version reads formats "
                    + ModelDescription.OLDEST + " to " + ModelDescription.FORMAT);
        }
        requireEntries(file, entries.keySet(), description);
        for (var entry : entries.entrySet()) {
            String name = entry.getKey();
            String expected = description.sha256().get(name);
            boolean own = name.equals(DESCRIPTION) || name.equals(DESCRIPTION_HASH);
            requireHash(
                    file, name, own || DigestUtils.sha256Hex(entry.getValue()).equals(expected));
        }
        Dl4jFormat.requireStandardiser(entries.get(NORMALIZER), NORMALIZER);
        NetworkSpec spec = description.network().spec();
        List<Parameters> members = new ArrayList<>();
        for (int member = 1; member <= description.members(); member++) {
            members.add(Dl4jFormat.parameters(entries.get(member(member)), spec.sizes(), COEFFICIENTS));
        }
        return new Model(spec, members, description.preparation(), description.threshold());
    }

    private static void requireHash(String file, String entry, boolean right) {
        if (!right) {
            throw new DataException(file + " is damaged or was edited: the SHA-256 of " + entry + " does not match;"
                    + " copy the file anew, or train again with the run's config.json");
        }
    }

    private static DataException foreign(String file, Set<String> expected, Set<String> found) {
        return new DataException(file + " is not a model file of this program: expected the entries "
                + String.join(", ", expected) + ", found "
                + (found.isEmpty() ? "no zip entry" : String.join(", ", found)));
    }

    private static void requireEntries(String file, Set<String> found, ModelDescription description)
            throws IOException {
        int members = description.members();
        if (members < 1 || members > MOST_MEMBERS) {
            throw new IOException("it says that it holds " + members + " networks");
        }
        Set<String> expected = new TreeSet<>(REQUIRED);
        if (description.format() > ModelDescription.OLDEST) {
            expected.add(DESCRIPTION_HASH);
        }
        for (int member = 2; member <= members; member++) {
            expected.add(member(member));
        }
        if (!found.equals(expected)) {
            throw foreign(file, expected, found);
        }
    }

    /** Every entry with its name, as long as all of them together stay below {@link #MOST_BYTES}. */
    private static Map<String, byte[]> unzip(InputStream in, String file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        long left = MOST_BYTES;
        try (var zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                boolean known = REQUIRED.contains(name)
                        || name.equals(DESCRIPTION_HASH)
                        || MEMBER.matcher(name).matches();
                if (!known || entries.containsKey(name)) {
                    throw new DataException(file + " is not a model file of this program: entry '" + name
                            + "' does not belong there, or is there twice; expected "
                            + String.join(", ", REQUIRED));
                }
                byte[] bytes = zip.readNBytes((int) Math.min(left + 1, MOST_BYTES));
                left -= bytes.length;
                if (left < 0) {
                    throw new DataException(file + " unpacks to more than " + (MOST_BYTES >> 20) + " MiB: refused");
                }
                entries.put(name, bytes);
            }
        }
        return entries;
    }

    private static String firstLine(Exception e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return message == null
                ? "it ends too early"
                : message.lines().findFirst().orElse("");
    }
}
