package dev.firstnetwork.wing.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.evaluation.Figures;
import dev.firstnetwork.evaluation.Interval;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code metrics.json} says of a finished run. Figures are taken by their names as they stand there, so that runs of
 * older versions, with fewer of them, can be read too.
 *
 * @param test the figures on the test rows by their keys; NaN for one that is not defined
 * @param intervals the 95% intervals around some of them
 * @param train the figures on the training rows
 * @param validated the mean of each figure over the folds of a cross-validation, with its standard deviation
 * @param testRows how many rows tested
 * @param epochs how many epochs the network was trained whose figures these are
 * @param stoppedBecause why training ended
 * @param seconds how long training took
 */
public record RecordedMetrics(
        Map<String, Double> test,
        Map<String, Interval> intervals,
        Map<String, Double> train,
        Map<String, Spread> validated,
        long testRows,
        int epochs,
        String stoppedBecause,
        double seconds) {

    /** Over the folds of a cross-validation. */
    public record Spread(double mean, double standardDeviation) {}

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
                figures(test),
                intervals(file, test.path("intervals")),
                figures(train),
                spreads(metrics.path("crossValidation")),
                require(file, test, "rows").asLong(),
                require(file, metrics, "epochs").asInt(),
                require(file, metrics, "stoppedBecause").asText(),
                require(file, metrics, "seconds").asDouble());
    }

    /** Whether numbers were predicted, and not classes. */
    boolean isRegression() {
        return test.containsKey("r2");
    }

    private static JsonNode require(Path file, JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            throw new DataException(file + ": expected a value for '" + key + "', found none");
        }
        return value;
    }

    /** Whatever is a number, or null for one that is not defined, and no count of rows. */
    private static Map<String, Double> figures(JsonNode side) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (var entry : side.properties()) {
            JsonNode value = entry.getValue();
            if (!entry.getKey().equals("rows") && (value.isNumber() || value.isNull())) {
                figures.put(entry.getKey(), value.isNull() ? Double.NaN : value.doubleValue());
            }
        }
        return figures;
    }

    private static Map<String, Interval> intervals(Path file, JsonNode json) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        for (var entry : json.properties()) {
            double lower = entry.getValue().path(0).asDouble(Double.NaN);
            double upper = entry.getValue().path(1).asDouble(Double.NaN);
            if (!(lower <= upper)) {
                throw new DataException(file + ": the interval of '" + entry.getKey() + "' is " + entry.getValue()
                        + ", expected its lower and its upper end");
            }
            intervals.put(entry.getKey(), new Interval(lower, upper));
        }
        return intervals;
    }

    private static Map<String, Spread> spreads(JsonNode json) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (var entry : json.properties()) {
            if (entry.getValue().isObject()) {
                spreads.put(
                        entry.getKey(),
                        new Spread(
                                entry.getValue().path("mean").asDouble(Double.NaN),
                                entry.getValue().path("standardDeviation").asDouble(Double.NaN)));
            }
        }
        return spreads;
    }
}
