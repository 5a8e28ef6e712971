package dev.firstnetwork.wing.judge;

import dev.firstnetwork.data.Numbers;
import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * Where a network decides, and why.
 *
 * @param model the threshold that the model has, where the choice was made on the rows that are judged and not for the model
 */
record ThresholdSection(ThresholdChoice choice, OptionalDouble model) implements Section {

    /** The choice as JSON has it. */
    public record Choice(double falsePositiveCost, double falseNegativeCost, double threshold, double cost) {}

    @Override
    public Map<String, Object> json() {
        return Map.of(
                "threshold",
                new Choice(choice.falsePositiveCost(), choice.falseNegativeCost(), choice.threshold(), choice.cost()));
    }

    @Override
    public String text() {
        String text = String.format(
                Locale.ROOT,
                "positive above %.4f: it costs least where a false positive costs %s and a false negative %s",
                choice.threshold(),
                Numbers.text(choice.falsePositiveCost()),
                Numbers.text(choice.falseNegativeCost()));
        return model.isPresent()
                ? "on these rows, " + text + "; the model decides at " + Numbers.text(model.getAsDouble())
                : text;
    }

    @Override
    public Map<String, Supplier<byte[]>> pictures() {
        return Map.of("threshold-cost.png", () -> EvaluationCharts.cost(choice));
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        return Page.section("Where it decides", """
                <p>A false positive costs %s and a false negative %s. Above a probability of
                <strong>%s</strong> the positive class is predicted, because that would have cost the least, %s in all, on
                the rows that the threshold was chosen on. These are not the test rows.</p>
                %s""".formatted(
                        Texts.shortest(choice.falsePositiveCost()),
                        Texts.shortest(choice.falseNegativeCost()),
                        Texts.figure(choice.threshold()),
                        Texts.shortest(choice.cost()),
                        Page.figure(
                                pictures.get("threshold-cost.png"),
                                "Cost over the decision threshold.",
                                "What each threshold would have cost on the rows that it was chosen on.")));
    }
}
