package dev.firstnetwork.cli;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.table.ColumnRoles;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a person says of a table's columns, and of its text. */
public final class ColumnOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(names = "--label", paramLabel = "COLUMN", description = "CSV: the label column.")
    public String label;

    @Option(
            names = "--positive",
            paramLabel = "LABEL",
            description = "The positive one of two classes. Default: the last in order.")
    String positive;

    @Option(
            names = "--categorical",
            paramLabel = "COLUMN",
            split = ",",
            description = "CSV: columns of categories that look like numbers.")
    List<String> categorical = List.of();

    @Option(names = "--ignore", paramLabel = "COLUMN", split = ",", description = "CSV: columns to leave out.")
    List<String> ignore = List.of();

    @Option(
            names = "--missing",
            paramLabel = "HOW",
            description = "CSV: missing values are an error, count as the mean, or drop their row. Default:"
                    + " ${DEFAULT-VALUE}")
    Preparation.Missing missing = Preparation.Missing.ERROR;

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "classification, or regression: the label is a number to predict. Default: ${DEFAULT-VALUE}")
    ColumnRoles.Task task = ColumnRoles.Task.CLASSIFICATION;

    @Mixin
    public CsvOptions csv;

    /**
     * What is said, for a label.
     *
     * @param column the label column; null where there is none yet
     * @param usual the positive class if none is named
     * @throws ParameterException if the label is left out
     */
    public ColumnRoles roles(String column, Optional<String> usual) {
        if (column != null && ignore.contains(column)) {
            throw new ParameterException(
                    spec.commandLine(), "--ignore " + column + " leaves out the label: expected other columns");
        }
        return new ColumnRoles(
                column, categorical, ignore, Optional.ofNullable(positive).or(() -> usual), missing, task);
    }
}
