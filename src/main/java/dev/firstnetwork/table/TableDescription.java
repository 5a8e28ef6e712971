package dev.firstnetwork.table;

import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.TableSource;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the program reads in a table before it trains.
 *
 * @param table what it is called
 * @param rows how many it has
 * @param dialect how its text is a table
 * @param columns what is in each of its columns
 * @param notes what {@code train} would say of it, a line each
 * @param refused why {@code train} would refuse it
 */
public record TableDescription(
        String table,
        int rows,
        Dialect dialect,
        List<Described> columns,
        List<String> notes,
        Optional<String> refused) {

    /**
     * A column.
     *
     * @param name its name; empty where it has none
     * @param kind {@code number}, {@code whole number}, {@code text}, {@code class}, {@code mixed} or {@code empty}
     * @param missing in how many rows its value is missing
     * @param distinct how many different values it has
     * @param range its least and greatest number
     * @param mean of its numbers
     * @param categories its texts with the number of rows that hold each, the most frequent first
     */
    public record Described(
            String name,
            String kind,
            long missing,
            long distinct,
            Optional<double[]> range,
            Optional<Double> mean,
            Optional<Map<String, Long>> categories) {

        /** What a learner has seen, whether or not a network can be trained on it. */
        static Described of(ColumnLearner learner, ColumnValues values) {
            boolean isNumber = learner.seen().numberCount() > 0;
            boolean unmarked = isNumber || learner.isLabel() || learner.isEmpty();
            Map<String, Long> counts = new LinkedHashMap<>();
            learner.counts().entrySet().stream()
                    .sorted(Comparator.comparingLong(text -> -text.getValue()))
                    .forEach(text -> counts.put(text.getKey(), text.getValue()));
            DoubleSummaryStatistics numbers = values.numbers().summaryStatistics();
            return new Described(
                    learner.name(),
                    kind(learner),
                    learner.seen().emptyCount() + (unmarked ? learner.marked() : 0),
                    isNumber ? values.distinctNumbers() : counts.size(),
                    isNumber ? Optional.of(new double[] {numbers.getMin(), numbers.getMax()}) : Optional.empty(),
                    isNumber ? Optional.of(numbers.getAverage()) : Optional.empty(),
                    counts.isEmpty() ? Optional.empty() : Optional.of(counts));
        }

        private static String kind(ColumnLearner learner) {
            if (learner.isEmpty() || learner.isClass()) {
                return learner.isEmpty() ? "empty" : "class";
            }
            if (learner.seen().numberCount() == 0 || !learner.realTexts().isEmpty()) {
                return learner.seen().numberCount() == 0 ? "text" : "mixed";
            }
            return learner.seen().areWhole() ? "whole number" : "number";
        }
    }

    /**
     * Describes a table.
     *
     * @param roles what is said of its columns; the label may be null
     * @throws dev.firstnetwork.data.DataException if it is no table
     */
    public static TableDescription of(TableSource source, ColumnRoles roles) {
        return new TableValues(source, roles.in(source), true).described();
    }
}
