package dev.firstnetwork.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
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
        for (int first = 0; first < count; first += CHUNK * CHUNKS) {
            int begin = first;
            List<StringBuilder> chunks = IntStream.range(0, CHUNKS)
                    .parallel()
                    .map(chunk -> begin + chunk * CHUNK)
                    .mapToObj(from -> chunk(from, Math.min(count, from + CHUNK), line))
                    .toList();
            for (StringBuilder chunk : chunks) {
                out.append(chunk);
            }
        }
    }

    private static StringBuilder chunk(int from, int to, Line line) {
        StringBuilder text = new StringBuilder(from < to ? 1 << 17 : 0);
        for (int row = from; row < to; row++) {
            line.append(row, text);
        }
        return text;
    }
}
