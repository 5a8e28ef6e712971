package dev.firstnetwork.spark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.backprop.Parameters;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.math.NumpyRandom;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.network.Engine;
import dev.firstnetwork.network.HandEngine;
import dev.firstnetwork.network.NetworkSpec;
import dev.firstnetwork.training.EpochFigures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as it stands after an epoch, with every bit that the next one depends on.
 *
 * @param history the figures of the epochs before it
 * @param engine the engine's state
 */
record TrainingState(List<EpochFigures> history, Map<String, double[]> engine) {

    /** The beginning, from these parameters. */
    static TrainingState of(NetworkSpec spec, Parameters start) {
        return new TrainingState(List.of(), new HandEngine(spec, start).state());
    }

    /** Parameters of the sizes of {@code spec} to be written over. */
    static Parameters zeros(NetworkSpec spec) {
        return Parameters.glorotUniform(spec.sizes(), NumpyRandom.of(0)).zeros();
    }

    Parameters parameters(NetworkSpec spec) {
        Parameters parameters = zeros(spec);
        parameters.tensors().forEach(tensor -> {
            double[] saved = Engine.array(engine, tensor.name(), tensor.values().length);
            System.arraycopy(saved, 0, tensor.values(), 0, saved.length);
        });
        return parameters;
    }

    /**
     * As a file: doubles by their bits.
     *
     * @param about what the run is about; another run does not go on from here
     */
    byte[] json(Map<String, Object> about) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("about", about);
        json.put(
                "history",
                history.stream().map(figures -> text(figures.toArray())).toList());
        Map<String, String> arrays = new TreeMap<>();
        engine.forEach((name, array) -> arrays.put(name, text(array)));
        json.put("engine", arrays);
        return Json.bytes(json);
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws DataException if it is of another run, or damaged
     */
    static TrainingState read(byte[] bytes, Map<String, Object> about, String file) {
        try {
            JsonNode json = Json.mapper().readTree(bytes);
            JsonNode now = Json.mapper().readTree(Json.bytes(about));
            if (!json.path("about").equals(now)) {
                List<String> other = new ArrayList<>();
                now.fieldNames().forEachRemaining(key -> {
                    if (!now.get(key).equals(json.path("about").get(key))) {
                        other.add(key + " (" + json.path("about").path(key).asText() + " then, "
                                + now.get(key).asText() + " now)");
                    }
                });
                throw new DataException(file + " is of another run: " + String.join(", ", other)
                        + "; give the options and the data that the run began with");
            }
            List<EpochFigures> history = new ArrayList<>();
            json.get("history").forEach(figures -> history.add(EpochFigures.ofArray(doubles(figures.asText()))));
            Map<String, double[]> engine = new TreeMap<>();
            json.get("engine")
                    .properties()
                    .forEach(array ->
                            engine.put(array.getKey(), doubles(array.getValue().asText())));
            return new TrainingState(history, engine);
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw new DataException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String text(double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
        bytes.asDoubleBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static double[] doubles(String text) {
        DoubleBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asDoubleBuffer();
        double[] values = new double[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
