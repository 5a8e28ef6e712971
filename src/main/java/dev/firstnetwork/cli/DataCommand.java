package dev.firstnetwork.cli;

import dev.firstnetwork.data.Moons;
import dev.firstnetwork.report.AtomicFile;
import dev.firstnetwork.report.OutputException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a generated data set as CSV. */
@Command(
        name = "data",
        description = "Write a generated data set as CSV.",
        subcommands = DataCommand.MoonsCommand.class,
        sortOptions = false)
final class DataCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which data set? Expected: moons");
    }

    /** The two moons. */
    @Command(
            name = "moons",
            description = "Two interleaving half circles, as scikit-learn's make_moons.",
            sortOptions = false)
    static final class MoonsCommand implements Runnable {

        @Spec
        CommandSpec spec;

        @Option(
                names = "--samples",
                paramLabel = "N",
                defaultValue = "100",
                description = "How many points. Default: ${DEFAULT-VALUE}")
        int samples;

        @Option(
                names = "--noise",
                paramLabel = "SD",
                defaultValue = "0.1",
                description = "Standard deviation of the noise on each coordinate. Default: ${DEFAULT-VALUE}")
        double noise;

        @Option(
                names = "--seed",
                paramLabel = "SEED",
                defaultValue = "1",
                description = "Seed of shuffling and noise. Default: ${DEFAULT-VALUE}")
        long seed;

        @Option(names = "--no-shuffle", description = "Keep the rows of each moon together.")
        boolean noShuffle;

        @Option(
                names = "--out",
                paramLabel = "FILE",
                defaultValue = "-",
                description = "Where the rows go; - for standard output. Default: ${DEFAULT-VALUE}")
        String out;

        @Mixin
        CommonOptions common;

        @Override
        public void run() {
            Moons moons = new Moons(samples, noise, seed, !noShuffle);
            try {
                if (out.equals("-")) {
                    moons.writeCsv(spec.commandLine().getOut());
                } else {
                    writeFile(moons);
                }
            } catch (IOException e) {
                throw new OutputException(Path.of(out), e);
            }
        }

        private void writeFile(Moons moons) throws IOException {
            try (AtomicFile file = new AtomicFile(Path.of(out))) {
                Writer writer = new OutputStreamWriter(file.stream(), StandardCharsets.UTF_8);
                moons.writeCsv(writer);
                writer.flush();
                file.commit();
            }
        }
    }
}
