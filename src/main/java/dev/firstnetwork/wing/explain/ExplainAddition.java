package dev.firstnetwork.wing.explain;

import dev.firstnetwork.cli.Addition;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.report.Section;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** {@code --explain}: a run tells what its network goes by on the test rows. */
public final class ExplainAddition implements Addition {

    @Option(
            names = "--explain",
            fallbackValue = "true",
            description = "Report on what the network goes by too: importance, partial dependence and Shapley values on"
                    + " the test rows. The command explain does it at length.")
    boolean explain;

    @Override
    public List<Section> sections(Task task, Result result, BooleanSupplier interrupted) {
        if (!explain || interrupted.getAsBoolean()) {
            return List.of();
        }
        Explanation.Settings settings = Explanation.Settings.BRIEF;
        Explanation.Subject subject =
                Explanation.Subject.held(task.data().all(), task.data().split(), settings.seed());
        Preparation preparation = result.model().preparation();
        return List.of(new ExplanationSection(Explanation.of(
                result.experiment().predictor(result.model()),
                Explanation.Target.of(preparation),
                InputGroup.of(preparation.features()),
                subject,
                settings)));
    }
}
