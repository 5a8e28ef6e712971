package dev.firstnetwork.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a file holds, written when its turn comes: the rows of a large table need not be in memory all at once. */
@FunctionalInterface
public interface Content {

    /** Writes it all; {@code out} is buffered and stays open. */
    void writeTo(OutputStream out) throws IOException;

    static Content of(byte[] bytes) {
        return out -> out.write(bytes);
    }

    /** Files by their names, in the same order. */
    static Map<String, Content> of(Map<String, byte[]> files) {
        Map<String, Content> contents = new LinkedHashMap<>();
        files.forEach((name, bytes) -> contents.put(name, of(bytes)));
        return contents;
    }
}
