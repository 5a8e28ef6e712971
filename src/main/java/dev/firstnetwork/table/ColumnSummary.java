package dev.firstnetwork.table;

import dev.firstnetwork.data.DataException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has been seen of a column's values, without the values. Summaries of the parts of a table, put together in their
 * order, are the summary of the whole.
 */
final class ColumnSummary implements Serializable {

    private static final long serialVersionUID = 1;

    /**
     * Where a value stands.
     *
     * @param table what the table, or its part, is called
     * @param line counted from 1; 0 where there are no lines
     * @param row counted from 0
     */
    record Place(String table, long line, long row) implements Serializable {

        private Place after(long rows) {
            return new Place(table, line, row + rows);
        }

        @Override
        public String toString() {
            return line > 0 ? table + ", line " + line : table;
        }
    }

    /** What a text is like that was seen in the column. */
    static final class Text implements Serializable {

        private static final long serialVersionUID = 1;

        final String text;

        /** Its number among the texts, in the order in which they were seen. */
        final int code;

        /** Where it was seen first. */
        final Place place;

        /** How many rows hold it. */
        long count;

        Text(String text, int code, Place place) {
            this.text = text;
            this.code = code;
            this.place = place;
        }
    }

    private final String name;
    private final LinkedHashMap<String, Text> texts = new LinkedHashMap<>();
    private long rows;
    private long numberCount;
    private String firstNumber = "";
    private Place firstNumberPlace;
    private long emptyCount;
    private Place firstEmptyPlace;
    private String firstInexact = "";
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private boolean whole = true;
    private double beginning = Double.NaN;
    private boolean counting = true;

    ColumnSummary(String name) {
        this.name = name;
    }

    void row() {
        rows++;
    }

    /** How the first number was written. */
    void firstNumber(String text, String table, long line) {
        firstNumber = text;
        firstNumberPlace = place(table, line);
    }

    void number(double number) {
        numberCount++;
        least = Math.min(least, number);
        greatest = Math.max(greatest, number);
        whole &= number == Math.rint(number);
        beginning = rows == 0 ? number : beginning;
        counting &= number == beginning + rows;
    }

    void inexact(String text) {
        firstInexact = text;
    }

    void empty(String table, long line) {
        firstEmptyPlace = emptyCount++ == 0 ? place(table, line) : firstEmptyPlace;
        counting = false;
    }

    /** A text that the column did not have yet. */
    Text text(String text, String table, long line) {
        counting = false;
        return texts.computeIfAbsent(text, unknown -> new Text(text, texts.size(), place(table, line)));
    }

    /** Takes up what comes next in the table; {@code next} is no longer to be used. */
    void append(ColumnSummary next) {
        if (numberCount == 0) {
            firstNumber = next.firstNumber;
            firstNumberPlace = next.numberCount == 0 ? null : next.firstNumberPlace.after(rows);
        }
        if (emptyCount == 0 && next.emptyCount > 0) {
            firstEmptyPlace = next.firstEmptyPlace.after(rows);
        }
        firstInexact = firstInexact.isEmpty() ? next.firstInexact : firstInexact;
        counting &= next.rows == 0 || (next.counting && (rows == 0 || next.beginning == beginning + rows));
        beginning = rows == 0 ? next.beginning : beginning;
        least = Math.min(least, next.least);
        greatest = Math.max(greatest, next.greatest);
        whole &= next.whole;
        next.texts.forEach((text, seen) ->
                texts.computeIfAbsent(text, unknown -> new Text(text, texts.size(), seen.place.after(rows))).count +=
                        seen.count);
        numberCount += next.numberCount;
        emptyCount += next.emptyCount;
        rows += next.rows;
    }

    String name() {
        return name;
    }

    /** Where the value of the row that is being read stands. */
    Place place(String table, long line) {
        return new Place(table, line, rows);
    }

    /** {@code place} with the column, for messages. */
    String at(Place place) {
        return place + ", column " + DataException.quoted(name);
    }

    long rows() {
        return rows;
    }

    /** The different texts in the order in which they were seen. */
    Map<String, Text> texts() {
        return texts;
    }

    /** In how many rows there is a number. */
    long numberCount() {
        return numberCount;
    }

    String firstNumber() {
        return firstNumber;
    }

    Place firstNumberPlace() {
        return firstNumberPlace;
    }

    /** In how many rows there is nothing. */
    long emptyCount() {
        return emptyCount;
    }

    Place firstEmptyPlace() {
        return firstEmptyPlace;
    }

    /** Whether a text stands above the first row without a value. */
    boolean precedesEmpty(Text text) {
        return emptyCount == 0 || text.place.row() < firstEmptyPlace.row();
    }

    /** The first whole number that a double cannot tell from its neighbours; empty where there is none. */
    String firstInexact() {
        return firstInexact;
    }

    /** Whether there are numbers, and all are the same. */
    boolean isConstant() {
        return numberCount > 0 && least == greatest;
    }

    /** Whether the numbers count the rows, from 0 or 1 on. */
    boolean countsRows() {
        return rows > 2 && counting && (beginning == 0 || beginning == 1);
    }

    boolean areWhole() {
        return whole;
    }
}
