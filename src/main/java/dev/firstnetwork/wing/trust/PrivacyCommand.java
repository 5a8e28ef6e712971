package dev.firstnetwork.wing.trust;

import dev.firstnetwork.cli.CommonOptions;
import dev.firstnetwork.cli.ExitCode;
import dev.firstnetwork.model.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks the accountant alone. */
@Command(
        name = "privacy",
        description = "What training with noise would spend of privacy, before it is done: epsilon for a given delta.",
        sortOptions = false)
final class PrivacyCommand implements Callable<Integer> {

    @Option(
            names = "--noise",
            paramLabel = "S",
            required = true,
            description = "Standard deviation of the noise in units of the clipping norm; train's --dp-noise.")
    double noise;

    @Option(
            names = "--sample-rate",
            paramLabel = "Q",
            required = true,
            description = "Probability with which a row is in a batch: rows of a batch by training rows.")
    double sampleRate;

    @Option(
            names = "--steps",
            paramLabel = "N",
            required = true,
            description = "How many batches: epochs times training rows by rows of a batch.")
    long steps;

    @Option(
            names = "--delta",
            paramLabel = "D",
            defaultValue = "1e-5",
            description = "Probability with which more may be told than epsilon says. Default: ${DEFAULT-VALUE}")
    double delta;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        Accountant accountant = new Accountant(noise, sampleRate, steps, delta);
        common.out().print(common.json ? Json.text(accountant.json()) : accountant.text("row") + "\n");
        return ExitCode.DONE;
    }
}
