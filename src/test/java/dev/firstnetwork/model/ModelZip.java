package dev.firstnetwork.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** A model file taken apart, to be put together again by somebody who means no good and knows how to hash. */
final class ModelZip {

    static final String DESCRIPTION = "first-network.json";

    static final String HASH = "first-network.json.sha256";

    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, byte[]> entries = new LinkedHashMap<>();

    ModelZip(byte[] bytes) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
    }

    ObjectNode description() throws IOException {
        return (ObjectNode) JSON.readTree(entries.get(DESCRIPTION));
    }

    ModelZip describe(ObjectNode description) throws IOException {
        entries.put(DESCRIPTION, JSON.writeValueAsBytes(description));
        return this;
    }

    /** Puts an entry in, with its hash in the description. */
    ModelZip put(String name, byte[] bytes) throws IOException {
        entries.put(name, bytes);
        ObjectNode description = description();
        description.withObject("/sha256").put(name, DigestUtils.sha256Hex(bytes));
        return describe(description);
    }

    /** The file, with the description's own hash set right where there is one. */
    byte[] bytes() throws IOException {
        if (entries.containsKey(DESCRIPTION) && entries.containsKey(HASH)) {
            String hash = DigestUtils.sha256Hex(entries.get(DESCRIPTION)) + "  " + DESCRIPTION + "\n";
            entries.put(HASH, hash.getBytes(StandardCharsets.US_ASCII));
        }
        return bytesAsTheyAre();
    }

    byte[] bytesAsTheyAre() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
