package dev.firstnetwork.spark;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.TableSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The table in a Parquet file, with plain columns: numbers are taken as they are, all else as its text. */
final class ParquetPart implements TableSource {

    private final String name;
    private final Path path;
    private final Configuration hadoop;
    private final MessageType schema;

    /** @throws DataException if it is no Parquet file, or a column holds lists or structures */
    ParquetPart(String name, Path path, Configuration hadoop) {
        this.name = name;
        this.path = path;
        this.hadoop = hadoop;
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
            this.schema = reader.getFileMetaData().getSchema();
        } catch (IOException | RuntimeException e) {
            throw new DataException(name + " is no Parquet file that can be read: " + e.getMessage(), e);
        }
        for (Type column : schema.getFields()) {
            if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
                throw new DataException(name + ", column " + DataException.quoted(column.getName())
                        + ": found lists or structures, expected plain values; write a column for each of their parts");
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return schema.getFields().stream().map(Type::getName).toList();
    }

    @Override
    public Dialect dialect() {
        return Dialect.CSV;
    }

    @Override
    public Reader open() {
        return new Rows();
    }

    /** Whether the values of a column are numbers, and not days, instants or bits in the guise of numbers. */
    private boolean isNumber(int column) {
        PrimitiveType type = schema.getFields().get(column).asPrimitiveType();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case DOUBLE, FLOAT -> true;
            case INT32, INT64 -> meaning == null || meaning instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation;
            default -> false;
        };
    }

    private final class Rows extends Reader {

        private static final long serialVersionUID = 1;

        private final transient ParquetReader<Group> reader;
        private final transient Numbers numbers = new Numbers(Dialect.CSV);
        private final boolean[] areNumbers = new boolean[schema.getFieldCount()];
        private transient Group row;
        private long line;

        Rows() {
            for (int j = 0; j < areNumbers.length; j++) {
                areNumbers[j] = isNumber(j);
            }
            try {
                reader = ParquetReader.builder(new GroupReadSupport(), path)
                        .withConf(hadoop)
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean advance() {
            try {
                row = reader.read();
                line++;
                return row != null;
            } catch (IOException | RuntimeException e) {
                throw new DataException(name + " is damaged after row " + line + ": " + e.getMessage(), e);
            }
        }

        @Override
        public int size() {
            return areNumbers.length;
        }

        @Override
        public double number(int column) {
            if (row.getFieldRepetitionCount(column) == 0) {
                return Double.NaN;
            }
            if (!areNumbers[column]) {
                return numbers.parse(text(column));
            }
            double value =
                    switch (schema.getFields().get(column).asPrimitiveType().getPrimitiveTypeName()) {
                        case DOUBLE -> row.getDouble(column, 0);
                        case FLOAT -> row.getFloat(column, 0);
                        case INT32 -> row.getInteger(column, 0);
                        default -> row.getLong(column, 0);
                    };
            return Double.isFinite(value) ? value : Double.NaN;
        }

        @Override
        public String text(int column) {
            return cell(column).strip();
        }

        @Override
        public String cell(int column) {
            if (row.getFieldRepetitionCount(column) == 0) {
                return "";
            }
            boolean fraction = areNumbers[column]
                    && switch (schema.getFields().get(column).asPrimitiveType().getPrimitiveTypeName()) {
                        case DOUBLE, FLOAT -> true;
                        default -> false;
                    };
            return fraction && !Double.isNaN(number(column))
                    ? Numbers.text(number(column))
                    : row.getValueToString(column, 0);
        }

        /** The number of the row, from 1 on: a Parquet file has no lines. */
        @Override
        public long line() {
            return line;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String place(long line) {
        return line > 0 ? name + ", row " + line : name;
    }

    @Override
    public void writeCsv(Writer out) {
        throw new UnsupportedOperationException("a Parquet file is read, and not written as text");
    }

    @Override
    public String sha256() {
        throw new UnsupportedOperationException("a file of a cluster is not hashed");
    }
}
