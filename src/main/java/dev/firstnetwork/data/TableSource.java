package dev.firstnetwork.data;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.RecordReader;

/** A table that DataVec can read, as often as it is asked: a generated data set or a CSV file. */
public interface TableSource {

    /** What the data set is called in messages and file names: {@code moons}, {@code credit.csv}. */
    String name();

    /** The names of the columns, in order. */
    List<String> columns();

    /**
     * A new reader at the first row. Each record has one value a column, in the order of {@link #columns}.
     *
     * @throws DataException if the source cannot be read
     */
    RecordReader open();

    /** Writes the table as CSV with a header; each number is the shortest that reads back as the same double. */
    void writeCsv(Writer out) throws IOException;

    /** The SHA-256 of the table as CSV, in lower-case hexadecimal digits. */
    String sha256();

    /** Where {@code record} stands, for messages: the table with the line of a file, or the table alone. */
    default String place(Record record) {
        return record.getMetaData() instanceof RecordMetaDataLine line
                ? name() + ", line " + line.getLineNumber()
                : name();
    }

    /**
     * Makes sure that there is a column.
     *
     * @param purpose what it is for, in messages: {@code to use as label}
     * @throws DataException if there is none
     */
    default void requireColumn(String name, String purpose) {
        if (!columns().contains(name)) {
            throw new DataException(name() + " has no column '" + name + "' " + purpose + ": its columns are "
                    + String.join(", ", columns()));
        }
    }
}
