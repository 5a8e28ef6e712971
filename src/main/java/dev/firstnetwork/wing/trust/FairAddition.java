package dev.firstnetwork.wing.trust;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.wing.trust.Fairness.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --fair METHOD}: the groups of {@code --group} are to be treated alike, in one of several senses. */
public final class FairAddition implements Addition {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--fair",
            paramLabel = "METHOD",
            description = "Treat the groups of --group alike, and report what that changes. reweigh: rows count so that"
                    + " group and class are independent. equal-opportunity, demographic-parity: a threshold for each group,"
                    + " so that the positive rows, or all rows, are predicted positive at the same rate.")
    Method method;

    private String column;
    private List<String> names = List.of();

    @Override
    public void look(Preparation preparation, TableSource source) {
        if (method == null) {
            return;
        }
        OptionSpec option = spec.commandLine().getCommandSpec().findOption("--group");
        column = option == null ? null : option.getValue();
        if (column == null) {
            throw new IllegalArgumentException("--fair " + method + " needs --group COLUMN: whose rows are groups");
        }
        if (preparation.isRegression()) {
            throw new IllegalArgumentException("--fair compares how often groups are predicted positive, and --task"
                    + " regression predicts numbers");
        }
        if (method.isByThresholds() && preparation.classes().size() > 2) {
            throw new IllegalArgumentException("--fair " + method + " sets thresholds between two classes: '"
                    + preparation.label().name() + "' has "
                    + preparation.classes().size() + "; use --fair reweigh");
        }
        names = preparation.column(source, column);
        if (new TreeSet<>(names).size() < 2) {
            throw new DataException(source.name() + ", column '" + column + "': found one value, '" + names.get(0)
                    + "', expected two groups or more for --fair");
        }
    }

    /** With weights on the training rows. */
    @Override
    public Experiment revised(Experiment experiment) {
        if (method == null) {
            return experiment;
        }
        if (method.isByThresholds()) {
            if (experiment.decision().isPresent()) {
                throw new IllegalArgumentException("--fair " + method + " chooses thresholds by itself: leave out"
                        + " --cost-fp and --cost-fn, or use --fair reweigh");
            }
            return experiment;
        }
        if (experiment.engine() != EngineKind.HAND) {
            throw new IllegalArgumentException("--fair reweigh weighs rows, which the hand-written engine alone does,"
                    + " found --engine " + experiment.engine() + ": use --engine hand");
        }
        SplitData data = experiment.data();
        return experiment.on(reweighing(data).applied(data, groups(data.split().trainRows())));
    }

    private Reweighing reweighing(SplitData data) {
        int classes = data.preparation().classes().size();
        int[] labels = Samples.classes(data.train().y());
        return Reweighing.of(groups(data.split().trainRows()), labels, classes);
    }

    private List<String> groups(int... rows) {
        return Arrays.stream(rows).mapToObj(names::get).toList();
    }

    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (method == null || interrupted.getAsBoolean()) {
            return List.of();
        }
        SplitData data = task.data();
        int[] rows = data.split().testRows();
        List<String> groups = groups(rows);
        Matrix outputs = result.rows().outputs().rowsAt(rows);
        int[] own = Samples.classes(outputs, result.model().threshold());
        int[] actual = Samples.classes(data.all().y().rowsAt(rows));
        int positive = data.preparation().classes().size() - 1;
        if (method.isByThresholds()) {
            GroupThresholds thresholds = thresholds(data, result);
            int[] fair = IntStream.range(0, rows.length)
                    .map(i -> thresholds.predicted(groups.get(i), outputs.get(i, 0)))
                    .toArray();
            return List.of(section(data, thresholds, Fairness.of(groups, actual, own, fair, positive)));
        }
        // the same training without weights
        Experiment.Outcome plain = result.experiment().on(data).run(figures -> {}, interrupted);
        if (interrupted.getAsBoolean()) {
            // one that was not trained to its end is no comparison
            return List.of();
        }
        int[] other =
                Samples.classes(plain.outputs().rowsAt(rows), plain.model().threshold());
        return List.of(section(data, reweighing(data), Fairness.of(groups, actual, other, own, positive)));
    }

    private GroupThresholds thresholds(SplitData data, Result result) {
        int[] rows = data.split().decisionRows();
        return GroupThresholds.of(
                result.rows().outputs().rowsAt(rows),
                data.all().y().rowsAt(rows),
                groups(rows),
                method == Method.EQUAL_OPPORTUNITY,
                result.model().threshold());
    }

    private Section section(SplitData data, GroupThresholds thresholds, Fairness fairness) {
        List<List<Object>> means = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String usual = ": it keeps the model's threshold, " + Numbers.text(thresholds.usual());
        for (GroupThresholds.Choice choice : thresholds.choices()) {
            means.add(List.of(
                    choice.group(),
                    choice.rows(),
                    choice.threshold(),
                    choice.rate().value()));
            if (!choice.rate().isDefined()) {
                notes.add("group '" + choice.group() + "' has no row of class '" + positive(data) + "' there" + usual);
            } else if (choice.rate().whole() == 1) {
                notes.add("group '" + choice.group() + "' has one row there that counts: its threshold hangs on it");
            }
        }
        TreeSet<String> unseen = new TreeSet<>(names);
        thresholds.choices().forEach(choice -> unseen.remove(choice.group()));
        unseen.forEach(group -> notes.add("group '" + group + "' has no row there" + usual));
        boolean validation = data.validation().isPresent();
        if (!validation) {
            notes.add(
                    "the network was trained on these rows, and errs less on them than on others: --validation-size sets"
                            + " rows apart to choose on");
        }
        String side = validation ? "validation row" : "training row";
        String rows = Texts.count(data.split().decisionRows().length, side);
        List<String> keys = List.of("group", "rows", "threshold", "rate");
        return new FairSection(method, column, positive(data), rows, keys, means, notes, fairness);
    }

    private Section section(SplitData data, Reweighing reweighing, Fairness fairness) {
        List<List<Object>> means = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Reweighing.Cell cell : reweighing.cells()) {
            String label = data.preparation().classes().get(cell.label());
            means.add(List.of(cell.group(), label, cell.rows(), cell.weight()));
            String found = "group '" + cell.group() + "' has %s training row of class '" + label + "': %s";
            if (cell.rows() == 0) {
                notes.add(found.formatted("no", "no weight makes up for what is not there"));
            } else if (cell.rows() == 1) {
                notes.add(found.formatted("one", "all that is learned of such rows hangs on it"));
            }
        }
        if (data.preparation().features().stream()
                .anyMatch(feature -> feature.name().equals(column))) {
            notes.add("'" + column + "' is among the inputs, so the network can still decide by it; --ignore " + column
                    + " leaves it out");
        }
        String rows = Texts.count(data.split().trainRows().length, "training row");
        List<String> keys = List.of("group", "class", "rows", "weight");
        return new FairSection(method, column, positive(data), rows, keys, means, notes, fairness);
    }

    private static String positive(SplitData data) {
        List<String> classes = data.preparation().classes();
        return classes.get(classes.size() - 1);
    }
}
