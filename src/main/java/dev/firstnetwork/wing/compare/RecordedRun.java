package dev.firstnetwork.wing.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.RunFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished run, read back from what {@link RunFiles} wrote of it. Options are taken by their names as they stand there.
 *
 * @param folder the run folder as it was named
 * @param configuration every option with its value, by its name in camel case
 * @param manifest versions, backend, seeds and the SHA-256 of the data
 * @param metrics the final figures
 * @param history the columns of {@code metrics.csv} by their names, all of the same length
 * @param surface the picture of the decision surface as a PNG, where there is one
 */
public record RecordedRun(
        Path folder,
        Map<String, Object> configuration,
        Map<String, Object> manifest,
        RecordedMetrics metrics,
        Map<String, double[]> history,
        Optional<byte[]> surface) {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /**
     * Reads a run folder.
     *
     * @throws DataException if it is none, or a file in it is missing or damaged
     */
    static RecordedRun of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(folder + (Files.exists(folder) ? " is a file" : ": no such folder")
                    + "; expected the folder of a run that train has made");
        }
        if (!Files.exists(folder.resolve("config.json")) || !Files.exists(folder.resolve("metrics.json"))) {
            throw new DataException(folder + " is no folder of a finished run: it has no "
                    + (Files.exists(folder.resolve("config.json")) ? "metrics.json" : "config.json"));
        }
        Path metrics = folder.resolve("metrics.json");
        return new RecordedRun(
                folder,
                options(folder.resolve("config.json")),
                options(folder.resolve("manifest.json")),
                RecordedMetrics.of(metrics, json(metrics)),
                history(folder.resolve("metrics.csv")),
                surface(folder.resolve("plots").resolve("decision-surface.png")));
    }

    /** The name of the run folder. */
    String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** The name of the data, without the folders before a file. */
    String data() {
        String data = String.valueOf(configuration.get("data"));
        return data.substring(1 + Math.max(data.lastIndexOf('/'), data.lastIndexOf('\\')));
    }

    /** What tells the data: its SHA-256, or its name in a run that has none. */
    Object dataIdentity() {
        return manifest.getOrDefault("dataSha256", configuration.get("data"));
    }

    /** How many epochs the network was trained whose figures these are. */
    int epochs() {
        return metrics.epochs();
    }

    /** What training minimised, as far as it says in which unit a loss is. */
    boolean isLossInNats() {
        return !metrics.isRegression() && !"mean-squared-error".equals(configuration.get("loss"));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": no such file, expected one in every run folder", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode json = Json.mapper().readTree(bytes(file));
            if (!json.isObject()) {
                throw new DataException(file + ": expected a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new DataException(file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> options(Path file) {
        return Json.mapper().convertValue(json(file), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static Map<String, double[]> history(Path file) {
        if (!Files.exists(file)) {
            bytes(file);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new DataException(file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
        List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
        if (!names.containsAll(List.of("epoch", "train_loss", "test_loss"))) {
            throw new DataException(file + ", line 1: expected a header with epoch, train_loss and test_loss");
        }
        double[][] columns = new double[names.size()][lines.size() - 1];
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length != names.size()) {
                throw new DataException(
                        file + ", line " + (i + 1) + ": expected " + names.size() + " fields, found " + cells.length);
            }
            for (int j = 0; j < cells.length; j++) {
                columns[j][i - 1] = number(file, i + 1, cells[j]);
            }
        }
        Map<String, double[]> history = new LinkedHashMap<>();
        for (int j = 0; j < names.size(); j++) {
            history.put(names.get(j), columns[j]);
        }
        return history;
    }

    /** A loss that is no longer finite stands there as NaN or Infinity. */
    private static double number(Path file, int line, String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new DataException(file + ", line " + line + ": expected a number, found '" + cell + "'", e);
        }
    }

    private static Optional<byte[]> surface(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] png = bytes(file);
        // after eight bytes of signature and eight of a chunk's length and name, width and height
        if (png.length < 24
                || !Arrays.equals(png, 0, PNG.length, PNG, 0, PNG.length)
                || ByteBuffer.wrap(png, 16, 8).getInt() <= 0) {
            throw new DataException(file + " is no PNG");
        }
        return Optional.of(png);
    }
}
