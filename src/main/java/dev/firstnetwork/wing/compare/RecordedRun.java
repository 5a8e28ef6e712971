package dev.firstnetwork.wing.compare;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.RunFiles;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished run, read back from what {@link RunFiles} wrote of it. Options and figures are taken by their names as they
 * stand there, so that runs of older versions, with fewer of them, can be read too.
 *
 * @param folder the run folder as it was named
 * @param configuration every option with its value, by its name in camel case
 * @param manifest versions, backend, seeds and the SHA-256 of the data
 * @param metrics what {@code metrics.json} holds
 * @param figures the final figures by the side that they are of and their keys; none of a cross-validation that there was not
 * @param history the columns of {@code metrics.csv} by their names, all of the same length
 * @param surface the picture of the decision surface as a PNG, where there is one
 */
public record RecordedRun(
        Path folder,
        Map<String, Object> configuration,
        Map<String, Object> manifest,
        JsonNode metrics,
        Map<Side, Map<String, Estimate>> figures,
        Map<String, double[]> history,
        Optional<byte[]> surface) {

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /**
     * A figure.
     *
     * @param value NaN for one that is not defined
     * @param range what is said of its uncertainty: two ends of a 95% interval on the test rows, the standard deviation over
     *     the folds of a cross-validation, or nothing
     */
    public record Estimate(double value, List<Double> range) {}

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
        for (String name : List.of("config.json", "metrics.json")) {
            if (!Files.exists(folder.resolve(name))) {
                throw new DataException(folder + " is no folder of a finished run: it has no " + name);
            }
        }
        Path file = folder.resolve("metrics.json");
        JsonNode metrics = json(file);
        for (String key : List.of("test", "train", "test/rows", "epochs", "stoppedBecause", "seconds")) {
            JsonNode value = metrics.at("/" + key);
            if (value.isMissingNode() || value.isNull()) {
                throw new DataException(file + ": expected a value for '" + key.replace("test/", "") + "', found none");
            }
        }
        return new RecordedRun(
                folder,
                options(folder.resolve("config.json")),
                options(folder.resolve("manifest.json")),
                metrics,
                Map.of(
                        Side.TEST, figures(file, metrics.get("test")),
                        Side.CROSS_VALIDATION, means(metrics.path("crossValidation")),
                        Side.TRAIN, figures(file, metrics.get("train"))),
                history(folder.resolve("metrics.csv")),
                surface(folder.resolve("plots").resolve("decision-surface.png")));
    }

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

    /** How many rows tested. */
    long testRows() {
        return metrics.at("/test/rows").asLong();
    }

    /** How many epochs the network was trained whose figures these are. */
    int epochs() {
        return metrics.get("epochs").asInt();
    }

    String stoppedBecause() {
        return metrics.get("stoppedBecause").asText();
    }

    /** How long training took. */
    double seconds() {
        return metrics.get("seconds").asDouble();
    }

    /** Whether numbers were predicted, and not classes. */
    boolean isRegression() {
        return figures.get(Side.TEST).containsKey("r2");
    }

    /** What training minimised, as far as it says in which unit a loss is. */
    boolean isLossInNats() {
        return !isRegression() && !"mean-squared-error".equals(configuration.get("loss"));
    }

    private static JsonNode json(Path file) {
        JsonNode json = Json.read(present(file));
        if (!json.isObject()) {
            throw new DataException(file + ": expected a JSON object");
        }
        return json;
    }

    private static Path present(Path file) {
        if (!Files.exists(file)) {
            throw new DataException(file + ": no such file, expected one in every run folder");
        }
        return file;
    }

    private static Map<String, Object> options(Path file) {
        return Json.mapper().convertValue(json(file), new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** Whatever is a number, or null for one that is not defined, and no count of rows. */
    private static Map<String, Estimate> figures(Path file, JsonNode side) {
        Map<String, Estimate> figures = new LinkedHashMap<>();
        side.properties().forEach(entry -> {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (!key.equals("rows") && (value.isNumber() || value.isNull())) {
                List<Double> interval =
                        interval(file, key, side.path("intervals").path(key));
                figures.put(key, new Estimate(value.asDouble(Double.NaN), interval));
            }
        });
        return figures;
    }

    private static List<Double> interval(Path file, String key, JsonNode interval) {
        if (interval.isMissingNode()) {
            return List.of();
        }
        double lower = interval.path(0).asDouble(Double.NaN);
        double upper = interval.path(1).asDouble(Double.NaN);
        if (!(lower <= upper)) {
            throw new DataException(
                    file + ": the interval of '" + key + "' is " + interval + ", expected its lower and its upper end");
        }
        return List.of(lower, upper);
    }

    private static Map<String, Estimate> means(JsonNode json) {
        Map<String, Estimate> means = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            JsonNode mean = entry.getValue();
            if (mean.isObject()) {
                double deviation = mean.path("standardDeviation").asDouble(Double.NaN);
                means.put(entry.getKey(), new Estimate(mean.path("mean").asDouble(Double.NaN), List.of(deviation)));
            }
        });
        return means;
    }

    /** A loss that is no longer finite stands there as NaN or Infinity. */
    private static Map<String, double[]> history(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(present(file));
        } catch (CharacterCodingException e) {
            throw new DataException(file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        List<String> names = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
        if (!names.containsAll(List.of("epoch", "train_loss", "test_loss"))) {
            throw new DataException(file + ", line 1: expected a header with epoch, train_loss and test_loss");
        }
        Map<String, double[]> history = new LinkedHashMap<>();
        names.forEach(name -> history.put(name, new double[lines.size() - 1]));
        for (int i = 1; i < lines.size(); i++) {
            String place = file + ", line " + (i + 1);
            String[] cells = lines.get(i).split(",", -1);
            if (cells.length != names.size()) {
                throw new DataException(place + ": expected " + names.size() + " fields, found " + cells.length);
            }
            for (int j = 0; j < cells.length; j++) {
                try {
                    history.get(names.get(j))[i - 1] = Double.parseDouble(cells[j]);
                } catch (NumberFormatException e) {
                    throw new DataException(place + ": expected a number, found '" + cells[j] + "'", e);
                }
            }
        }
        return history;
    }

    private static Optional<byte[]> surface(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] png = Files.readAllBytes(file);
            // after eight bytes of signature and eight of a chunk's length and name, width and height
            if (png.length < 24
                    || !Arrays.equals(png, 0, PNG.length, PNG, 0, PNG.length)
                    || ByteBuffer.wrap(png, 16, 8).getInt() <= 0) {
                throw new DataException(file + " is no PNG");
            }
            return Optional.of(png);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DataException unreadable(Path file, IOException e) {
        return new DataException(file + " cannot be read: " + e.getMessage(), e);
    }
}
