package dev.firstnetwork.wing.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firstnetwork.Call;
import dev.firstnetwork.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GalleryCommandTest {

    private static final byte[] PICTURE =
            LearningChart.png("Steps", "round", 1, "steps", List.of(new LearningChart.Line("network", 1, 2)));

    @TempDir
    Path folder;

    /** An example whose figure is given, beside a method that it claims to beat and one that it does not. */
    private record Given(double value, boolean higherIsBetter) implements Example {

        @Override
        public About about() {
            return new About("given", "Is 2 < 3 & so on?", "none", "none", "figure", higherIsBetter);
        }

        @Override
        public Result run(Setting setting) {
            setting.watch().at(1, 1, "done");
            return Result.of(value)
                    .claiming("claimed", 0.5)
                    .beside("shown", 0.9)
                    .fact("seedSeen", setting.seed())
                    .note("A note with <angles>.")
                    .picture("one.png", "a picture", "what it tells", () -> PICTURE);
        }
    }

    private Call call(Example example, Object... more) {
        GalleryCommand command = new GalleryCommand();
        command.examples = List.of(example);
        CommandLine line = new CommandLine(command);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        List<String> arguments = new ArrayList<>(
                List.of(example.about().name(), "--out", folder.resolve("runs").toString()));
        Stream.of(more).map(String::valueOf).forEach(arguments::add);
        return new Call(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    @Test
    void theListHasEachExampleWithWhatItIsOf() {
        Call list = Call.of("gallery", "list");
        Call json = Call.of("gallery", "--json");

        assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(list.err()).isEmpty();
        List<JsonNode> examples = StreamSupport.stream(
                        json.json().get("examples").spliterator(), false)
                .toList();
        assertThat(examples).hasSameSizeAs(Gallery.examples()).isNotEmpty();
        assertThat(examples).extracting(each -> each.get("name").textValue()).doesNotHaveDuplicates();
        for (JsonNode example : examples) {
            for (String key : List.of("name", "question", "data", "model", "metric")) {
                assertThat(list.out()).contains(example.get(key).textValue());
            }
            assertThat(example.get("higherIsBetter").isBoolean()).isTrue();
        }
    }

    @Test
    void quietIsALineForEach() {
        assertThat(Call.of("gallery", "--quiet").out().lines()).hasSameSizeAs(Gallery.examples());
    }

    /** 0.6 is above 0.5, which is claimed; that it is not above 0.9 is told, and no failure. */
    @ParameterizedTest
    @CsvSource({
        "0.6, true, 0, true",
        "0.4, true, 3, false",
        "0.4, false, 0, true",
        "0.6, false, 3, false",
        "0.5, true, 3, false"
    })
    void aClaimThatIsNotKeptIsExitCode3(double value, boolean higherIsBetter, int exitCode, boolean beats) {
        Call call = call(new Given(value, higherIsBetter), "--json", "--seed", 5);

        assertThat(call.exitCode()).isEqualTo(exitCode);
        JsonNode json = call.json();
        assertThat(json.get("name").textValue()).isEqualTo("given");
        assertThat(json.get("metric").textValue()).isEqualTo("figure");
        assertThat(json.get("value").doubleValue()).isEqualTo(value);
        assertThat(json.get("baselines").get("claimed").doubleValue()).isEqualTo(0.5);
        assertThat(json.get("baselines").get("shown").doubleValue()).isEqualTo(0.9);
        assertThat(json.get("claims")).hasSize(1);
        assertThat(json.get("higherIsBetter").booleanValue()).isEqualTo(higherIsBetter);
        assertThat(json.get("beatsBaselines").booleanValue()).isEqualTo(beats);
        assertThat(json.get("seconds").doubleValue()).isNotNegative();
        assertThat(json.get("seed").intValue()).isEqualTo(5);
        assertThat(json.get("seedSeen").intValue()).isEqualTo(5);
    }

    @Test
    void aRunLeavesAPageThePicturesAndTheFigures() throws IOException {
        Call call = call(new Given(0.6, true));

        assertThat(call.exitCode()).isEqualTo(ExitCode.DONE);
        Path run = folder.resolve("runs").resolve("gallery-given");
        assertThat(call.out())
                .contains("claimed  0.5000  beaten", "shown    0.9000  not beaten", "A note with <angles>.")
                .contains("report  " + run.resolve("report.html"));
        assertThat(run.resolve("plots").resolve("one.png")).hasBinaryContent(PICTURE);
        assertThat(Call.json(run.resolve("gallery.json")).get("value").doubleValue())
                .isEqualTo(0.6);
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("Is 2 &lt; 3 &amp; so on?", "A note with &lt;angles&gt;.", "what it tells");
    }

    @Test
    void quietIsTheFolderAlone() {
        Call call = call(new Given(0.6, true), "--quiet");

        assertThat(call.out().strip())
                .isEqualTo(folder.resolve("runs").resolve("gallery-given").toString());
    }

    @Test
    void whatIsWrongIsOneLineAndNothingIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Call unknown = Call.of("gallery", "ring", "--out", folder.resolve("runs"));
        Call seed = Call.of("gallery", "cart-pole", "--seed", -1, "--out", folder.resolve("runs"));
        Call large = Call.of("gallery", "cart-pole", "--seed", 1L << 32, "--out", folder.resolve("runs"));
        Call place = Call.of("gallery", "cart-pole", "--out", file.resolve("runs"));

        for (Call call : List.of(unknown, seed, large, place)) {
            assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(call.out()).isEmpty();
            // a usage error's second line names the help
            assertThat(call.err().lines().filter(line -> !line.startsWith("See 'first-network gallery --help'")))
                    .as(call.err())
                    .hasSize(1);
        }
        assertThat(unknown.err()).contains("'ring'", "ring-gan", "list");
        assertThat(seed.err()).contains("-1", "4294967295");
        assertThat(place.err()).contains(file.toString());
        assertThat(folder.resolve("runs")).doesNotExist();
    }
}
