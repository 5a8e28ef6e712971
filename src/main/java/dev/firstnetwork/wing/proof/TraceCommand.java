package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.NetworkOptions;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Matrix;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.network.NetworkSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Back-propagation to read along: one step on a few rows with all its numbers. */
@Command(
        name = "trace",
        description = "Show one forward pass, backward pass and update on a few training rows, with every number.",
        sortOptions = false)
public final class TraceCommand implements Callable<Integer> {

    /** How many numbers fit on a line of 80 characters. */
    private static final int NUMBERS_A_LINE = 8;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    NetworkOptions networkOptions;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many training rows to show. Default: ${DEFAULT-VALUE}")
    int rows = 3;

    @Option(names = "--init", paramLabel = "FILE", description = "JSON file with the parameters to start from.")
    Path init;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        common.require(rows >= 1, "--rows is " + rows + ": expected 1 or more");
        SplitData data = dataOptions.load(dataOptions.source(common.quiet));
        NetworkSpec network = networkOptions.spec(data.preparation(), dataOptions.data);
        Parameters start = init == null
                ? Parameters.glorotUniform(network.sizes(), NumpyRandom.of(networkOptions.seed))
                : ParametersJson.read(init, network.sizes());
        int n = Math.min(rows, data.train().rows());
        Samples batch = data.train().rows(0, n);
        List<BackpropTrace.Step> steps = BackpropTrace.of(network, start, batch);
        if (common.json) {
            List<StepJson> json = steps.stream().map(StepJson::of).toList();
            common.out().print(Json.text(Map.of("steps", json)));
        } else {
            steps.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(BackpropTrace.Step step) {
        PrintWriter out = common.out();
        Matrix values = step.values();
        String shape = step.shape().isEmpty() ? "" : " " + step.shape();
        out.println(Terminal.bold(step.symbol()) + shape + " = " + step.formula());
        if (!step.example().isEmpty()) {
            out.println("  e.g. " + step.example());
        }
        for (int i = 0; i < values.rows(); i++) {
            for (int from = 0; from < values.columns(); from += NUMBERS_A_LINE) {
                StringBuilder line = new StringBuilder(from == 0 ? "  " : "    ");
                for (int j = from; j < Math.min(values.columns(), from + NUMBERS_A_LINE); j++) {
                    // + 0.0 turns -0 into 0
                    line.append(String.format(Locale.ROOT, "%9.4f", values.get(i, j) + 0.0));
                }
                out.println(line);
            }
        }
        out.println();
    }

    /** A step as JSON has it: {@code values} as deep as its shape has numbers. */
    private record StepJson(String symbol, String formula, List<Integer> shape, String example, Object values) {

        static StepJson of(BackpropTrace.Step step) {
            Matrix m = step.values();
            Object values =
                    switch (step.shape().size()) {
                        case 0 -> m.get(0, 0);
                        case 1 -> m.row(0);
                        default -> IntStream.range(0, m.rows()).mapToObj(m::row).toList();
                    };
            return new StepJson(step.symbol(), step.formula(), step.shape(), step.example(), values);
        }
    }
}
