package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.TableSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The values of a column as they were read, a row after another: numbers as such, each different text once. */
final class ColumnValues {

    /** Whole numbers beyond this are not all doubles. */
    private static final double EXACT = 0x1p53;

    /** What a text is like that was seen in the column. */
    static final class Text {

        private final String text;
        private final int code;
        private final long line;
        private long count;

        Text(String text, int code, long line) {
            this.text = text;
            this.code = code;
            this.line = line;
        }

        /** Its number among the texts, in the order in which they were seen. */
        int code() {
            return code;
        }

        /** The line where it was seen first. */
        long line() {
            return line;
        }

        /** How many rows hold it. */
        long count() {
            return count;
        }
    }

    /** Doubles in a row, without a copy each time that there are more. */
    private static final class Cells {

        private static final int CHUNK = 1 << 14;

        private final List<double[]> chunks = new ArrayList<>();

        void set(int row, double value) {
            while (row >= chunks.size() * CHUNK) {
                double[] chunk = new double[CHUNK];
                Arrays.fill(chunk, Double.NaN);
                chunks.add(chunk);
            }
            chunks.get(row / CHUNK)[row % CHUNK] = value;
        }

        double get(int row) {
            return row < chunks.size() * CHUNK ? chunks.get(row / CHUNK)[row % CHUNK] : Double.NaN;
        }
    }

    private final TableSource source;
    private final String name;
    private final int position;
    private final boolean onlyText;
    private final Cells numbers = new Cells();
    private final Cells codes = new Cells();
    private final Map<String, Text> texts = new LinkedHashMap<>();
    /** Texts that were seen lately, and probably will be again: no string is made for them. */
    private final Text[] recent = new Text[4];

    private long numberCount;
    private String firstNumber = "";
    private long firstNumberLine;
    private long emptyCount;
    private long firstEmptyLine;
    private String firstInexact = "";
    private int rows;

    /** @param onlyText whether numbers are taken for texts too */
    ColumnValues(TableSource source, String name, boolean onlyText) {
        this.source = source;
        this.name = name;
        this.position = source.columns().indexOf(name);
        this.onlyText = onlyText;
    }

    /**
     * Takes the column's value in the row that {@code reader} stands at.
     *
     * @throws DataException if it is a number that is too large
     */
    void add(TableSource.Reader reader) {
        double number = onlyText ? Double.NaN : reader.number(position);
        if (Double.isNaN(number)) {
            addText(reader);
        } else {
            addNumber(reader, number);
        }
        rows++;
    }

    private void addNumber(TableSource.Reader reader, double number) {
        if (!(Math.abs(number) <= Numbers.LARGEST)) {
            String text = reader.text(position);
            throw new DataException(place(reader.line()) + ": found " + DataException.quoted(text) + ", expected "
                    + Numbers.expected(text, number));
        }
        if (numberCount++ == 0) {
            firstNumber = reader.text(position);
            firstNumberLine = reader.line();
        }
        if (Math.abs(number) > EXACT
                && firstInexact.isEmpty()
                && reader.text(position).matches("[^eE]*")) {
            firstInexact = reader.text(position);
        }
        numbers.set(rows, number);
    }

    private void addText(TableSource.Reader reader) {
        for (Text known : recent) {
            if (known != null && reader.says(position, known.text)) {
                take(known);
                return;
            }
        }
        String text = reader.text(position);
        if (text.isEmpty()) {
            firstEmptyLine = emptyCount++ == 0 ? reader.line() : firstEmptyLine;
            return;
        }
        Text found = texts.computeIfAbsent(text, unknown -> new Text(text, texts.size(), reader.line()));
        recent[found.code % recent.length] = found;
        take(found);
    }

    private void take(Text text) {
        text.count++;
        codes.set(rows, text.code);
    }

    /** The column in a line, for messages. */
    String place(long line) {
        return source.place(line) + ", column " + DataException.quoted(name);
    }

    int rows() {
        return rows;
    }

    /** The number in a row; NaN where there is none. */
    double number(int row) {
        return numbers.get(row);
    }

    /** The code of the text in a row; -1 where there is none. */
    int code(int row) {
        double code = codes.get(row);
        return Double.isNaN(code) ? -1 : (int) code;
    }

    /** The numbers of all rows that have one. */
    DoubleStream numbers() {
        return IntStream.range(0, rows).mapToDouble(numbers::get).filter(number -> !Double.isNaN(number));
    }

    /** Whether there are numbers, and all are the same. */
    boolean isConstant() {
        return numberCount > 0
                && numbers().allMatch(number -> number == numbers().findFirst().orElseThrow());
    }

    /** Whether they count the rows, from 0 or 1 on. */
    boolean countRows() {
        double first = numbers.get(0);
        return rows > 2
                && (first == 0 || first == 1)
                && IntStream.range(1, rows).allMatch(i -> numbers.get(i) == first + i);
    }

    /** Whether all numbers are whole. */
    boolean areWhole() {
        return numbers().allMatch(number -> number == Math.rint(number));
    }

    /** How many different numbers there are. */
    long distinctNumbers() {
        double[] sorted = numbers().sorted().toArray();
        return IntStream.range(0, sorted.length)
                .filter(i -> i == 0 || sorted[i] != sorted[i - 1])
                .count();
    }

    long numberCount() {
        return numberCount;
    }

    String firstNumber() {
        return firstNumber;
    }

    long firstNumberLine() {
        return firstNumberLine;
    }

    /** The different texts in the order in which they were seen. */
    Map<String, Text> texts() {
        return texts;
    }

    long emptyCount() {
        return emptyCount;
    }

    long firstEmptyLine() {
        return firstEmptyLine;
    }

    /** The first whole number that a double cannot tell from its neighbours; empty where there is none. */
    String firstInexact() {
        return firstInexact;
    }
}
