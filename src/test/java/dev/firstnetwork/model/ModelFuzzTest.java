package dev.firstnetwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.firstnetwork.Mutator;
import dev.firstnetwork.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model files with random faults, in the zip's bytes and in its entries (with hashes that fit): each is loaded or refused
 * with a {@link DataException}; seeded, and as many as the system property {@code firstnetwork.fuzz} says.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class ModelFuzzTest {

    private static final int INPUTS = Integer.getInteger("firstnetwork.fuzz", 3000);

    @TempDir
    Path folder;

    @Test
    void aModelIsLoadedOrRefused() throws IOException {
        byte[] good = ModelFile.bytes(ModelFileTest.binary());
        Mutator mutator = new Mutator(2);
        Path file = folder.resolve("model.zip");
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Files.write(file, i % 2 == 0 ? mutator.mutate(good) : withFaultyEntry(mutator, good, i));
            try {
                assertThat(ModelFile.load(file).parameters().count()).isPositive();
            } catch (DataException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException | OutOfMemoryError e) {
                fail("input " + i, e);
            }
        }
        assertThat(refused).isGreaterThan(INPUTS / 2);
    }

    private static byte[] withFaultyEntry(Mutator mutator, byte[] good, int i) throws IOException {
        ModelZip zip = new ModelZip(good);
        List<String> names = List.copyOf(zip.entries.keySet());
        String name = names.get(i / 2 % names.size());
        zip.entries.put(name, mutator.mutate(zip.entries.get(name)));
        return zip.bytes();
    }
}
