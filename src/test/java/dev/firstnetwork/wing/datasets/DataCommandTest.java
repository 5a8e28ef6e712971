package dev.firstnetwork.wing.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.firstnetwork.Call;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DataCommandTest {

    @TempDir
    Path folder;

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of("golden/moons_n100_noise0.1_seed1.csv", List.of()),
                Arguments.of(
                        "golden/moons_n7_noise0.3_seed0.csv",
                        List.of("--samples", "7", "--noise", "0.3", "--seed", "0")),
                Arguments.of(
                        "golden/moons_n1000_noise0.2_seed42.csv",
                        List.of("--samples", "1000", "--noise", "0.2", "--seed", "42")),
                Arguments.of(
                        "golden/moons_n50_no_noise_unshuffled.csv",
                        List.of("--samples", "50", "--noise", "0", "--seed", "3", "--no-shuffle")));
    }

    /** scikit-learn's rows: labels and order alike, coordinates within 1e-14; the defaults are the article's. */
    @ParameterizedTest
    @MethodSource("golden")
    void theRowsAreScikitLearns(String file, List<String> options) {
        Call call = Call.of(
                Stream.concat(Stream.of("data", "moons"), options.stream()).toArray());

        List<List<String>> rows = Call.csv(call.out());
        List<List<String>> expected = Reference.cells(file);
        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(rows.get(0)).containsExactly("x1", "x2", "label");
        assertThat(rows).hasSize(expected.size() + 1);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(rows.get(i + 1).get(2)).isEqualTo(expected.get(i).get(2));
            for (int j = 0; j < 2; j++) {
                assertThat(Double.parseDouble(rows.get(i + 1).get(j)))
                        .isCloseTo(Double.parseDouble(expected.get(i).get(j)), within(1e-14));
            }
        }
    }

    @Test
    void outIsAFileWithTheSameBytes() throws IOException {
        Path out = folder.resolve("moons.csv");

        Call call = Call.of("data", "moons", "--out", out);

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.out()).isEmpty();
        assertThat(Files.readString(out)).isEqualTo(Call.of("data", "moons").out());
        assertThat(folder).isDirectoryContaining(file -> file.equals(out));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(out);
        }
    }

    /** A table that was written and read again trains as the generated one does. */
    @Test
    void theWrittenTableTrainsAsTheGeneratedOne() throws IOException {
        Path table = folder.resolve("moons.csv");
        Call.of("data", "moons", "--samples", 40, "--out", table);

        Path generated = Call.train(folder, "--samples", 40, "--engine", "hand", "--epochs", 5);
        Path read = Call.train(folder, "--data", table, "--label", "label", "--engine", "hand", "--epochs", 5);

        for (String file : List.of("metrics.csv", "predictions.csv", "confusion.csv")) {
            assertThat(read.resolve(file)).hasSameBinaryContentAs(generated.resolve(file));
        }
        assertThat(Call.json(read.resolve("manifest.json")).get("dataSha256"))
                .isEqualTo(Call.json(generated.resolve("manifest.json")).get("dataSha256"));
    }
}
