package dev.firstnetwork.wing.trust;

import dev.firstnetwork.report.Page;
import dev.firstnetwork.report.Section;
import dev.firstnetwork.report.Table;
import dev.firstnetwork.report.Texts;
import java.util.Map;

/**
 * What a run tells of the privacy of its training rows.
 *
 * @param accountant of the steps that were taken
 * @param clip the norm that each row's gradient was cut to
 * @param generator where the noise came from, in words
 * @param warning what is to be said against it; empty for nothing
 */
record PrivacySection(Accountant accountant, double clip, String generator, String warning) implements Section {

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = accountant.json();
        json.put("clip", clip);
        json.put("generator", generator);
        if (!warning.isEmpty()) {
            json.put("warning", warning);
        }
        return Map.of("privacy", json);
    }

    @Override
    public String text() {
        return accountant.text("training row") + "; random numbers " + generator
                + "\nnot private: standardiser, categories, choice of options, stopping, and every figure and"
                + " prediction of this run";
    }

    @Override
    public String html(Map<String, byte[]> pictures) {
        Accountant.Spent spent = accountant.spent();
        Accountant.Spent tighter = accountant.tighter();
        Table table = Table.ofFacts()
                .row("epsilon", Texts.figure(spent.epsilon()) + " at delta " + Texts.shortest(accountant.delta()))
                .row("epsilon, tighter conversion", Texts.figure(tighter.epsilon()))
                .row("noise multiplier", Texts.shortest(accountant.noiseMultiplier()))
                .row("clipping norm", Texts.shortest(clip))
                .row("sample rate", Texts.shortest(accountant.sampleRate()))
                .row("steps", accountant.steps())
                .row("random numbers", generator);
        return Page.section("What it gives away of a row", """
                <p>The network was trained by DP-SGD (Abadi et al. 2016): each row’s gradient was cut to the norm %s, and noise was
                added to the sum. Whatever is found out from its weights and biases is at most e<sup>ε</sup> times as probable
                as if a row had not been there, but for a part of δ. Rényi accountant of orders 2 to 256 (Mironov, Talwar, Zhang 2019;
                Mironov 2017, proposition 3; tighter: Canonne, Kamath, Steinke 2020, proposition 12).</p>
                %s
                <p><strong>Not private</strong> are the standardiser’s means and deviations, the lists of categories and classes, class
                weights that were balanced, the choice of options by trying several, the choice of when to stop and of a threshold, and all
                figures, predictions and pictures on this page and in this folder. The weights and biases alone are protected%s.</p>
                %s""".formatted(
                        Texts.shortest(clip),
                        Page.box("Privacy", table, ""),
                        generator.equals("seeded") ? ", and only from those who do not know the seed" : "",
                        warning.isEmpty() ? "" : "<p>" + Page.escape(warning) + "</p>\n"));
    }
}
