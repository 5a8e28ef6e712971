package dev.firstnetwork.wing.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Chromium without a window, steered by its DevTools protocol: a page is opened, JavaScript is evaluated in it, keys and the
 * pointer are moved as a person would, and what the page complains of or asks the network for is kept.
 */
public final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Chromium(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Listener())
                .join();
        String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        this.session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** The program, where there is one: {@code CHROMIUM} in the environment, else by its usual names on the path. */
    public static Optional<Path> program() {
        String given = System.getenv("CHROMIUM");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it with a profile of its own in {@code folder}. */
    public static Chromium start(Path program, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolveSibling("chromium.log").toFile())
                .start();
        Path port = folder.resolve("DevToolsActivePort");
        for (int i = 0; i < 300 && process.isAlive(); i++) {
            if (Files.exists(port)) {
                List<String> lines = Files.readAllLines(port);
                if (lines.size() == 2) {
                    return new Chromium(process, URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("Chromium did not start: "
                + Files.readString(folder.resolveSibling("chromium.log"), StandardCharsets.ISO_8859_1));
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void hear(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode params = message.path("params");
        if (message.has("id")) {
            CompletableFuture<JsonNode> waiting = open.remove(message.get("id").asInt());
            if (waiting != null) {
                waiting.complete(message);
            }
            return;
        }
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(params.path("exceptionDetails").toString());
            case "Log.entryAdded" ->
                complaints.add(params.path("entry").path("text").asText());
            case "Runtime.consoleAPICalled" -> {
                String type = params.path("type").asText();
                if (type.equals("error") || type.equals("warning") || type.equals("assert")) {
                    complaints.add(params.path("args").toString());
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(params.path("request").path("url").asText());
            default -> {
                // of no interest
            }
        }
    }

    /** A call of the protocol on the page. */
    JsonNode call(String method, Map<String, ?> parameters) {
        return call(session, method, parameters);
    }

    private JsonNode call(String to, String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (to != null) {
            message.put("sessionId", to);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        socket.sendText(message.toString(), true).join();
        try {
            JsonNode result = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (result.has("error")) {
                throw new IllegalStateException(method + ": " + result.get("error"));
            }
            return result.path("result");
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + ": no answer", e);
        }
    }

    /** Opens {@code address}, and forgets what there was to complain of before. */
    public void open(String address) {
        complaints.clear();
        requests.clear();
        call("Page.navigate", Map.of("url", address));
    }

    /** What a JavaScript expression comes to; a promise is waited for. */
    public JsonNode evaluate(String expression) {
        JsonNode result = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits until an expression is true of the page, which may be loading. */
    public void await(String expression) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("(() => { try { return !!(" + expression + ") } catch (e) { return false } })()")
                .asBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("in vain: " + expression + "; " + complaints);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Presses and releases a key by its name in DOM: {@code ArrowLeft}, {@code " "}. */
    void key(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    key.length() == 1 && type.equals("keyDown")
                            ? Map.of("type", type, "key", key, "text", key)
                            : Map.of("type", type, "key", key, "code", key));
        }
    }

    /** Moves the pointer through points of the window, {@code x, y, x, y, ...}, pressed from the first to the last. */
    void drag(double... path) {
        for (int i = 0; i < path.length; i += 2) {
            String type = i == 0 ? "mousePressed" : "mouseMoved";
            mouse(type, path[i], path[i + 1]);
        }
        mouse("mouseReleased", path[path.length - 2], path[path.length - 1]);
    }

    private void mouse(String type, double x, double y) {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** Sets how large the window is. */
    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The window as a PNG. */
    byte[] screenshot() {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png"))
                        .path("data")
                        .asText());
    }

    /** Exceptions, errors and warnings since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What was asked for since the page was opened, the page itself among it. */
    List<String> requests() {
        return new ArrayList<>(requests);
    }

    @Override
    public void close() {
        // asked to end, it takes its sockets and links with it
        socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true).join();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        socket.abort();
    }
}
