package dev.firstnetwork.wing.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * One output of a cell, reduced to what a reader sees: the picture or the table, without the text that Jupyter keeps beside
 * it for terminals. For a picture that text holds its address in memory, which is another each time.
 *
 * @param kind {@code image/png}, {@code text/html}, {@code text/plain} for a value, {@code stdout}, {@code stderr}, {@code error}
 * @param content the text, or the picture in base64
 */
record Output(String kind, String content) {

    /** How much larger or smaller the same picture may be on a machine with other fonts. */
    private static final double SIZE_TOLERANCE = 0.1;

    static final String PNG = "image/png";
    static final String HTML = "text/html";
    static final String VALUE = "text/plain";
    static final String STDOUT = "stdout";
    static final String ERROR = "error";

    /** An output as it stands in a notebook, or in a message of a kernel. */
    static Output of(String type, JsonNode json) {
        return switch (type) {
            case "stream" -> new Output(json.get("name").asText(), Notebook.text(json.get("text")));
            case "error" ->
                new Output(
                        ERROR,
                        json.get("ename").asText() + ": " + json.get("evalue").asText());
            default -> {
                JsonNode data = json.get("data");
                String kind = data.has(PNG) ? PNG : data.has(HTML) ? HTML : VALUE;
                yield new Output(kind, Notebook.text(data.get(kind)).strip());
            }
        };
    }

    /** The outputs of a cell of a notebook. */
    static List<Output> of(JsonNode cell) {
        List<Output> outputs = new ArrayList<>();
        cell.get("outputs")
                .forEach(output -> outputs.add(of(output.get("output_type").asText(), output)));
        return merged(outputs);
    }

    /** Jupyter sends what is printed as it comes; in a notebook, neighbours are one. */
    static List<Output> merged(List<Output> outputs) {
        List<Output> merged = new ArrayList<>();
        for (Output output : outputs) {
            Output last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && last.isStream() && last.kind.equals(output.kind)) {
                merged.set(merged.size() - 1, new Output(last.kind, last.content + output.content));
            } else {
                merged.add(output);
            }
        }
        return merged;
    }

    boolean isError() {
        return kind.equals(ERROR);
    }

    private boolean isStream() {
        return kind.startsWith("std");
    }

    /** As a notebook keeps it. */
    ObjectNode toJson() {
        ObjectNode json = Notebook.JSON.createObjectNode();
        if (isStream()) {
            lines(json.put("name", kind).put("output_type", "stream").putArray("text"));
        } else if (isError()) {
            json.put("ename", "error").put("evalue", content).put("output_type", "error");
            json.putArray("traceback").add(content);
        } else {
            ObjectNode data = json.putObject("data");
            if (kind.equals(PNG)) {
                data.put(PNG, content);
            } else {
                lines(data.putArray(kind));
            }
            json.putObject("metadata");
            json.put("output_type", "display_data");
        }
        return json;
    }

    private void lines(ArrayNode array) {
        int from = 0;
        while (from < content.length()) {
            int end = content.indexOf('\n', from) + 1;
            array.add(content.substring(from, end == 0 ? content.length() : end));
            from = end == 0 ? content.length() : end;
        }
    }

    /**
     * Whether a reader sees the same here and in {@code other}: the same text; for pictures, about the same size, because
     * fonts and their smoothing differ from machine to machine.
     */
    boolean sameAs(Output other) throws IOException {
        if (!kind.equals(PNG) || !other.kind.equals(PNG)) {
            return equals(other);
        }
        BufferedImage a = picture();
        BufferedImage b = other.picture();
        return near(a.getWidth(), b.getWidth()) && near(a.getHeight(), b.getHeight());
    }

    private static boolean near(int a, int b) {
        return Math.abs(a - b) <= SIZE_TOLERANCE * Math.max(a, b);
    }

    private BufferedImage picture() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(content)));
    }

    /** Short enough for a message. */
    @Override
    public String toString() {
        return kind + " " + (content.length() > 300 ? content.substring(0, 300) + "..." : content);
    }
}
