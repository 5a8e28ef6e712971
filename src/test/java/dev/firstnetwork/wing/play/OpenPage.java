package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The playground open in a browser of a test class's own, and what a person does on it. After each test it must have been
 * quiet.
 */
final class OpenPage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Path FILE = Path.of("target/classes/dev/firstnetwork/wing/play/playground.html");

    /** The page's picture is drawn and nothing is still to be trained. */
    private static final String READY = "window.page && !page.session.behind && page.session.figures && page.surface.n";

    Chromium chromium;

    private Path profile;

    /** Starts a browser; the tests are left out with a word where there is none, or no page was packaged. */
    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        Optional<Path> program = Chromium.program();
        assumeThat(program).as("a Chromium on this machine").isPresent();
        assumeThat(FILE).as("the page that 'package' makes").exists();
        profile = Files.createTempDirectory("playground");
        chromium = Chromium.start(program.orElseThrow(), profile);
    }

    /** Whatever was done, the page neither complained nor asked the network for anything. */
    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(chromium.complaints()).isEmpty();
        List<String> asked = chromium.requests().stream()
                .filter(address ->
                        !address.startsWith("file:") && !address.startsWith("data:") && !address.startsWith("blob:"))
                .filter(address -> !address.equals("about:blank"))
                .toList();
        assertThat(asked).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (chromium != null) {
            chromium.close();
            FileUtils.deleteDirectory(profile.toFile());
        }
    }

    /** Opens the page at a fragment, from anew. */
    OpenPage open(String fragment) {
        chromium.open("about:blank");
        chromium.open(address(fragment));
        chromium.await(READY);
        return this;
    }

    String address(String fragment) {
        return FILE.toUri() + "#" + fragment;
    }

    /** The same with the article's run, in English. */
    OpenPage open() {
        return open("language=en");
    }

    JsonNode get(String expression) {
        return chromium.evaluate(expression);
    }

    double number(String expression) {
        return get(expression).asDouble();
    }

    String text(String selector) {
        return get("document.querySelector(%s).textContent".formatted(quoted(selector)))
                .asText();
    }

    String value(String selector) {
        return get("document.querySelector(%s).value".formatted(quoted(selector)))
                .asText();
    }

    void click(String selector) {
        get("document.querySelector(%s).click()".formatted(quoted(selector)));
        settle();
    }

    /** Types into a field, or chooses in a list. */
    void set(String selector, String value) {
        get(
                "(() => { const field = document.querySelector(%s); field.value = %s;"
                                .formatted(quoted(selector), quoted(value))
                        + "for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true})); })()");
        settle();
    }

    /** Waits until the page has drawn what was asked for. */
    void settle() {
        chromium.await("!page.session.behind && (page.playing || page.dirty.size === 0)");
    }

    /** The loss and accuracy of now, as the engine has them. */
    double loss() {
        return number("page.engine.figures().trainLoss");
    }

    int steps() {
        return get("page.session.state.steps").asInt();
    }

    int rows() {
        return get("page.session.data.y.length").asInt();
    }

    /** Where a row's point stands in the window. */
    double[] place(int row) {
        get("document.querySelector('#surface').scrollIntoView({block: 'center', behavior: 'instant'})");
        JsonNode at = get("(() => { const {surface, session} = page; const {x, features} = session.data;"
                + "const [across, up] = session.state.axes, edge = surface.canvas.getBoundingClientRect();"
                + "const [px, py] = surface.toScreen(x[%d * features + across], x[%d * features + up]);"
                        .formatted(row, row)
                + "return [edge.left + px, edge.top + py]; })()");
        return IntStream.range(0, 2).mapToDouble(i -> at.get(i).asDouble()).toArray();
    }

    /** The link to the state of now, once it is written. */
    String link() {
        get("page.share.now()");
        return value("#link");
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
