package dev.firstnetwork.wing.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The kernel as Jupyter runs it: the process that a {@code kernel.json} describes, spoken to over ZeroMQ (Jupyter's
 * messaging protocol, version 5.3: code goes to the shell channel, and outputs come back on iopub).
 */
final class IJavaKernel implements NotebookKernel {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final String DELIMITER = "<IDS|MSG>";

    private final Path log;
    private final String key = UUID.randomUUID().toString();
    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket control = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
    private final Process process;

    /**
     * Starts the kernel and waits until it answers.
     *
     * @param kernelJson what Jupyter would start it by
     * @param folder the kernel's working directory
     * @param scratch a folder for the connection file and the kernel's log
     */
    IJavaKernel(Path kernelJson, Path folder, Path scratch) throws IOException {
        JsonNode kernel = Notebook.JSON.readTree(Files.readString(kernelJson));
        ObjectNode connection = Notebook.JSON.createObjectNode();
        connection.put("transport", "tcp").put("ip", "127.0.0.1");
        connection.put("key", key).put("signature_scheme", "hmac-sha256");
        List<String> channels = List.of("shell", "iopub", "control", "stdin", "hb");
        int[] ports = freePorts(channels.size());
        for (int i = 0; i < ports.length; i++) {
            connection.put(channels.get(i) + "_port", ports[i]);
        }
        Path connectionFile = Files.writeString(scratch.resolve("connection.json"), connection.toString());
        List<String> command = new ArrayList<>();
        for (JsonNode argument : kernel.get("argv")) {
            command.add(argument.asText().replace("{connection_file}", connectionFile.toString()));
        }
        // as the tests' own JVMs: the second compiler takes more than it gives
        command.add(1, "-XX:TieredStopAtLevel=1");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        for (Map.Entry<String, JsonNode> variable : kernel.get("env").properties()) {
            builder.environment().put(variable.getKey(), variable.getValue().asText());
        }
        log = scratch.resolve("kernel.log");
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        shell.connect("tcp://127.0.0.1:" + ports[0]);
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        iopub.connect("tcp://127.0.0.1:" + ports[1]);
        control.connect("tcp://127.0.0.1:" + ports[2]);
        awaitStart();
    }

    private static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0));
                ports[i] = held.get(i).getLocalPort();
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    /** Asks until an answer has come by iopub too: a subscription takes a moment, and nothing is kept for late comers. */
    private void awaitStart() throws IOException {
        iopub.setReceiveTimeOut(500);
        String request = "";
        for (int i = 0; i < TIMEOUT_MILLIS / 500 && process.isAlive(); i++) {
            request = send(shell, "kernel_info_request", Notebook.JSON.createObjectNode());
            if (iopub.recvStr() != null) {
                while (iopub.hasReceiveMore()) {
                    iopub.recv();
                }
                iopub.setReceiveTimeOut(TIMEOUT_MILLIS);
                outputsOf(request);
                return;
            }
        }
        close();
        throw new IOException("the kernel does not answer:\n" + Files.readString(log));
    }

    @Override
    public List<Output> run(String code) throws IOException {
        ObjectNode content = Notebook.JSON.createObjectNode();
        content.put("code", code)
                .put("silent", false)
                .put("store_history", true)
                .put("allow_stdin", false)
                .put("stop_on_error", true);
        content.putObject("user_expressions");
        return outputsOf(send(shell, "execute_request", content));
    }

    /** What comes by iopub in answer to {@code request} until the kernel is idle again. */
    private List<Output> outputsOf(String request) throws IOException {
        List<Output> outputs = new ArrayList<>();
        while (true) {
            List<String> frames = receive();
            int start = frames.indexOf(DELIMITER) + 2;
            JsonNode header = Notebook.JSON.readTree(frames.get(start));
            JsonNode parent = Notebook.JSON.readTree(frames.get(start + 1));
            JsonNode content = Notebook.JSON.readTree(frames.get(start + 3));
            if (!parent.path("msg_id").asText().equals(request)) {
                continue;
            }
            String type = header.get("msg_type").asText();
            switch (type) {
                case "display_data", "execute_result", "stream", "error" -> outputs.add(Output.of(type, content));
                case "status" -> {
                    if (content.get("execution_state").asText().equals("idle")) {
                        return Output.merged(outputs);
                    }
                }
                default -> {
                    // execute_input repeats the code
                }
            }
        }
    }

    private List<String> receive() throws IOException {
        List<String> frames = new ArrayList<>();
        do {
            String frame = iopub.recvStr();
            if (frame == null) {
                throw new IOException(
                        "the kernel has been silent for " + TIMEOUT_MILLIS / 1000 + " s:\n" + Files.readString(log));
            }
            frames.add(frame);
        } while (iopub.hasReceiveMore());
        return frames;
    }

    /** Sends a request and returns its id. */
    private String send(ZMQ.Socket socket, String type, ObjectNode content) {
        String id = UUID.randomUUID().toString();
        ObjectNode header = Notebook.JSON.createObjectNode();
        header.put("msg_id", id).put("session", session).put("username", "test");
        header.put("date", "2026-01-01T00:00:00Z").put("msg_type", type).put("version", "5.3");
        List<String> signed = List.of(header.toString(), "{}", "{}", content.toString());
        socket.sendMore(DELIMITER);
        socket.sendMore(signature(signed));
        for (int i = 0; i < signed.size(); i++) {
            socket.send(signed.get(i), i < signed.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        return id;
    }

    private String signature(List<String> frames) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            frames.forEach(frame -> mac.update(frame.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        send(control, "shutdown_request", Notebook.JSON.createObjectNode().put("restart", false));
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            context.close();
        }
    }
}
