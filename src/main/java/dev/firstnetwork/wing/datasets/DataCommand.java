package dev.firstnetwork.wing.datasets;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.RowsOutput;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.table.BundledSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a data set as CSV, or lists them all. */
@Command(name = "data", description = "Write a data set as CSV; 'data list' shows them all.", sortOptions = false)
public final class DataCommand implements Runnable {

    private static final String LIST = "list";

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "NAME|list", description = "Which data set: moons, circles, ...; or list.")
    String name;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Generated: how many points. Default: ${DEFAULT-VALUE}")
    int samples;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            defaultValue = "0.1",
            description = "Generated: standard deviation of the noise on each coordinate. Default: ${DEFAULT-VALUE}")
    double noise;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Generated: seed of shuffling and noise. Default: ${DEFAULT-VALUE}")
    long seed;

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
        if (name.equals(LIST)) {
            spec.commandLine().getOut().println(list().text());
            return;
        }
        TableSource source = source();
        output.write(source::writeCsv, spec.commandLine().getOut());
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
        Optional<TableSource> generated =
                Generated.Shape.named(name).map(shape -> new Generated(shape, samples, noise, seed, !noShuffle));
        return generated.or(() -> BundledSet.named(name).map(BundledSet::table)).orElseThrow(this::unknown);
    }

    private ParameterException unknown() {
        Stream<String> names = list().rows().stream().map(row -> row.get(0).text());
        String expected = names.collect(Collectors.joining(", "));
        return new ParameterException(
                spec.commandLine(), "unknown data set '" + name + "', expected one of " + expected);
    }
}
