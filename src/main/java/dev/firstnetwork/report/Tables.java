package dev.firstnetwork.report;

import static java.util.Map.entry;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Figure;
import dev.firstnetwork.evaluation.Interval;
import dev.firstnetwork.wing.folds.CrossValidation;
import dev.firstnetwork.wing.judge.GroupMetrics;
import dev.firstnetwork.wing.judge.Proportion;
import dev.firstnetwork.wing.judge.ThresholdChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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

    /** A row for each figure: training rows, test rows, and the interval around the latter. */
    static List<Map<String, String>> figures(Run run) {
        List<Figure> train = run.train().figures();
        List<Figure> test = run.test().figures().figures();
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            Figure figure = test.get(i);
            Interval interval = run.test().intervals().get(figure.key());
            rows.add(Map.of(
                    "name", capitalised(figure.name()),
                    "meaning", MEANING.getOrDefault(figure.key(), "") + of(run.classes(), figure.key()),
                    "train", number(train.get(i)),
                    "test", number(figure),
                    "interval", interval == null ? "" : interval(figure, interval)));
        }
        return rows;
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

    private static boolean inUnits(Figure figure) {
        return Figures.isInLabelUnit(figure.key());
    }

    private static String number(Figure figure) {
        return inUnits(figure) ? Texts.shortest(figure.value()) : Texts.figure(figure.value());
    }

    private static String interval(Figure figure, Interval interval) {
        return inUnits(figure)
                ? Texts.shortest(interval.lower()) + " to " + Texts.shortest(interval.upper())
                : Texts.figure(interval.lower()) + " to " + Texts.figure(interval.upper());
    }

    /** A row for each network of an ensemble: its own main figures on the test rows. */
    static List<Map<String, Object>> members(Run run) {
        List<Figures> members = run.extras().members();
        if (members.isEmpty()) {
            return List.of();
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            rows.add(row(String.valueOf(i + 1), members.get(i).figures()));
        }
        rows.add(row("together", run.test().figures().figures()));
        return List.of(
                Map.of("count", members.size(), "names", names(members.get(0).figures()), "rows", rows));
    }

    private static Map<String, Object> row(String name, List<Figure> figures) {
        return Map.of(
                "name", name, "values", figures.stream().map(Tables::number).toList());
    }

    private static List<String> names(List<Figure> figures) {
        return figures.stream().map(figure -> capitalised(figure.name())).toList();
    }

    /** A row for each fold, and their mean. */
    static Map<String, Object> folds(CrossValidation validation) {
        List<Figures> folds = validation.folds();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            rows.add(row(String.valueOf(i + 1), folds.get(i).figures()));
        }
        List<Figure> means = new ArrayList<>();
        List<Figure> deviations = new ArrayList<>();
        for (CrossValidation.Mean mean : validation.means()) {
            means.add(new Figure(mean.name(), mean.key(), mean.mean()));
            deviations.add(new Figure(mean.name(), mean.key(), mean.standardDeviation()));
        }
        rows.add(row("mean", means));
        rows.add(row("sd", deviations));
        return Map.of("count", folds.size(), "names", names(means), "rows", rows);
    }

    static Map<String, Object> threshold(ThresholdChoice choice) {
        return Map.of(
                "threshold", Texts.figure(choice.threshold()),
                "cost", Texts.shortest(choice.cost()),
                "falsePositive", Texts.shortest(choice.falsePositiveCost()),
                "falseNegative", Texts.shortest(choice.falseNegativeCost()));
    }

    /** A row for each group, and the largest differences between them. */
    static Map<String, Object> groups(GroupMetrics metrics) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (GroupMetrics.Group group : metrics.groups()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", group.name());
            row.put("rows", group.rows());
            row.put("small", group.isSmall());
            row.put(
                    "values",
                    IntStream.range(0, 6).mapToObj(j -> share(group, j)).toList());
            rows.add(row);
        }
        return Map.of(
                "rows",
                rows,
                "parity",
                Texts.percent(metrics.demographicParityDifference()),
                "odds",
                Texts.percent(metrics.equalisedOddsDifference()),
                "least",
                GroupMetrics.SMALL);
    }

    private static String share(GroupMetrics.Group group, int column) {
        Proportion share = List.of(
                        group.positive(),
                        group.selected(),
                        group.right(),
                        group.truePositive(),
                        group.falsePositive(),
                        group.precise())
                .get(column);
        return Texts.percent(share.value());
    }
}
