package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.SplitData.TrainTestSplit;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run tells of the attacks on it.
 *
 * @param bare on one that was trained without noise, where the run's was not
 * @param shadows how many networks the attacker trained
 * @param split who was in
 */
record MembershipSection(MembershipAttack attack, Optional<MembershipAttack> bare, int shadows, TrainTestSplit split)
        implements Section {

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = aucs(attack);
        bare.ifPresent(other -> json.put("withoutNoise", aucs(other)));
        json.put("shadows", shadows);
        json.put("members", split.trainRows().length);
        json.put("others", split.testRows().length);
        return Map.of("membership", json);
    }

    private static Map<String, Object> aucs(MembershipAttack attack) {
        Map<String, Object> aucs = new LinkedHashMap<>();
        aucs.put("lossAuc", attack.lossAuc());
        attack.ratioAuc().ifPresent(auc -> aucs.put("likelihoodRatioAuc", auc));
        return aucs;
    }

    private Table table() {
        Table table = Table.ofNumbers(
                bare.isPresent()
                        ? List.of("attack, AUC", "this network", "without noise")
                        : List.of("attack, AUC", "AUC"));
        table = row(table, "by the loss", Optional.of(attack.lossAuc()), bare.map(MembershipAttack::lossAuc));
        return attack.ratioAuc().isEmpty()
                ? table
                : row(table, "by likelihood ratio", attack.ratioAuc(), bare.flatMap(MembershipAttack::ratioAuc));
    }

    private Table row(Table table, String name, Optional<Double> own, Optional<Double> other) {
        return bare.isPresent()
                ? table.row(name, own.orElseThrow(), other.orElseThrow())
                : table.row(name, own.orElseThrow());
    }

    @Override
    public String text() {
        return "which rows was it trained on? 0.5 is guessing\n" + table().text();
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        return Page.section("Which rows it was trained on", """
                <p>An attacker who has the network guesses of %s and %s who was trained on: the area under the ROC curve
                is one half for guessing, one for knowing. By the loss, who has a smaller one was (Yeom et al. 2018)%s.</p>
                %s""".formatted(
                        Texts.count(split.trainRows().length, "training row"),
                        Texts.count(split.testRows().length, "test row"),
                        attack.ratioAuc().isEmpty()
                                ? ""
                                : "; by likelihood ratio, the attacker compares the network with " + shadows
                                        + " of the same kind, each trained on other rows (Carlini et al. 2022)",
                        Page.box("Membership attacks", table(), "")));
    }
}
