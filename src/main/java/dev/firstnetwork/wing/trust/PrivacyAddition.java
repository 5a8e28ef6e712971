package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.cli.Terminal;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.training.EngineKind;
import dev.firstnetwork.training.TrainingPlan;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** {@code --dp-noise} with {@code --dp-clip}: the network is trained by DP-SGD, and the run tells what it spent of privacy. */
final class PrivacyAddition implements Addition {

    /** The command whose options these are. */
    CommandSpec command;

    @Mixin
    PrivacyOptions options;

    @Override
    public void checkOptions(int ensemble) {
        options.check();
        if (!options.isAsked()) {
            return;
        }
        if (command.findOption("--engine").getValue() != EngineKind.HAND) {
            throw new ParameterException(
                    command.commandLine(),
                    "--dp-noise needs each row's gradient, which DL4J does not give: add --engine hand");
        }
        if (ensemble > 1) {
            throw new ParameterException(
                    command.commandLine(), "--dp-noise trains one network, found --ensemble " + ensemble);
        }
    }

    @Override
    public Experiment revised(Experiment experiment) {
        if (!options.isAsked()) {
            return experiment;
        }
        TrainingPlan plan = experiment.plan();
        LearningRule.require(
                plan.change().isEmpty() && plan.inputNoise() == 0,
                "--dp-noise draws its own batches: leave out --input-noise and what else changes them");
        Samples train = experiment.data().train();
        double rate = sampleRate(experiment);
        RandomGenerator secret = options.seed == null ? options.random(0).apply(0) : null;
        TrainingPlan.Change draw = (batch, now, random) ->
                train.rowsAt(PrivateGradient.drawn(train.rows(), rate, secret == null ? random : secret));
        // a fold and a shadow network have noise of their own
        int stream = Arrays.hashCode(experiment.data().split().trainRows());
        var gradient = new PrivateGradient(options.noise, options.clip, rate * train.rows(), options.random(stream));
        return experiment.with(experiment.spec().learning().with(gradient), plan.with(draw));
    }

    private static double sampleRate(Experiment experiment) {
        int batch = experiment.plan().batch();
        return batch == 0
                ? 1
                : Math.min(1, (double) batch / experiment.data().train().rows());
    }

    @Override
    public void check(Task task) {
        String warning = options.warning(task.data().train().rows(), "row");
        boolean quiet = command.findOption("--quiet").getValue();
        if (options.isAsked() && !warning.isEmpty() && !quiet) {
            command.commandLine().getErr().println(Terminal.wrapped(warning));
        }
    }

    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (!options.isAsked()) {
            return List.of();
        }
        int rows = task.data().train().rows();
        // the first is the untrained network
        int epochs = result.training().history().size() - 1;
        long steps = (long) epochs * result.experiment().plan().steps(rows);
        Accountant accountant = options.account(sampleRate(result.experiment()), steps);
        return List.of(new PrivacySection(accountant, options.clip, options.generator(), options.warning(rows, "row")));
    }
}
