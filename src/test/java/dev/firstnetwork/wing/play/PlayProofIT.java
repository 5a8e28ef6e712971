package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The playground in a real browser: the numbers of a step, the proof, what is taken away, and whom the page is for. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PlayProofIT {

    @RegisterExtension
    static final OpenPage page = new OpenPage();

    /** The numbers in a text, its typographic minus read as one. */
    private static double[] numbers(String text) {
        Matcher matcher = Pattern.compile("-?\\d+\\.\\d+").matcher(text.replace('−', '-'));
        return matcher.results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    private String example() {
        return page.text("#calculation .numbers");
    }

    private void stage(String id) {
        page.click("#stage-" + id);
        page.chromium.await("document.querySelector('#calculation h3').textContent.replace(' ', '') === '" + id + "'");
    }

    @Test
    void theKeysGoThroughTheStepAndBack() {
        page.open();
        page.get("document.querySelector('#walk').scrollIntoView({behavior: 'instant'})");
        page.chromium.await("document.querySelector('#stage-Z1')");
        stage("Z1");
        page.get("document.querySelector('#stage-Z1').focus()");
        for (String id : List.of("A1", "Z2", "P", "L", "delta2", "dW2", "db2", "delta1", "dW1", "db1", "newW1")) {
            page.chromium.key("ArrowRight");
            assertThat(page.get("document.activeElement.id").asText()).isEqualTo("stage-" + id);
        }
        page.chromium.key("ArrowLeft");
        assertThat(page.text("#calculation h3")).isEqualTo("db1");
        page.chromium.key("ArrowDown");
        assertThat(page.value("#at-unit")).isEqualTo("1");
    }

    /** By the formulas of DenseNetwork, from the numbers that the page shows: rounded to four decimals, so not to the last. */
    @Test
    void theNumbersShownAreThoseOfTheFormulas() {
        page.open("language=en&steps=20&row=3");
        page.get("document.querySelector('#walk').scrollIntoView({behavior: 'instant'})");
        page.chromium.await("document.querySelector('#stage-P')");
        stage("Z1");
        // Z1[0,0] = x1 · w + x2 · w + b = z
        double[] z = numbers(example());
        assertThat(z[4 + 1]).isCloseTo(z[0] * z[1] + z[2] * z[3] + z[4], within(3e-4));
        stage("Z2");
        double[] sum = numbers(example());
        stage("P");
        double[] p = numbers(example());
        assertThat(p[1]).isCloseTo(1 / (1 + Math.exp(-sum[sum.length - 1])), within(1e-4));
        stage("L");
        double[] loss = numbers(example());
        double sure = page.text("#calculation .numbers").contains("log(1") ? 1 - loss[0] : loss[0];
        assertThat(loss[1]).isCloseTo(-Math.log(sure), within(3e-4));
        stage("delta2");
        double[] delta = numbers(example());
        assertThat(delta[2]).isCloseTo(delta[0] - delta[1], within(2e-4));
        stage("dW1");
        page.set("#at-unit", "5");
        page.set("#at-input", "1");
        double[] gradient = numbers(example());
        assertThat(gradient[2]).isCloseTo(gradient[0] * gradient[1], within(2e-4));
        page.set("#row", "-3");
        assertThat(page.value("#row")).isIn("-3", "0");
        assertThat(page.get("page.session.state.row").asInt()).isZero();
    }

    @Test
    void theGradientOfTheNetworkAboveIsRight() {
        page.open("language=en&steps=25&hidden=6,4&activation=tanh");
        page.click("#check-now");
        page.chromium.await("document.querySelector('#check-result .verdict')");
        assertThat(page.text("#check-result .verdict")).startsWith("All 12 tensors agree");
        assertThat(page.get("document.querySelectorAll('#check-result td.bad').length")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "article-delta, W1, true",
        "no-mean, W1, true",
        "no-activation-derivative, W1, true",
        "transposed-weights, W1, true",
        "bias-not-summed, b1, true",
        "l2-on-biases, b1, true",
        "update-sign, new W1, false",
    })
    void aPlantedMistakeIsCaughtThoughTheLossFalls(String mistake, String tensor, boolean falls) {
        page.open("language=en&steps=50&l2=0.01");
        page.click("[name=plant][value=" + mistake + "]");
        page.click("#plant-now");
        page.chromium.await("document.querySelector('#plant-result .verdict')");
        assertThat(page.text("#plant-result .verdict")).startsWith("Caught: ").contains(tensor);
        assertThat(page.text("#plant-result")).contains(falls ? "the loss still fell" : "the loss went from");
    }

    @Test
    void theLinkHoldsTheWholeState() {
        page.open(
                "language=en&shape=spirals&noise=0.05&hidden=8,5&activation=tanh&updater=adam&batch=16&learningRate=0.02&steps=77&row=4&stage=dW2&unit=1&show=2.3&theme=dark&speed=600");
        page.set("#w-value", "0.75");
        page.get("page.session.advance(9, 1e9)");
        double[] at = page.place(7);
        page.get("page.view.add(1, 0.1, -0.2)");
        page.settle();
        assertThat(at).hasSize(2);
        double loss = page.loss();
        String link = page.link();
        page.open(link.replaceFirst("[^#]*#", ""));
        assertThat(page.loss()).isEqualTo(loss);
        assertThat(page.rows()).isEqualTo(101);
        assertThat(page.link()).isEqualTo(link);
    }

    @Test
    void aLinkOfNonsenseOpensWhatOfItCanBeRead() {
        page.open(
                "language=en&shape=nonsense&hidden=99&steps=-3&foo&%E0%A4%A&points=zzzz&edits=1:2&learningRate=1e999&axes=9,9&show=5.77&row=9999&seed=4");
        assertThat(page.text("#message"))
                .startsWith("Part of the link could not be read")
                .contains("hidden=99");
        assertThat(page.get("page.engine.recipe.seed").asInt()).isEqualTo(4);
        assertThat(page.get("page.engine.recipe.hidden").toString()).isEqualTo("[32]");
    }

    /** Clicks on a button that hands out a file, and takes the file. */
    private String download(String button, String name) {
        page.get(
                "(() => { const make = URL.createObjectURL; URL.createObjectURL = blob => { window.taken = blob; return make.call(URL, blob); };"
                        + "HTMLAnchorElement.prototype.click = function () { window.takenName = this.download; }; })()");
        page.click(button);
        page.chromium.await("window.takenName === " + OpenPage.quoted(name));
        return page.get("window.taken.text()").asText();
    }

    @Test
    void filesAreTakenAway() throws IOException {
        page.open("language=en&steps=10");
        JsonNode parameters = new ObjectMapper().readTree(download("#get-parameters", "parameters.json"));
        assertThat(parameters.path("W1").path(1).path(31).asDouble())
                .isEqualTo(page.number("page.engine.parameters()[0].W[63]"));
        assertThat(parameters.path("b2").path(0).asDouble()).isEqualTo(page.number("page.engine.parameters()[1].b[0]"));
        List<String> points = download("#get-data", "points.csv").lines().toList();
        assertThat(points).hasSize(101).first().isEqualTo("x1,x2,label");
        assertThat(Double.parseDouble(points.get(1).split(",", -1)[0]))
                .isEqualTo(page.number("page.session.data.x[0]"));
        assertThat(download("#get-picture", "surface.png")).contains("PNG");
        assertThat(download("#get-curves", "curves.csv").lines().findFirst())
                .hasValue("epoch,train_loss,test_loss,train_accuracy,test_accuracy");
        assertThat(page.get("document.querySelector('#get-start').hidden").asBoolean())
                .isTrue();
        page.set("#w-value", "0.5");
        page.link();
        assertThat(new ObjectMapper()
                        .readTree(download("#get-start", "start.json"))
                        .path("W1")
                        .path(0)
                        .path(0)
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(page.value("#command")).contains("--init");
        page.click("#copy-link");
        page.click("#copy-command");
        page.chromium.await("document.querySelector('#command-note').textContent");
    }

    @Test
    void everySentenceIsThereInBothLanguages() {
        page.open();
        assertThat(page.get(
                                "Object.keys(Texts.english).filter(key => !Texts.chinese[key]).concat(Object.keys(Texts.chinese).filter(key => !Texts.english[key]))")
                        .toString())
                .isEqualTo("[]");
        page.set("#language", "zh");
        assertThat(page.text("#play-text")).isEqualTo("播放");
        assertThat(page.get("document.documentElement.lang").asText()).isEqualTo("zh-CN");
        // what is not code, a name or a number is in Chinese now
        assertThat(page.get(
                                "[...document.querySelectorAll('h1, h2, h3, button[data-t], p[data-t]')].map(e => e.textContent).filter(text => /^[ -~]{12,}$/.test(text))")
                        .toString())
                .isEqualTo("[]");
        page.set("#theme", "dark");
        assertThat(page.get("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(18, 22, 26)");
        page.set("#theme", "light");
        assertThat(page.get("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(247, 248, 248)");
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 768, 1280, 1920})
    void nothingStandsOutOfTheWindow(int width) {
        page.chromium.size(width, 900);
        page.open("language=en&hidden=32,32,8,8,8,8");
        page.click("#check-now");
        page.chromium.await("document.querySelector('#check-result .verdict')");
        assertThat(page.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isZero();
        page.chromium.size(1280, 900);
    }

    @Test
    void everyControlHasAName() {
        page.open();
        page.click("#rows-box summary");
        page.chromium.await("document.querySelectorAll('#rows tbody tr').length === 20");
        assertThat(page.get(
                                "[...document.querySelectorAll('button, input, select, textarea, canvas[role]')].filter(e => e.checkVisibility() && !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
                                        + " || e.textContent.trim() && e.tagName === 'BUTTON' || [...(e.labels ?? [])].some(label => label.textContent.trim()))).map(e => e.outerHTML.slice(0, 80))")
                        .toString())
                .isEqualTo("[]");
        assertThat(page.get("document.querySelector('#surface').getAttribute('aria-label')")
                        .asText())
                .contains("100 points");
    }

    @Test
    void withReducedMotionThePictureChangesSeldom() {
        page.chromium.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        page.open();
        page.get(
                "(() => { window.drawn = 0; window.begun = performance.now(); const draw = page.draw.bind(page); page.draw = now => { window.drawn++; draw(now); }; })()");
        page.click("#play");
        page.chromium.await("page.session.state.steps > 60");
        page.click("#play");
        // once a second, and when it begins and ends
        assertThat(page.number("window.drawn"))
                .isLessThanOrEqualTo(page.number("(performance.now() - window.begun) / 1000 + 4"));
        page.chromium.call("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Test
    void aBrowserWithoutWebAssemblyGcGetsAPlainSentence() {
        String script = page.chromium
                .call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", "WebAssembly.validate = () => false"))
                .path("identifier")
                .asText();
        page.chromium.open("about:blank");
        page.chromium.open(page.address("language=en"));
        page.chromium.await("!document.querySelector('#failure').hidden");
        assertThat(page.text("#failure")).startsWith("This browser cannot run the page’s program");
        page.chromium.call("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
    }

    @Test
    void aRunThatDivergesStopsWithASentence() {
        page.open("language=en&learningRate=100&updater=momentum&steps=400");
        page.chromium.await("document.querySelector('#message').textContent");
        assertThat(page.text("#message")).startsWith("The loss is no longer a number");
    }
}
