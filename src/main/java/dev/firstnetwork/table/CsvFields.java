package dev.firstnetwork.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/** Takes a record's fields from FastCSV, all characters in a row. */
final class CsvFields extends AbstractBaseCsvCallbackHandler<CsvFields> {

    private char[] text = new char[256];
    private int[] ends = new int[16];
    private int count;
    private long line;
    private boolean lastQuoted;

    @Override
    protected void handleBegin(long startingLineNumber) {
        count = 0;
        line = startingLineNumber;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
        int start = start(index);
        if (start + length > text.length) {
            text = Arrays.copyOf(text, Math.max(start + length, 2 * text.length));
        }
        if (index == ends.length) {
            ends = Arrays.copyOf(ends, 2 * index);
        }
        System.arraycopy(buffer, offset, text, start, length);
        ends[index] = start + length;
        count = index + 1;
        lastQuoted = quoted;
    }

    @Override
    protected CsvFields buildRecord() {
        return this;
    }

    int count() {
        return count;
    }

    /** Whether there is only one field, without quotes: an empty line has one such, two quotes on a line are none. */
    boolean isOneUnquoted() {
        return count == 1 && !lastQuoted;
    }

    /** The line on which the record begins, counted from 1. */
    long line() {
        return line;
    }

    /** The characters of all fields. */
    char[] text() {
        return text;
    }

    /** Where a field begins among them. */
    int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Where it ends. */
    int end(int index) {
        return ends[index];
    }

    String raw(int index) {
        return new String(text, start(index), ends[index] - start(index));
    }
}
