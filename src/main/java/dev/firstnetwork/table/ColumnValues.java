package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.table.ColumnSummary.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The values of a column as they were read, a row after another: numbers as such, each different text once. */
final class ColumnValues {

    /** Whole numbers beyond this are not all doubles. */
    private static final double EXACT = 0x1p53;

    /** Doubles in a row, without a copy each time that there are more. */
    private static final class Cells {

        private static final int CHUNK = 1 << 14;

        private final List<double[]> chunks = new ArrayList<>();
        private final boolean kept;

        Cells(boolean kept) {
            this.kept = kept;
        }

        void set(int row, double value) {
            if (!kept) {
                return;
            }
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
    private final int position;
    /** Whether numbers are taken for texts too. */
    private final boolean onlyText;

    private final ColumnSummary summary;
    private final Cells numbers;
    private final Cells codes;
    /** Texts that were seen lately, and probably will be again: no string is made for them. */
    private final Text[] recent = new Text[4];

    private int rows;

    /** @param kept whether the values themselves will be asked for, and not the summary alone */
    ColumnValues(TableSource source, String name, ColumnRoles roles, boolean kept) {
        this.source = source;
        this.position = source.columns().indexOf(name);
        this.onlyText = roles.isClass(name) || roles.categorical().contains(name);
        this.summary = new ColumnSummary(name);
        this.numbers = new Cells(kept);
        this.codes = new Cells(kept);
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
        summary.row();
        rows++;
    }

    private void addNumber(TableSource.Reader reader, double number) {
        if (!(Math.abs(number) <= Numbers.LARGEST)) {
            String text = reader.text(position);
            throw new DataException(summary.at(summary.place(source.name(), reader.line())) + ": found "
                    + DataException.quoted(text) + ", expected " + Numbers.expected(text, number));
        }
        if (summary.numberCount() == 0) {
            summary.firstNumber(reader.text(position), source.name(), reader.line());
        }
        if (Math.abs(number) > EXACT
                && summary.firstInexact().isEmpty()
                && reader.text(position).matches("[^eE]*")) {
            summary.inexact(reader.text(position));
        }
        summary.number(number);
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
            summary.empty(source.name(), reader.line());
            return;
        }
        Text found = summary.text(text, source.name(), reader.line());
        recent[found.code % recent.length] = found;
        take(found);
    }

    private void take(Text text) {
        text.count++;
        codes.set(rows, text.code);
    }

    /** What is known of the column without its values. */
    ColumnSummary summary() {
        return summary;
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

    long distinctNumbers() {
        double[] sorted = numbers().sorted().toArray();
        return IntStream.range(0, sorted.length)
                .filter(i -> i == 0 || sorted[i] != sorted[i - 1])
                .count();
    }
}
