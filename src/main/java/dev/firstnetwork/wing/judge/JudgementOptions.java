package dev.firstnetwork.wing.judge;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.report.Predictions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a mistake costs, and whose rows are looked at apart. */
public final class JudgementOptions {

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
    public String group;

    /**
     * The costs, where both are given.
     *
     * @throws IllegalArgumentException if one is missing, or there are not two classes
     */
    public Optional<Experiment.Costs> costs(Preparation preparation) {
        if (costFp == null && costFn == null) {
            return Optional.empty();
        }
        if (costFp == null || costFn == null) {
            throw new IllegalArgumentException("--cost-fp and --cost-fn belong together: found only one of them");
        }
        if (preparation.classes().size() != 2) {
            throw new IllegalArgumentException("--cost-fp and --cost-fn are for two classes: '"
                    + preparation.label().name() + "' has "
                    + (preparation.isRegression()
                            ? "numbers"
                            : preparation.classes().size() + " classes"));
        }
        return Optional.of(new Experiment.Costs(costFp, costFn));
    }

    /** What the column of the groups says in each row; empty where no groups are asked for. */
    public Optional<List<String>> groups(Preparation preparation, TableSource source) {
        if (group == null) {
            return Optional.empty();
        }
        if (preparation.isRegression()) {
            throw new IllegalArgumentException("--group compares how often groups are predicted positive, and"
                    + " --task regression predicts numbers");
        }
        List<String> values = preparation.column(source, group);
        int found = new HashSet<>(values).size();
        if (found > MOST_GROUPS) {
            throw new DataException(source.name() + ", column '" + group + "': found " + found
                    + " different values, expected " + MOST_GROUPS + " groups or less for --group");
        }
        return Optional.of(values);
    }

    /** How the groups fare among {@code rows}, of which {@code values} names the group of each. */
    public static GroupMetrics metrics(List<String> values, List<Predictions.Row> rows, Preparation preparation) {
        return GroupMetrics.of(
                rows.stream().map(row -> values.get(row.row())).toList(),
                rows.stream().mapToInt(row -> (int) row.label()).toArray(),
                rows.stream().mapToInt(row -> (int) row.predicted()).toArray(),
                preparation.classes().size() - 1);
    }
}
