package dev.firstnetwork.wing.tune;

import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.report.PartialRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A search as it stands after a trial: with it, the search goes on as if it had never stopped.
 *
 * @param dataSha256 the hash of the data that the trials were judged on
 * @param trials every trial, with what came of those that are done
 */
public record TuningCheckpoint(String dataSha256, List<Trial> trials) {

    public TuningCheckpoint {
        trials = List.copyOf(trials);
    }

    /** The checkpoint as JSON; a double in its shortest form reads back as the same bits. */
    public byte[] bytes() {
        return Json.bytes(this);
    }

    /**
     * The trials that {@code file} holds.
     *
     * @throws DataException if there is none, or it is damaged
     */
    public static TuningCheckpoint read(Path file) {
        return Json.bound(file, "checkpoint of a search", TuningCheckpoint.class, read -> read);
    }

    /**
     * The trials as the search in {@code folder} left them, or {@code fresh} where it had not yet saved any.
     *
     * @param fresh the same trials before the search
     * @param dataSha256 the hash of the data as it is now
     * @throws DataException if the data or the configurations have changed since
     */
    public static List<Trial> trials(PartialRun folder, List<Trial> fresh, String dataSha256) {
        List<Trial> trials = folder.last(TuningCheckpoint::read, TuningCheckpoint::dataSha256, dataSha256)
                .map(TuningCheckpoint::trials)
                .orElse(fresh);
        if (!values(trials).equals(values(fresh))) {
            throw new DataException(folder.checkpoint() + " is of other configurations than this program draws");
        }
        return trials;
    }

    private static List<Map<String, String>> values(List<Trial> trials) {
        return trials.stream().map(Trial::values).toList();
    }
}
