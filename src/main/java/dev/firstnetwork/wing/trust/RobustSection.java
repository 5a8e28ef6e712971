package dev.firstnetwork.wing.trust;

import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Proportion;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import dev.firstnetwork.wing.trust.Robustness.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is told of how robust a model is.
 *
 * @param model that was judged
 * @param threat what was done to its rows
 * @param rows that judged it, in the data's own units
 * @param trainedOn the epsilon of the rows that it was trained on; 0 for the rows as they are
 */
record RobustSection(Robustness robustness, Model model, Threat threat, Samples rows, double trainedOn)
        implements Section {

    /** Attacks and certifies a model. */
    static RobustSection of(Model model, Threat threat, Samples rows, double[] epsilons, long seed, double trainedOn) {
        return new RobustSection(Robustness.of(model, threat, rows, epsilons, seed), model, threat, rows, trainedOn);
    }

    /** All as JSON has it. */
    private record Told(String norm, long rows, double accuracy, List<Map<String, Object>> levels) {}

    @Override
    public Map<String, Object> json() {
        List<Map<String, Object>> levels = robustness.levels().stream()
                .map(level -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("epsilon", level.epsilon());
                    FairSection.put(json, "fgsm", level.fgsm());
                    FairSection.put(json, "pgd", level.pgd());
                    FairSection.put(json, "certified", level.certified());
                    return json;
                })
                .toList();
        Proportion clean = robustness.clean();
        return Map.of("robustness", new Told(robustness.norm().toString(), clean.whole(), clean.value(), levels));
    }

    @Override
    public String text() {
        Table table = Table.ofNumbers(List.of("epsilon", "FGSM", "PGD", "certified", "95% interval of PGD"))
                .row(
                        "none",
                        robustness.clean().value(),
                        robustness.clean().value(),
                        robustness.clean().value(),
                        "");
        for (Level level : robustness.levels()) {
            Interval interval = level.pgd().interval();
            table = table.row(
                    Texts.shortest(level.epsilon()),
                    level.fgsm().value(),
                    level.pgd().value(),
                    level.certified().value(),
                    Texts.figure(interval.lower()) + " - " + Texts.figure(interval.upper()));
        }
        return "accuracy on " + Texts.count(robustness.clean().whole(), "row") + " moved by an attacker, "
                + robustness.norm().words() + " standard deviations\n" + table.text();
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        Map<String, Supplier<byte[]>> pictures = new LinkedHashMap<>();
        pictures.put("robustness.png", () -> RobustChart.accuracies(robustness));
        if (threat.isPlane()) {
            pictures.put("certified-radius.png", this::plane);
        }
        return pictures;
    }

    private byte[] plane() {
        double widest = robustness.levels().get(robustness.levels().size() - 1).epsilon();
        Preparation preparation = model.preparation();
        var plane = Robustness.plane(model, threat, rows, Math.max(1, 2 * widest));
        return RobustChart.plane(robustness, plane, preparation.inputNames(), preparation.classes());
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Table table = Table.ofNumbers(List.of("Epsilon", "FGSM", "PGD", "Certified"));
        table = table.row("none", cell(robustness.clean()), cell(robustness.clean()), cell(robustness.clean()));
        for (Level level : robustness.levels()) {
            table = table.row(
                    Texts.shortest(level.epsilon()), cell(level.fgsm()), cell(level.pgd()), cell(level.certified()));
        }
        return Page.section("How much it takes to mislead it", """
                <p>%sThe part of %s predicted right when somebody moves their inputs to mislead the network,
                %s, in standard deviations of the training rows. Categories are left alone, and nothing keeps a moved number to what
                could be met. Small figures are 95%% intervals (Wilson 1927).</p>
                %s<p><strong>FGSM</strong> moves a row once up the gradient of its loss (Goodfellow, Shlens, Szegedy 2015).
                <strong>PGD</strong> does so in %d steps from %d random points, and a row counts as right if it is so at each point
                on the way (Madry et al. 2018). <strong>Certified</strong> rows are proven to keep their class at every point within
                reach, by interval and linear bounds that allow for rounding (Gowal et al. 2018; Zhang et al. 2018). The true
                figure is between the last two: an attack may be too weak, and a proof may not be found.</p>
                <div class="pair">
                %s%s</div>
                """.formatted(
                trainedOn == 0
                        ? ""
                        : "It was trained on rows moved by PGD with epsilon " + Texts.shortest(trainedOn) + ". ",
                Texts.count(robustness.clean().whole(), "row"),
                robustness.norm().words(),
                Page.box("Accuracy under attack", table, ""),
                Robustness.STEPS,
                Robustness.RESTARTS,
                Page.figure(
                        pictures.get("robustness.png"),
                        "Accuracy over epsilon under FGSM and PGD, and certified.",
                        "What attacks leave, and what is proven that none can take."),
                Page.figure(
                        pictures.get("certified-radius.png"),
                        "Certified radius over the two inputs.",
                        "How far each point can be moved before its class might change, in standard deviations: the"
                                + " stronger the colour, the further. The points are the rows that were judged.")));
    }

    private static Table.Cell cell(Proportion rate) {
        return new Table.Cell(
                Texts.percent(rate.value()),
                Texts.percent(rate.interval().lower()) + " to "
                        + Texts.percent(rate.interval().upper()));
    }
}
