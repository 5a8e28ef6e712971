package dev.firstnetwork.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.report.Run.Lockstep;
import dev.firstnetwork.training.EpochFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String HOSTILE = "<script>alert('x')</script>\"&{{command}}$1";
    private static final String HARMLESS = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;{{command}}$1";

    private static byte[] png;

    @BeforeAll
    static void draw() {
        System.setProperty("java.awt.headless", "true");
        png = Charts.confusionMatrix(Run.confusion(Runs.two(0).test().figures()).orElseThrow(), "Test rows");
    }

    private static String page(Run run) {
        return HtmlReport.page(
                run, Map.of("learning-curves.png", png, "decision-surface.png", png, "confusion-matrix.png", png));
    }

    @Test
    void saysWhatWasTrainedAndHowWell() {
        // of the 6 test rows, every fourth of 24, one is among the first 4
        assertThat(page(Runs.two(4)))
                .contains("<title>circle: 5 of 6 rows predicted right</title>")
                .contains("<h1>circle: 5 of 6 rows predicted right</h1>")
                .contains("A network of <strong>2 inputs, 32 ReLU, 1 sigmoid</strong> was trained on 18 of 24 rows")
                .contains("It gets 83.3% of them right.")
                .contains("the most frequent class of the training rows, would get 50.0%.")
                .contains("Training stopped after 50 epochs, as it was told to.")
                .contains("<pre><code>java -jar target/first-network.jar train --data circle</code></pre>");
    }

    @Test
    void fillsEveryPlaceholder() {
        assertThat(page(Runs.two(4))).doesNotContain("{{").doesNotContain("}}");
    }

    @Test
    void standsAlone() {
        String page = page(Runs.two(4));

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
        assertThat(Pattern.compile("\\b(src|href)=\"(.{0,22})").matcher(page).results())
                .hasSize(3)
                .allSatisfy(reference -> assertThat(reference.group(2)).isEqualTo("data:image/png;base64,"));
    }

    @Test
    void showsEachPictureAtItsSizeWithAnAlternative() {
        assertThat(Pattern.compile("<img alt=\"[^\"]{20,}\" width=\"\\d{3}\" height=\"\\d{3}\" src=")
                        .matcher(page(Runs.two(4)))
                        .results())
                .hasSize(3);
    }

    @Test
    void doesWithoutPictures() {
        assertThat(HtmlReport.page(Runs.two(4), Map.of()))
                .doesNotContain("<img", "<figure>")
                .contains("How it learned");
    }

    @Test
    void escapesWhatComesFromTheData() {
        Run plain = Runs.of(List.of("no", HOSTILE), List.of(HOSTILE, "x2"), 4);
        Run run = new Run(
                new Run.About(
                        HOSTILE,
                        HOSTILE,
                        Map.of("data", HOSTILE, "activation", HOSTILE, "hidden", "32", HOSTILE, List.of(HOSTILE)),
                        Map.of(HOSTILE, Map.of(HOSTILE, HOSTILE))),
                new Run.Training(plain.training().history(), 50, HOSTILE, 1),
                new Run.Subject(
                        plain.subject().inputNames(), HOSTILE, plain.subject().classes()),
                plain.answers(),
                plain.train(),
                plain.test(),
                Optional.of(
                        new Lockstep(List.of(Runs.difference(1)), List.of(Runs.difference(1)), Optional.of(HOSTILE))),
                List.of());

        String page = page(run);

        // its braces are still there too: what has been put in is not filled again
        assertThat(page)
                .contains("<pre><code>" + HARMLESS + "</code></pre>")
                .contains("<td>" + HARMLESS + "</td>")
                .contains("<th scope=\"row\">" + HARMLESS + " " + HARMLESS + "</th>")
                .contains("They part beyond the tolerance, first at " + HARMLESS)
                .contains("alt=\"What the network answers over " + HARMLESS)
                .doesNotContain("<script", "alert('x')");
    }

    /** A section has its place, its HTML as it is, and the pictures of the run. */
    private record Told(String words, Place place) implements Section {

        @Override
        public String html(Map<String, byte[]> pictures) {
            return "<p>" + words + " " + pictures.size() + "</p>\n";
        }
    }

    @Test
    void hasTheSectionsInTheirPlacesAndOrder() {
        String page = page(Runs.with(
                Runs.two(4),
                new Told("own {{1}}", Section.Place.OWN),
                new Told("judged", Section.Place.JUDGEMENT),
                new Told("own 2", Section.Place.OWN)));

        // a search for what comes after what copies the rest each time
        assertThat(page.replaceAll("data:image/png;base64,[^\"]*", ""))
                .containsSubsequence(
                        "<h2>How good it is</h2>",
                        "<p>judged 3</p>\n",
                        "</section>",
                        "<p>own {{1}} 3</p>\n<p>own 2 3</p>\n",
                        "<h2>Where it is wrong</h2>")
                .doesNotContain("The curves are those of the first network");
    }

    @Test
    void showsTheNetworksOfAnEnsemble() {
        Figures figures = Runs.two(4).test().figures();
        String plain = page(Runs.two(4));
        String page = page(Runs.with(Runs.two(4), new Members(List.of(figures, figures), figures)));

        for (String title : List.of("The networks of the ensemble", "The curves are those of the first network")) {
            assertThat(plain).doesNotContain(title);
            assertThat(page).contains(title);
        }
        // of the 6 test rows, 5 are right
        assertThat(page)
                .contains("2 networks were trained from different seeds")
                .contains("<tr><th scope=\"row\">1</th><td class=\"number\">0.8333</td>")
                .contains("<tr><th scope=\"row\">2</th><td class=\"number\">0.8333</td>")
                .contains("<tr><th scope=\"row\">together</th><td class=\"number\">0.8333</td>")
                .doesNotContain("{{");
    }

    @Test
    void aRegressionIsToldInNumbers() {
        String page = HtmlReport.page(Runs.regression(), Map.of());

        assertThat(page)
                .contains("<h1>circle: price predicted with R&sup2; 0.9500</h1>")
                .contains("1 linear")
                .contains("the square root of the mean squared error")
                .doesNotContain("ROC AUC", "Confusion", "predicted right", "{{");
    }

    @Test
    void saysWhichNetworkAnEarlyStopLeaves() {
        // of an epoch that is not finite nothing is kept, so the network is that of the epoch before
        List<EpochFigures> history = new ArrayList<>(Runs.history(50));
        history.add(Runs.figures(51, Double.POSITIVE_INFINITY));
        assertThat(page(Runs.stopped(Runs.two(4), "early-stopping", history)))
                .contains("stopped early, after 51 epochs")
                .contains("the network is that of epoch 50, where the validation loss was lowest");
        assertThat(page(Runs.stopped(Runs.two(4), "converged", Runs.history(50))))
                .contains("because the training loss had hardly fallen");
    }

    @Test
    void listsTheSurestMistakesOfTheTestFirst() {
        String page = page(Runs.two(8));

        assertThat(page).contains("<p>8 rows: 2 held out for the test, 6 trained on.");
        assertThat(Pattern.compile("<tr><td class=\"number\">(\\d+)</td><td>(test|train)</td>")
                        .matcher(page)
                        .results()
                        .map(row -> row.group(2) + " " + row.group(1)))
                .containsExactly("test 3", "test 7", "train 0", "train 1", "train 2", "train 4", "train 5", "train 6");
        assertThat(page).contains("<td>no</td><td>yes</td><td class=\"number\">87.5%</td>");
    }

    @Test
    void listsTwentyMistakesAndCountsTheOthers() {
        String page = page(Runs.two(24));

        assertThat(page).contains("<p>24 rows:").contains("The other 4 are in <code>predictions.csv</code>.");
        assertThat(Pattern.compile("<td>(test|train)</td>").matcher(page).results())
                .hasSize(20);
    }

    @Test
    void saysSoWhenNothingIsMisclassified() {
        assertThat(page(Runs.two(0)))
                .contains("Nowhere: every row of the data is predicted right.")
                .doesNotContain("How sure it was");
    }

    @Test
    void leavesManyInputsOutOfTheMistakes() {
        List<String> names = List.of("a1", "a2", "a3", "a4", "a5", "a6", "a7");

        assertThat(page(Runs.of(List.of("no", "yes"), names, 4)))
                .contains("7 inputs, 32 ReLU, 1 sigmoid")
                .doesNotContain(">a1</th>");
        assertThat(page(Runs.of(List.of("no", "yes"), names.subList(0, 6), 4))).contains(">a1</th>");
    }

    @Test
    void namesTheNetworkOfManyClassesAndLayers() {
        Run plain = Runs.of(List.of("a", "b", "c"), List.of("x1", "x2"), 0);
        plain.about().configuration().put("hidden", "64,8");
        plain.about().configuration().put("activation", "leaky-relu");

        assertThat(page(plain)).contains("2 inputs, 64 leaky-ReLU, 8 leaky-ReLU, 3 softmax");

        plain.about().configuration().put("hidden", "none");
        assertThat(page(plain)).contains("<strong>2 inputs, 3 softmax</strong>");
    }

    @Test
    void writesAFigureThatIsNotDefinedAsSuch() {
        assertThat(page(Runs.two(4)))
                .contains("<dt>Test ROC AUC</dt><dd>n/a ")
                .contains("<td class=\"number\">0.9900</td><td class=\"number\">n/a</td>")
                .doesNotContain("NaN");
    }

    @Test
    void warnsOfARunThatDiverged() {
        var history = new ArrayList<>(Runs.history(5));
        history.add(Runs.figures(6, Double.NaN));

        assertThat(page(Runs.stopped(Runs.two(4), "diverged", history)))
                .contains("<strong class=\"warning\">Training diverged: the loss is no longer finite.</strong>")
                .contains("the network after 5 epochs, the last good one")
                .doesNotContain("NaN");
    }

    @Test
    void tellsOfARunThatWasInterruptedBeforeItBegan() {
        assertThat(page(Runs.stopped(Runs.two(4), "interrupted", List.of())))
                .contains("Training was interrupted after 0 epochs.");
    }

    @Test
    void tellsFromTheTestLossWhetherMoreEpochsWouldHelp() {
        assertThat(page(Runs.two(4))).contains("more epochs would probably help");

        assertThat(page(Runs.stopped(Runs.two(4), "epochs", Runs.history(500)))).contains("hardly moved any more");

        var rising = new ArrayList<>(Runs.history(50));
        rising.add(Runs.figures(51, 0.6));
        // 0.7 exp(-2) * 1.1, the fixture's test loss after 50 epochs
        assertThat(page(Runs.stopped(Runs.two(4), "epochs", rising)))
                .contains("The test loss was lowest, 0.1042, after epoch 50");
    }

    @Test
    void saysWhetherTheEnginesAgree() {
        Run run = Runs.two(4);
        assertThat(page(run))
                .contains(
                        "no gradient differed by more than <strong><span class=\"whole\">3.1 &times; 10<sup>&minus;17")
                .contains("no parameter by more than <strong>0</strong>")
                .contains("That is within the tolerance at every step");
    }

    @Test
    void showsTheConfigurationAndTheManifest() {
        assertThat(page(Runs.two(4)))
                .contains("<tr><th scope=\"row\">hidden</th><td>32</td></tr>")
                .contains("<tr><th scope=\"row\">config</th><td>none</td></tr>")
                .contains("<tr><th scope=\"row\">seeds weights</th><td>1</td></tr>");
    }
}
