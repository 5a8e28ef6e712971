package dev.firstnetwork.cli;

import dev.firstnetwork.data.CsvFile;
import dev.firstnetwork.data.Moons;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.data.TableSource;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which table, and how it is split. */
final class DataOptions {

    private static final String MOONS = "moons";

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "moons|FILE",
            defaultValue = MOONS,
            description = "The generated moons, or a CSV file with a header. Default: ${DEFAULT-VALUE}")
    String data;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The label column of the CSV file.")
    String label;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "100",
            description = "Moons: how many points. Default: ${DEFAULT-VALUE}")
    int samples;

    @Option(
            names = "--noise",
            paramLabel = "SD",
            defaultValue = "0.1",
            description = "Moons: standard deviation of the noise on each coordinate. Default: ${DEFAULT-VALUE}")
    double noise;

    @Option(
            names = "--data-seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Moons: seed of shuffling and noise. Default: ${DEFAULT-VALUE}")
    long dataSeed;

    @Option(
            names = "--test-size",
            paramLabel = "FRACTION",
            defaultValue = "0.2",
            description = "Fraction of the rows held out for the test. Default: ${DEFAULT-VALUE}")
    double testSize;

    @Option(
            names = "--split-seed",
            paramLabel = "SEED",
            defaultValue = "42",
            description = "Seed of the split. Default: ${DEFAULT-VALUE}")
    long splitSeed;

    boolean isGenerated() {
        return data.equals(MOONS);
    }

    /** The name of the table without folder and ending, for a run's name. */
    String shortName() {
        String file = String.valueOf(Path.of(data).getFileName());
        int dot = file.indexOf('.');
        String stem = dot > 0 ? file.substring(0, dot) : file;
        return stem.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    TableSource source() {
        return isGenerated() ? new Moons(samples, noise, dataSeed, true) : CsvFile.of(Path.of(data));
    }

    SplitData load(TableSource source) {
        if (!isGenerated() && label == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data " + data + " needs --label COLUMN: its columns are " + String.join(", ", source.columns()));
        }
        String column = label == null ? "label" : label;
        return SplitData.of(source, column, testSize, splitSeed);
    }
}
