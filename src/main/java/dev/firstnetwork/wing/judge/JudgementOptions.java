package dev.firstnetwork.wing.judge;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.GroupMetrics;
import dev.firstnetwork.report.Predictions;
import dev.firstnetwork.report.Predictions.Row;
import dev.firstnetwork.report.Predictions.Side;
import dev.firstnetwork.report.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/** What a mistake costs, and whose rows are looked at apart: for {@code train} and {@code evaluate}. */
public final class JudgementOptions implements Addition {

    private static final int MOST_GROUPS = 30;

    @Option(
            names = "--cost-fp",
            paramLabel = "COST",
            description = "Of a false positive; with --cost-fn, the decision threshold is the one that costs least.")
    Double costFp;

    @Option(names = "--cost-fn", paramLabel = "COST", description = "Of a false negative; see --cost-fp.")
    Double costFn;

    @Option(
            names = "--group",
            paramLabel = "COLUMN",
            description = "Judge the rows of each value of this column apart: a first look at fairness.")
    String group;

    private Optional<List<String>> values = Optional.empty();

    /** Decides where it costs least, if there are costs. */
    @Override
    public Experiment revised(Experiment experiment) {
        return hasCosts(experiment.data().preparation())
                ? experiment.deciding(
                        (p, y) -> ThresholdChoice.of(p, y, costFp, costFn).threshold())
                : experiment;
    }

    /**
     * Whether there are costs.
     *
     * @throws IllegalArgumentException if one is missing or wrong, or there are not two classes
     */
    private boolean hasCosts(Preparation preparation) {
        if (costFp == null && costFn == null) {
            return false;
        }
        if (costFp == null || costFn == null) {
            throw new IllegalArgumentException("--cost-fp and --cost-fn belong together: found only one of them");
        }
        if (preparation.classes().size() != 2) {
            int classes = preparation.classes().size();
            throw new IllegalArgumentException("--cost-fp and --cost-fn are for two classes: '"
                    + preparation.label().name() + "' has "
                    + (classes == 0 ? "numbers" : classes + " classes"));
        }
        ThresholdChoice.requireCosts(costFp, costFn);
        return true;
    }

    /** Reads what the column of the groups says in each row. */
    @Override
    public void look(Preparation preparation, TableSource source) {
        hasCosts(preparation);
        if (group == null) {
            return;
        }
        if (preparation.isRegression()) {
            throw new IllegalArgumentException("--group compares how often groups are predicted positive, and"
                    + " --task regression predicts numbers");
        }
        List<String> found = preparation.column(source, group);
        int different = new HashSet<>(found).size();
        if (different > MOST_GROUPS) {
            throw new DataException(source.name() + ", column '" + group + "': found " + different
                    + " different values, expected " + MOST_GROUPS + " groups or less for --group");
        }
        values = Optional.of(found);
    }

    @Override
    public List<Section> judged(Model model, Predictions rows) {
        List<Section> sections = new ArrayList<>();
        sections.add(new CurvesSection(model.preparation(), rows));
        if (hasCosts(model.preparation())) {
            sections.add(threshold(model, rows));
        }
        int positive = model.preparation().classes().size() - 1;
        values.map(names -> metrics(names, rows.on(Side.TEST), positive))
                .ifPresent(metrics -> sections.add(new GroupsSection(metrics, group)));
        return sections;
    }

    /** The choice again, for all that it tells; where every row is judged, none was there to choose on. */
    private ThresholdSection threshold(Model model, Predictions rows) {
        int[] chosenOn = rows.split().decisionRows();
        boolean other = chosenOn.length == 0;
        int[] used = other ? rows.split().testRows() : chosenOn;
        Matrix y = rows.samples().y().rowsAt(used);
        ThresholdChoice choice = ThresholdChoice.of(rows.outputs().rowsAt(used), y, costFp, costFn);
        return new ThresholdSection(choice, other ? OptionalDouble.of(model.threshold()) : OptionalDouble.empty());
    }

    /** How the groups fare among {@code rows}, of which {@code names} names the group of each. */
    private static GroupMetrics metrics(List<String> names, List<Row> rows, int positive) {
        return GroupMetrics.of(
                rows.stream().map(row -> names.get(row.row())).toList(),
                rows.stream().mapToInt(row -> (int) row.label()).toArray(),
                rows.stream().mapToInt(row -> (int) row.predicted()).toArray(),
                positive);
    }
}
