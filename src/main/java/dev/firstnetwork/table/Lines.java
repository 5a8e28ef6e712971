package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The lines of a file in UTF-8 that are not blank, with the number of the last one given out. */
final class Lines implements Iterator<String>, Closeable {

    private final String name;
    private final BufferedReader reader;
    private int number;
    private int read;
    private String ahead;

    Lines(String name, InputStream in) {
        this.name = name;
        // a character a byte: line ends are the same in UTF-8, and each line is decoded when its number is known
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean hasNext() {
        while (ahead == null) {
            String line = readLine();
            if (line == null) {
                return false;
            }
            read++;
            String text = read == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            ahead = text.isBlank() ? null : text;
        }
        return true;
    }

    /** The line that {@link #next} will give. */
    String peek() {
        return hasNext() ? ahead : "";
    }

    private String readLine() {
        try {
            String line = reader.readLine();
            if (line == null) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new DataException(
                    name + ", line " + (read + 1) + ": found bytes that are not UTF-8; save the file as UTF-8", e);
        } catch (IOException e) {
            throw CsvFile.unreadable(name, e);
        }
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        number = read;
        String line = ahead;
        ahead = null;
        return line;
    }

    /** The number in the file of the line that was given out last, counted from 1 and with blank lines. */
    int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
