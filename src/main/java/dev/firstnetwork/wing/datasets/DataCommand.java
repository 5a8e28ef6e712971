package dev.firstnetwork.wing.datasets;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.RowsOutput;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.table.BundledSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Writes a data set as CSV, or lists them all. */
@Command(
        name = "data",
        description = "Write a data set as CSV; 'data list' shows them all, 'data describe' what is in a table.",
        subcommands = DescribeCommand.class,
        sortOptions = false)
public final class DataCommand implements Runnable {

    private static final String LIST = "list";

    // 'data describe' has none
    @Parameters(arity = "0..1", paramLabel = "NAME|list", description = "Which data set: moons, circles, ...; or list.")
    String name;

    @Mixin
    DataOptions.Points points;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Generated: seed of shuffling and noise. Default: ${DEFAULT-VALUE}")
    long seed = 1;

    @Option(
            names = "--no-shuffle",
            fallbackValue = "true",
            description = "Generated: keep the rows of each class together.")
    boolean noShuffle;

    @Mixin
    RowsOutput output;

    @Mixin
    CommonOptions common;

    @Override
    public void run() {
        common.require(name != null, "Missing required parameter: 'NAME|list'");
        if (name.equals(LIST)) {
            common.out().println(Terminal.table(list()));
            return;
        }
        TableSource source = source();
        output.write(source::writeCsv, common.out());
    }

    private static Table list() {
        Table table = Table.ofFacts();
        for (Generated.Shape shape : Generated.Shape.values()) {
            table = table.row(shape, "generated: " + shape.description());
        }
        for (BundledSet set : BundledSet.values()) {
            table = table.row(set, set.description());
        }
        return table;
    }

    private TableSource source() {
        return Generated.Shape.named(name)
                .map(shape -> points.of(shape, seed, !noShuffle))
                .or(() -> BundledSet.named(name).map(BundledSet::table))
                .orElseThrow(this::unknown);
    }

    private ParameterException unknown() {
        String names = list().rows().stream().map(row -> row.get(0).text()).collect(Collectors.joining(", "));
        return common.usage("unknown data set '" + name + "', expected one of " + names);
    }
}
