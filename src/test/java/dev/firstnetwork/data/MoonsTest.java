package dev.firstnetwork.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoonsTest {

    /** What a last-bit difference of a sine can make of a coordinate: the contract's bound. */
    private static final double TOLERANCE = 1e-14;

    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of("golden/moons_n100_noise0.1_seed1.csv", Generated.moons(100, 0.1, 1, true)),
                Arguments.of("golden/moons_n7_noise0.3_seed0.csv", Generated.moons(7, 0.3, 0, true)),
                Arguments.of("golden/moons_n1000_noise0.2_seed42.csv", Generated.moons(1000, 0.2, 42, true)),
                Arguments.of("golden/moons_n50_no_noise_unshuffled.csv", Generated.moons(50, 0, 3, false)));
    }

    /** scikit-learn's make_moons with the same arguments. */
    @ParameterizedTest
    @MethodSource("golden")
    void rowsAreScikitLearns(String file, Generated moons) throws IOException {
        double[][] expected = Reference.rows(file);

        double[][] rows = rows(moons);

        assertThat(rows).hasNumberOfRows(expected.length);
        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i][0]).as("x1 of row %d", i).isCloseTo(expected[i][0], within(TOLERANCE));
            assertThat(rows[i][1]).as("x2 of row %d", i).isCloseTo(expected[i][1], within(TOLERANCE));
            assertThat(rows[i][2]).as("label of row %d", i).isEqualTo(expected[i][2]);
        }
    }

    /** Python writes the shortest digits too, so that a coordinate with the same bits has the same digits. */
    @ParameterizedTest
    @MethodSource("golden")
    void csvHasTheDigitsOfScikitLearns(String file, Generated moons) throws IOException {
        List<String> expected = Reference.text(file).lines().toList();

        List<String> lines = csv(moons).lines().toList();

        assertThat(lines).hasSameSizeAs(expected);
        assertThat(lines.get(0)).isEqualTo(expected.get(0)).isEqualTo("x1,x2,label");
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String[] expectedCells = expected.get(i).split(",", -1);
            assertThat(cells[2]).isEqualTo(expectedCells[2]);
            for (int j = 0; j < 2; j++) {
                if (Double.parseDouble(cells[j]) == Double.parseDouble(expectedCells[j])) {
                    assertThat(new BigDecimal(cells[j]).stripTrailingZeros())
                            .isEqualTo(new BigDecimal(expectedCells[j]).stripTrailingZeros());
                }
            }
        }
        assertThat(csv(moons)).endsWith("\n").doesNotContain("\r");
    }

    static Stream<JsonNode> further() {
        return Reference.json("reference/numpy_stream.json").get("moons").valueStream();
    }

    /** Two rows, odd numbers, 100,000 rows: from reference/make_reference.py, which reproduces every golden file. */
    @ParameterizedTest
    @MethodSource("further")
    void otherSizesAndSeedsFollowTheSameRecipe(JsonNode expected) throws IOException {
        int n = expected.get("samples").intValue();
        int every = expected.get("every").intValue();

        double[][] rows = rows(Generated.moons(
                n, expected.get("noise").doubleValue(), expected.get("seed").longValue(), true));

        StringBuilder labels = new StringBuilder();
        for (double[] row : rows) {
            labels.append((int) row[2]);
        }
        assertThat(rows).hasNumberOfRows(n);
        assertThat(DigestUtils.sha256Hex(labels.toString().getBytes(StandardCharsets.UTF_8)))
                .as("every label in its order")
                .isEqualTo(expected.get("labelsSha256").textValue());
        for (int i = 0; i < n; i += every) {
            double[] point = Reference.numbers(expected.get("points").get(i / every));
            assertThat(rows[i][0]).as("x1 of row %d", i).isCloseTo(point[0], within(TOLERANCE));
            assertThat(rows[i][1]).as("x2 of row %d", i).isCloseTo(point[1], within(TOLERANCE));
        }
        // each coordinate within 1e-14, and the sum in double precision on top of it
        double sumTolerance = n * TOLERANCE + 1e-8;
        assertThat(Stream.of(rows).mapToDouble(row -> row[0]).sum())
                .isCloseTo(expected.get("sumX1").doubleValue(), within(sumTolerance));
        assertThat(Stream.of(rows).mapToDouble(row -> row[1]).sum())
                .isCloseTo(expected.get("sumX2").doubleValue(), within(sumTolerance));
    }

    /** The first moon is rounded down: 3 of 7, as scikit-learn's documentation says. */
    @Test
    void withoutShufflingTheUpperMoonComesFirst() throws IOException {
        double[][] rows = rows(Generated.moons(7, 0.5, 11, false));

        assertThat(IntStream.range(0, 7).map(i -> (int) rows[i][2])).containsExactly(0, 0, 0, 1, 1, 1, 1);
    }

    /** By hand: the ends of the half circles around (0, 0) and (1, 0.5). */
    @Test
    void withoutNoiseTheMoonsAreHalfCircles() throws IOException {
        double[][] rows = rows(Generated.moons(4, 0, 0, false));

        double[][] expected = {{1, 0, 0}, {-1, 0, 0}, {0, 0.5, 1}, {2, 0.5, 1}};
        for (int i = 0; i < 4; i++) {
            assertThat(rows[i]).containsExactly(expected[i], within(1e-15));
        }
    }

    @Test
    void theRecordReaderYieldsTheRowsOfTheCsv() throws IOException {
        Generated moons = Generated.moons(100, 0.1, 1, true);
        StringBuilder read = new StringBuilder("x1,x2,label\n");

        try (RecordReader reader = moons.open()) {
            while (reader.hasNext()) {
                List<Writable> row = reader.next();
                read.append(Numbers.text(row.get(0).toDouble())).append(',');
                read.append(Numbers.text(row.get(1).toDouble())).append(',');
                read.append(row.get(2).toInt()).append('\n');
            }
        }

        assertThat(moons.columns()).containsExactly("x1", "x2", "label");
        assertThat(read).hasToString(csv(moons));
    }

    /** Sha256Test holds the hash itself against published ones. */
    @Test
    void theHashIsThatOfTheCsv() throws IOException {
        Generated moons = Generated.moons(30, 0.2, 5, true);

        assertThat(moons.sha256()).isEqualTo(DigestUtils.sha256Hex(csv(moons).getBytes(StandardCharsets.UTF_8)));
        assertThat(moons.sha256())
                .isNotEqualTo(Generated.moons(30, 0.2, 6, true).sha256());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -5})
    void lessThanTwoSamplesAreRefused(int samples) {
        assertThatThrownBy(() -> Generated.moons(samples, 0.1, 1, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("2 samples or more, found " + samples);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void noiseThatIsNoDeviationIsRefused(double noise) {
        assertThatThrownBy(() -> Generated.moons(10, noise, 1, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noise")
                .hasMessageContaining(String.valueOf(noise));
    }

    private static String csv(Generated moons) throws IOException {
        StringWriter out = new StringWriter();
        moons.writeCsv(out);
        return out.toString();
    }

    private static double[][] rows(Generated moons) throws IOException {
        return csv(moons)
                .lines()
                .skip(1)
                .map(line -> Stream.of(line.split(",", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}
