package dev.firstnetwork.wing.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firstnetwork.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code play}, with a small page in the place of the packaged one. */
class PlayCommandTest {

    @TempDir
    static Path runs;

    @TempDir
    Path folder;

    private Call play(Object... arguments) {
        return Call.of(Stream.concat(Stream.of("play", "--no-open", "--out", page()), Stream.of(arguments))
                .toArray());
    }

    private Path page() {
        return folder.resolve("page.html");
    }

    /** What the page that was written begins with. */
    private JsonNode start() throws IOException {
        Matcher start = Pattern.compile("id=\"start\">([^<]*)</script>").matcher(Files.readString(page()));
        assertThat(start.find()).isTrue();
        return new ObjectMapper().readTree(start.group(1));
    }

    @Test
    void aPageBeginsWithTheArticlesRecipe() throws IOException {
        Call call = play();

        assertThat(call.exitCode()).as(call.err()).isEqualTo(0);
        assertThat(call.err()).isEmpty();
        assertThat(call.out()).startsWith("page  " + page());
        JsonNode start = start();
        assertThat(start.path("recipe").path("shape").asText()).isEqualTo("moons");
        assertThat(start.path("recipe").path("hidden")).hasToString("[32]");
        assertThat(start.path("recipe").path("batch").asInt()).isZero();
        assertThat(start.path("recipe").path("learningRate").asDouble()).isEqualTo(0.1);
        assertThat(start.has("data")).isFalse();
        assertThat(Files.readString(page())).startsWith("<!doctype html>\n<!-- First Network: playground -->\n");
    }

    @Test
    void aRecipeCanBeGiven() throws IOException {
        Call call = play(
                "--quiet",
                "--data",
                "circles",
                "--samples",
                200,
                "--hidden",
                "8,4",
                "--activation",
                "leaky-relu",
                "--updater",
                "adam",
                "--batch",
                20);

        assertThat(call.out().strip()).isEqualTo(page().toString());
        JsonNode recipe = start().path("recipe");
        assertThat(recipe.path("shape").asText()).isEqualTo("circles");
        assertThat(recipe.path("samples").asInt()).isEqualTo(200);
        assertThat(recipe.path("hidden")).hasToString("[8,4]");
        assertThat(recipe.path("activation").asText()).isEqualTo("leaky-relu");
        assertThat(recipe.path("updater").asText()).isEqualTo("adam");
        assertThat(recipe.path("batch").asInt()).isEqualTo(20);
        play("--hidden", "none");
        assertThat(start().path("recipe").path("hidden")).isEmpty();
    }

    /** Categories become inputs of 0 and 1, and no text of the table can end the script that it stands in. */
    @Test
    void aTableGoesWithThePage() throws IOException {
        Path csv = folder.resolve("shop.csv");
        Files.writeString(
                csv,
                "size,colour,kind\n1.5,red,</script>\n2,blue,b\n3,red,b\n4,blue,</script>\n5,red,b\n",
                java.nio.charset.StandardCharsets.UTF_8);

        Call call = play("--data", csv, "--label", "kind", "--json");

        assertThat(call.exitCode()).as(call.err()).isEqualTo(0);
        assertThat(call.json().path("page").asText()).isEqualTo(page().toString());
        assertThat(call.json().path("data").asBoolean()).isTrue();
        JsonNode data = start().path("data");
        assertThat(data.path("name").asText()).isEqualTo("shop");
        assertThat(data.path("columns")).hasToString("[\"size\",\"colour=blue\",\"colour=red\"]");
        assertThat(data.path("classes")).hasToString("[\"</script>\",\"b\"]");
        assertThat(data.path("x")).hasToString("[1.5,0.0,1.0,2.0,1.0,0.0,3.0,0.0,1.0,4.0,1.0,0.0,5.0,0.0,1.0]");
        assertThat(data.path("y")).hasToString("[0,1,1,0,1]");
    }

    @Test
    void aRunsOptionsHoldAndItsParametersGoWithThePage() throws IOException {
        Path run = Call.train(
                runs,
                "--engine",
                "hand",
                "--no-plots",
                "--dump-parameters",
                "--epochs",
                3,
                "--noise",
                0.3,
                "--hidden",
                4);

        Call call = play("--model", run);

        assertThat(call.err()).isEmpty();
        JsonNode start = start();
        JsonNode parameters = Call.json(run.resolve("parameters.json"));
        assertThat(start.path("recipe").path("noise").asDouble()).isEqualTo(0.3);
        assertThat(start.path("parameters")).hasSize(4);
        assertThat(start.path("parameters").get(0).get(5).asDouble())
                .isEqualTo(parameters.path("W1").get(1).get(1).asDouble());
        assertThat(start.path("parameters").get(1)).isEqualTo(parameters.path("b1"));
        assertThat(start.path("data").path("y")).hasSize(100);

        Call model = play("--model", run.resolve("model.zip"), "--learning-rate", 0.5);

        assertThat(model.err()).isEmpty();
        assertThat(start().path("recipe").path("learningRate").asDouble()).isEqualTo(0.5);
        assertThat(start().path("recipe").path("noise").asDouble()).isEqualTo(0.3);
        assertThat(start().has("parameters")).isTrue();
    }

    @Test
    void parametersOfOtherRowsAreLeftOut() throws IOException {
        Path run = Call.train(runs, "--engine", "hand", "--no-plots", "--epochs", 1, "--hidden", 4);

        for (List<?> other : List.of(List.of("--data-seed", 2), List.of("--hidden", 5), List.of("--split-seed", 1))) {
            Call call = play("--model", run, other.get(0), other.get(1));

            assertThat(call.exitCode()).isEqualTo(0);
            assertThat(call.err()).startsWith("note: the run was trained on other rows, or with other layers");
            assertThat(start().has("parameters")).isFalse();
        }
    }

    @Test
    void whatThePageCannotDoIsSaid() {
        Call call = play("--schedule", "cosine", "--clip", "norm");

        assertThat(call.exitCode()).isEqualTo(0);
        assertThat(call.err())
                .isEqualTo(
                        "note: the playground has no control for these, and goes without: schedule cosine, clip norm\n");
    }

    @Test
    void whatThePageCannotHoldIsRefused() throws IOException {
        Path regression = Call.train(
                runs, "--engine", "hand", "--no-plots", "--epochs", 1, "--label", "x2", "--task", "regression");
        Path ensemble = Call.train(runs, "--engine", "hand", "--no-plots", "--epochs", 1, "--ensemble", 2);
        Path alone = Files.copy(ensemble.resolve("model.zip"), folder.resolve("alone.zip"));

        assertRefused(4, "predicts a number, and the playground tells classes apart", "--model", regression);
        assertRefused(4, "is an ensemble of 2 networks, and the playground shows one", "--model", ensemble);
        assertRefused(4, "is an ensemble", "--model", alone);
        assertRefused(4, "no such model file", "--model", folder.resolve("nothing"));
        assertRefused(4, "found 5001 rows, and the playground holds 5000 at most", "--samples", 5001);
        assertRefused(4, "--task regression predicts numbers", "--label", "x2", "--task", "regression");
        assertRefused(4, "found an ensemble of 3", "--ensemble", 3);
        assertRefused(2, "draws 6 hidden layers of 32 units at most, found 33", "--hidden", 33);
        assertRefused(2, "draws 6 hidden layers", "--hidden", "2,2,2,2,2,2,2");
        assertRefused(4, "moons.csv: no such file", "--data", folder.resolve("moons.csv"), "--label", "a");
        assertRefused(2, "both want standard output", "--json", "--out", "-");
    }

    private void assertRefused(int exitCode, String message, Object... arguments) {
        Call call = List.of(arguments).contains("-")
                ? Call.of(Stream.concat(Stream.of("play"), Stream.of(arguments)).toArray())
                : play(arguments);
        assertThat(call.exitCode()).as(call.err()).isEqualTo(exitCode);
        assertThat(call.err()).startsWith("first-network: ").contains(message);
        assertThat(page()).doesNotExist();
    }

    @Test
    void aModelAloneDoesNotSayItsRows() throws IOException {
        Path run = Call.train(runs, "--engine", "hand", "--no-plots", "--epochs", 1);
        Path alone = Files.copy(run.resolve("model.zip"), folder.resolve("alone.zip"));

        assertRefused(4, "does not say on which rows it was trained", "--model", alone);
    }

    @Test
    void missingValuesAreRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("holes.csv"), "a,b,c\n1,2,x\n,3,y\n4,5,x\n6,7,y\n");

        assertRefused(4, "has no missing values", "--data", csv, "--label", "c", "--missing", "mean");
    }

    @Test
    void onlyItsOwnPagesAreReplaced() throws IOException {
        play();
        assertThat(play("--noise", 0.5).exitCode()).isEqualTo(0);
        assertThat(start().path("recipe").path("noise").asDouble()).isEqualTo(0.5);

        Files.writeString(page(), "my own notes");
        Call call = play();

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("was not written by play");
        assertThat(Files.readString(page())).isEqualTo("my own notes");
    }

    @Test
    void thePageCanGoToStandardOutput() {
        Call call = Call.of("play", "--out", "-");

        assertThat(call.out()).startsWith("<!doctype html>").endsWith("</script>\n");
        assertThat(call.err()).isEmpty();
    }

    @Test
    void withoutAPackagedPageThereIsNone() {
        assertThat(PlayPage.packaged("playground.html")).isPresent();
        assertThat(PlayPage.packaged("nothing.html")).isEmpty();
    }

    @Test
    void eachDesktopHasItsWayToOpenAFile() {
        Path file = folder.resolve("a b.html");
        String address = file.toUri().toString();

        assertThat(Desktop.command(file, "Mac OS X", Map.of())).contains(List.of("open", address));
        assertThat(Desktop.command(file, "Windows 11", Map.of()))
                .contains(List.of("rundll32", "url.dll,FileProtocolHandler", address));
        assertThat(Desktop.command(file, "Linux", Map.of("DISPLAY", ":0"))).contains(List.of("xdg-open", address));
        assertThat(Desktop.command(file, "Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .contains(List.of("xdg-open", address));
        assertThat(Desktop.command(file, "Linux", Map.of())).isEmpty();
    }
}
