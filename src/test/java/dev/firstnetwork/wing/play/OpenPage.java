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

/** The playground open in a browser, and what a person does on it. */
final class OpenPage implements AutoCloseable {

    private static final Path FILE = Path.of("target/classes/dev/firstnetwork/wing/play/playground.html");

    /** The page's picture is drawn and nothing is still to be trained. */
    private static final String READY = "window.page && !page.session.behind && page.session.figures && page.surface.n";

    final Chromium chromium;

    private OpenPage(Chromium chromium) {
        this.chromium = chromium;
    }

    /** Starts a browser; the test is left out with a word where there is none, or no page was packaged. */
    static OpenPage start(Path folder) throws IOException, InterruptedException {
        Optional<Path> program = Chromium.program();
        assumeThat(program).as("a Chromium on this machine").isPresent();
        assumeThat(FILE).as("the page that 'package' makes").exists();
        Files.createDirectories(folder);
        return new OpenPage(Chromium.start(program.orElseThrow(), folder));
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

    /** Whatever was done, the page neither complained nor asked the network for anything. */
    void assertQuiet() {
        assertThat(chromium.complaints()).isEmpty();
        List<String> asked = chromium.requests().stream()
                .filter(address ->
                        !address.startsWith("file:") && !address.startsWith("data:") && !address.startsWith("blob:"))
                .filter(address -> !address.equals("about:blank"))
                .toList();
        assertThat(asked).isEmpty();
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
