package dev.firstnetwork.wing.trust;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Section;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/**
 * {@code --adversarial EPS}: each batch is trained on as PGD moves it, against the network as it is then (Madry et al. 2018,
 * section 2: the inner maximum of the saddle point), each number by up to EPS standard deviations. {@code --robust EPS}: a
 * run tells how robust its network is on the test rows.
 */
public final class AdversarialAddition implements Addition {

    @Option(
            names = "--adversarial",
            paramLabel = "EPS",
            description =
                    "Train on rows moved by PGD, each number by up to EPS standard deviations and against the network"
                            + " as it is, and report how robust it became. Takes several times as long.")
    Double trainedOn;

    @Option(
            names = "--robust",
            paramLabel = "EPS",
            split = ",",
            description =
                    "Report how many test rows stay right when each number is moved by up to EPS standard deviations,"
                            + " under attack and by proof. Default: half, once and twice that of --adversarial")
    List<Double> judgedOn = List.of();

    @Override
    public void checkOptions(int ensemble) {
        if (trainedOn != null) {
            Threat.requireEpsilon("--adversarial", trainedOn);
        }
        for (double epsilon : judgedOn) {
            Threat.requireEpsilon("--robust", epsilon);
        }
        if (ensemble > 1 && epsilons().length > 0) {
            throw new IllegalArgumentException(
                    "--adversarial and --robust are for one network, found --ensemble " + ensemble + ": leave one out");
        }
    }

    private double[] epsilons() {
        return judgedOn.isEmpty() && trainedOn != null
                ? new double[] {trainedOn / 2, trainedOn, 2 * trainedOn}
                : judgedOn.stream().mapToDouble(epsilon -> epsilon).toArray();
    }

    @Override
    public Experiment revised(Experiment experiment) {
        if (epsilons().length == 0) {
            return experiment;
        }
        Threat threat = Threat.of(Threat.Norm.INF, experiment.data().preparation());
        if (trainedOn == null) {
            return experiment;
        }
        return experiment.with(experiment.plan().with(Attack.hardening(experiment.spec(), threat, trainedOn)));
    }

    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (epsilons().length == 0 || interrupted.getAsBoolean()) {
            return List.of();
        }
        Model model = result.model();
        Threat threat = Threat.of(Threat.Norm.INF, model.preparation());
        Samples test = task.data().all().rowsAt(task.data().split().testRows());
        return List.of(RobustSection.of(model, threat, test, epsilons(), 1, trainedOn == null ? 0 : trainedOn));
    }
}
