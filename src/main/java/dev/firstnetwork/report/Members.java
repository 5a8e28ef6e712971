package dev.firstnetwork.report;

import dev.firstnetwork.evaluation.Experiment;
import dev.firstnetwork.evaluation.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run tells of the networks of an ensemble.
 *
 * @param members each one's own figures on the test rows
 * @param together those of all of them
 */
public record Members(List<Figures> members, Figures together) implements Section {

    /** None where there is one network alone. */
    public static Optional<Section> of(Experiment.Outcome outcome) {
        return outcome.members().isEmpty()
                ? Optional.empty()
                : Optional.of(new Members(outcome.members(), outcome.test()));
    }

    @Override
    public Map<String, Object> json() {
        return Map.of("members", members.stream().map(RunFiles::metrics).toList());
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Table table = Tables.row(Tables.each("Network", members), "together", together.figures());
        return Page.section("The networks of the ensemble", """
                <p>%d networks were trained from different seeds, and the mean of what they say is what is predicted. On the test rows:</p>
                %s""".formatted(
                        members.size(), Page.box("Networks of the ensemble", table, "many")));
    }
}
