package dev.firstnetwork.wing.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstnetwork.Call;
import dev.firstnetwork.model.ModelFile;
import dev.firstnetwork.network.Model;
import dev.firstnetwork.wing.export.OnnxFile.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}: what the file holds is for {@code OnnxFileTest}; here it is about where it goes. */
class ExportCommandTest {

    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        run = Call.train(folder, "--engine", "hand", "--epochs", 2);
    }

    @Test
    void theModelOfARunBecomesAnOnnxFile() {
        Path file = folder.resolve("moons.onnx");

        Call call = Call.of("export", "--model", run, "--format", "onnx", "--out", file);

        assertThat(call).isEqualTo(new Call(0, "", ""));
        Model model = ModelFile.load(run.resolve("model.zip"));
        assertThat(file).hasBinaryContent(OnnxFile.bytes(model, Numbers.FLOAT));
        assertThat(Call.of("export", "--model", run, "--input", "double", "--out", file))
                .isEqualTo(new Call(0, "", ""));
        assertThat(file).hasBinaryContent(OnnxFile.bytes(model, Numbers.DOUBLE));
    }

    @Test
    void oneNetworkOfAnEnsembleIsWrittenByItsNumber() throws IOException {
        Path two = Call.train(folder, "--engine", "hand", "--epochs", 1, "--ensemble", 2, "--no-plots");
        Model model = ModelFile.load(two.resolve("model.zip"));
        Model second = new Model(model.spec(), model.members().subList(1, 2), model.preparation(), model.threshold());
        Path file = folder.resolve("second.onnx");

        assertThat(Call.of("export", "--model", two, "--member", 2, "--out", file))
                .isEqualTo(new Call(0, "", ""));

        assertThat(file).hasBinaryContent(OnnxFile.bytes(second, Numbers.FLOAT));
        for (int wrong : new int[] {0, 3}) {
            Call call = Call.of("export", "--model", two, "--member", wrong, "--out", folder.resolve("wrong.onnx"));
            assertThat(call.exitCode()).isEqualTo(2);
            assertThat(call.err())
                    .startsWith("first-network: --member is " + wrong + ": expected 1 to 2, as many as the model has");
        }
        assertThat(Call.json(two.resolve("manifest.json")).get("model").textValue())
                .isEqualTo("the mean of 2 networks; DL4J's ModelSerializer reads the first alone");
    }

    @Test
    void anOlderFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("older.onnx"), "older");

        Call call = Call.of("export", "--model", run.resolve("model.zip"), "--out", file);

        assertThat(call).isEqualTo(new Call(0, "", ""));
        assertThat(file).hasBinaryContent(OnnxFile.bytes(ModelFile.load(run.resolve("model.zip")), Numbers.FLOAT));
    }

    @Test
    void aForeignModelFileIsRefused() throws IOException {
        Path target = Files.createDirectory(folder.resolve("foreign"));
        Path foreign = Files.writeString(folder.resolve("foreign.zip"), "no zip");

        Call call = Call.of("export", "--model", foreign, "--out", target.resolve("model.onnx"));

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.err())
                .startsWith("first-network: " + foreign + " is not a ")
                .hasLineCount(1);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aMissingModelIsRefused() {
        Path missing = folder.resolve("missing.zip");

        Call call = Call.of("export", "--model", missing, "--out", folder.resolve("missing.onnx"));

        assertThat(call.exitCode()).isEqualTo(4);
        assertThat(call.err().strip()).isEqualTo("first-network: " + missing + ": no such model file");
    }

    @Test
    void aFolderIsNoTarget() throws IOException {
        Path target = Files.createDirectories(folder.resolve("beside").resolve("target"));

        Call call = Call.of("export", "--model", run, "--out", target);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .startsWith("first-network: cannot write to " + target + ": ")
                .hasLineCount(1);
        assertThat(target).isEmptyDirectory();
        try (Stream<Path> beside = Files.list(target.getParent())) {
            assertThat(beside).containsExactly(target);
        }
    }

    @Test
    void aFileBelowAFolderThatDoesNotExistIsNoTarget() {
        Path target = folder.resolve("nowhere").resolve("model.onnx");

        Call call = Call.of("export", "--model", run, "--out", target);

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err())
                .startsWith("first-network: cannot write to " + target + ": ")
                .contains("does not exist")
                .hasLineCount(1);
        assertThat(target.getParent()).doesNotExist();
    }

    @Test
    void aBinaryFileDoesNotGoToStandardOutput() {
        Call call = Call.of("export", "--model", run, "--out", "-");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .startsWith("first-network: '--out -' is standard output, and onnx is binary: name a file");
        assertThat(Path.of("-")).doesNotExist();
    }

    @Test
    void anUnknownFormatIsAnsweredWithTheKnownOnes() {
        Call call = Call.of("export", "--model", run, "--format", "pmml", "--out", folder.resolve("model.pmml"));

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("'--format': expected one of onnx, found 'pmml'");
    }

    @Test
    void theModelAndTheTargetMustBeNamed() {
        Call call = Call.of("export");

        assertThat(call.exitCode()).isEqualTo(2);
        assertThat(call.err()).contains("--model=FILE", "--out=FILE");
    }
}
