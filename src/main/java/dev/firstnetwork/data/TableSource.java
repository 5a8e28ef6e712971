package dev.firstnetwork.data;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaDataLine;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.collection.CollectionRecordReader;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** A table that DataVec can read, as often as it is asked: a generated data set or a CSV file. */
public interface TableSource {

    /** What the data set is called in messages and file names: {@code moons}, {@code credit.csv}. */
    String name();

    /** The names of the columns, in order. */
    List<String> columns();

    /** How its text is a table; of one that is no text, everything is still to be found out. */
    default Dialect dialect() {
        return Dialect.ANY;
    }

    /** What a person should know of how it is read, a line each. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * A new reader at the first row. Each record has one value a column, in the order of {@link #columns}.
     *
     * @throws DataException if the source cannot be read
     */
    Reader open();

    /** Writes the table as CSV with a header; each number is the shortest that reads back as the same double. */
    void writeCsv(Writer out) throws IOException;

    /** The SHA-256 of the table as CSV, in lower-case hexadecimal digits. */
    String sha256();

    /** Where a row stands, for messages: the table with the line of a file, or the table alone for line 0. */
    default String place(long line) {
        return line > 0 ? name() + ", line " + line : name();
    }

    /**
     * Makes sure that there is a column.
     *
     * @param purpose what it is for, in messages: {@code " to use as label"}
     * @throws DataException if there is none
     */
    default void requireColumn(String column, String purpose) {
        if (!columns().contains(column)) {
            throw new DataException(name() + " has no column " + DataException.quoted(column) + purpose
                    + ": its columns are " + listed(columns())
                    + (columns().get(0).matches("[#%].*")
                            ? "; if lines that begin with " + columns().get(0).charAt(0)
                                    + " are comments, give --comment "
                                    + columns().get(0).charAt(0)
                            : columns().size() > 1 ? "" : "; if that is several, give their --separator"));
        }
    }

    /** Names for a message: the first of them, if there are many. */
    static String listed(List<String> names) {
        return listed(names, 20);
    }

    /** The same with {@code most} names at the most. */
    static String listed(List<String> names, int most) {
        String first = names.stream().limit(most).map(DataException::shortened).collect(Collectors.joining(", "));
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    }

    /**
     * DataVec's {@link RecordReader}, whose rows can also be had a cell at a time: a million rows need no lists of {@link
     * Writable}s on their way to a matrix. Whoever takes rows in one of the two ways goes on in it.
     */
    abstract class Reader extends CollectionRecordReader {

        private static final long serialVersionUID = 1;

        private boolean ahead;

        protected Reader() {
            super(List.of());
        }

        /**
         * Goes to the next row.
         *
         * @return whether there is one
         * @throws DataException if it cannot be read
         */
        public abstract boolean advance();

        /** How many cells a row has. */
        public abstract int size();

        /** The number in a cell; NaN where there is none, or one that is not finite. */
        public abstract double number(int column);

        /** What a cell says, without blanks around it. */
        public abstract String text(int column);

        /** Whether a cell says {@code text}, without blanks around it: the same question without a string. */
        public boolean says(int column, String text) {
            return text(column).equals(text);
        }

        /** What a cell says, as it stands there. */
        public abstract String cell(int column);

        /** Appends a cell as it stands there, without a string where that can be. */
        public void appendCell(int column, StringBuilder target) {
            target.append(cell(column));
        }

        /** The line that the row begins on, counted from 1; 0 where there are no lines. */
        public abstract long line();

        @Override
        public boolean hasNext() {
            ahead = ahead || advance();
            return ahead;
        }

        @Override
        public List<Writable> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            ahead = false;
            return IntStream.range(0, size())
                    .<Writable>mapToObj(j -> new Text(cell(j)))
                    .collect(Collectors.toList());
        }

        @Override
        public Record nextRecord() {
            List<Writable> row = next();
            return new org.datavec.api.records.impl.Record(
                    row, new RecordMetaDataLine(Math.toIntExact(line()), null, getClass()));
        }

        @Override
        public boolean resetSupported() {
            return false;
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("open the table again");
        }
    }
}
