package dev.firstnetwork.wing.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.PartialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

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
        json.put("trials", trials.stream().map(Trial::json).toList());
        return Json.bytes(json);
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
        Function<List<Trial>, List<?>> values =
                trials -> trials.stream().map(Trial::values).toList();
        if (!values.apply(checkpoint.trials()).equals(values.apply(fresh))) {
            throw new DataException(folder.checkpoint() + " is of other configurations than this program draws");
        }
        return checkpoint.trials();
    }

    /**
     * Reads a checkpoint.
     *
     * @throws DataException if there is none in {@code file}, or it is damaged
     */
    public static TuningCheckpoint read(Path file) {
        try {
            TuningCheckpoint read = Json.mapper()
                    .readerFor(TuningCheckpoint.class)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(Files.readAllBytes(file));
            return Objects.requireNonNull(read);
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
            throw new DataException(file + " is no checkpoint of a search, or is damaged", e);
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
