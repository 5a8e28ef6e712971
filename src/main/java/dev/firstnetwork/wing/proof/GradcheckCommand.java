package dev.firstnetwork.wing.proof;

import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.DataOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.cli.NetworkOptions;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.math.Loss;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.model.ParametersJson;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.report.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The proof: the same gradients by hand, by DL4J, and by central differences. */
@Command(
        name = "gradcheck",
        description = {
            "Compare the gradients of the hand-written engine, of DL4J, and by central differences, tensor by tensor.",
            "Exit code 3 if they disagree."
        },
        sortOptions = false)
public final class GradcheckCommand implements Callable<Integer> {

    /** Biases start at zero, where a mistake in their penalty would not show: the check moves them off it. */
    private static final double BIAS_SPREAD = 0.1;

    @Mixin
    DataOptions dataOptions;

    @Mixin
    NetworkOptions networkOptions;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "How many training rows make the batch, at most. Default: ${DEFAULT-VALUE}")
    int rows = 100;

    @Option(
            names = "--tolerance",
            paramLabel = "RATIO",
            defaultValue = "1e-6",
            description = "Largest relative error against central differences; between the engines it is 1e-10."
                    + " Default: ${DEFAULT-VALUE}")
    double tolerance;

    @Option(
            names = "--plant",
            paramLabel = "BUG",
            description =
                    "Make a classic mistake in the hand-written engine, to see it caught: ${COMPLETION-CANDIDATES}.")
    Mistake planted;

    @Option(names = "--init", paramLabel = "FILE", description = "JSON file with the parameters to check at.")
    Path init;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        boolean crossEntropy = networkOptions.loss == null || networkOptions.loss == Loss.BINARY_CROSS_ENTROPY;
        common.require(
                planted != Mistake.ARTICLE_DELTA || crossEntropy,
                "article-delta is a mistake under binary-cross-entropy alone");
        if (planted == Mistake.L2_ON_BIASES && networkOptions.l2 == 0) {
            networkOptions.l2 = 0.01;
        }
        common.require(rows >= 1, "--rows is " + rows + ": expected 1 or more");
        SplitData data = dataOptions.load(dataOptions.source(common.quiet));
        NetworkSpec network = networkOptions.spec(data.preparation(), dataOptions.data);
        int n = Math.min(rows, data.train().rows());
        Samples batch = data.train().rows(0, n);
        GradientCheck check =
                GradientCheck.of(network, parameters(network), batch, tolerance, Optional.ofNullable(planted));
        if (common.json) {
            common.out().print(Json.text(json(check)));
        } else {
            print(check, network, n);
        }
        if (planted != null && check.passed()) {
            common.err()
                    .println("first-network: " + planted
                            + " changes nothing on this network and these rows, so there is nothing"
                            + " to catch: try more rows, a hidden layer, or relu");
            return ExitCode.USAGE;
        }
        return check.passed() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }

    private Parameters parameters(NetworkSpec network) {
        if (init != null) {
            return ParametersJson.read(init, network.sizes());
        }
        NumpyRandom random = NumpyRandom.of(networkOptions.seed);
        Parameters parameters = Parameters.glorotUniform(network.sizes(), random);
        for (int layer = 1; layer <= parameters.layers(); layer++) {
            Arrays.setAll(parameters.b(layer), j -> BIAS_SPREAD * random.nextGaussian());
        }
        return parameters;
    }

    /** The check as JSON has it; what is not finite is null there. */
    private record CheckJson(
            boolean passed,
            double tolerance,
            String planted,
            int notJudged,
            List<GradientCheck.Comparison> pairs,
            List<GradientCheck.Comparison> afterOneStep) {}

    private CheckJson json(GradientCheck check) {
        String mistake = planted == null ? null : planted.toString();
        return new CheckJson(
                check.passed(), tolerance, mistake, check.notJudged(), pairs(check, false), pairs(check, true));
    }

    private static List<GradientCheck.Comparison> pairs(GradientCheck check, boolean afterOneStep) {
        return check.comparisons().stream()
                .filter(comparison -> comparison.isAfterOneStep() == afterOneStep)
                .toList();
    }

    private void print(GradientCheck check, NetworkSpec network, int n) {
        PrintWriter out = common.out();
        Table table = Table.ofNumbers(List.of("pair", "tensor", "shape", "max absolute", "relative", "cosine", ""));
        for (GradientCheck.Comparison comparison : check.comparisons()) {
            table = table.row(
                    comparison.pair(),
                    comparison.tensor(),
                    comparison.shape(),
                    Terminal.difference(comparison.maxAbsolute()),
                    Terminal.difference(comparison.relative()),
                    String.format(Locale.ROOT, "%.6f", comparison.cosine()),
                    comparison.passed() ? "ok" : "DIFFERS");
        }
        out.println("network " + network.sizes() + ", " + n + " rows, " + network.loss()
                + (planted == null ? "" : ", planted: " + planted));
        out.println();
        out.println(table.text());
        out.println();
        if (check.notJudged() > 0) {
            out.println(check.notJudged() + " elements lie on a kink of the activation or penalty, where a central"
                    + " difference means nothing: not judged");
        }
        String verdict = check.passed() ? "all gradients agree" : "the gradients disagree";
        out.println(Terminal.judged(check.passed(), verdict));
    }
}
