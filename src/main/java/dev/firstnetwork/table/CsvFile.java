package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A CSV file, packed with gzip or not, in UTF-8: RFC 4180 whole, with line breaks in quoted fields, and with the separators
 * and decimal marks of the {@link Dialect} that is asked for, or found out from the first 64 KiB.
 */
public final class CsvFile implements TableSource {

    /** So many bytes of a file tell how it is a table. */
    private static final int BEGINNING = 1 << 16;

    /** What is often given in the place of text in UTF-8, by its first bytes. */
    private static final Map<String, String> OTHER_FORMATS = Map.ofEntries(
            Map.entry("\u00ff\u00fe", "text in UTF-16: save it as UTF-8"),
            Map.entry("\u00fe\u00ff", "text in UTF-16: save it as UTF-8"),
            Map.entry("PK\u0003\u0004", "a zip archive or an Excel workbook: save the sheet as CSV"),
            Map.entry("\u00d0\u00cf\u0011\u00e0", "an Excel workbook: save the sheet as CSV"),
            Map.entry("PAR1", "a Parquet file: save it as CSV"),
            Map.entry("BZh", "packed in another way than by gzip: unpack it"),
            Map.entry("\u00fd7zXZ", "packed in another way than by gzip: unpack it"),
            Map.entry("(\u00b5/\u00fd", "packed in another way than by gzip: unpack it"));

    @FunctionalInterface
    public interface Bytes {
        InputStream open() throws IOException;
    }

    private final String name;
    private final Bytes bytes;
    private Dialect dialect;
    private final List<String> columns;
    private final List<String> notes = new ArrayList<>();
    private CsvRows first;
    private String sha256;

    private CsvFile(String name, Dialect dialect, Bytes bytes) {
        this.name = name;
        this.dialect = dialect;
        this.bytes = bytes;
        this.first = rows();
        this.columns = first.header();
        Set<String> seen = new HashSet<>();
        for (int j = 0; j < columns.size(); j++) {
            String column = columns.get(j);
            String row = "; if the line is a row, give --no-header";
            if (column.isEmpty() && j > 0) {
                throw new DataException(
                        place(first.headerLine()) + ": column " + (j + 1) + " has no name: give it one" + row);
            }
            if (!seen.add(column)) {
                throw new DataException(place(first.headerLine()) + ": two columns are named "
                        + DataException.quoted(column) + ": name one of them otherwise" + row);
            }
        }
        for (int j = 1; j <= first.emptyLast(); j++) {
            notes.add("column " + (columns.size() + j) + " is left out: it has no name and no value");
        }
        if (this.dialect.decimal().equals(",") && !dialect.decimal().equals(",")) {
            notes.add("numbers are read with a decimal comma, as 1,5; --decimal . if they are not");
        }
    }

    /** The table in {@code file}, with a header; what separates its fields is found out. */
    public static CsvFile of(Path file) {
        return of(file, Dialect.ANY, in -> in);
    }

    /**
     * The table in {@code file}, which may be compressed with gzip; its header is read now. A pipe can be gone through once.
     *
     * @param watched gives the stream to read in the place of the file's own, each time that the file is opened
     * @throws DataException if there is no such file, it is a directory, it is empty, or the header is no header
     */
    public static CsvFile of(Path file, Dialect dialect, UnaryOperator<InputStream> watched) {
        if (!Files.exists(file) || Files.isDirectory(file)) {
            throw new DataException(
                    file + (Files.exists(file) ? " is a directory: expected a CSV file" : ": no such file"));
        }
        if (!Files.isRegularFile(file)) {
            // a pipe: the stream of Files would ask it how long it is
            return new CsvFile(file.toString(), dialect, once(() -> watched.apply(new FileInputStream(file.toFile()))));
        }
        return new CsvFile(file.toString(), dialect, () -> watched.apply(Files.newInputStream(file)));
    }

    /** The table whose bytes are anywhere; {@code name} is what it is called in messages. */
    public static CsvFile of(String name, Dialect dialect, Bytes bytes) {
        return new CsvFile(name, dialect, bytes);
    }

    /** A table that comes with the program, {@code name.csv} beside this class. */
    static CsvFile resource(String name) {
        return new CsvFile(name, Dialect.CSV, () -> CsvFile.class.getResourceAsStream(name + ".csv"));
    }

    /** The table that comes in on {@code in}: it can be gone through once. */
    public static CsvFile of(InputStream in, Dialect dialect) {
        return new CsvFile("standard input", dialect, once(() -> in));
    }

    private static Bytes once(Bytes bytes) {
        var opened = new AtomicBoolean();
        return () -> {
            if (opened.getAndSet(true)) {
                throw new IOException("it can be read only once, and this needs several passes: give a file");
            }
            return bytes.open();
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    /** The reader that read the header, the first time; a new one after that. */
    @Override
    public TableSource.Reader open() {
        CsvRows reader = first == null ? rows() : first;
        first = null;
        return reader;
    }

    private CsvRows rows() {
        try {
            var digest = new DigestInputStream(bytes.open(), DigestUtils.getSha256Digest());
            var unpacked = new PushbackInputStream(unpacked(digest), BEGINNING);
            byte[] beginning = unpacked.readNBytes(BEGINNING);
            String bytesAsText = new String(beginning, StandardCharsets.ISO_8859_1);
            requireText(bytesAsText);
            int start = bytesAsText.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
            if (!dialect.isFound()) {
                String text = new String(beginning, start, beginning.length - start, StandardCharsets.UTF_8);
                dialect = DialectFinder.find(dialect, text, beginning.length < BEGINNING);
            }
            unpacked.unread(beginning, start, beginning.length - start);
            return new CsvRows(name, dialect, new Utf8Reader(name, unpacked), () -> sha256 = drained(digest));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Says what a file is that is no text in UTF-8, where its first bytes tell, each of which is a character here. */
    private void requireText(String beginning) {
        OTHER_FORMATS.forEach((start, kind) -> require(!beginning.startsWith(start), kind));
        boolean zero = beginning.lastIndexOf(0, 999) >= 0;
        require(!zero, "no text in UTF-8, for it holds zero bytes, as UTF-16 does: save it as UTF-8");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new DataException(name + " is " + otherwise);
        }
    }

    /** The hash of all bytes, those after a packed text's end too. */
    private static String drained(DigestInputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }

    /** The hash of the bytes; known without another look at them once all rows have been read. */
    @Override
    public String sha256() {
        if (sha256 == null) {
            try (InputStream in = bytes.open()) {
                sha256 = DigestUtils.sha256Hex(in);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        }
        return sha256;
    }

    /** Copies the file as it is. */
    @Override
    public void writeCsv(Writer out) throws IOException {
        try (var in = new InputStreamReader(bytes.open(), StandardCharsets.UTF_8)) {
            in.transferTo(out);
        }
    }

    static DataException unreadable(String name, IOException e) {
        return new DataException(name + " cannot be read: " + e.getMessage(), e);
    }

    /** What gzip packed, by its first two bytes; anything else as it is. */
    private static InputStream unpacked(InputStream in) throws IOException {
        InputStream buffered = new BufferedInputStream(in, BEGINNING);
        buffered.mark(2);
        boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered, BEGINNING) : buffered;
    }
}
