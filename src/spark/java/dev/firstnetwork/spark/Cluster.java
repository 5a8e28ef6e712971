package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/** Spark and the file system that it works on: a session of its own in this process, or the one of {@code spark-submit}. */
final class Cluster implements AutoCloseable {

    private final SparkSession session;

    private Cluster(SparkSession session) {
        this.session = session;
    }

    /**
     * Starts Spark as {@code spark-submit} says, and where nobody says anything, on all cores of this machine.
     *
     * @throws IllegalArgumentException if the JVM is too new for Hadoop, or was started without the flags that Spark needs
     */
    static Cluster start() {
        SparkConf conf = new SparkConf()
                .setAppName("first-network")
                .setIfMissing("spark.master", "local[*]")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.ui.showConsoleProgress", "false");
        try {
            SparkSession session = SparkSession.builder().config(conf).getOrCreate();
            session.sparkContext().setLogLevel("ERROR");
            Cluster cluster = new Cluster(session);
            cluster.fileSystem(".");
            return cluster;
        } catch (UnsupportedOperationException | IOException e) {
            // from Java 24 on there is no security manager, whose user Hadoop asks for
            throw new IllegalArgumentException(
                    "this Spark's Hadoop does not run on Java "
                            + Runtime.version().feature() + ": use Java 17 or 21 (" + e.getMessage() + ")",
                    e);
        } catch (IllegalAccessError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "Spark reaches into the JDK, which does not let it: start this by spark-submit, or give java "
                            + JavaModuleOptions.defaultModuleOptions(),
                    e);
        }
    }

    SparkSession session() {
        return session;
    }

    JavaSparkContext spark() {
        return JavaSparkContext.fromSparkContext(session.sparkContext());
    }

    Configuration hadoop() {
        return session.sparkContext().hadoopConfiguration();
    }

    FileSystem fileSystem(String uri) throws IOException {
        return new org.apache.hadoop.fs.Path(uri).getFileSystem(hadoop());
    }

    /**
     * The files of a table in the order of their names: a file itself, or all below a folder but those whose name begins with
     * a point or an underscore.
     *
     * @throws DataException if there are none
     */
    List<String> files(String uri) {
        try {
            FileSystem files = fileSystem(uri);
            org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(uri);
            if (!files.exists(root)) {
                throw new DataException(uri + ": no such file or folder");
            }
            FileStatus status = files.getFileStatus(root);
            if (status.isFile()) {
                return List.of(status.getPath().toString());
            }
            List<String> found = new ArrayList<>();
            for (RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true); all.hasNext(); ) {
                org.apache.hadoop.fs.Path file = all.next().getPath();
                if (isData(status.getPath(), file)) {
                    found.add(file.toString());
                }
            }
            if (found.isEmpty()) {
                throw new DataException(uri + " is a folder without files of data: expected CSV or Parquet files");
            }
            found.sort(Comparator.naturalOrder());
            return found;
        } catch (IOException e) {
            throw new DataException(uri + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isData(org.apache.hadoop.fs.Path root, org.apache.hadoop.fs.Path file) {
        for (var part = file; part != null && !part.equals(root); part = part.getParent()) {
            if (part.getName().startsWith("_") || part.getName().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    /** What went wrong on a worker, said as it was meant where it was about the data. */
    static RuntimeException told(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataException || cause instanceof IllegalArgumentException) {
                return (RuntimeException) cause;
            }
        }
        String text = String.valueOf(e.getMessage());
        String mark = DataException.class.getName() + ": ";
        int at = text.indexOf(mark);
        return at < 0
                ? e
                : new DataException(
                        text.substring(at + mark.length()).lines().findFirst().orElse(""), e);
    }

    @Override
    public void close() {
        session.stop();
    }
}
