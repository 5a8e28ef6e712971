package dev.firstnetwork.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.Call;
import dev.firstnetwork.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables that people have, from public reports of bugs: read right, or refused with the way out. */
class CasesTest {

    @TempDir
    Path folder;

    static Stream<Arguments> cases() throws IOException {
        try (Stream<String> lines = Files.lines(Reference.path("cases/expected.tsv"))) {
            return lines
                    .filter(line -> !line.startsWith("#") && !line.startsWith("file\t"))
                    .map(line -> Arguments.of((Object[]) line.split("\t")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachGivesWhatIsWrittenBesideIt(String file, String options, int exitCode, String message) {
        Call call = train(file, options.split(" "));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(exitCode);
        assertThat(call.err()).containsPattern(message).doesNotContain("unexpected");
    }

    private Call train(String file, String... options) {
        Stream<Object> given = Stream.of(
                "train", "--data", Reference.path("cases/" + file), "--epochs", 5, "--no-plots", "--engine", "hand");
        return Call.of(Stream.concat(given, Stream.concat(Stream.of("--out", folder), Stream.of((Object[]) options)))
                .toArray());
    }

    private Path trained(String file, String... options) throws IOException {
        assertThat(train(file, options).exitCode()).isZero();
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.findFirst().orElseThrow();
        }
    }

    /** Without a header in training there is none in prediction, and columns keep their places. */
    @Test
    void noHeaderIsKeptInTheModel() throws IOException {
        Path run = trained("nohi.csv", "--no-header", "--label", "3");

        Call call = Call.of("predict", "--model", run, "--data", Reference.path("cases/nohp.csv"), "--engine", "hand");

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(Call.csv(call.out())).hasSize(5);
        assertThat(Call.csv(call.out()).get(0)).startsWith("1", "2");
    }

    /** The same rows with a decimal comma and with a point are predicted alike, by the marks that the model keeps. */
    @Test
    void marksOfNumbersAreKeptInTheModel() throws IOException {
        Path run = trained("semi.csv", "--label", "y");
        Path comma = Files.writeString(folder.resolve("comma.csv"), "a;b\n1;0,5\n");
        Path point = Files.writeString(folder.resolve("point.csv"), "a,b\n1,0.5\n");

        Call kept = Call.of("predict", "--model", run, "--data", comma, "--engine", "hand");
        Call given = Call.of(
                "predict", "--model", run, "--data", point, "--engine", "hand", "--separator", ",", "--decimal", ".");

        assertThat(kept.exitCode()).as(kept.err()).isZero();
        assertThat(kept.out().replace("\"0,5\"", "0.5")).isEqualTo(given.out());
    }

    /** Columns that are called as predict calls its own keep their names. */
    @Test
    void namesOfColumnsAreNeverTwice() throws IOException {
        Path run = trained("res.csv", "--label", "y");

        Call call = Call.of("predict", "--model", run, "--data", Reference.path("cases/res.csv"), "--engine", "hand");

        assertThat(Call.csv(call.out()).get(0))
                .containsExactly("predicted", "probability", "y", "probability_2", "predicted_2");
        assertThat(Files.readString(run.resolve("predictions.csv")))
                .startsWith("row,split,predicted,probability,label,probability_2,predicted_2\n");
    }

    @Test
    void notesStandInMetricsAndOnThePage() throws IOException {
        Path run = trained("blank.csv", "--label", "y");

        String note = "column 1 is left out: it has no name and numbers the rows";
        assertThat(Call.json(run.resolve("metrics.json")).path("notes").get(0).asText())
                .isEqualTo(note);
        assertThat(Files.readString(run.resolve("report.html"))).contains("<li>" + note + "</li>");
    }

    /** A table of 40 rows whose label follows from {@code a}. */
    private Path table(String header, IntFunction<String> row) throws IOException {
        String rows = IntStream.range(0, 40).mapToObj(i -> row.apply(i) + "\n").collect(Collectors.joining());
        return Files.writeString(folder.resolve("table.csv"), header + "\n" + rows);
    }

    private Call describe(Path table, Object... options) {
        return Call.of(Stream.concat(Stream.of("data", "describe", table, "--label", "y"), Stream.of(options))
                .toArray());
    }

    @Test
    void aNameWithACommaCanBeIgnored() throws IOException {
        Path table = table("\"a,b\",c,y", i -> i + "," + i * i + "," + i % 2);

        assertThat(describe(table, "--ignore", "a,b").out())
                .contains("2 columns")
                .doesNotContain("refuse");
    }

    @Test
    void aPositiveLabelMayBeWrittenAsAnotherNumber() throws IOException {
        Path table = table("a,y", i -> i + "," + i % 2 + ".0");

        assertThat(describe(table, "--positive", "0").out()).doesNotContain("refuse");
        assertThat(describe(table, "--positive", "2").out()).contains("'2' cannot be the positive class");
    }

    /** Both are 9007199254740992 as doubles. */
    @Test
    void longLabelsStayApart() throws IOException {
        Path table = table("a,y", i -> i + "," + (i % 2 == 0 ? "9007199254740992" : "9007199254740993"));

        assertThat(describe(table).out()).containsPattern("y +class +0 +2 ").doesNotContain("refuse");
    }

    @Test
    void oneClassThatIsLeftIsTold() throws IOException {
        Path table = table("a,y", i -> (i % 2 == 0 ? "" : i) + "," + i % 2);

        assertThat(describe(table, "--missing", "drop").out())
                .contains("train would refuse it")
                .contains("every row has the label '1'");
    }

    @Test
    void severalEmptyColumnsAtTheEndAreLeftOut() throws IOException {
        Path table = table("a,y,,", i -> i + "," + i % 2 + ",,");

        assertThat(describe(table).out())
                .contains("note: column 3 is left out")
                .contains("note: column 4 is left out")
                .doesNotContain("refuse");
    }

    /** German: a point between thousands, a comma before decimals, found out as soon as the one is given. */
    @Test
    void adviceLeadsToATableThatIsRead() throws IOException {
        Path table = table("a;y", i -> "1." + (100 + i) + "," + i + ";" + i % 2);

        assertThat(describe(table).out()).contains("give --thousands . --decimal ','");
        assertThat(describe(table, "--thousands", ".", "--decimal", ",").out())
                .contains("1100 to 1139.4")
                .doesNotContain("refuse");
        Path blanks = table("a;y", i -> "1 " + (100 + i) + "," + i + ";" + i % 2);
        assertThat(describe(blanks, "--thousands", "space").out()).contains("1100 to 1139.4");
    }

    @Test
    void predictionsDoNotTakeThePlaceOfTheirTable() throws IOException {
        Path run = trained("base.csv", "--label", "y");
        Path table = table("a,b,y", i -> i + ",1,0");

        Call call = Call.of("predict", "--model", run, "--data", table, "--engine", "hand", "--out", table);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("--out is the table that is read");
        assertThat(table).content().startsWith("a,b,y\n0,1,0");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeWithANameIsRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread writer = new Thread(() -> {
            try {
                Files.write(pipe, Files.readAllBytes(Reference.path("cases/base.csv")), StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();

        Call call = describe(pipe);

        writer.join();
        assertThat(call.out()).contains("40 rows, 3 columns");
    }
}
