package dev.firstnetwork.wing.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.model.Json;
import dev.firstnetwork.training.EpochFigures;
import dev.firstnetwork.training.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run as it stands after an epoch, as a file.
 *
 * @param snapshot what training goes on from
 * @param dataSha256 the hash of the data that it was trained on
 */
record Checkpoint(Trainer.Snapshot snapshot, String dataSha256) {

    // a double in its shortest form reads back as the same bits
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    /** How it stands in the file: an epoch as an array of its figures, NaN for one that there is not. */
    private record Saved(
            double[][] history, Map<String, double[]> engine, Map<String, double[]> kept, String dataSha256) {}

    byte[] bytes() {
        double[][] figures =
                snapshot.history().stream().map(EpochFigures::toArray).toArray(double[][]::new);
        try {
            return JSON.writeValueAsBytes(new Saved(figures, snapshot.engine(), snapshot.kept(), dataSha256));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers can be written as JSON", e);
        }
    }

    /** @throws DataException if there is none in {@code file}, or it is damaged */
    static Checkpoint read(Path file) {
        return Json.bound(file, "checkpoint of this program", Saved.class, saved -> {
            List<EpochFigures> history =
                    Stream.of(saved.history()).map(EpochFigures::ofArray).toList();
            if (history.isEmpty()) {
                throw new DataException(file + " is no checkpoint: it holds no epoch");
            }
            return new Checkpoint(new Trainer.Snapshot(history, saved.engine(), saved.kept()), saved.dataSha256());
        });
    }
}
