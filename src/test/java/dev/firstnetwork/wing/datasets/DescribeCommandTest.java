package dev.firstnetwork.wing.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts, ranges and means are by hand. */
class DescribeCommandTest {

    @TempDir
    Path folder;

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private static final String TABLE = "size;colour;code;y\n1,5;red;7;yes\n-2;blue;8;no\n;red;9;yes\n4;red;7;no\n";

    @Test
    void eachColumnIsALine() throws IOException {
        Call call = Call.of("data", "describe", table(TABLE), "--label", "y", "--missing", "drop");

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        folder.resolve("table.csv") + ": 4 rows, 4 columns; separator ; decimal mark , header",
                        "size number 1 3 -2 to 4, mean 1.1667",
                        "colour text 0 2 red (3), blue (1)",
                        "code whole number 0 3 7 to 9, mean 7.75",
                        "y class 0 2 no (2), yes (2)",
                        "note: dropped 1 of 4 rows for missing values: 'size' in 1");
    }

    @Test
    void whatTrainWouldRefuseIsSaid() {
        Call call = Call.of("data", "describe", Reference.path("cases/date.csv"), "--label", "y");

        assertThat(call.exitCode()).isZero();
        assertThat(call.out())
                .contains("train would refuse it:")
                .contains("dates")
                .contains("--ignore a");
    }

    @Test
    void jsonHasTheSame() throws IOException {
        JsonNode json = Call.of("data", "describe", table(TABLE), "--json").json();

        assertThat(json.path("rows").asInt()).isEqualTo(4);
        assertThat(json.path("dialect").path("separator").asText()).isEqualTo(";");
        assertThat(json.path("columns").get(0).path("range").get(0).asDouble()).isEqualTo(-2);
        assertThat(json.path("columns").get(1).path("categories").path("red").asInt())
                .isEqualTo(3);
        assertThat(json.path("notes").get(0).asText()).contains("decimal comma");
        assertThat(json.path("refused").asText()).contains("line 4, column 'size': found nothing");
    }

    @Test
    void manyColumnsAreStillOneScreen() throws IOException {
        String header = IntStream.range(0, 200).mapToObj(j -> "x" + j).collect(Collectors.joining(","));
        String row = header.replaceAll("x", "");

        Call call = Call.of("data", "describe", table(header + "\n" + row + "\n" + row + "\n"));

        assertThat(call.out()).contains("and 170 more; --json shows all");
    }
}
