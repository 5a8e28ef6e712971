package dev.firstnetwork.spark;

import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.table.CsvFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The files of a table, in order, each of which a worker can open.
 *
 * @param uris where they are
 * @param dialect how their text is a table, as the first of them shows it
 */
record PartFiles(List<String> uris, Dialect dialect, SerializableConfiguration configuration) implements Serializable {

    private static final String PARQUET = ".parquet";

    /** Looks at the first file. */
    static PartFiles of(Cluster cluster, List<String> uris, Dialect asked) {
        SerializableConfiguration configuration = new SerializableConfiguration(cluster.hadoop());
        PartFiles files = new PartFiles(uris, asked, configuration);
        return files.isParquet(0) ? files : new PartFiles(uris, files.open(0).dialect(), configuration);
    }

    int count() {
        return uris.size();
    }

    boolean isParquet(int file) {
        return uris.get(file).endsWith(PARQUET);
    }

    /** What a file is called in messages: its path, where it is on this machine. */
    String name(int file) {
        return uris.get(file).replaceFirst("^file:/+", "/");
    }

    /** Opens a file by its number. */
    TableSource open(int file) {
        Configuration hadoop = configuration.value();
        String name = name(file);
        return isParquet(file)
                ? new ParquetPart(name, new Path(uris.get(file)), hadoop)
                : CsvFile.of(name, dialect, () -> bytes(uris.get(file), hadoop));
    }

    private static InputStream bytes(String uri, Configuration hadoop) throws IOException {
        Path path = new Path(uri);
        return path.getFileSystem(hadoop).open(path);
    }

    /** The first file under the name of the whole table. */
    TableSource named(String table) {
        return isParquet(0)
                ? new ParquetPart(table, new Path(uris.get(0)), configuration.value())
                : CsvFile.of(table, dialect, () -> bytes(uris.get(0), configuration.value()));
    }
}
