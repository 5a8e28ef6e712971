package dev.firstnetwork.report;

import static java.util.Map.entry;

import dev.firstnetwork.evaluation.ConfusionMatrix;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Figures.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of figures on the page. */
public final class Tables {

    /** What each figure says, by its key. */
    private static final Map<String, String> MEANING = Map.ofEntries(
            entry("accuracy", "the part predicted right"),
            entry("balancedAccuracy", "the mean of the parts predicted right of each class"),
            entry("precision", "of the rows given a class, the part that has it"),
            entry("recall", "of the rows that have a class, the part given it"),
            entry("f1", "the harmonic mean of precision and recall"),
            entry("rocAuc", "how surely a row of the class is ranked above one that is not"),
            entry("averagePrecision", "the mean precision, going down the rows by their probability"),
            entry("logLoss", "mean of −log p of the actual class, in nats"),
            entry("brierScore", "mean squared difference of probability and label"),
            entry("r2", "the part of the label’s variance that is explained"),
            entry("rootMeanSquaredError", "the square root of the mean squared error, in the label’s unit"),
            entry("meanAbsoluteError", "the mean distance from the actual number, in the label’s unit"),
            entry("maxError", "the largest distance from the actual number, in the label’s unit"));

    /** The figures that are of one class for two, and else a mean over the classes. */
    private static final List<String> OF_A_CLASS = List.of("precision", "recall", "f1", "rocAuc", "averagePrecision");

    private Tables() {}

    /** The figures of a run with what each says: training rows, test rows, and the interval around the latter. */
    static Table ofRun(Run run) {
        List<Figure> train = run.train().figures();
        List<Figure> test = run.test().figures().figures();
        Table table = Table.ofNumbers(List.of("Figure", "Train", "Test", "95% interval"));
        for (int i = 0; i < test.size(); i++) {
            Figure figure = test.get(i);
            String meaning =
                    MEANING.getOrDefault(figure.key(), "") + of(run.subject().classes(), figure.key());
            table = table.row(
                    new Table.Cell(capitalised(figure.name()), meaning),
                    figure(train.get(i)),
                    figure(figure),
                    interval(figure, run.test().intervals(), " to "));
        }
        return table;
    }

    private static String of(List<String> classes, String key) {
        if (!OF_A_CLASS.contains(key)) {
            return "";
        }
        return classes.size() == 2 ? ", of class “" + classes.get(1) + "”" : ", mean over the classes";
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** A figure as a person reads it: an error in the label's unit with five digits at most, anything else with four decimals. */
    public static String figure(Figure figure) {
        return figure(figure, figure.value());
    }

    private static String figure(Figure figure, double value) {
        return Figures.isInLabelUnit(figure.key()) ? Texts.shortest(value) : Texts.figure(value);
    }

    private static String interval(Figure figure, Map<String, Interval> intervals, String to) {
        return Optional.ofNullable(intervals.get(figure.key()))
                .map(interval -> figure(figure, interval.lower()) + to + figure(figure, interval.upper()))
                .orElse("");
    }

    /** The figures of several sides next to each other, with the 95% intervals around the last side's. */
    public static Table ofSides(List<String> sides, List<Figures> figures, Map<String, Interval> intervals) {
        Table table = Table.ofNumbers(line("", sides.stream(), intervals.isEmpty() ? "" : "95% interval"));
        List<Figure> first = figures.get(0).figures();
        for (int j = 0; j < first.size(); j++) {
            int index = j;
            Stream<String> values =
                    figures.stream().map(side -> figure(side.figures().get(index)));
            table = table.row(line(first.get(j).name(), values, interval(first.get(j), intervals, " - "))
                    .toArray());
        }
        Stream<String> rows = figures.stream().map(side -> String.valueOf(side.rows()));
        return table.row(line("rows", rows, "").toArray());
    }

    private static List<String> line(String name, Stream<String> values, String last) {
        return Stream.of(Stream.of(name), values, Stream.of(last))
                .flatMap(part -> part)
                .toList();
    }

    /** A row for each of {@code sides}, numbered from 1 on, with all of its figures; {@code what} they are. */
    public static Table each(String what, List<Figures> sides) {
        Stream<String> names = sides.get(0).figures().stream().map(figure -> capitalised(figure.name()));
        Table table = Table.ofNumbers(Stream.concat(Stream.of(what), names).toList());
        for (int i = 0; i < sides.size(); i++) {
            table = row(table, String.valueOf(i + 1), sides.get(i).figures());
        }
        return table;
    }

    /** {@code table}, which {@link #each} made, with another row. */
    public static Table row(Table table, String name, List<Figure> figures) {
        Stream<String> values = figures.stream().map(Tables::figure);
        return table.row(Stream.concat(Stream.of(name), values).toArray());
    }

    /**
     * How often each class was taken for which.
     *
     * @param corner above the names of the actual classes
     * @param actual what stands before each of them
     */
    public static Table confusion(ConfusionMatrix matrix, String corner, String actual) {
        Stream<String> names = matrix.classes().stream().map(name -> "predicted " + name);
        Table table = Table.ofNumbers(Stream.concat(Stream.of(corner), names).toList());
        for (int k = 0; k < matrix.counts().length; k++) {
            Stream<String> counts = Arrays.stream(matrix.counts()[k]).mapToObj(String::valueOf);
            table = table.row(Stream.concat(Stream.of(actual + matrix.classes().get(k)), counts)
                    .toArray());
        }
        return table;
    }
}
