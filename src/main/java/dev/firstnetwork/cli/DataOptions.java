package dev.firstnetwork.cli;

import dev.firstnetwork.data.Dialect;
import dev.firstnetwork.data.Generated;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import dev.firstnetwork.table.BundledSet;
import dev.firstnetwork.table.LearnedTable;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which table, and how it is split. */
public final class DataOptions {

    /** How a generated figure is drawn. */
    public static final class Points {

        @Option(
                names = "--samples",
                paramLabel = "N",
                description = "Generated: how many points. Default: ${DEFAULT-VALUE}")
        int samples = 100;

        @Option(
                names = "--noise",
                paramLabel = "SD",
                description =
                        "Generated: standard deviation of the noise on each coordinate. Default: ${DEFAULT-VALUE}")
        double noise = 0.1;

        public TableSource of(Generated.Shape shape, long seed, boolean shuffle) {
            return new Generated(shape, samples, noise, seed, shuffle);
        }
    }

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "NAME|FILE",
            description =
                    "A data set by its name ('data list' shows them), a CSV file, or - for standard input. Default:"
                            + " ${DEFAULT-VALUE}")
    public String data = "moons";

    @Mixin
    ColumnOptions columns;

    @Mixin
    Points points;

    @Option(
            names = "--data-seed",
            paramLabel = "SEED",
            description = "Generated: seed of shuffling and noise. Default: ${DEFAULT-VALUE}")
    public long dataSeed = 1;

    @Option(
            names = "--test-size",
            paramLabel = "FRACTION",
            description = "Fraction of the rows held out for the test. Default: ${DEFAULT-VALUE}")
    double testSize = 0.2;

    @Option(
            names = "--validation-size",
            paramLabel = "FRACTION",
            defaultValue = "0",
            description = "Fraction of the other rows that decide when to stop. Default: ${DEFAULT-VALUE}")
    double validationSize;

    @Option(
            names = "--split",
            paramLabel = "METHOD",
            description =
                    "random: by a permutation of all rows, as scikit-learn does. hash: by each row's number alone, so"
                            + " that many machines agree. Default: ${DEFAULT-VALUE}")
    SplitData.Method split = SplitData.Method.RANDOM;

    @Option(names = "--split-seed", paramLabel = "SEED", description = "Seed of the splits. Default: ${DEFAULT-VALUE}")
    public long splitSeed = 42;

    /** The generated figure that is asked for, if it is one. */
    public Optional<Generated.Shape> shape() {
        return Generated.Shape.named(data);
    }

    /** The name of a table without folder and ending, for a run's name. */
    public static String shortName(String data) {
        if (data.equals("-")) {
            return "standard-input";
        }
        String file = String.valueOf(Path.of(data).getFileName());
        int dot = file.indexOf('.');
        return (dot > 0 ? file.substring(0, dot) : file).replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /**
     * The table that is named: a generated one, a bundled one, or a file.
     *
     * @param quiet whether nobody is to see how far reading has come
     */
    public TableSource source(boolean quiet) {
        return shape().map(shape -> points.of(shape, dataSeed, true))
                .or(() -> BundledSet.named(data).map(BundledSet::table))
                .orElseGet(() -> columns.csv.open(data, Dialect.ANY, quiet));
    }

    /** Reads the table and splits it. */
    public SplitData load(TableSource source) {
        return split(learn(source));
    }

    /** Reads the table and learns what its columns are. */
    public LearnedTable learn(TableSource source) {
        Optional<BundledSet> bundled = BundledSet.named(data);
        String column = Optional.ofNullable(columns.label)
                .or(() -> bundled.map(BundledSet::label))
                .or(() -> shape().map(shape -> "label"))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--data " + data + " needs --label COLUMN: its columns are "
                                + TableSource.listed(source.columns())));
        Optional<String> last = columns.label == null ? bundled.flatMap(BundledSet::positive) : Optional.empty();
        return columns.roles(column, last).read(source);
    }

    public SplitData split(LearnedTable table) {
        return table.split(split, testSize, validationSize, splitSeed);
    }
}
