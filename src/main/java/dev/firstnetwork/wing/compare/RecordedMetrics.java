package dev.firstnetwork.wing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Figures.Interval;
import dev.firstnetwork.wing.compare.FigureRow.Side;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code metrics.json} says of a finished run. Figures are taken by their names as they stand there, so that runs of
 * older versions, with fewer of them, can be read too.
 *
 * @param figures by the side that they are of and their keys; none of a cross-validation that there was not
 * @param testRows how many rows tested
 * @param epochs how many epochs the network was trained whose figures these are
 * @param stoppedBecause why training ended
 * @param seconds how long training took
 */
public record RecordedMetrics(
        Map<Side, Map<String, Estimate>> figures, long testRows, int epochs, String stoppedBecause, double seconds) {

    /**
     * A figure.
     *
     * @param value NaN for one that is not defined
     * @param range what is said of its uncertainty: two ends of a 95% interval on the test rows, the standard deviation over
     *     the folds of a cross-validation, or nothing
     */
    public record Estimate(double value, List<Double> range) {}

    /**
     * What stands in {@code metrics}.
     *
     * @param file where it is from, for messages
     * @throws DataException if something is missing or damaged
     */
    static RecordedMetrics of(Path file, JsonNode metrics) {
        JsonNode test = require(file, metrics, "test");
        JsonNode train = require(file, metrics, "train");
        return new RecordedMetrics(
                Map.of(
                        Side.TEST, figures(file, test),
                        Side.CROSS_VALIDATION, means(metrics.path("crossValidation")),
                        Side.TRAIN, figures(file, train)),
                require(file, test, "rows").asLong(),
                require(file, metrics, "epochs").asInt(),
                require(file, metrics, "stoppedBecause").asText(),
                require(file, metrics, "seconds").asDouble());
    }

    /** Whether numbers were predicted, and not classes. */
    boolean isRegression() {
        return figures.get(Side.TEST).containsKey("r2");
    }

    private static JsonNode require(Path file, JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw new DataException(file + ": expected a value for '" + key + "', found none");
        }
        return value;
    }

    /** Whatever is a number, or null for one that is not defined, and no count of rows. */
    private static Map<String, Estimate> figures(Path file, JsonNode side) {
        Map<String, Estimate> figures = new LinkedHashMap<>();
        for (var entry : side.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            if (!key.equals("rows") && (value.isNumber() || value.isNull())) {
                figures.put(
                        key,
                        new Estimate(
                                value.asDouble(Double.NaN),
                                interval(file, key, side.path("intervals").path(key))));
            }
        }
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
        for (var entry : json.properties()) {
            JsonNode mean = entry.getValue();
            if (mean.isObject()) {
                double deviation = mean.path("standardDeviation").asDouble(Double.NaN);
                means.put(entry.getKey(), new Estimate(mean.path("mean").asDouble(Double.NaN), List.of(deviation)));
            }
        }
        return means;
    }
}
