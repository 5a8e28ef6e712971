package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.TableSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.records.reader.impl.csv.SerializableCSVParser;
import org.datavec.api.split.InputStreamInputSplit;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * A CSV file, packed with gzip or not, read by DataVec's {@link CSVRecordReader}, line by line, with the checks that it leaves out:
 * UTF-8 is decoded strictly, a byte order mark is passed over, and every row has as many fields as the header. Blank lines
 * are passed over; a quoted field may hold commas and doubled quotes, but no line break, as in DataVec.
 */
public final class CsvFile implements TableSource {

    /** Opens the bytes of a table. */
    @FunctionalInterface
    private interface Bytes {
        InputStream open() throws IOException;
    }

    private final String name;
    private final CsvFormat format;
    private final Bytes bytes;
    private final List<String> columns;
    private CheckedReader first;

    private CsvFile(String name, CsvFormat format, Bytes bytes) {
        this.name = name;
        this.format = format;
        this.bytes = bytes;
        this.first = reader();
        this.columns = first.header;
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (column.isEmpty()) {
                throw new DataException(name + ", line 1: column " + (columns.indexOf("") + 1) + " has no name");
            }
            if (!seen.add(column)) {
                throw new DataException(name + ", line 1: two columns are named '" + column + "'");
            }
        }
    }

    /** The table in {@code file}, with commas and a header. */
    public static CsvFile of(Path file) {
        return of(file, CsvFormat.DEFAULT, in -> in);
    }

    /**
     * The table in {@code file}, which may be compressed with gzip; its header is read now.
     *
     * @param watched gives the stream to read in the place of the file's own, each time that the file is opened
     * @throws DataException if there is no such file, it is a directory, it is empty, or the header is no header
     */
    public static CsvFile of(Path file, CsvFormat format, UnaryOperator<InputStream> watched) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new DataException(
                    file + (Files.exists(file) ? " is a directory: expected a CSV file" : ": no such file"));
        }
        return new CsvFile(file.toString(), format, () -> watched.apply(Files.newInputStream(file)));
    }

    /** A table that comes with the program, {@code name.csv} beside this class. */
    static CsvFile resource(String name) {
        return new CsvFile(name, CsvFormat.DEFAULT, () -> CsvFile.class.getResourceAsStream(name + ".csv"));
    }

    /** The table that comes in on {@code in}: it can be gone through once, and {@link #sha256} cannot be asked. */
    public static CsvFile of(InputStream in, CsvFormat format) {
        var once = new AtomicBoolean();
        return new CsvFile("standard input", format, () -> {
            if (once.getAndSet(true)) {
                throw new IOException("it can be read only once, and this needs several passes: give a file");
            }
            return in;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    /** The reader that read the header, the first time; a new one after that. */
    @Override
    public RecordReader open() {
        CheckedReader reader = first == null ? reader() : first;
        first = null;
        return reader;
    }

    private CheckedReader reader() {
        try {
            return new CheckedReader();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public String sha256() {
        try (InputStream in = bytes.open()) {
            return DigestUtils.sha256Hex(in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Copies the file as it is. */
    @Override
    public void writeCsv(Writer out) throws IOException {
        try (Reader in = new InputStreamReader(bytes.open(), StandardCharsets.UTF_8)) {
            in.transferTo(out);
        }
    }

    static DataException unreadable(String name, IOException e) {
        return new DataException(name + " cannot be read: " + e.getMessage(), e);
    }

    /** What gzip packed, by its first two bytes; anything else as it is. */
    private static InputStream unpacked(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered) : buffered;
    }

    /** DataVec's reader over strictly decoded lines; rejects a row that is not as wide as the header. */
    private final class CheckedReader extends CSVRecordReader {

        private static final long serialVersionUID = 1;

        private final transient Lines lines;
        private final transient List<String> header;

        CheckedReader() throws IOException {
            super(0, format.separator(), format.quote());
            this.lines = new Lines(name, unpacked(bytes.open()));
            try {
                initialize(new InputStreamInputSplit(InputStream.nullInputStream()));
            } catch (InterruptedException e) {
                throw new IllegalStateException("DataVec's line reader waits for nothing", e);
            }
            if (!hasNext()) {
                throw new DataException(name + " is empty: expected a header line with the names of the columns");
            }
            Stream<String> names = format.header()
                    ? parse().stream().map(name -> name.toString().strip())
                    : IntStream.rangeClosed(1, parseLine(lines.peek()).size()).mapToObj(String::valueOf);
            this.header = names.toList();
        }

        @Override
        protected Iterator<String> getIterator(int location) {
            return lines;
        }

        @Override
        public List<Writable> next() {
            List<Writable> row = parse();
            if (row.size() != header.size()) {
                throw new DataException(
                        place() + ": found " + row.size() + " fields, expected " + header.size() + " as in the header");
            }
            return row;
        }

        private List<Writable> parse() {
            return super.next();
        }

        /** DataVec's parser, new for each line because it keeps state, and with no escape character, as CSV has none. */
        @Override
        protected List<Writable> parseLine(String line) {
            try {
                var parser = new SerializableCSVParser(
                        format.separator(), format.quote(), SerializableCSVParser.NULL_CHARACTER);
                return Arrays.stream(parser.parseLine(line))
                        .<Writable>map(Text::new)
                        .toList();
            } catch (IOException e) {
                throw new DataException(place() + ": a quoted field does not end on its line", e);
            }
        }

        /** The record with the number of its line in the file, counted from 1 and with blank lines. */
        @Override
        public Record nextRecord() {
            return new org.datavec.api.records.impl.Record(
                    next(), new RecordMetaDataLine(lines.number(), null, CSVRecordReader.class));
        }

        private String place() {
            return name + ", line " + lines.number();
        }

        @Override
        public void close() throws IOException {
            super.close();
            lines.close();
        }
    }
}
