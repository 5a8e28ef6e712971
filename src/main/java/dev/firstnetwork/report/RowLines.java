package dev.firstnetwork.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Writes a line a row, made on all cores and written in order: most of the time goes into the digits of numbers. */
public final class RowLines {

    private static final int CHUNK = 2048;
    private static final int CHUNKS = 16;

    /** Appends the line of a row with its line feed; called from several threads at once. */
    @FunctionalInterface
    public interface Line {
        void append(int row, StringBuilder line);
    }

    private RowLines() {}

    /** Writes the lines of the rows 0 up to {@code count}. */
    public static void write(int count, Writer out, Line line) throws IOException {
        StringBuilder[] chunks = new StringBuilder[CHUNKS];
        Arrays.setAll(chunks, i -> new StringBuilder());
        char[] text = new char[0];
        for (int first = 0; first < count; first += CHUNK * CHUNKS) {
            int begin = first;
            IntStream.range(0, CHUNKS).parallel().forEach(i -> {
                int from = begin + i * CHUNK;
                fill(chunks[i], from, Math.min(count, from + CHUNK), line);
            });
            for (StringBuilder chunk : chunks) {
                text = text.length < chunk.length() ? new char[2 * chunk.length()] : text;
                chunk.getChars(0, chunk.length(), text, 0);
                out.write(text, 0, chunk.length());
            }
        }
    }

    private static void fill(StringBuilder chunk, int from, int to, Line line) {
        chunk.setLength(0);
        for (int row = from; row < to; row++) {
            line.append(row, chunk);
        }
    }
}
