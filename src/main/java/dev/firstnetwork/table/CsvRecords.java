package dev.firstnetwork.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import dev.firstnetwork.data.Dialect;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The records of a CSV text that are not blank, one at a time. FastCSV splits them; from the second batch of records on in a
 * thread of its own, so that the numbers of one batch are parsed while the next is split.
 */
final class CsvRecords implements Closeable {

    private static final int BATCH_RECORDS = 8192;
    private static final int BATCH_CHARACTERS = 1 << 19;

    /** Records one behind the other, all characters of their fields in a row. */
    private static final class Batch {

        private char[] text = new char[1024];
        private int[] ends = new int[64];
        private int[] firsts = new int[16];
        private long[] lines = new long[16];
        private int fields;
        private int records;
        private boolean quoted;
        private boolean last;
        private RuntimeException failure;

        boolean isFull() {
            return records >= BATCH_RECORDS || start(fields) >= BATCH_CHARACTERS;
        }

        int start(int field) {
            return field == 0 ? 0 : ends[field - 1];
        }

        void clear() {
            fields = 0;
            records = 0;
        }

        /** Begins a record; one that was begun before and not ended is forgotten. */
        void begin(long line) {
            fields = firsts[records];
            lines[records] = line;
        }

        void add(char[] buffer, int offset, int length, boolean isQuoted) {
            quoted = isQuoted;
            int start = start(fields);
            if (start + length > text.length) {
                text = Arrays.copyOf(text, Math.max(start + length, 2 * text.length));
            }
            if (fields == ends.length) {
                ends = Arrays.copyOf(ends, 2 * fields);
            }
            System.arraycopy(buffer, offset, text, start, length);
            ends[fields++] = start + length;
        }

        /** Ends the record, if its line is not blank; two quotes on a line are an empty field. */
        void end() {
            int first = firsts[records];
            boolean blank = fields == first + 1 && !quoted;
            for (int i = start(first); blank && i < start(fields); i++) {
                blank = CsvRows.isBlank(text[i]);
            }
            if (!blank) {
                records++;
                if (records == firsts.length) {
                    firsts = Arrays.copyOf(firsts, 2 * records);
                    lines = Arrays.copyOf(lines, 2 * records);
                }
                firsts[records] = fields;
            }
        }
    }

    /** Takes what FastCSV finds into a batch. */
    private static final class Splitter extends AbstractBaseCsvCallbackHandler<Splitter> {

        private Batch batch;

        @Override
        protected void handleBegin(long line) {
            batch.begin(line);
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            batch.add(buffer, offset, length, quoted);
        }

        @Override
        protected Splitter buildRecord() {
            if (getRecordType() == RecordType.DATA) {
                batch.end();
            }
            return this;
        }
    }

    private final Splitter splitter = new Splitter();
    private final CloseableIterator<Splitter> records;
    private final BlockingQueue<Batch> filled = new ArrayBlockingQueue<>(2);
    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(3);
    private Thread thread;
    private Batch batch = new Batch();
    private int record = -1;

    CsvRecords(CsvReader.CsvReaderBuilder builder, Reader text) {
        this.records = builder.build(splitter, text).iterator();
        fill(batch);
    }

    /** What makes a reader of such texts, whose rows may be of any width; the separator must have been found. */
    static CsvReader.CsvReaderBuilder reader(Dialect dialect) {
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(dialect.separator().charAt(0))
                .quoteCharacter(dialect.quote().charAt(0))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        return dialect.comment().isEmpty()
                ? builder
                : builder.commentStrategy(CommentStrategy.SKIP)
                        .commentCharacter(dialect.comment().charAt(0));
    }

    private void fill(Batch next) {
        next.clear();
        splitter.batch = next;
        try {
            while (!next.isFull() && !next.last) {
                if (records.hasNext()) {
                    records.next();
                } else {
                    next.last = true;
                }
            }
        } catch (RuntimeException e) {
            next.failure = e;
        }
    }

    /**
     * Goes to the next record.
     *
     * @return whether there is one
     * @throws RuntimeException what FastCSV or the text's reader throws; {@link #line} is where then
     */
    boolean next() {
        record = Math.min(record + 1, batch.records);
        while (record == batch.records) {
            if (batch.failure != null) {
                throw batch.failure;
            }
            if (batch.last) {
                return false;
            }
            batch = following();
            record = 0;
        }
        return true;
    }

    private Batch following() {
        try {
            if (thread == null) {
                free.add(new Batch());
                free.add(new Batch());
                thread = new Thread(this::split, "csv");
                thread.setDaemon(true);
                thread.start();
            }
            free.add(batch);
            return filled.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a table", e);
        }
    }

    private void split() {
        try {
            Batch next;
            do {
                next = free.take();
                fill(next);
                filled.put(next);
            } while (next.failure == null && !next.last);
        } catch (InterruptedException e) {
            // closed before its end
            Thread.currentThread().interrupt();
        }
    }

    /** How many fields the record has. */
    int count() {
        return batch.firsts[record + 1] - first();
    }

    private int first() {
        return batch.firsts[record];
    }

    /** The line on which the record begins, counted from 1. */
    long line() {
        return batch.lines[record];
    }

    /** The characters of all fields. */
    char[] text() {
        return batch.text;
    }

    /** Where a field begins among them. */
    int start(int index) {
        return batch.start(first() + index);
    }

    /** Where it ends. */
    int end(int index) {
        return batch.ends[first() + index];
    }

    String raw(int index) {
        return new String(text(), start(index), end(index) - start(index));
    }

    @Override
    public void close() throws IOException {
        if (thread != null) {
            thread.interrupt();
        }
        records.close();
    }
}
