package dev.firstnetwork.wing.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.PartialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search as it stands after a trial: with it, the search goes on as if it had never stopped.
 *
 * @param trials every trial, with what came of those that are done
 * @param dataSha256 the hash of the data that they were judged on
 */
public record TuningCheckpoint(List<Trial> trials, String dataSha256) {

    public TuningCheckpoint {
        trials = List.copyOf(trials);
    }

    /** The checkpoint as JSON; a double in its shortest form reads back as the same bits. */
    public byte[] bytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataSha256", dataSha256);
        json.put("trials", trials.stream().map(TuningCheckpoint::json).toList());
        return Json.bytes(json);
    }

    /** A trial with all that came of it. */
    static Map<String, Object> json(Trial trial) {
        List<Object> rungs = new ArrayList<>();
        for (Trial.Rung rung : trial.rungs()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("epochs", rung.epochs());
            json.put("scores", rung.scores());
            json.put("failure", rung.failure().orElse(null));
            rungs.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trial", trial.number());
        json.put("values", trial.values());
        json.put("rungs", rungs);
        return json;
    }

    /**
     * The trials as the search in {@code folder} left them, or {@code fresh} where it had not yet saved any.
     *
     * @param fresh the same trials before the search
     * @param dataSha256 the hash of the data as it is now
     * @throws DataException if the data or the configurations have changed since
     */
    public static List<Trial> trials(PartialRun folder, List<Trial> fresh, String dataSha256) {
        if (!Files.exists(folder.checkpoint())) {
            return fresh;
        }
        TuningCheckpoint checkpoint = read(folder.checkpoint());
        if (!checkpoint.dataSha256().equals(dataSha256)) {
            throw new DataException("the data has changed since " + folder.checkpoint() + " was saved: its SHA-256 was "
                    + checkpoint.dataSha256() + ", now it is " + dataSha256);
        }
        if (!values(checkpoint.trials()).equals(values(fresh))) {
            throw new DataException(folder.checkpoint() + " is of other configurations than this program draws");
        }
        return checkpoint.trials();
    }

    private static List<Map<String, String>> values(List<Trial> trials) {
        return trials.stream().map(Trial::values).toList();
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DataException if there is none in {@code file}, or it is damaged
     */
    public static TuningCheckpoint read(Path file) {
        try {
            JsonNode json = Json.mapper().readTree(Files.readAllBytes(file));
            List<Trial> trials = new ArrayList<>();
            for (JsonNode trial : json.required("trials")) {
                trials.add(trial(trial));
            }
            return new TuningCheckpoint(trials, json.required("dataSha256").asText());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new DataException(file + " is no checkpoint of a search, or is damaged", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Trial trial(JsonNode json) {
        List<Trial.Rung> rungs = new ArrayList<>();
        for (JsonNode rung : json.required("rungs")) {
            rungs.add(new Trial.Rung(
                    rung.required("epochs").asInt(),
                    Json.mapper().convertValue(rung.required("scores"), new TypeReference<List<Double>>() {}),
                    Optional.ofNullable(rung.required("failure").textValue())));
        }
        return new Trial(
                json.required("trial").asInt(),
                Json.mapper()
                        .convertValue(json.required("values"), new TypeReference<LinkedHashMap<String, String>>() {}),
                rungs);
    }
}
