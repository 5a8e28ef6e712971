package dev.firstnetwork.wing.trust;

import dev.firstnetwork.backprop.LearningRule;
import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.SplitData;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.training.TrainingPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** {@code --membership}: the run's network is attacked, and where noise protects it, one that was trained without, too. */
final class MembershipAddition implements Addition {

    @Option(
            names = "--membership",
            paramLabel = "SHADOWS",
            description =
                    "Guess which rows the network was trained on, from their loss and with so many shadow networks"
                            + " (0 for the loss alone); with --dp-noise, of a network without noise too.")
    Integer shadows;

    @Override
    public void check(Task task) {
        if (shadows != null) {
            int least = MembershipAttack.leastShadows(task.data());
            LearningRule.require(
                    shadows == 0 || shadows >= least,
                    "--membership is " + shadows + ": expected 0, or " + least
                            + " or more, so that each row is left out twice");
        }
    }

    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (shadows == null || interrupted.getAsBoolean()) {
            return List.of();
        }
        long seed = task.splitSeed();
        MembershipAttack attack =
                MembershipAttack.of(result.experiment(), result.model(), task.recipe(), shadows, seed, interrupted);
        Optional<MembershipAttack> bare = Optional.empty();
        if (result.experiment().spec().learning().gradient() instanceof PrivateGradient
                && !interrupted.getAsBoolean()) {
            Experiment plain = plain(result.experiment());
            Model model =
                    plain.train(figures -> {}, interrupted, Optional.empty()).model();
            bare = Optional.of(MembershipAttack.of(
                    plain, model, (SplitData data) -> plain(task.recipe().apply(data)), shadows, seed, interrupted));
        }
        return interrupted.getAsBoolean()
                ? List.of()
                : List.of(
                        new MembershipSection(attack, bare, shadows, task.data().split()));
    }

    /** The same without clipping, noise and drawn batches. */
    private static Experiment plain(Experiment experiment) {
        TrainingPlan plan = experiment.plan();
        return experiment.with(
                experiment.spec().learning().with(LearningRule.Gradient.PLAIN),
                new TrainingPlan(plan.epochs(), plan.batch(), plan.shuffle(), plan.shuffleSeed())
                        .with(plan.stopping()));
    }
}
