package dev.firstnetwork.wing.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every notebook, cell by cell, against what is committed. {@code -Dfirstnetwork.notebooks=write} writes the outputs instead
 * of checking them; {@code -Dfirstnetwork.notebooks.executed=FOLDER} checks also what Jupyter itself has made of them there.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class NotebooksIT {

    private static final boolean WRITE = "write".equals(System.getProperty("firstnetwork.notebooks"));
    private static final String EXECUTED = "firstnetwork.notebooks.executed";

    static List<Path> notebooks() throws IOException {
        return Notebook.in(Notebook.FOLDER);
    }

    private static List<String> problems(Notebook notebook) throws IOException {
        try (JShellKernel kernel = new JShellKernel(Notebook.FOLDER)) {
            return NotebookCheck.problems(notebook, notebook.executed(kernel));
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void runsAndGivesWhatIsCommitted(Path file) throws IOException {
        if (WRITE) {
            try (JShellKernel kernel = new JShellKernel(Notebook.FOLDER)) {
                Notebook.read(file).executed(kernel).write(file);
            }
        }
        assertThat(problems(Notebook.read(file)))
                .as(file.getFileName().toString())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    @EnabledIfSystemProperty(named = EXECUTED, matches = ".+")
    void jupyterGivesTheSame(Path file) throws IOException {
        Path executed = Path.of(System.getProperty(EXECUTED)).resolve(file.getFileName());

        assertThat(NotebookCheck.problems(Notebook.read(file), Notebook.read(executed)))
                .as(file.getFileName().toString())
                .isEmpty();
    }
}
