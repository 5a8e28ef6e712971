package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.firstnetwork.Mutator;
import dev.firstnetwork.data.DataException;
import dev.firstnetwork.data.Preparation;
import dev.firstnetwork.data.Samples;
import dev.firstnetwork.data.Standardiser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables with random faults: each is read or refused with a {@link DataException}; seeded, and as many as the system
 * property {@code firstnetwork.fuzz} says.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class CsvFuzzTest {

    private static final int INPUTS = Integer.getInteger("firstnetwork.fuzz", 3000);

    private static final List<String> GOOD = List.of(
            "x1,x2,label\n1.5,-2e3,0\n0,1,1\n.5,3.,0\n4,5,1\n",
            "size,colour,label\n1,red,yes\n2,\"blue, dark\",no\n3,\"a \"\"b\"\"\",yes\n",
            "a,b\r\n1,x\r\n2,y\r\n\r\n3,z\r\n");

    @TempDir
    Path folder;

    @Test
    void aTableIsReadOrRefused() throws IOException {
        Mutator mutator = new Mutator(1);
        Path file = folder.resolve("fuzz.csv");
        int read = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutator.mutate(GOOD.get(i % GOOD.size()).getBytes(StandardCharsets.UTF_8));
            Files.write(file, bytes);
            try {
                CsvFile csv = CsvFile.of(file);
                Preparation preparation = ColumnRoles.label(
                                csv.columns().get(csv.columns().size() - 1))
                        .learn(csv);
                Samples samples = preparation.read(csv);
                Standardiser.fit(samples.x()).apply(samples.x());
                read++;
            } catch (DataException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                fail("input %d: %s".formatted(i, new String(bytes, StandardCharsets.ISO_8859_1)), e);
            }
        }
        // both happen, so that neither the tables nor the faults are trivial
        assertThat(read).isGreaterThan(INPUTS / 20);
        assertThat(refused).isGreaterThan(INPUTS / 4);
    }
}
